from defusedxml import ElementTree
from tests.crisis_chronicle import page

from endigue.locale.speech import Speech
from endigue.writers.status.feed import ATOM, status_feed
from endigue.writers.status.words import Words


def test_every_piece_of_news_is_an_entry_the_newest_first() -> None:
    whole = page("2026-03-03T19:00:00+01:00")
    feed = ElementTree.fromstring(status_feed(whole, Words(whole, Speech("en"))))
    entries = feed.findall(f"{{{ATOM}}}entry")
    assert len(entries) == len(whole.updates) == 4
    updated = [entry.findtext(f"{{{ATOM}}}updated") for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert "over" in entries[0].findtext(f"{{{ATOM}}}content")
    for node in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert node.findtext(f"{{{ATOM}}}{name}")
    identifiers = [entry.findtext(f"{{{ATOM}}}id") for entry in entries]
    assert len(set(identifiers)) == 4


def test_an_entry_keeps_its_identifier() -> None:
    def identifiers(at: str) -> list[str]:
        whole = page(at)
        feed = ElementTree.fromstring(status_feed(whole, Words(whole, Speech("fr"))))
        return [entry.findtext(f"{{{ATOM}}}id") for entry in feed.findall(f"{{{ATOM}}}entry")]

    assert identifiers("2026-03-03T19:00:00+01:00")[-1:] == identifiers("2026-02-07T00:00:00+01:00")
