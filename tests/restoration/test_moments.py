from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.restoration.bound import MOST_TOGETHER, demands, lower_bound
from endigue.restoration.moments import Wants, bound_by_moments
from endigue.restoration.problem import RestorationProblem, build
from endigue.restoration.solve import cheapest_order, planned_cost


def by_moments(problem: RestorationProblem) -> int:
    found = demands(problem)
    k = {node: int(problem.dependencies.k[node]) for node in found.alternatives}
    wants = Wants(found.earliest, found.compulsory, found.choices, k, found.alternatives)
    return bound_by_moments(problem, wants, found.resources)


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_what_can_be_back_at_each_moment_bounds_every_plan(
    random_situation: Callable, enumeration: type, chance: Random
) -> None:
    case = random_situation(chance, assets=3, plain=True)
    schedules = enumeration(case)
    problem = build(case.organisation, case.fallen, case.down, case.start)
    if len(problem.operations) < 2 or schedules.lists() > 1000:
        return
    assert by_moments(problem) <= schedules.cheapest() + len(problem.operations)


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_returns_bounds_no_worse_than_the_moments(
    random_situation: Callable, seed: int
) -> None:
    """A single order is never better than the best of each moment; grid and rounding aside."""
    case = random_situation(Random(seed), assets=30)
    problem = build(case.organisation, case.fallen, case.down, case.start)
    if not 2 <= len(problem.operations) <= MOST_TOGETHER:
        pytest.skip("one operation only: the other seeds have more")
    ours = planned_cost(problem, cheapest_order(problem))
    assert by_moments(problem) <= lower_bound(problem) * 1.001 + 10 <= ours * 1.001 + 10
