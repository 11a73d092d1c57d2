from collections.abc import Callable
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.restoration.awaited import awaited, begun_items
from endigue.restoration.circumstances import Circumstances, Progress
from endigue.restoration.dependencies import returns
from endigue.restoration.problem import RestorationProblem, build


def drawn(random_situation: Callable, chance: Random) -> RestorationProblem:
    case = random_situation(chance)
    return build(case.organisation, case.fallen, case.down, case.start)


def marked(problem: RestorationProblem, ranks: np.ndarray) -> np.ndarray:
    needs = problem.dependencies
    found = np.zeros(len(ranks), np.bool_)
    graph = (needs.k, needs.first, needs.child, needs.roots)
    awaited(*(column.astype(np.int64) for column in graph), ranks, found)
    return found


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_what_is_awaited_suffices_and_comes_no_later_than_the_last_return(
    random_situation: Callable, chance: Random
) -> None:
    problem = drawn(random_situation, chance)
    count = len(problem.items)
    ranks = np.array(chance.sample(range(count), count), np.int64)
    found = marked(problem, ranks)

    def back(missing: np.ndarray) -> list[int]:
        times = np.where(missing, 2**40, ranks).reshape(1, -1)
        return returns(problem.dependencies, times)[0].tolist()

    assert back(~found) == back(np.zeros(count, np.bool_))
    assert max(ranks[found], default=0) <= max(back(~found), default=0)


def test_what_somebody_is_on_is_finished(random_situation: Callable) -> None:
    for seed in range(40):
        case = random_situation(Random(seed))
        fallen = sorted(case.fallen)
        progress = {name: Progress(frozenset({"preserve", "rebuild"})) for name in fallen[:2]}
        circumstances = Circumstances(progress=progress)
        problem = build(case.organisation, case.fallen, case.down, case.start, circumstances)
        begun = begun_items(problem)
        for item, name in enumerate(problem.items):
            steps = problem.tasks.steps[problem.tasks.first[item] : problem.tasks.first[item + 1]]
            in_room = name in progress and "verify" in steps and bool(problem.fallen[item])
            assert begun[item] == in_room
