from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, KOf, Operation, Organisation, Parameters
from endigue.restoration import moments
from endigue.restoration.bound import MOST_TOGETHER, demands, lower_bound
from endigue.restoration.effort import Orders
from endigue.restoration.moments import Wants, bound_by_moments
from endigue.restoration.problem import RestorationProblem, build
from endigue.restoration.search import searched
from endigue.restoration.solve import cheapest_order, foreseen, planned_cost


def by_moments(problem: RestorationProblem) -> int:
    found = demands(problem)
    k = {node: int(problem.dependencies.k[node]) for node in found.alternatives}
    wants = Wants(found.earliest, found.compulsory, found.choices, k, found.alternatives)
    return bound_by_moments(problem, wants, found.resources, found.ends)


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
def test_both_bounds_stay_below_a_plan_of_thirty_things(
    random_situation: Callable, seed: int
) -> None:
    case = random_situation(Random(seed), assets=30)
    problem = build(case.organisation, case.fallen, case.down, case.start)
    if not 2 <= len(problem.operations) <= MOST_TOGETHER:
        pytest.skip("one operation only: the other seeds have more")
    ours = planned_cost(problem, cheapest_order(problem))
    assert max(by_moments(problem), lower_bound(problem)) <= ours


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_prices_brought_down_bound_every_plan_and_no_worse_than_moments_alone(
    random_situation: Callable, chance: Random
) -> None:
    case = random_situation(chance, assets=12)
    problem = build(case.organisation, case.fallen, case.down, case.start)
    if len(problem.operations) < 2:
        return
    bound = by_moments(problem)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moments, "most_saved", lambda *_: float("inf"))
        alone = by_moments(problem)
    found, _ = searched(problem, foreseen(problem), cheapest_order(problem), Orders(400), 1)
    assert alone <= bound <= planned_cost(problem, found)


def crowded(chance: Random) -> RestorationProblem:
    """Thirty machines, four places, twelve operations."""
    machines = [f"a{number}" for number in range(30)]
    organisation = Organisation(
        "crowded",
        parameters=Parameters(clean_room_places=4),
        assets=tuple(
            Asset(name, "", "machine", rebuild_hours=float(chance.randint(2, 20)))
            for name in machines
        ),
        operations=tuple(
            Operation(
                f"o{number}",
                {},
                "",
                KOf(3, tuple(chance.sample(machines, 3))),
                Cents(chance.randint(100, 9000)),
                0.0,
                1.0,
                1e6,
            )
            for number in range(12)
        ),
        crews=tuple(Crew(s, s, 4, "24/7", Cents(0)) for s in ("forensic", "system", "network")),
    )
    return build(organisation, machines, [], datetime(2021, 2, 8, 12, 0, tzinfo=UTC))


@pytest.mark.parametrize("seed", range(4))
def test_work_under_way_is_paid_for(seed: int) -> None:
    """Moments alone get what is half done for nothing; at prices through all of them it costs."""
    problem = crowded(Random(seed))
    found, _ = searched(problem, foreseen(problem), cheapest_order(problem), Orders(1000), 1)
    bound = by_moments(problem)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moments, "most_saved", lambda *_: float("inf"))
        alone = by_moments(problem)
    assert 1.005 * alone < bound <= planned_cost(problem, found)
