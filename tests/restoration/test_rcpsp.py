from itertools import permutations
from random import Random

import numpy as np
import pytest

from endigue.restoration.effort import Orders
from endigue.restoration.rcpsp import Planned, Project, alone, longest_path, schedule


def random_project(chance: Random, count: int) -> Project:
    following: list[tuple[int, ...]] = [
        tuple(j for j in range(i + 1, count) if chance.random() < 0.25) for i in range(count)
    ]
    capacity = [chance.randint(3, 6) for _ in range(2)]
    return Project(
        duration=np.array([chance.randint(0, 6) for _ in range(count)]),
        demand=np.array([[chance.randint(0, 3) for _ in capacity] for _ in range(count)]),
        capacity=np.array(capacity),
        following=tuple(following),
    )


def obeys(project: Project, planned: Planned) -> None:
    start, end = planned.start, planned.start + project.duration
    assert (start >= 0).all()
    assert planned.makespan == end.max()
    for number, each in enumerate(project.following):
        assert all(start[one] >= end[number] for one in each)
    for moment in range(planned.makespan):
        running = (start <= moment) & (moment < end)
        assert (project.demand[running].sum(axis=0) <= project.capacity).all()


def shortest(project: Project) -> int:
    """Over all lists, each activity as early as it fits among those before it."""
    best = 10**9
    for order in permutations(range(len(project.duration))):
        place = {number: at for at, number in enumerate(order)}
        if any(place[one] < place[n] for n, each in enumerate(project.following) for one in each):
            continue
        ends: dict[int, int] = {}
        used: dict[int, np.ndarray] = {}
        for number in order:
            before = [ends[n] for n, each in enumerate(project.following) if number in each]
            at, length = max([0, *before]), int(project.duration[number])
            while any(
                (used.get(t, 0) + project.demand[number] > project.capacity).any()
                for t in range(at, at + length)
            ):
                at += 1
            for moment in range(at, at + length):
                used[moment] = used.get(moment, 0) + project.demand[number]
            ends[number] = at + length
        best = min(best, max(ends.values()))
    return best


@pytest.mark.parametrize("seed", range(8))
def test_small_projects_are_planned_as_short_as_any_list_allows(seed: int) -> None:
    project = random_project(Random(seed), 6)
    searched = schedule(project, Orders(600), seconds=0, seed=1)
    obeys(project, searched)
    assert longest_path(project) <= searched.bound <= searched.makespan
    assert searched.makespan == shortest(project)


@pytest.mark.parametrize("seed", range(3))
def test_the_exact_solver_proves_the_same_length(seed: int) -> None:
    project = random_project(Random(seed), 12)
    both = schedule(project, Orders(600), seconds=20, seed=1)
    obeys(project, both)
    peer = alone(project, 20)
    obeys(project, peer)
    assert both.makespan == both.bound == peer.makespan == peer.bound


def test_activities_in_a_circle_are_refused() -> None:
    ones = np.ones(2, np.int64)
    with pytest.raises(ValueError, match="circle"):
        Project(ones, np.ones((2, 1), np.int64), np.ones(1, np.int64), ((1,), (0,)))


def test_an_activity_that_uses_more_than_there_is_is_refused() -> None:
    with pytest.raises(ValueError, match="more"):
        Project(np.ones(1), np.full((1, 1), 2), np.ones(1, np.int64), ((),))


def test_a_schedule_that_is_short_enough_ends_search_and_solver() -> None:
    project = random_project(Random(1), 12)
    best = schedule(project, Orders(600), seconds=20, seed=1).makespan
    # Without it neither search would end for a day.
    enough = schedule(project, lambda _tried, _score: 0.0, 86_400, seed=1, enough=best)
    peer = alone(project, 86_400, enough=best)
    obeys(project, enough)
    obeys(project, peer)
    assert enough.makespan == peer.makespan == best
