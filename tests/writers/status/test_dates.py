from tests.crisis_chronicle import page

from endigue.locale.speech import Speech
from endigue.writers.status.dates import status_dates
from endigue.writers.status.words import Words


def lines(at: str) -> list[str]:
    whole = page(at)
    text = status_dates(whole, Words(whole, Speech("fr"))).decode()
    assert text.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")


def test_the_next_information_and_expected_returns_are_events() -> None:
    found = lines("2026-02-27T14:00:00+01:00")
    assert found.count("BEGIN:VEVENT") == found.count("END:VEVENT") == 2
    assert "DTSTART:20260303T170000Z" in found
    assert "DTSTART:20260302T080000Z" in found
    assert "SUMMARY:Espace adhérent : retour prévu" in [line.replace("\xa0", " ") for line in found]


def test_when_all_is_over_nothing_is_promised() -> None:
    assert "BEGIN:VEVENT" not in lines("2026-03-03T19:00:00+01:00")
