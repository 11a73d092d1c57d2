from collections.abc import Callable
from random import Random

import pytest

from endigue.restoration.bound import lower_bound
from endigue.restoration.decoder import dispatch
from endigue.restoration.effort import Orders
from endigue.restoration.exact import solve_exactly
from endigue.restoration.problem import build
from endigue.restoration.search import searched
from endigue.restoration.solve import cheapest_order, foreseen, planned_cost

SECONDS = 20
"""Far more than any of these needs: they end with a proof, not with the time."""


@pytest.mark.parametrize("seed", range(12))
def test_no_order_beats_the_proven_optimum_and_no_bound_exceeds_it(
    random_situation: Callable, seed: int
) -> None:
    case = random_situation(Random(seed), assets=6)
    problem = build(case.organisation, case.fallen, case.down, case.start)
    ranks = cheapest_order(problem)
    found, _ = searched(problem, foreseen(problem), ranks, Orders(400), seed)
    made = solve_exactly(problem, dispatch(problem, found, problem.tasks.ticks), SECONDS, seed)
    assert made is not None
    assert made.proven
    rounding = len(problem.operations) + 1
    assert lower_bound(problem) <= made.cost + rounding
    assert made.bound <= made.cost <= planned_cost(problem, found) + rounding
    assert planned_cost(problem, found) <= planned_cost(problem, ranks)


@pytest.mark.parametrize("seed", range(100, 108))
def test_the_proven_optimum_is_the_cheapest_of_all_schedules(
    random_situation: Callable, enumeration: type, seed: int
) -> None:
    case = random_situation(Random(seed), assets=3, plain=True)
    schedules = enumeration(case)
    if schedules.lists() > 2000:
        pytest.skip("too many schedules to enumerate: the other seeds have fewer")
    problem = build(case.organisation, case.fallen, case.down, case.start)
    timetable = dispatch(problem, cheapest_order(problem), problem.tasks.ticks)
    made = solve_exactly(problem, timetable, SECONDS, seed)
    assert made is not None
    assert abs(made.cost - float(schedules.cheapest())) <= len(problem.operations) + 1
