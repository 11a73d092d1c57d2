from datetime import UTC, datetime, timedelta
from functools import reduce

from endigue.journal.fact import Fact
from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, KOf, Operation, Organisation
from endigue.restoration.facts import (
    GateDecided,
    OutlookDrawn,
    RestorationPlanned,
    WorkDone,
    WorkFailed,
)
from endigue.restoration.review import Review, actual_returns, review
from endigue.restoration.schedule import Curve, OperationReturn, Outlook, Schedule
from endigue.restoration.steps import AGAIN
from endigue.restoration.view import RestorationView, see

NOON = datetime(2021, 2, 8, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

SHOP = Organisation(
    "shop",
    assets=(Asset("web", "", "machine"), Asset("db", "", "machine")),
    operations=(
        Operation("site", {}, "", KOf(1, ("web", "db")), Cents(1), 0.0, 1.0, 1e6),
        Operation("till", {}, "", KOf(2, ("web", "db")), Cents(1), 0.0, 1.0, 1e6),
    ),
    crews=tuple(
        Crew(skill, skill, 1, "24/7", Cents(0)) for skill in ("forensic", "system", "network")
    ),
)
BOTH = ("web", "db")


def plan(name: str, start: datetime, p10: float, **p50: float) -> tuple[Fact, Fact]:
    """A plan whose P90 is ten hours behind its P50."""
    back = tuple(OperationReturn(op, at, at, at + 5, at + 10, ()) for op, at in p50.items())
    schedule = Schedule((), back, Cents(0), Cents(0), 0.0, 0.0, 1, 1)
    nothing = Cents(0)
    outlook = Outlook(
        nothing, nothing, nothing, nothing, 0, Curve((), (), (), ()), dict.fromkeys(p50, p10)
    )
    return RestorationPlanned(name, "", start, schedule), OutlookDrawn(name, outlook)


def done(asset: str, hour: float) -> Fact:
    return WorkDone(asset, "reconnect", NOON + hour * HOUR)


def folded(*facts: Fact) -> RestorationView:
    return reduce(see, facts, RestorationView())


def reviewed(*facts: Fact) -> Review:
    return review(SHOP, BOTH, BOTH, folded(*facts))


def test_an_operation_is_back_when_all_that_it_needs_is() -> None:
    view = folded(*plan("a", NOON, 1.0, site=9.0), done("web", 8), done("db", 12))
    assert actual_returns(SHOP, BOTH, BOTH, view) == {
        "site": NOON + 8 * HOUR,
        "till": NOON + 12 * HOUR,
    }
    assert set(actual_returns(SHOP, BOTH, BOTH, folded(*plan("a", NOON, 1.0), done("web", 8)))) == {
        "site"
    }


def test_without_a_plan_nothing_is_measured() -> None:
    assert actual_returns(SHOP, BOTH, BOTH, folded(done("web", 8))) == {}
    assert reviewed(*plan("a", NOON, 1.0, site=9.0)).share is None


def test_a_date_holds_from_its_p10_to_its_p90() -> None:
    hours = {4.0: False, 5.0: True, 20.0: True, 20.25: False}
    for hour, inside in hours.items():
        found = reviewed(*plan("a", NOON, 5.0, site=10.0), done("web", hour))
        (told,) = found.foretold
        assert told.inside is inside
        assert told.late_hours == hour - 10
        assert found.share == float(inside)


def test_every_plan_counts_until_the_operation_is_back() -> None:
    found = reviewed(
        *plan("a", NOON, 5.0, site=10.0, till=10.0),
        *plan("b", NOON + 6 * HOUR, 1.0, site=30.0, till=40.0),
        done("web", 12),
        *plan("c", NOON + 20 * HOUR, 1.0, site=1.0, till=2.0),
        done("db", 44),
    )
    assert [(one.operation, one.planned_at, one.inside) for one in found.foretold] == [
        ("site", NOON, True),
        ("till", NOON, False),
        ("site", NOON + 6 * HOUR, True),
        ("till", NOON + 6 * HOUR, True),
        ("till", NOON + 20 * HOUR, False),
    ]
    assert found.share == 3 / 5
    assert [one.planned_at for one in found.of("site")] == [NOON, NOON + 6 * HOUR]


def test_what_is_infected_again_is_not_back() -> None:
    again = WorkFailed("web", "verify", AGAIN["verify"], NOON + 9 * HOUR)
    found = reviewed(*plan("a", NOON, 5.0, site=10.0), done("web", 8), again, done("web", 15))
    assert found.back == {"site": NOON + 15 * HOUR}


def test_an_operation_waits_for_go_where_the_cell_decides() -> None:
    told = plan("a", NOON, 5.0, site=10.0)
    no_go = GateDecided("site", False, NOON)
    go = GateDecided("site", True, NOON + 18 * HOUR)
    assert reviewed(*told, done("web", 8), no_go).back == {}
    assert reviewed(*told, done("web", 8), no_go, go).back == {"site": NOON + 18 * HOUR}
