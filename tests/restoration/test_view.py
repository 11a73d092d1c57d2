from datetime import UTC, datetime

from endigue.journal.fact import Fact
from endigue.kernel.money import Cents
from endigue.restoration.facts import RestorationPlanned
from endigue.restoration.schedule import Schedule
from endigue.restoration.view import RestorationView, see


class SomethingElse(Fact, frozen=True, tag="test.something_else"):
    pass


def planned(name: str) -> RestorationPlanned:
    empty = Schedule((), (), Cents(0), Cents(0), 0.0, 0.0, 1, 1)
    return RestorationPlanned(name, "closure ratio", datetime(2021, 2, 5, tzinfo=UTC), empty)


def test_the_last_plan_is_in_force_and_the_one_before_is_kept() -> None:
    view = RestorationView()
    for name in ("first", "second", "third"):
        view = see(view, planned(name))
    assert (view.plan, view.before) == (planned("third"), planned("second"))
    assert view.first_start == planned("first").start


def test_facts_of_other_chapters_change_nothing() -> None:
    view = RestorationView(plan=planned("first"))
    assert see(view, SomethingElse()) is view
