"""What one thing more would bring, on a small organisation where it can be told by hand."""

from datetime import UTC, datetime

import pytest

from endigue.desk.refusal import Refusal
from endigue.desk.restoring import Lost, Situation
from endigue.desk.settings import Settings
from endigue.desk.what_if import Change, Gain, replace_people, usual_changes, what_if
from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, Operation, Organisation, Parameters
from endigue.restoration.circumstances import Instead
from endigue.restoration.view import RestorationView

NOON = datetime(2021, 2, 8, 12, 0, tzinfo=UTC)
NAMES = ("a", "b")

SHOP = Organisation(
    "shop",
    parameters=Parameters(clean_room_places=9, restore_gb_per_hour=100.0),
    assets=tuple(Asset(n, "", "machine", rebuild_hours=10.0, restore_gb=400.0) for n in NAMES),
    operations=tuple(Operation(f"op-{n}", {}, "", n, Cents(10_000), 0.0, 1.0, 1e6) for n in NAMES),
    crews=(
        Crew("it", "system", 1, "24/7", Cents(5000)),
        Crew("lab", "forensic", 2, "24/7", Cents(0)),
        Crew("net", "network", 2, "24/7", Cents(0)),
    ),
)


def gain(change: Change, organisation: Organisation = SHOP) -> Gain:
    here = Situation(organisation, RestorationView(), Lost(NAMES, NAMES), NOON, NOON, False)
    (found,) = what_if(here, [change], Settings(seed=1, scenarios=40), orders=100).gains
    return found


def test_a_second_administrator_rebuilds_the_second_server_beside_the_first() -> None:
    found = gain(Change("lend", skill="system", people=1))
    # Alone the second waits for the ten hours of the first at least.
    assert found.planned_saved >= 10 * 10_000
    assert max(found.hours.values()) > 8
    assert min(found.hours.values()) >= -0.5
    # Half of the crew's work is the lent one's: 10 + 4 hours for each of two servers.
    assert found.work_cost == 14 * 5000


def test_twice_the_bandwidth_halves_the_copies() -> None:
    found = gain(Change("bandwidth", gb_per_hour=100.0))
    assert found.planned_saved == (2 + 4) * 10_000
    assert found.work_cost == 0


def test_places_that_nobody_lacks_bring_nothing() -> None:
    assert gain(Change("places", places=5)).planned_saved == 0


def test_places_that_are_lacking_bring_something() -> None:
    crews = tuple(replace_people(SHOP, "it", 1).crews)
    tight = Organisation(
        "tight",
        parameters=Parameters(clean_room_places=1, restore_gb_per_hour=100.0),
        assets=SHOP.assets,
        operations=SHOP.operations,
        crews=crews,
    )
    assert gain(Change("places", places=1), tight).planned_saved > 0


def test_another_way_for_one_asset_counts_for_its_operation() -> None:
    found = gain(Change("clean", asset="a", instead=Instead("clean", 1.0)))
    assert found.hours["op-a"] > 0
    assert found.planned_saved > 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Change("x", skill="magic", people=1), "unknown_skill"),
        (Change("x", asset="nowhere", instead=Instead("clean", 1.0)), "not_restored"),
    ],
)
def test_what_does_not_exist_is_refused(change: Change, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        gain(change)


def test_the_usual_changes_ask_for_one_person_of_each_skill() -> None:
    changes = usual_changes(SHOP)
    assert [change.skill for change in changes if change.skill] == [
        "forensic",
        "network",
        "system",
    ]
    assert any(change.gb_per_hour == 100.0 for change in changes)
    assert any(change.places for change in changes)


def test_more_people_are_in_one_crew_only() -> None:
    assert [crew.people for crew in replace_people(SHOP, "lab", 3).crews] == [1, 5, 2]


def test_a_step_that_takes_longer_delays_its_operation_by_at_least_so_much() -> None:
    found = gain(Change("late", late="a", hours=30.0))
    assert found.planned_saved < 0
    assert found.hours["op-a"] < -10


def test_putting_an_operation_first_never_brings_it_back_later() -> None:
    for name in NAMES:
        found = gain(Change("first", first=f"op-{name}"))
        assert found.hours[f"op-{name}"] >= 0
        assert found.planned_saved <= 0, "no free choice does better than the best"


def test_of_a_held_operation_the_others_alone_are_told() -> None:
    found = gain(Change("hold", hold="op-a"))
    assert set(found.hours) == {"op-b"}
    assert found.planned_saved >= 0, "nothing is hurried for what is held"
    # Had its own loss been taken for saved, it would be ten hours at least.
    assert found.planned_saved <= 28 * 10_000
