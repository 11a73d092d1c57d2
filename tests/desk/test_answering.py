"""Orders on the smallest organisation, where their cost is known by hand."""

from dataclasses import replace

import pytest
from msgspec import structs

from endigue.containment.choice import Orders
from endigue.containment.solve import Watch
from endigue.desk.answering import answer_orders, follow_up, put_in_force
from endigue.desk.case import Case
from endigue.desk.refusal import Refusal, Refusals
from endigue.desk.respond import respond
from endigue.kernel.money import Cents
from endigue.organisation.model import Lever, Organisation
from endigue.readers.link_kinds import load_link_kinds
from small_story import NOTE, SETTINGS, given

KINDS = load_link_kinds()


@pytest.fixture
def told(case: Case, organisation: Organisation) -> Case:
    respond(case, given(organisation, NOTE), SETTINGS, lambda _stage: None)
    return case


def answer(case: Case, organisation: Organisation, **orders: tuple[str, ...]):
    return answer_orders(
        case, case.ledger(), organisation, KINDS, SETTINGS, Orders(**orders), Watch()
    )


def test_keeping_the_workstation_costs_what_the_intruder_then_takes(
    told: Case, organisation: Organisation
) -> None:
    before = told.ledger().containment.planned
    ledger = answer(told, organisation, keep=("pc-1",))
    (found,) = ledger.containment.answers.values()
    # Isolated: the workstation (100) and the lever (5). Kept: both machines (100 and 500), and the
    # telephone for 48 h at 1,000.
    assert found.harm_without == 10_500
    assert found.harm_without + found.harm == 4_800_000 + 60_000
    assert found.proven
    assert (found.operations_lost, found.operations_won) == (("telephone",), ())
    assert (found.added, found.dropped) == ((), ("isolate-pc-1",))
    assert ledger.containment.planned == before, "the plan in force stays in force"


def test_cutting_something_more_costs_its_lever_and_what_it_stops(
    told: Case, organisation: Organisation
) -> None:
    off = Lever("off", "isolate_host", "srv-1", 5.0, "it", Cents(700))
    wider = replace(organisation, levers=(*organisation.levers, off))
    (found,) = answer(told, wider, cut=("srv-1",)).containment.answers.values()
    plan = found.alternatives.named("plan")
    assert "off" in {action.lever for action in plan.actions}
    # The telephone for 48 h at 1,000, and the lever (7). Isolating the workstation as well, for 5,
    # saves nothing then: nothing is left to be reached.
    assert found.harm == 4_800_000 + 700 - 500
    assert found.operations_lost == ("telephone",)


def test_the_same_question_is_not_computed_twice(told: Case, organisation: Organisation) -> None:
    first = answer(told, organisation, keep=("pc-1",))
    assert answer(told, organisation, keep=("pc-1",)) == first
    off = Lever("off", "isolate_host", "srv-1", 5.0, "it", Cents(700))
    wider = replace(organisation, levers=(*organisation.levers, off))
    assert len(answer(told, wider, keep=("srv-1",)).containment.answers) == 2


def test_orders_that_contradict_each_other_are_all_refused_at_once(
    told: Case, organisation: Organisation
) -> None:
    head = told.ledger().head
    with pytest.raises(Refusals) as refusals:
        answer(told, organisation, keep=("pc-1",), cut=("pc-1",))
    assert refusals.value.code == "containment.refused"
    assert [one.arguments["identifier"] for one in refusals.value.each] == ["pc-1"]
    assert told.ledger().head == head


def test_without_an_assessment_nothing_is_answered(case: Case, organisation: Organisation) -> None:
    with pytest.raises(Refusal, match="no_plan_yet"):
        answer(case, organisation, keep=("pc-1",))


def test_an_answer_put_in_force_is_the_plan_that_everything_follows(
    told: Case, organisation: Organisation
) -> None:
    (name,) = answer(told, organisation, keep=("pc-1",)).containment.answers
    assert {one.state for one in told.ledger().continuity.operations} == {"running"}
    ledger = put_in_force(told, told.ledger(), name)
    assert ledger.containment.planned.input_hash == name
    assert put_in_force(told, ledger, name) is ledger, "it is in force already"
    begun: list[str] = []
    ledger = follow_up(told, ledger, organisation, KINDS, SETTINGS, begun.append)
    assert begun == ["residual", "continuity", "restoration"]
    assert {one.state for one in ledger.continuity.operations} == {"stopped"}
    assert {task.asset for task in ledger.restoration.plan.schedule.tasks} == {"pc-1", "srv-1"}


def test_an_answer_that_there_is_none_of_is_not_put_in_force(told: Case) -> None:
    with pytest.raises(Refusal, match="no_such_answer"):
        put_in_force(told, told.ledger(), "f" * 64)


def test_nothing_follows_from_no_plan(case: Case, organisation: Organisation) -> None:
    with pytest.raises(Refusal, match="no_plan_yet"):
        follow_up(case, case.ledger(), organisation, KINDS, SETTINGS, lambda _stage: None)


def test_a_derogation_is_followed_in_an_answer_too(told: Case, organisation: Organisation) -> None:
    (lever,) = organisation.levers
    imposed = replace(organisation, levers=(structs.replace(lever, doctrine="mandatory"),))
    with pytest.raises(Refusals):
        answer(told, imposed, keep=("pc-1",))
    ledger = answer(told, imposed, keep=("pc-1",), derogations=("isolate-pc-1",))
    assert len(ledger.containment.answers) == 1
