from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, KOf, Operation, Organisation, Parameters
from endigue.restoration.bound import earliest_returns, lower_bound
from endigue.restoration.problem import build
from endigue.restoration.solve import plan

NOON = datetime(2021, 2, 8, 12, 0, tzinfo=UTC)


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_bound_is_at_most_the_cheapest_of_all_schedules(
    random_situation: Callable, enumeration: type, chance: Random
) -> None:
    case = random_situation(chance, assets=3, plain=True)
    schedules = enumeration(case)
    assume(schedules.lists() <= 1000)
    problem = build(case.organisation, case.fallen, case.down, case.start)
    cheapest, rounding = schedules.cheapest(), len(problem.operations)
    assert lower_bound(problem) <= cheapest + rounding
    assert plan(problem, seed=1, scenarios=1).cost >= cheapest - rounding


def farm(needs: KOf, forensic: int = 9, places: int = 20) -> Organisation:
    """Four machines of four hours each: with their other steps, 6.5 hours each."""
    return Organisation(
        "farm",
        parameters=Parameters(clean_room_places=places),
        assets=tuple(Asset(f"a{n}", "", "machine", rebuild_hours=4.0) for n in range(4)),
        operations=(Operation("o", {}, "", needs, Cents(100), 0.0, 1.0, 1e6),),
        crews=tuple(
            Crew(skill, skill, people, "24/7", Cents(6000))
            for skill, people in (("forensic", forensic), ("system", 9), ("network", 9))
        ),
    )


def earliest(organisation: Organisation) -> float:
    problem = build(organisation, [asset.id for asset in organisation.assets], [], NOON)
    (tick,) = earliest_returns(problem)
    return tick / 4


ALL = KOf(4, ("a0", "a1", "a2", "a3"))


def test_one_machine_cannot_return_before_its_steps_are_done() -> None:
    assert earliest(farm(ALL)) == 6.5


def test_few_hands_hold_back_what_needs_them() -> None:
    # The first can be verified after five hours; one analyst then verifies for four.
    assert earliest(farm(ALL, forensic=1)) == 5 + 4 + 0.5


def test_few_places_hold_back_what_is_rebuilt() -> None:
    # Four times five hours in one place, after the evidence and before the reconnection.
    assert earliest(farm(ALL, places=1)) == 1 + 20 + 0.5


def test_alternatives_count_at_their_own_earliest() -> None:
    any_two = KOf(1, (KOf(2, ("a0", "a1")), KOf(2, ("a2", "a3"))))
    assert earliest(farm(any_two, places=1)) == 1 + 10 + 0.5


def test_what_every_alternative_includes_must_be_done() -> None:
    shared = KOf(1, (KOf(2, ("a0", "a1")), KOf(2, ("a0", "a2"))))
    assert earliest(farm(shared, places=1)) == 1 + 10 + 0.5
    assert earliest(farm(KOf(3, ALL.of), places=1)) == 1 + 15 + 0.5


def archive(restore_gb: float, hours: str) -> Organisation:
    """Two data sets that are restored at 400 GB an hour at most."""
    return Organisation(
        "archive",
        assets=tuple(
            Asset(f"a{n}", "", "dataset", rebuild_hours=1.0, restore_gb=restore_gb)
            for n in range(2)
        ),
        operations=(Operation("o", {}, "", KOf(2, ("a0", "a1")), Cents(100), 0.0, 1.0, 1e6),),
        crews=(
            Crew("database", "database", 2, hours, Cents(6000)),
            *(Crew(s, s, 9, "24/7", Cents(6000)) for s in ("forensic", "system", "network")),
        ),
    )


def test_the_backups_hold_back_what_shares_them() -> None:
    # After two hours, twice ten hours of the whole bandwidth, then 1.5 hours.
    assert earliest(archive(4000.0, "24/7")) == 2 + 20 + 1.5


def test_small_restores_share_the_bandwidth_of_a_quarter_of_an_hour() -> None:
    # 40 GB each: together less than the 100 GB that the backups give in a quarter.
    assert earliest(archive(40.0, "24/7")) == 2 + 0.25 + 1.5


def test_a_copy_that_runs_overnight_costs_the_crew_no_shift() -> None:
    # Both begin on Monday at 14:00, in the hour that the crew works that day.
    problem = build(archive(2000.0, "mon-fri 14:00-15:00"), ["a0"], ["a1"], NOON)
    assert earliest_returns(problem).tolist() == [(2 + 5) * 4 + 6]
