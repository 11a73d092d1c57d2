from collections.abc import Callable

import numpy as np
import pytest
import zxingcpp

from endigue.continuity.handwork.facts import FormsIssued
from endigue.continuity.handwork.serials import serial
from endigue.locale.speech import Speech
from endigue.readers.forms import load_forms
from endigue.writers.kit.forms import forms_print, qr_text

FORMS = load_forms()
Pages = Callable[..., list[np.ndarray]]


def printed(name: str, first: int = 7, last: int = 8, language: str = "en") -> bytes:
    issued = FormsIssued(name, 1, "Claims *2* #x", first, last)
    return forms_print(FORMS[name], issued, "Mutual <x>", "EUR", Speech(language))


@pytest.mark.parametrize("name", sorted(FORMS))
def test_every_form_fits_one_page_a_sheet_and_its_code_is_read_by_another_library(
    name: str, pages: Pages
) -> None:
    form = FORMS[name]
    found = pages(printed(name))
    codes = [[code.text for code in zxingcpp.read_barcodes(page)] for page in found]
    assert codes == [[qr_text(form, 7)], [qr_text(form, 8)]]


def test_a_code_is_read_after_a_bad_copier_in_black_and_white(pages: Pages) -> None:
    (page, _) = pages(printed("claim-slip"), dpi=200)
    chance = np.random.default_rng(1)
    noisy = np.clip(page.astype(int) + chance.normal(0, 60, page.shape), 0, 255)
    copied = np.where(noisy < 128, 0, 255).astype(np.uint8)
    assert [code.text for code in zxingcpp.read_barcodes(copied)] == [
        qr_text(FORMS["claim-slip"], 7)
    ]


@pytest.mark.parametrize("name", ["claim-slip", "cover-agreement", "message-sheet"])
def test_nothing_on_a_form_is_grey(name: str, pages: Pages) -> None:
    # Letters and rules have grey edges where they are drawn; nothing is grey inside.
    (page, _) = pages(printed(name), dpi=300)
    grey = (page > 60) & (page < 200)
    inside = grey[1:-1, 1:-1] & grey[:-2, 1:-1] & grey[2:, 1:-1] & grey[1:-1, :-2] & grey[1:-1, 2:]
    assert inside.mean() < 1e-4


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_sheet_says_its_serial_its_desk_and_every_field(
    language: str, words: Callable[[bytes], list[str]]
) -> None:
    form = FORMS["claim-slip"]
    (page, other) = words(printed("claim-slip", language=language))
    assert serial("CS", 7) in page and serial("CS", 8) in other
    assert "Claims *2* #x" in page and "Mutual <x>" in page
    for field in form.field:
        assert field.name[language] in page
        for choice in field.choices:
            assert choice.name[language] in page
    assert ("Saisi de nouveau par" if language == "fr" else "Keyed again by") in page


def test_what_pays_nothing_is_keyed_once(words: Callable[[bytes], list[str]]) -> None:
    (page, _) = words(printed("call-sheet"))
    assert "Keyed again by" not in page


def test_the_same_range_gives_the_same_bytes() -> None:
    assert printed("claim-slip") == printed("claim-slip")
