from collections.abc import Callable
from datetime import UTC, datetime
from itertools import permutations
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, KOf, Need, Operation, Organisation
from endigue.restoration.annealing import resting
from endigue.restoration.closures import Closures, by_closures, closures_of, plain
from endigue.restoration.problem import RestorationProblem, build
from endigue.restoration.scoring import Game, game, scored
from endigue.restoration.search import scored_alone
from endigue.restoration.sketch import curve, filled, order_sketched, sketched
from endigue.restoration.solve import drawn_durations, foreseen

NOON = datetime(2021, 2, 8, 12, 0, tzinfo=UTC)


def workshop(chance: Random, operations: int, *, apart: bool = False) -> RestorationProblem:
    """One person at all hours; operations need one to three of six machines, some one of two. Or
    each needs machines of its own.
    """
    machines = [f"a{number}" for number in range(2 * operations if apart else 6)]
    free = iter(machines)

    def needs() -> KOf:
        if apart:
            return KOf(2, (next(free), next(free)))
        chosen: list[Need] = list(chance.sample(machines, chance.randint(1, 3)))
        if chance.random() < 0.3:
            chosen.append(KOf(1, tuple(chance.sample(machines, 2))))
        return KOf(len(chosen), tuple(chosen))

    return build(
        Organisation(
            "one",
            assets=tuple(
                Asset(name, "", "machine", rebuild_hours=float(chance.randint(1, 20)))
                for name in machines
            ),
            operations=tuple(
                Operation(f"o{n}", {}, "", needs(), Cents(chance.randint(1, 9000)), 0.0, 1.0, 1e6)
                for n in range(operations)
            ),
            crews=(Crew("system", "system", 1, "24/7", Cents(6000)),),
        ),
        machines,
        [],
        NOON,
    )


def played(problem: RestorationProblem) -> tuple[Game, Closures]:
    core = np.flatnonzero(problem.core)
    return game(problem, foreseen(problem)), closures_of(problem, core, 0)


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_with_one_person_and_nothing_shared_the_sketch_of_every_order_is_its_schedule(
    chance: Random,
) -> None:
    problem = workshop(chance, 4, apart=True)
    at, closures = played(problem)
    ranks = np.empty(len(problem.items), np.int64)
    begin = np.arange(4)
    by_closures(at, closures, begin, plain(closures, 0.0), ranks)
    work, times = curve(at, closures, begin, ranks)
    for each in permutations(range(4)):
        order = np.array(each)
        by_closures(at, closures, order, plain(closures, 0.0), ranks)
        told = sketched(at, closures, order, work, times)
        assert abs(told - scored_alone(at, ranks)) <= 1e-9 * told


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_work_grows_to_that_of_all_that_is_taken(
    random_situation: Callable, chance: Random
) -> None:
    case = random_situation(chance)
    problem = build(case.organisation, case.fallen, case.down, case.start)
    at, closures = played(problem)
    order = np.arange(len(problem.operations))
    done = filled(at, closures, order)
    assert (np.diff(done) >= 0).all()
    ranks = np.empty(len(problem.items), np.int64)
    for lead in (0.0, 3.0):
        by_closures(at, closures, order, plain(closures, lead), ranks)
        assert sorted(ranks.tolist()) == list(range(len(ranks)))
    if len(order):
        behind = int(done[-1]) + int(closures.work[closures.head].sum())
        assert behind <= closures.work.sum()


def test_the_walk_over_sketches_finds_the_best_of_all_orders() -> None:
    for seed in range(6):
        problem = workshop(Random(seed), 6)
        at, closures = played(problem)
        ranks = np.empty(len(problem.items), np.int64)
        by_closures(at, closures, np.arange(6), plain(closures, 0.0), ranks)
        work, times = curve(at, closures, np.arange(6), ranks)
        best = min(
            sketched(at, closures, np.array(each), work, times) for each in permutations(range(6))
        )
        walk = resting(np.arange(6), sketched(at, closures, np.arange(6), work, times), seed)
        for heat in np.geomspace(0.3, 0.001, 20):
            order_sketched(at, closures, walk, work, times, 150, float(heat))
        assert walk.scores[1] == best
        assert sketched(at, closures, walk.best, work, times) == best


def test_the_curve_is_the_mean_over_the_scenarios() -> None:
    problem = workshop(Random(3), 4, apart=True)
    worlds = drawn_durations(problem, 1, range(5))
    at = game(problem, worlds)
    closures = closures_of(problem, np.flatnonzero(problem.core), 0)
    ranks = np.empty(len(problem.items), np.int64)
    by_closures(at, closures, np.arange(4), plain(closures, 0.0), ranks)
    singles = [
        curve(game(problem, world.reshape(1, -1)), closures, np.arange(4), ranks)[1]
        for world in worlds
    ]
    # With one person operations return in their order in every scenario, so nothing is smoothed.
    assert np.allclose(curve(at, closures, np.arange(4), ranks)[1], np.mean(singles, axis=0))
    assert scored(np.array([1.0])) == 1.0
