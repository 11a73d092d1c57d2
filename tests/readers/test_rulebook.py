from datetime import date

from endigue.readers.rulebook import load_rulebook


def test_everything_dated_that_ships_is_read() -> None:
    book = load_rulebook()
    assert {pack.regime for pack in book.packs} == {
        "DORA", "GDPR", "GDPR-omnibus", "complaint", "health", "NIS2",
    }  # fmt: skip
    assert set(book.holidays) == {"FR"}
    assert {pack.regime for pack in book.packs if pack.status == "pending"} == {
        "NIS2", "GDPR-omnibus",
    }  # fmt: skip


def test_the_thresholds_are_law_from_their_first_day() -> None:
    book = load_rulebook()
    assert book.thresholds_on(date(2024, 7, 14)) is None
    assert book.thresholds_on(date(2024, 7, 15)) is book.thresholds[0]
