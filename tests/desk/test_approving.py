from dataclasses import replace

import pytest

from endigue.communication.facts import ActionRefused, RoleGiven
from endigue.containment.alternatives import alternatives
from endigue.containment.facts import ContainmentPlanned
from endigue.desk.approving import approve_asked, ask_approval
from endigue.desk.case import Case
from endigue.desk.refusal import Refusal
from endigue.organisation.model import Organisation
from endigue.readers.rulebook import load_rulebook

BOOK = load_rulebook()
SEEN = "a" * 64


@pytest.fixture
def planned(case: Case, organisation: Organisation) -> Case:
    found = alternatives(organisation, {"pc-1": 1.0})
    case.record(
        [
            ContainmentPlanned(found, SEEN, 5, "none"),
            RoleGiven("Dan", "strategic"),
            RoleGiven("Eve", "strategic"),
            RoleGiven("Ann", "logbook-keeper"),
            RoleGiven("Obi", "observer"),
        ],
        case.ledger(),
    )
    return case


def ask(case: Case, person: str, alternative: str = "plan", reason: str = "it spreads"):
    return ask_approval(replace(case, author=person), case.ledger(), BOOK, alternative, reason)


def approve(case: Case, person: str, alternative: str = "plan", seen: str = SEEN):
    return approve_asked(replace(case, author=person), case.ledger(), BOOK, alternative, seen)


def test_one_asks_and_another_who_decides_approves(planned: Case) -> None:
    asked = ask(planned, "Ann", reason=" it spreads ").containment.asked
    assert (asked.asked_by, asked.reason, asked.input_hash) == ("Ann", "it spreads", SEEN)
    ledger = approve(planned, "Dan")
    assert ledger.containment.approved.alternative == "plan"
    assert ledger.containment.asked is None, "it is no longer asked for"


def test_nobody_approves_what_they_asked_for_though_they_may_decide(planned: Case) -> None:
    ask(planned, "Dan")
    with pytest.raises(Refusal, match="two_people"):
        approve(planned, "Dan")
    assert planned.ledger().containment.approved is None
    assert approve(planned, "Eve").containment.approved is not None


@pytest.mark.parametrize("person", ["Ann", "Obi", "a stranger"])
def test_who_does_not_decide_is_refused_and_the_try_is_written(planned: Case, person: str) -> None:
    ask(planned, "Dan")
    with pytest.raises(Refusal, match="not_allowed"):
        approve(planned, person)
    step, fact = planned.ledger().communication.refusals[-1]
    assert (step.author, fact) == (person, ActionRefused("decide", "approve plan"))
    assert planned.ledger().containment.approved is None


@pytest.mark.parametrize(
    ("alternative", "seen"), [("plan", "b" * 64), ("do_nothing", SEEN), ("", "")]
)
def test_only_what_is_asked_for_is_approved(planned: Case, alternative: str, seen: str) -> None:
    with pytest.raises(Refusal, match="nothing_asked"):
        approve(planned, "Dan", alternative, seen)
    ask(planned, "Ann")
    with pytest.raises(Refusal, match="nothing_asked"):
        approve(planned, "Dan", alternative, seen)


def test_a_newer_plan_takes_back_what_was_asked_of_the_older(
    planned: Case, organisation: Organisation
) -> None:
    ask(planned, "Ann")
    found = alternatives(organisation, {"pc-1": 1.0})
    planned.record([ContainmentPlanned(found, "c" * 64, 5, "none")], planned.ledger())
    with pytest.raises(Refusal, match="nothing_asked"):
        approve(planned, "Dan", seen="c" * 64)


def test_it_is_asked_with_a_reason_of_a_plan_that_there_is_by_who_records(
    planned: Case, organisation: Organisation
) -> None:
    for person, alternative, reason, code in (
        ("Ann", "plan", "  ", "no_reason"),
        ("Ann", "prayer", "x", "no_alternative"),
        ("Obi", "plan", "x", "not_allowed"),
    ):
        with pytest.raises(Refusal, match=code):
            ask(planned, person, alternative, reason)
    assert planned.ledger().containment.asked is None


def test_a_case_without_a_plan_has_nothing_to_ask_about(case: Case) -> None:
    with pytest.raises(Refusal, match="no_plan_yet"):
        ask(case, "anybody")
