import pytest

from endigue.communication.bulletin import Bulletin
from endigue.communication.facts import BulletinWritten, EventRecorded


def test_an_event_starts_the_legal_clocks_by_itself(door) -> None:
    client = door.enter("Ann")
    assert "No legal clock runs" in client.get("/tell").text
    data = {"event": "personal-data-breach", "verified": "yes", "at": "2026-02-06T20:00"}
    assert client.post("/tell/record", data=data).status_code == 303
    page = client.get("/tell").text
    assert "No legal clock runs" not in page
    assert "33" in page


def test_a_clock_that_has_not_started_says_what_would_start_it(door) -> None:
    page = door.enter("Ann").get("/tell").text
    folded = page.split("Legal clocks that have not started")[1].split("</details>")[0]
    assert "It starts once this is recorded" in folded
    assert "Notify the data protection authority" in folded
    door.room.record("Ann", EventRecorded("personal-data-breach"))
    page = door.enter("Ann").get("/tell").text
    folded = page.split("have not started")[1].split("</details>")[0]
    assert "Notify the data protection authority (GDPR)" not in folded


def test_what_the_public_was_told_is_held_against_what_was_assessed(door) -> None:
    press = door.enter("Pia", "communication")
    states = door.room.chronicle.ledger.continuity.operations
    running = next(one.id for one in states if one.state == "running")
    stopped = next(one.id for one in states if one.state == "stopped")
    words = {"update_en": "a", "update_fr": "a"}
    told = {f"state_{running}": "stopped", f"state_{stopped}": "stopped"}
    press.post("/tell/bulletin", data={**words, **told})
    page = press.get("/tell").text
    assert page.count("the public was told") == 1
    press.post("/tell/bulletin", data={**words, f"state_{running}": "working"})
    assert "the public was told" not in press.get("/tell").text


@pytest.mark.parametrize(
    "data",
    [
        {"event": "no-such-event"},
        {"event": "clients-affected", "value": "many"},
        {"event": "detected", "value": "5"},
        {"event": "detected", "company": "nobody"},
        {"event": "detected", "at": "2031-01-01T00:00"},
        {"event": "detected", "at": "soon"},
        {},
    ],
)
def test_events_that_make_no_sense_are_refused(door, data) -> None:
    before = door.room.chronicle.ledger.head
    assert door.enter("Ann").post("/tell/record", data=data).status_code == 422
    assert door.room.chronicle.catch_up().head == before


def test_a_question_is_put_and_decided_by_who_may(door) -> None:
    ann, dan = door.enter("Ann", "logbook-keeper"), door.enter("Dan", "strategic")
    question = {"what": "question", "text": "Tell the press?", "option": ["yes", "no"]}
    assert ann.post("/tell/cell", data=question).status_code == 303
    number = door.room.chronicle.ledger.head.sequence
    decision = {"what": "decide", "entry": str(number), "option": "no", "why": "too early"}
    assert ann.post("/tell/cell", data=decision).status_code == 403
    assert dan.post("/tell/cell", data={**decision, "option": "perhaps"}).status_code == 422
    assert dan.post("/tell/cell", data=decision).status_code == 303
    taken = door.room.chronicle.ledger.communication.cell.decisions[number].taking
    assert (taken.option, taken.reason) == ("no", "too early")


def test_actions_and_open_questions_are_opened_and_closed(door) -> None:
    client = door.enter("Ann")
    client.post("/tell/cell", data={"what": "action", "text": "Call the bank", "owner": "Bob"})
    number = str(door.room.chronicle.ledger.head.sequence)
    assert "Call the bank" in client.get("/tell").text
    assert client.post("/tell/cell", data={"what": "close", "entry": number}).status_code == 303
    assert client.post("/tell/cell", data={"what": "close", "entry": number}).status_code == 422
    client.post("/tell/cell", data={"what": "unknown", "text": "Are the tapes sound?"})
    number = str(door.room.chronicle.ledger.head.sequence)
    assert (
        client.post(
            "/tell/cell", data={"what": "settle", "entry": number, "why": "yes"}
        ).status_code
        == 303
    )
    assert client.post("/tell/cell", data={"what": "unknown", "text": " "}).status_code == 422
    assert client.post("/tell/cell", data={"what": "dance"}).status_code == 422


def test_the_public_page_goes_from_draft_to_approval_by_several_people(door) -> None:
    door.room.record("Ann", BulletinWritten(Bulletin()))
    press, legal, director = (
        door.enter("Pia", "communication"),
        door.enter("Lea", "legal"),
        door.enter("Dan", "strategic"),
    )
    assert legal.post("/tell/draft").status_code == 403
    assert press.post("/tell/draft").status_code == 303
    review, approve = {"step": "review", "version": "1"}, {"step": "approve", "version": "1"}
    assert press.post("/tell/step", data=review).status_code == 403
    assert director.post("/tell/step", data=approve).status_code == 422
    assert legal.post("/tell/step", data=review).status_code == 303
    assert director.post("/tell/step", data=approve).status_code == 303
    assert door.room.chronicle.ledger.communication.pages[1].approved.author == "Dan"


def test_the_preview_is_the_public_page_shut_off_from_everything(door) -> None:
    client = door.enter("Ann")
    assert client.get("/tell/preview").status_code == 422
    door.room.record("Ann", BulletinWritten(Bulletin()))
    answer = client.get("/tell/preview")
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"].endswith("sandbox")
    assert "DRAFT" in answer.text or "BROUILLON" in answer.text


def test_an_empty_case_is_shown(empty_door) -> None:
    assert empty_door.enter("Ann").get("/tell").status_code == 200
