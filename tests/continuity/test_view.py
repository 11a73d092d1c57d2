from endigue.continuity.facts import ContinuityAssessed
from endigue.continuity.handwork.facts import ChainMerged
from endigue.continuity.state import OperationState
from endigue.continuity.view import ContinuityView, see
from endigue.journal.fact import Fact


class SomethingElse(Fact, frozen=True, tag="test.something_else"):
    pass


def test_the_last_assessment_is_what_is_known() -> None:
    states = (OperationState("claims", "stopped"),)
    before = see(ContinuityView(), ContinuityAssessed("a", ("web",), ()))
    after = see(before, ContinuityAssessed("b", (), states))
    assert after == ContinuityView("b", (), states)


def test_facts_of_other_chapters_change_nothing() -> None:
    view = ContinuityView("a", ("web",), ())
    assert see(view, SomethingElse()) is view


def test_devices_that_were_merged_are_kept_through_every_assessment() -> None:
    one, other = (ChainMerged("a", 1, "b", name, name) for name in ("x", "y"))
    view = see(see(ContinuityView(), one), ContinuityAssessed("a", (), ()))
    assert see(view, other).chains == (one, other)
