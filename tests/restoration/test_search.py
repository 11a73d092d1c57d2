from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, Operation, Organisation
from endigue.restoration.closures import by_closures, closures_of, plain
from endigue.restoration.effort import Orders
from endigue.restoration.order import by_closure_ratio, put_first
from endigue.restoration.problem import RestorationProblem, build
from endigue.restoration.scoring import game
from endigue.restoration.search import (
    LEADS_TRIED,
    best_lead,
    operations_in_order,
    scored_alone,
    searched,
)
from endigue.restoration.solve import (
    cheapest_order,
    decide,
    drawn_durations,
    expected,
    foreseen,
    mean_losses,
    planned_cost,
)

NOON = datetime(2021, 2, 8, 12, 0, tzinfo=UTC)


def drawn(chance: Random, random_situation: Callable) -> RestorationProblem:
    case = random_situation(chance)
    return build(case.organisation, case.fallen, case.down, case.start)


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_what_is_found_is_an_order_and_never_worse_than_the_begin(
    random_situation: Callable, chance: Random
) -> None:
    problem = drawn(chance, random_situation)
    begin = np.array(chance.sample(range(len(problem.items)), len(problem.items)), np.int64)
    found, tried = searched(problem, foreseen(problem), begin, Orders(300), 1)
    assert sorted(found.tolist()) == list(range(len(problem.items)))
    assert planned_cost(problem, found) <= planned_cost(problem, begin)
    assert tried >= 300 or len(problem.items) < 2


def test_without_patience_the_order_stays(random_situation: Callable) -> None:
    problem = drawn(Random(7), random_situation)
    begin = np.arange(len(problem.items))[::-1].copy()
    found, tried = searched(problem, drawn_durations(problem, 1, range(4)), begin, Orders(0), 1)
    assert np.array_equal(found, begin)
    assert tried == 0


def test_the_same_seed_finds_the_same_order(random_situation: Callable) -> None:
    problem = drawn(Random(5), random_situation)
    worlds = drawn_durations(problem, 1, range(8))
    orders = [
        searched(problem, worlds, cheapest_order(problem), Orders(500), 3)[0] for _ in range(2)
    ]
    assert np.array_equal(*orders)


def workshop(jobs: list[tuple[int, int]]) -> RestorationProblem:
    """Machines of so many hours, each with an operation of such a value, and one person."""
    return build(
        Organisation(
            "one",
            assets=tuple(
                Asset(f"a{n}", "", "machine", rebuild_hours=float(hours))
                for n, (hours, _) in enumerate(jobs)
            ),
            operations=tuple(
                Operation(f"o{n}", {}, "", f"a{n}", Cents(value), 0.0, 1.0, 1e6)
                for n, (_, value) in enumerate(jobs)
            ),
            crews=(Crew("system", "system", 1, "24/7", Cents(6000)),),
        ),
        [f"a{n}" for n in range(len(jobs))],
        [],
        NOON,
    )


@given(jobs=st.lists(st.tuples(st.integers(1, 20), st.integers(1, 9000)), min_size=2, max_size=7))
@settings(max_examples=20, deadline=None)
def test_from_the_worst_order_of_one_person_the_search_finds_smiths(
    jobs: list[tuple[int, int]],
) -> None:
    problem = workshop(jobs)
    best = by_closure_ratio(problem, mean_losses(problem))
    worst = len(best) - 1 - best
    found, _ = searched(problem, foreseen(problem), worst, Orders(3000), 1)
    assert planned_cost(problem, found) == planned_cost(problem, best)


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_best_lead_is_no_worse_than_any_that_is_tried(
    random_situation: Callable, chance: Random
) -> None:
    problem = drawn(chance, random_situation)
    played = game(problem, drawn_durations(problem, 1, range(4)))
    closures = closures_of(problem, np.flatnonzero(problem.core), 0)
    operations = np.array(
        chance.sample(range(len(problem.operations)), len(problem.operations)), np.int64
    )
    lead, score = best_lead(played, closures, operations, LEADS_TRIED)
    ranks = np.empty(len(problem.items), np.int64)
    for each in LEADS_TRIED:
        by_closures(played, closures, operations, plain(closures, each), ranks)
        assert score <= scored_alone(played, ranks)
        assert (score == scored_alone(played, ranks)) or each != lead


def test_what_is_put_first_stays_first() -> None:
    problem = workshop([(20, 1), (1, 5000), (2, 4000), (3, 3000)])
    ranks = cheapest_order(problem, "o0")
    pinned = put_first(problem, "o0")
    found, _ = searched(problem, foreseen(problem), ranks, Orders(2000), 1, pinned)
    assert pinned == 1
    assert found[0] == 0
    price = planned_cost(problem, found) - planned_cost(problem, cheapest_order(problem))
    assert price > 0


def test_operations_are_ordered_by_the_last_thing_that_they_wait_for() -> None:
    problem = workshop([(1, 1), (1, 1), (1, 1)])
    assert operations_in_order(problem, np.array([2, 0, 1])).tolist() == [1, 2, 0]


def test_a_searched_plan_is_never_worse_than_the_rule_in_its_own_scenarios(
    random_situation: Callable,
) -> None:
    for seed in range(4):
        problem = drawn(Random(seed), random_situation)
        made = decide(problem, seed, 40, patience=Orders(300))
        worlds = drawn_durations(problem, seed, range(40))
        assert made.outlook.mean == round(expected(problem, made.ranks, worlds))
        assert made.outlook.mean <= made.outlook.greedy_mean
        assert made.outlook.worst_tenth >= made.outlook.mean


def test_the_curve_of_operations_back_grows_within_its_band(random_situation: Callable) -> None:
    problem = drawn(Random(11), random_situation)
    curve = decide(problem, 1, 64).outlook.curve
    for counts in (curve.least, curve.middle, curve.most):
        assert list(counts) == sorted(counts)
    for least, middle, most in zip(curve.least, curve.middle, curve.most, strict=True):
        assert 0 <= least <= middle <= most <= len(problem.operations)
