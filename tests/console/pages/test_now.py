from datetime import timedelta

from endigue.communication.cell_facts import ActionSet, DecisionAsked, Option, UncertaintyNoted
from endigue.communication.facts import EventRecorded
from endigue.desk.computation_facts import ComputationEnded, ComputationStarted


def test_the_first_page_says_how_operations_go_as_the_journal_has_it(door) -> None:
    states = [one.state for one in door.room.chronicle.ledger.continuity.operations]
    page = door.enter("Ann").get("/").text
    for state, word in (("stopped", "stopped"), ("by_hand", "by hand"), ("running", "running")):
        assert f"{states.count(state)} {word}" in page


def test_the_clock_counts_from_the_detection(door) -> None:
    client = door.enter("Ann")
    detected = EventRecorded("detected")
    at = door.clock.now - timedelta(hours=26, minutes=5)
    door.room.act("Ann", lambda case, ledger: case.record([detected], ledger, at))
    assert "T+26:05" in client.get("/").text


def test_a_legal_clock_is_shown_with_its_article_and_its_entry(door) -> None:
    client = door.enter("Ann")
    door.room.record("Ann", EventRecorded("personal-data-breach"))
    number = door.room.chronicle.ledger.head.sequence
    page = client.get("/").text
    assert f'href="/logbook/{number}"' in page
    assert "33" in page


def test_what_waits_for_somebody_is_listed(door) -> None:
    client = door.enter("Ann")
    record = door.room.record
    record("Ann", DecisionAsked("Pay the crew?", (Option("yes"), Option("no"))))
    record("Ann", ActionSet("Call the bank", "Bob", door.clock.now - timedelta(hours=1)))
    record("Ann", UncertaintyNoted("Are the tapes sound?"))
    record("Ann", ComputationStarted("c1", "story"))
    record("endigue", ComputationEnded("c1", "lost"))
    page = client.get("/").text
    for said in (
        "Pay the crew?",
        "Call the bank",
        "Are the tapes sound?",
        "was lost",
        "not approved",
    ):
        assert said in page


def test_what_is_new_is_what_others_wrote_since_one_has_looked(door) -> None:
    ann, bob = door.enter("Ann"), door.enter("Bob")
    bob.post("/logbook", data={"text": "written by Bob"})
    ann.post("/logbook", data={"text": "written by Ann"})
    page = ann.get("/").text
    assert "written by Bob" in page
    assert "written by Ann" not in page
    head = door.room.chronicle.ledger.head.sequence
    ann.post("/seen", data={"upto": str(head)})
    assert "written by Bob" not in ann.get("/").text
    ann.post("/seen", data={"upto": "5"})
    assert door.room.access.account("Ann").seen == head, "what was seen stays seen"


def test_a_case_in_which_nothing_is_known_says_what_to_do(empty_door) -> None:
    page = empty_door.enter("Ann").get("/")
    assert page.status_code == 200
    assert "endigue respond" in page.text
