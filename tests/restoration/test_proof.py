from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import numpy as np
import pytest

from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, KOf, Operation, Organisation, Parameters, Zone
from endigue.restoration.bound import lower_bound
from endigue.restoration.decoder import dispatch
from endigue.restoration.effort import Orders
from endigue.restoration.exact import solve_exactly
from endigue.restoration.problem import RestorationProblem, build
from endigue.restoration.proof import next_returns, of_operations, polished, wanted_tasks
from endigue.restoration.solve import cheapest_order, decide

NOON = datetime(2021, 2, 8, 12, 0, tzinfo=UTC)
SECONDS = 60.0
"""Far more than any of these needs."""


def farm(chance: Random, hosts: int, operations: int) -> RestorationProblem:
    """Hosts behind a core of one, of which operations need one to three each."""
    assets = tuple(
        Asset(
            f"a{n}",
            "",
            "machine",
            "core" if n == 0 else "servers",
            rebuild_hours=chance.choice((1.0, 2.0, 3.0, 5.0)),
            restore_gb=chance.choice((0.0, 50.0, 100.0)),
        )
        for n in range(hosts)
    )
    names = [asset.id for asset in assets[1:]]

    def needs() -> KOf:
        chosen = chance.sample(names, chance.randint(1, 3))
        return KOf(len(chosen), tuple(chosen))

    return build(
        Organisation(
            "farm",
            parameters=Parameters(clean_room_places=6, restore_gb_per_hour=100.0),
            zones=(Zone("core", "", "", 0), Zone("servers", "", "", 1)),
            assets=assets,
            operations=tuple(
                Operation(
                    f"o{n}", {}, "", needs(), Cents(chance.randint(100, 9000)), 0.0, 1.0, 48.0
                )
                for n in range(operations)
            ),
            crews=(
                Crew("forensic", "forensic", 2, "24/7", Cents(0)),
                Crew("system", "system", 3, "24/7", Cents(0)),
                Crew("network", "network", 1, "24/7", Cents(0)),
            ),
        ),
        [asset.id for asset in assets],
        [],
        NOON,
    )


@pytest.mark.parametrize(("hosts", "operations", "seed"), [(10, 4, 1), (16, 5, 2), (40, 5, 9)])
def test_a_searched_plan_is_near_the_proven_optimum_and_its_bound_below(
    hosts: int, operations: int, seed: int
) -> None:
    problem = farm(Random(seed), hosts, operations)
    made = decide(problem, seed, 10, patience=Orders(3000), trained=0)
    timetable = dispatch(problem, made.ranks, problem.tasks.ticks)
    best = solve_exactly(problem, timetable, SECONDS, seed)
    assert best is not None
    assert best.proven
    rounding = len(problem.operations) + 1
    assert lower_bound(problem) <= best.cost + rounding
    assert best.cost - rounding <= made.schedule.cost <= 1.03 * best.cost


def test_a_small_plan_comes_back_with_its_proof() -> None:
    problem = farm(Random(3), 8, 3)
    made = decide(problem, 3, 10, patience=Orders(500), trained=0)
    proven = polished(problem, made, SECONDS, 3)
    assert proven.schedule.bound >= made.schedule.bound
    assert proven.schedule.gap <= made.schedule.gap
    assert proven.schedule.gap < 0.02
    assert proven.outlook.mean <= made.outlook.mean


@pytest.mark.parametrize("seed", range(6))
def test_polishing_never_makes_a_plan_dearer_on_average(
    random_situation: Callable, seed: int
) -> None:
    case = random_situation(Random(seed), assets=5)
    problem = build(case.organisation, case.fallen, case.down, case.start)
    made = decide(problem, seed, 10)
    better = polished(problem, made, SECONDS, seed)
    assert better.outlook.mean <= made.outlook.mean
    assert made.schedule.bound <= better.schedule.bound <= better.schedule.cost


def test_the_window_is_of_those_that_return_first_and_fits() -> None:
    problem = farm(Random(4), 30, 9)
    ranks = cheapest_order(problem)
    whole = wanted_tasks(problem, ranks)
    assert next_returns(problem, ranks, whole) == list(range(9))
    window = next_returns(problem, ranks, whole // 2)
    assert 0 < len(window) < 9
    seen = of_operations(problem, window)
    assert wanted_tasks(seen, ranks) <= whole // 2
    assert seen.operations == tuple(problem.operations[one] for one in window)
    assert next_returns(problem, ranks, 0) == []


def test_a_window_orders_its_things_and_leaves_the_rest() -> None:
    problem = farm(Random(5), 90, 40)
    made = decide(problem, 5, 10)
    assert len(next_returns(problem, made.ranks, 200)) < 40
    better = polished(problem, made, 4.0, 5)
    assert sorted(better.ranks.tolist()) == list(range(90))
    assert better.outlook.mean <= made.outlook.mean
    assert better.schedule.bound == made.schedule.bound


def test_without_seconds_or_operations_nothing_is_changed() -> None:
    problem = farm(Random(6), 6, 2)
    made = decide(problem, 6, 10)
    assert polished(problem, made, 0.0, 6) is made
    empty = of_operations(problem, [])
    nothing = decide(empty, 6, 10)
    assert polished(empty, nothing, 1.0, 6) is nothing
    assert np.array_equal(nothing.ranks, cheapest_order(empty))
