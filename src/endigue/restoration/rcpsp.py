"""Projects under limited resources, as the literature has them: only to compare schedulers with
published best values. The same means as for a restoration: a search over orders on a fast
decoder, and then an exact solver from a complete hint.

Decoder: serial schedule generation (R. Kolisch, 1996); improvement: to the right and back to the
left (double justification: V. Valls, F. Ballestin, S. Quintanilla, 2005).
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from endigue.restoration.annealing import below, uniform
from endigue.restoration.effort import Patience

Ticks = NDArray[np.int64]

CHAINS = 2
"""Searches side by side, a thread each."""

SLICE = 300
"""Orders between two looks at the time."""

HEAT = (2.0, 0.2)
"""Temperatures in units of time, at the begin and the end."""


@dataclass(frozen=True, slots=True)
class Project:
    """Activities in the order of the file. Raises ValueError where they wait for each other or
    one uses more than there is.
    """

    duration: Ticks
    demand: Ticks
    """Activities by resources."""
    capacity: Ticks
    following: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        if (self.demand > self.capacity).any():
            raise ValueError("an activity uses more than there is")
        if len(in_order(self.following)) < len(self.following):
            raise ValueError("activities wait for each other in a circle")


@dataclass(frozen=True, slots=True)
class Planned:
    """A schedule and what no schedule can undercut."""

    start: Ticks
    makespan: int
    bound: int
    """No schedule is shorter."""


def schedule(
    project: Project, patience: Patience, seconds: float, seed: int = 0, enough: int = 0
) -> Planned:
    """The shortest schedule found: a search for as long as the patience lasts, then the exact
    solver for so many seconds. A schedule no longer than `enough` ends both.
    """
    bound = longest_path(project)
    start = _searched(project, max(bound, enough), patience, seed)
    makespan = int((start + project.duration).max(initial=0))
    if seconds > 0 and makespan > max(bound, enough):
        start, proven = _exact(project, start, seconds, seed, enough=enough)
        makespan, bound = int((start + project.duration).max(initial=0)), max(bound, proven)
    return Planned(start, makespan, min(bound, makespan))


def alone(project: Project, seconds: float, seed: int = 0, enough: int = 0) -> Planned:
    """The exact solver without any search before it: a peer to compare with. It ends at a schedule
    no longer than `enough`.
    """
    worst = np.zeros(len(project.duration), np.int64)
    at = 0
    for number in in_order(project.following):
        worst[number] = at
        at += int(project.duration[number])
    start, bound = _exact(project, worst, seconds, seed, hinted=False, enough=enough)
    return Planned(start, int((start + project.duration).max(initial=0)), bound)


def in_order(following: tuple[tuple[int, ...], ...]) -> list[int]:
    """Activities, each after those that it waits for; fewer where there is a circle."""
    waiting = np.zeros(len(following), np.int64)
    for each in following:
        for one in each:
            waiting[one] += 1
    order = [number for number, count in enumerate(waiting) if count == 0]
    for number in order:
        for one in following[number]:
            waiting[one] -= 1
            if waiting[one] == 0:
                order.append(one)
    return order


def longest_path(project: Project) -> int:
    """The makespan without any limit, or the whole work over the capacity if that is longer."""
    end = project.duration.copy()
    for number in in_order(project.following):
        for one in project.following[number]:
            end[one] = max(end[one], end[number] + project.duration[one])
    work = (project.duration[:, None] * project.demand).sum(axis=0)
    used = project.capacity > 0
    return max(
        int(end.max(initial=0)), int((-(-work[used] // project.capacity[used])).max(initial=0))
    )


def _searched(project: Project, enough: int, patience: Patience, seed: int) -> Ticks:
    """The search, on activities numbered so that each comes after those that it waits for; it
    ends at a schedule no longer than `enough`.
    """
    count = len(project.duration)
    numbered = np.array(in_order(project.following), np.int64)
    number_of = np.empty(count, np.int64)
    number_of[numbered] = np.arange(count)
    following = [sorted(number_of[list(project.following[one])].tolist()) for one in numbered]
    leading: list[list[int]] = [[] for _ in range(count)]
    for number, each in enumerate(following):
        for one in each:
            leading[one].append(number)
    duration = project.duration[numbered]
    before, after = _columns(leading), _columns(following)
    arrays = (duration, project.demand[numbered], project.capacity, *before, *after)
    horizon = int(duration.sum()) + 1
    walks = [_begun(count, arrays, horizon, CHAINS * seed + number) for number in range(CHAINS)]
    tried = 0
    with ThreadPoolExecutor(CHAINS) as pool:
        while True:
            best = min((walk.best for walk in walks), key=lambda one: (one + duration).max())
            shortest = int((best + duration).max(initial=0))
            spent = patience(tried, float(shortest))
            if spent >= 1 or shortest <= enough:
                return best[number_of]
            heat = HEAT[0] * (HEAT[1] / HEAT[0]) ** spent
            steps = [
                pool.submit(
                    _walk,
                    walk.order,
                    walk.present,
                    walk.best,
                    *arrays,
                    horizon,
                    SLICE,
                    heat,
                    walk.chance,
                )
                for walk in walks
            ]
            for step in steps:
                step.result()
            tried += SLICE * CHAINS


class _Chain(NamedTuple):
    order: Ticks
    present: Ticks
    """The makespan of the order, as an array of one."""
    best: Ticks
    """Starts of the shortest schedule seen."""
    chance: NDArray[np.uint64]


def _begun(count: int, arrays: tuple[Ticks, ...], horizon: int, seed: int) -> _Chain:
    order, best = np.arange(count), np.zeros(count, np.int64)
    duration, demand, capacity, first, before = arrays[:5]
    length = serial(order, duration, demand, capacity, first, before, horizon, best)
    present = np.array([length], np.int64)
    chance = np.random.SeedSequence(seed).generate_state(2, np.uint32).view(np.uint64)
    return _Chain(order, present, best, chance)


def _columns(groups: Sequence[Sequence[int]]) -> tuple[Ticks, Ticks]:
    first = np.cumsum([0, *(len(group) for group in groups)]).astype(np.int64)
    return first, np.array([one for group in groups for one in group], np.int64)


@njit(cache=True, nogil=True)
def serial(
    order: Ticks,
    duration: Ticks,
    demand: Ticks,
    capacity: Ticks,
    before_first: Ticks,
    before: Ticks,
    horizon: int,
    start: Ticks,
) -> int:
    """Fill `start`: each activity in this order as early as it fits. The makespan."""
    kinds = len(capacity)
    free = np.empty((horizon + 1, kinds), np.int64)
    free[:] = capacity
    longest = 0
    for number in order:
        at, length = 0, duration[number]
        for one in before[before_first[number] : before_first[number + 1]]:
            at = max(at, start[one] + duration[one])
        run, tick = 0, at
        while run < length:
            fits = True
            for kind in range(kinds):
                if free[tick, kind] < demand[number, kind]:
                    fits = False
                    break
            tick += 1
            if fits:
                run += 1
            else:
                run, at = 0, tick
        start[number] = at
        for tick in range(at, at + length):
            for kind in range(kinds):
                free[tick, kind] -= demand[number, kind]
        longest = max(longest, at + length)
    return longest


@njit(cache=True, nogil=True)
def _walk(
    order: Ticks,
    present: Ticks,
    best: Ticks,
    duration: Ticks,
    demand: Ticks,
    capacity: Ticks,
    before_first: Ticks,
    before: Ticks,
    after_first: Ticks,
    after: Ticks,
    horizon: int,
    moves: int,
    heat: float,
    chance: NDArray[np.uint64],
) -> None:
    """Move one activity at a time, `moves` times; `order`, `present` and `best` are changed."""
    count = len(order)
    start, turned = np.empty(count, np.int64), np.empty(count, np.int64)
    candidate, place = np.empty(count, np.int64), np.empty(count, np.int64)
    shortest = (best + duration).max()
    for _ in range(moves):
        candidate[:] = order
        for _ in range(1 + below(3, chance)):
            _shift(candidate, place, before_first, before, after_first, after, chance)
        serial(candidate, duration, demand, capacity, before_first, before, horizon, start)
        # To the right and back: activities by their ends, against the arrows, and again. Of
        # those that end together, the one that waits for the other has the greater number.
        backwards = count - 1 - np.argsort(-(start + duration)[::-1], kind="mergesort")
        serial(backwards, duration, demand, capacity, after_first, after, horizon, turned)
        forwards = np.argsort(-(turned + duration), kind="mergesort")
        length = serial(forwards, duration, demand, capacity, before_first, before, horizon, start)
        if length <= present[0] - heat * np.log(max(uniform(chance), 1e-12)):
            present[0] = length
            order[:] = np.argsort(start, kind="mergesort")
        if length < shortest:
            shortest = length
            best[:] = start


@njit(cache=True, nogil=True)
def _shift(
    order: Ticks,
    place: Ticks,
    before_first: Ticks,
    before: Ticks,
    after_first: Ticks,
    after: Ticks,
    chance: NDArray[np.uint64],
) -> None:
    """Move one activity to another place between those that it waits for and those that wait."""
    count = len(order)
    for at in range(count):
        place[order[at]] = at
    at = below(count, chance)
    number = order[at]
    low, high = 0, count - 1
    for one in before[before_first[number] : before_first[number + 1]]:
        low = max(low, place[one] + 1)
    for one in after[after_first[number] : after_first[number + 1]]:
        high = min(high, place[one] - 1)
    to = low + below(high - low + 1, chance)
    if to > at:
        for step in range(at, to):
            order[step] = order[step + 1]
    else:
        for step in range(at, to, -1):
            order[step] = order[step - 1]
    order[to] = number


def _exact(
    project: Project,
    start: Ticks,
    seconds: float,
    seed: int,
    *,
    hinted: bool = True,
    enough: int = 0,
) -> tuple[Ticks, int]:
    """The schedule of the exact solver from this one, and its bound."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    most = int((start + project.duration).max())
    begins = [model.new_int_var(0, most, f"start{number}") for number in range(len(start))]
    pieces = [
        model.new_fixed_size_interval_var(begin, int(length), "")
        for begin, length in zip(begins, project.duration, strict=True)
    ]
    for number, each in enumerate(project.following):
        for one in each:
            model.add(begins[one] >= begins[number] + int(project.duration[number]))
    for kind, offered in enumerate(project.capacity.tolist()):
        uses = project.demand[:, kind].tolist()
        model.add_cumulative(pieces, uses, offered)
    end = model.new_int_var(0, most, "end")
    for begin, length in zip(begins, project.duration.tolist(), strict=True):
        model.add(end >= begin + length)
    if hinted:
        for begin, at in zip(begins, start.tolist(), strict=True):
            model.add_hint(begin, at)
        model.add_hint(end, most)
    model.minimize(end)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = seed

    class StopAtEnough(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            if self.objective_value <= enough:
                self.stop_search()

    status = solver.solve(model, StopAtEnough())
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return start, 0
    found = np.array([solver.value(begin) for begin in begins], np.int64)
    return found, int(np.ceil(solver.best_objective_bound - 1e-6))
