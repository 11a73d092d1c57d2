import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.communication.cell_facts import ActionSet, DecisionAsked, Option, UncertaintyNoted
from endigue.communication.facts import EventRecorded
from endigue.console.pages.now import waiting_by
from endigue.containment.enforcement.facts import EmergencyDecided, WorkOrdered, WorkReported
from endigue.continuity.state import OperationState
from endigue.desk.computation_facts import ComputationEnded, ComputationStarted
from endigue.kernel.money import Cents
from endigue.locale.sentences import sentences
from endigue.organisation.model import Manual, Operation


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


def test_a_duty_of_many_companies_stands_once_and_hides_no_other(door) -> None:
    client = door.enter("Ann")
    at = door.clock.now - timedelta(minutes=90)
    for company in [one.id for one in door.room.profile(door.room.chronicle.ledger).companies]:
        fact = EventRecorded("aware", company=company)
        door.room.act("Ann", lambda case, ledger, fact=fact: case.record([fact], ledger, at))
    door.room.record("Ann", EventRecorded("personal-data-breach", company="mutual"))
    page = client.get("/").text
    due = page.split('id="due-title"')[1].split("</section>")[0]
    duties = re.findall(r"<li class=\"\w*\"><b>([^<]+)</b>", due)
    assert len(duties) == len(set(duties))
    assert any("data protection authority" in duty for duty in duties)


def test_what_failed_or_is_not_known_to_have_ended_needs_somebody(door) -> None:
    organisation = door.room.organisation(door.room.chronicle.ledger)
    lever = organisation.levers[0].id
    door.room.record("Ann", EmergencyDecided((lever,), "it spreads"))
    door.room.record("Ann", WorkOrdered(1, lever, "apply", "enforcement.no_component", {}))
    page = door.enter("Ann").get("/").text
    assert f'href="/cut#lever-{lever}"' not in page, "an order that is out waits for nobody here"
    door.room.record("Ann", WorkReported(1, "failed", "N. Roux", door.clock.now))
    page = door.enter("Ann").get("/").text
    assert f'href="/cut#lever-{lever}"' in page
    assert sentences()["enforced.failed"] in page


def test_a_notice_waits_at_its_gate_until_it_is_issued(door) -> None:
    press, legal = door.enter("Pia", "communication"), door.enter("Lea", "legal")
    words = {"audience": "staff", "title_en": "a", "title_fr": "a", "text_en": "b", "text_fr": "b"}
    press.post("/tell/message", data=words)
    assert press.post("/tell/notices", data={"audience": "staff", "step": "draft"}).status_code
    assert "no. 1, waits for a review" in press.get("/").text
    legal.post("/tell/notices", data={"audience": "staff", "step": "review", "number": "1"})
    assert "no. 1, waits for an approval" in press.get("/").text


@given(st.floats(0, 200), st.sampled_from(["stopped", "by_hand"]))
def test_the_queue_between_two_hours_lies_on_the_line_between_them(hours: float, mode) -> None:
    operation = Operation(
        "o", {}, "e", "x", value_per_hour=Cents(1), arrivals_per_hour=60.0, rto_hours=4,
        mtpd_hours=24, manual=Manual(10.0, 48.0),
    )  # fmt: skip
    state = OperationState("o", mode, stamina_hours=48.0)
    share = 10.0 if mode == "by_hand" else 0.0
    waits = 60 * hours - share * min(hours, 48)
    assert waiting_by(operation, state, hours) == pytest.approx(waits, abs=1e-6)
