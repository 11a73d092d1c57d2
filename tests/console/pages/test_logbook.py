from html.parser import HTMLParser

import pytest

from endigue.communication.facts import EventRecorded


class Handlers(HTMLParser):
    """Attributes of a page that would run something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [
            (tag, name)
            for name, value in attrs
            if name.startswith("on") or (value or "").startswith("javascript:")
        ]


HOSTILE = "<img src=x onerror=alert(1)>\"'{{7*7}}&amp;</textarea></pre><script>alert(2)</script>"


def test_a_note_is_written_with_its_author_and_shown_unverified(door) -> None:
    client = door.enter("Ann")
    assert client.post("/logbook", data={"text": "the mail is back"}).status_code == 303
    page = client.get("/logbook").text
    first = page[page.index('<li class="line"') :]
    assert "the mail is back" in first[:900]
    assert "not verified" in first[:900]
    assert "Ann" in first[:900]


def test_a_note_may_say_when_it_happened_and_where_it_comes_from(door) -> None:
    client = door.enter("Ann")
    client.post(
        "/logbook",
        data={
            "text": "the door was locked",
            "at": "2026-02-06T21:00",
            "source": "guard",
            "verified": "yes",
        },
    )
    line = door.room.chronicle.lines()[-1]
    assert line.occurred_at.isoformat() == "2026-02-06T20:00:00+00:00"
    assert line.told.verified is True
    assert "(guard)" in client.get("/logbook").text


def test_nothing_is_written_where_nothing_is_said(door) -> None:
    client = door.enter("Ann")
    before = door.room.chronicle.ledger.head
    assert client.post("/logbook", data={"text": "   "}).status_code == 422
    assert client.post("/logbook", data={"text": "x" * 33_000}).status_code == 422
    assert door.room.chronicle.catch_up().head == before


def test_a_correction_is_an_entry_of_its_own_and_is_what_counts(door) -> None:
    client = door.enter("Ann")
    client.post("/logbook", data={"text": "three servers"})
    number = door.room.chronicle.ledger.head.sequence
    wrong = {"text": "four servers", "reason": ""}
    assert client.post(f"/logbook/{number}/correct", data=wrong).status_code == 422
    right = {"text": "four servers", "reason": "counted again", "verified": "yes"}
    assert client.post(f"/logbook/{number}/correct", data=right).status_code == 303
    page = client.get("/logbook").text
    assert "four servers" in page
    assert "corrected" in page
    entry = client.get(f"/logbook/{number}").text
    assert "counted again" in entry
    assert "three servers" in entry, "what was written stays"


def test_only_notes_are_corrected(door) -> None:
    answer = door.enter("Ann").post("/logbook/1/correct", data={"text": "x", "reason": "y"})
    assert answer.status_code == 422


def test_a_record_can_be_withdrawn_with_a_reason(door) -> None:
    client = door.enter("Ann")
    door.room.record("Ann", EventRecorded("detected"))
    number = door.room.chronicle.ledger.head.sequence
    assert client.post(f"/logbook/{number}/withdraw", data={"reason": ""}).status_code == 422
    assert client.post(f"/logbook/{number}/withdraw", data={"reason": "no"}).status_code == 303
    assert "withdrawn" in client.get("/logbook").text


def test_who_only_looks_does_not_write_and_the_try_is_written(door) -> None:
    client = door.enter("Oz", "observer")
    assert "quick-text" not in client.get("/").text
    assert client.post("/logbook", data={"text": "mine"}).status_code == 403
    assert door.room.chronicle.lines()[-1].fact == "communication.action_refused"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"view": "people"}, {"by hand", "known"}),
        ({"view": "verified"}, {"known"}),
        ({"view": "unverified"}, {"by hand"}),
        ({"words": "HAND"}, {"by hand"}),
        ({"author": "Bob"}, {"known"}),
        ({"view": "nonsense"}, {"by hand", "known"}),
    ],
)
def test_the_story_is_filtered(door, query: dict[str, str], found: set[str]) -> None:
    door.enter("Ann").post("/logbook", data={"text": "done by hand"})
    bob = door.enter("Bob")
    bob.post("/logbook", data={"text": "it is known", "verified": "yes"})
    page = bob.get("/logbook", params=query).text
    assert {word for word in ("by hand", "known") if f"{word}</span>" in page} == found


def test_an_entry_shows_its_place_in_the_chain_and_its_text(door) -> None:
    client = door.enter("Ann")
    entry = door.room.chronicle.entry(3)
    page = client.get("/logbook/3").text
    assert entry.hash in page
    assert entry.previous in page
    assert "findings" in page


@pytest.mark.parametrize("number", ["0", "99999", "x", "-1", "1e9", "9" * 40, "٣"])
def test_an_entry_that_there_is_not_is_not_found(door, number: str) -> None:
    assert door.enter("Ann").get(f"/logbook/{number}").status_code == 404


def test_what_is_typed_anywhere_is_shown_as_text(door) -> None:
    client = door.enter(HOSTILE[:80])
    client.post("/logbook", data={"text": HOSTILE, "source": HOSTILE})
    number = door.room.chronicle.ledger.head.sequence
    client.post(f"/logbook/{number}/correct", data={"text": HOSTILE, "reason": HOSTILE})
    for page in (
        client.get("/"),
        client.get("/logbook"),
        client.get("/logbook", params={"author": HOSTILE, "words": HOSTILE, "view": HOSTILE}),
        client.get(f"/logbook/{number}"),
        client.get("/logbook", params={"at": HOSTILE}),
        client.post("/logbook", data={"text": HOSTILE, "at": HOSTILE}),
        client.get("/login", params={"next": HOSTILE}),
        client.get("/open", params={"code": HOSTILE}),
        door.stranger().post("/login", data={"person": HOSTILE, "password": HOSTILE}),
        door.stranger().get("/open", params={"code": HOSTILE}),
    ):
        assert "<img src=x" not in page.text
        assert "<script>alert" not in page.text
        handlers = Handlers()
        handlers.feed(page.text)
        assert handlers.found == []
