from datetime import timedelta

from endigue.communication.cell import CellView, see_cell
from endigue.communication.cell_facts import (
    ActionClosed,
    ActionSet,
    DecisionAsked,
    DecisionTaken,
    Option,
    SituationReported,
    UncertaintyNoted,
    UncertaintySettled,
)
from endigue.journal.chain import extend
from endigue.journal.entry import EMPTY, Draft
from endigue.journal.fact import Fact

from .conftest import paris

AT = paris("2026-02-06 20:00")


def seen(*facts: Fact) -> CellView:
    view = CellView()
    entries = extend(EMPTY, [Draft(fact, AT, "keeper") for fact in facts], AT)
    for fact, entry in zip(facts, entries, strict=True):
        view = see_cell(view, fact, entry)
    return view


def test_an_action_is_open_late_or_closed() -> None:
    action = seen(ActionSet("call", "Finance", AT)).actions[1]
    assert not action.late(AT)
    assert action.late(AT + timedelta(minutes=1))
    closed = seen(ActionSet("call", "Finance", AT), ActionClosed(1, "done")).actions[1]
    assert closed.closed is not None and closed.closed.entry == 2
    assert not closed.late(AT + timedelta(days=1))


def test_a_decision_keeps_question_and_answer_together() -> None:
    asked = DecisionAsked("cut?", (Option("yes"), Option("no")))
    decision = seen(asked, DecisionTaken(1, "no")).decisions[1]
    assert decision.taking is not None and decision.taking.option == "no"


def test_an_uncertainty_is_settled() -> None:
    view = seen(UncertaintyNoted("a"), UncertaintyNoted("b"), UncertaintySettled(1))
    assert [one.settled is not None for one in view.uncertainties.values()] == [True, False]


def test_what_closes_nothing_is_passed_over() -> None:
    view = seen(ActionClosed(9, "done"), DecisionTaken(9, "x"), UncertaintySettled(9))
    assert view == CellView()


def test_reports_are_kept_in_order() -> None:
    view = seen(SituationReported(1, 5, "0f", "s"), SituationReported(2, 9, "1f", "t"))
    assert [fact.number for _, fact in view.reports] == [1, 2]
