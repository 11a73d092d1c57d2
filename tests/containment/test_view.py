from functools import reduce

from endigue.containment.facts import ContainmentPlanned, DerogationRecorded, PlanApproved
from endigue.containment.plan import Alternatives
from endigue.containment.view import ContainmentView, see
from endigue.journal.fact import Fact


class Elsewhere(Fact, frozen=True, tag="elsewhere.happened"):
    pass


def planned(name):
    return ContainmentPlanned(Alternatives((), ()), input_hash=name, seed=5, solver="HiGHS 1.0.0")


def seen(*facts):
    return reduce(see, facts, ContainmentView())


def test_the_last_plan_and_the_last_approval_hold():
    view = seen(
        planned("one"),
        PlanApproved("plan", ("cut",), "one"),
        planned("two"),
        PlanApproved("plan_bold", (), "two"),
    )
    assert view.planned == planned("two")
    assert view.approved == PlanApproved("plan_bold", (), "two")
    assert view.approval_is_of_the_last_plan


def test_an_approval_outlives_a_new_plan_and_is_known_to_be_of_another():
    view = seen(planned("one"), PlanApproved("plan", ("cut",), "one"), planned("two"))
    assert view.approved == PlanApproved("plan", ("cut",), "one")
    assert not view.approval_is_of_the_last_plan
    assert not seen(planned("one")).approval_is_of_the_last_plan


def test_derogations_add_up_with_their_last_reason():
    view = seen(
        DerogationRecorded("net", "no remote work without"),
        DerogationRecorded("backup", "running"),
        DerogationRecorded("net", "hospital cover"),
    )
    assert view.derogations == {"net": "hospital cover", "backup": "running"}


def test_facts_of_others_change_nothing():
    assert seen(Elsewhere()) == ContainmentView()
