from collections.abc import Callable

import msgspec
import pytest

from endigue.continuity.degraded import Contact, DegradedSheet
from endigue.locale.speech import Speech
from endigue.readers.forms import load_forms
from endigue.writers.kit.sheets import contacts_print, sheets_print

Words = Callable[[bytes], list[str]]
SHEET = DegradedSheet(
    operation="telephone",
    name={"fr": "Plateforme téléphonique", "en": "Telephone platform"},
    company="Mutual #1",
    people=(Contact("Anne Essai", "06 00 00 00 00", "desk"),),
    means=("Mobile phones", "Printed lists / a laptop"),
    form="call-sheet",
    by_hand=True,
    by_hand_per_hour=60.0,
    arrivals_per_hour=260.0,
    stamina_hours=72.0,
    rto_hours=4.0,
    mtpd_hours=24.0,
)


def page(sheet: DegradedSheet, words: Words, language: str = "en") -> str:
    (text,) = words(sheets_print([sheet], load_forms(), "Mutual", Speech(language)))
    return text


def test_a_sheet_says_who_with_what_what_is_written_and_until_when(words: Words) -> None:
    text = page(SHEET, words)
    for expected in (
        "Telephone platform", "Company: Mutual #1", "Anne Essai", "06 00 00 00 00",
        "Mobile phones", "Printed lists / a laptop", "Call sheet (CA)", "Telephone to call back",
        "60 an hour by hand, of 260 that come; for 72 h at most",
        "Wanted back after 4 h; intolerable after 24 h",
    ):  # fmt: skip
        assert expected.replace("\u00a0", " ") in text.replace("\u00a0", " ")


def test_it_is_said_in_french(words: Words) -> None:
    text = page(SHEET, words, "fr")
    assert "Plateforme téléphonique" in text and "Ce qui est consigné" in text


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"people": ()}, "Write here who goes on by hand"),
        ({"means": ()}, "Nothing but paper and a pen."),
        ({"form": ""}, "write it in the log of the desk"),
        ({"by_hand": False}, "Nothing can be done by hand."),
    ],
)
def test_what_is_not_known_is_said(change: dict[str, object], expected: str, words: Words) -> None:
    assert expected not in page(SHEET, words)
    assert expected in page(msgspec.structs.replace(SHEET, **change), words)


def test_contacts_are_listed_with_whom_they_help(words: Words) -> None:
    contacts = [Contact("Anne Essai", "06", "desk", "telephone"), Contact("Bruno Essai", "07")]
    printed = contacts_print(contacts, {"telephone": "Telephone platform"}, "M", Speech("en"))
    (text,) = words(printed)
    assert "Anne Essai 06 desk Telephone platform" in text
    assert "Bruno Essai 07 everybody" in text
    (blank,) = words(contacts_print([], {}, "M", Speech("en")))
    assert "Name Telephone Role" in blank
