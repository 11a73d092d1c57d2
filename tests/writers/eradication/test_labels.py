from collections.abc import Callable
from dataclasses import replace

import numpy as np
import zxingcpp

from clean_house import small
from endigue.eradication.facts import LabelsIssued
from endigue.eradication.line.labels import Labels, qr_text, written
from endigue.locale.speech import Speech
from endigue.organisation.model import Asset
from endigue.writers.eradication.labels import labels_print

Pages = Callable[..., list[np.ndarray]]
NAMES = tuple(f"pc-{number:03}" for number in range(1, 27))
MANY = replace(
    small(),
    assets=tuple(Asset(name, f"PC *{name}* #x <b>", "machine", "desks") for name in NAMES),
)
LABELS = Labels([LabelsIssued(1, NAMES)])


def printed(language: str = "en") -> bytes:
    return labels_print(MANY, LABELS, NAMES, Speech(language))


def test_every_code_of_a_sheet_is_read_by_another_library(pages: Pages) -> None:
    found = pages(printed(), dpi=200)
    codes = [{code.text for code in zxingcpp.read_barcodes(page)} for page in found]
    assert codes == [
        {qr_text(number) for number in range(1, 25)}, {qr_text(25), qr_text(26)},
    ]  # fmt: skip


def test_a_label_says_its_number_its_machine_and_the_stations(
    words: Callable[[bytes], list[str]],
) -> None:
    first, second = words(printed("fr"))
    assert written(1) in first and written(26) in second
    assert "PC *pc-001* #x <b>" in first
    assert "réinstallé" in first


def test_a_code_is_read_after_a_bad_copier(pages: Pages) -> None:
    page = pages(printed(), dpi=200)[0]
    chance = np.random.default_rng(1)
    noisy = np.clip(page.astype(int) + chance.normal(0, 60, page.shape), 0, 255)
    copied = np.where(noisy < 128, 0, 255).astype(np.uint8)
    assert {code.text for code in zxingcpp.read_barcodes(copied)} == {
        qr_text(number) for number in range(1, 25)
    }


def test_the_same_labels_give_the_same_bytes() -> None:
    assert printed() == printed()
