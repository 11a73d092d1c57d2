"""The plan: an order of the items, and the schedule that dispatching in that order makes.

Dispatch: at every moment, of the tasks that could begin then, the one whose item has the
lowest rank begins, with the crew that would end it first. Nothing waits that could begin, but
for restores behind a more urgent one that lacks bandwidth. A task that has begun is not broken
off; it keeps its person until it ends.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from endigue.kernel.money import Cents
from endigue.restoration.bound import lower_bound
from endigue.restoration.dependencies import returns
from endigue.restoration.items import BANDWIDTH
from endigue.restoration.losses import total
from endigue.restoration.openings import TICKS_PER_HOUR
from endigue.restoration.order import by_closure_ratio, by_weight
from endigue.restoration.problem import RestorationProblem
from endigue.restoration.scenarios import durations
from endigue.restoration.schedule import Schedule
from endigue.restoration.timetable import (
    Timetable,
    item_returns,
    operations_back,
    tasks_planned,
)

SOLVER = "closure ratio, dispatched; version 1"
"""Goes into the fact beside the seed."""

SCENARIOS = 256
"""Enough for a P90 that stands on 25 scenarios beyond it."""

Ticks = NDArray[np.int64]


def plan(
    problem: RestorationProblem, seed: int, scenarios: int = SCENARIOS, first: str = ""
) -> Schedule:
    """The plan of the problem, its proof, and the returns over so many scenarios.

    `first` names an operation that is put first whatever it costs. Raises ValueError where it
    is no operation that waits to come back, or `scenarios` is below 1.
    """
    if scenarios < 1:
        raise ValueError("the dates of a plan need at least one scenario")
    ranks = cheapest_order(problem, first)
    timetable = dispatch(problem, ranks, problem.tasks.ticks)
    back = item_returns(problem, timetable)
    cost = total(problem.losses, returns(problem.dependencies, back)[0])
    bound = lower_bound(problem)
    return Schedule(
        tasks=tasks_planned(problem, timetable),
        operations=operations_back(problem, back, _drawn(problem, ranks, seed, scenarios)),
        cost=cost,
        bound=bound,
        gap=(cost - bound) / cost if cost else 0.0,
        makespan=int(timetable.end.max(initial=0)) / TICKS_PER_HOUR,
        seed=seed,
        scenarios=scenarios,
        unschedulable=problem.unschedulable,
        warnings=problem.warnings,
    )


def cheapest_order(problem: RestorationProblem, first: str = "") -> Ticks:
    """The rank of every item, 0 the most urgent: the best of the rules of
    `endigue.restoration.order`, with the durations foreseen.

    A rule wants one loss per hour for each operation, and the losses bend: the rate that lasts
    now, the full rate and the mean until everything is back are each tried.
    """
    losses = problem.losses
    mean = mean_losses(problem)
    candidates = [
        by_closure_ratio(problem, mean, first),
        by_closure_ratio(problem, losses.full, first),
        by_closure_ratio(problem, losses.by_hand, first),
        by_weight(problem, mean, first),
    ]
    return min(candidates, key=lambda ranks: planned_cost(problem, ranks))


def planned_cost(problem: RestorationProblem, ranks: Ticks) -> Cents:
    """What is lost in this order, with the durations foreseen."""
    back = item_returns(problem, dispatch(problem, ranks, problem.tasks.ticks))
    return total(problem.losses, returns(problem.dependencies, back)[0])


def mean_losses(problem: RestorationProblem) -> NDArray[np.float64]:
    """What each operation loses per tick, on average until everything is back."""
    anyhow = np.arange(len(problem.items))
    horizon = int(dispatch(problem, anyhow, problem.tasks.ticks).end.max(initial=1))
    return problem.losses.until(np.full(len(problem.operations), horizon)) / horizon


def dispatch(problem: RestorationProblem, ranks: Ticks, ticks: Ticks) -> Timetable:
    """The schedule of items of these ranks (each once, 0 the most urgent) where the tasks take
    these ticks.
    """
    tasks, calendar = problem.tasks, problem.openings
    arrays = _Arrays(
        core=problem.core,
        people=problem.people,
        skill_first=problem.skill_first,
        skill_crew=problem.skill_crew,
        span_first=calendar.first,
        opens=calendar.opens,
        closes=calendar.closes,
        before=calendar.before,
        task_first=tasks.first,
        item=tasks.item,
        pauses=tasks.pauses,
        gated=tasks.gated,
        lane=4 * tasks.skill + 2 * tasks.takes_place + (tasks.bandwidth > 0),
        leaves_place=tasks.leaves_place,
        bandwidth=tasks.bandwidth,
    )
    return Timetable(*_dispatch(arrays, problem.places, ranks, ticks))


def _drawn(problem: RestorationProblem, ranks: Ticks, seed: int, scenarios: int) -> Ticks:
    """When each operation is back in each scenario, in the same order of work."""
    rows = [
        item_returns(problem, dispatch(problem, ranks, durations(problem, seed, scenario)))
        for scenario in range(scenarios)
    ]
    return returns(problem.dependencies, np.concatenate(rows))


class _Arrays(NamedTuple):
    """The columns of a problem that the dispatcher reads; see there."""

    core: NDArray[np.bool_]
    people: Ticks
    skill_first: Ticks
    skill_crew: Ticks
    span_first: Ticks
    opens: Ticks
    closes: Ticks
    before: Ticks
    task_first: Ticks
    item: Ticks
    pauses: NDArray[np.bool_]
    gated: NDArray[np.bool_]
    lane: Ticks
    """4 * skill + 2 where a place is taken + 1 for a restore: tasks that want the same."""
    leaves_place: NDArray[np.bool_]
    bandwidth: Ticks


@njit(cache=True)
def _dispatch(p: _Arrays, places: int, ranks: Ticks, ticks: Ticks) -> tuple[Ticks, Ticks, Ticks]:
    """Start, end and crew of every task; see `dispatch`."""
    tasks, items, lanes = len(p.item), len(ranks), 4 * (len(p.skill_first) - 1)
    start, end, crew_of = np.full(tasks, -1), np.full(tasks, -1), np.full(tasks, -1)
    # Items are known by their ranks from here on.
    item_at = np.empty(items, np.int64)
    item_at[ranks] = np.arange(items)
    next_task = p.task_first[item_at]
    free, span = p.people.copy(), p.span_first[:-1].copy()
    ready, waiting = np.empty((lanes, items), np.int64), np.zeros(lanes, np.int64)
    running, under_way = np.empty(tasks, np.int64), 0
    arriving, arrived = np.arange(items), items
    behind_core, held_back, core_left = np.empty(items, np.int64), 0, p.core.sum()
    bandwidth, now = BANDWIDTH, 0
    while True:
        for rank in arriving[:arrived]:
            task = next_task[rank]
            if p.gated[task] and core_left > 0:
                behind_core[held_back] = rank
                held_back += 1
            else:
                lane = p.lane[task]
                waiting[lane] = _push(ready[lane], waiting[lane], rank)
        for crew in range(len(free)):
            while p.closes[span[crew]] <= now:
                span[crew] += 1
        while True:
            lane = _lane_to_serve(p, ready, waiting, next_task, free, span, now, places, bandwidth)
            if lane < 0:
                break
            task = next_task[ready[lane, 0]]
            waiting[lane] = _pop(ready[lane], waiting[lane])
            start[task] = now
            crew_of[task], end[task] = _quickest(p, free, span, now, task, ticks[task])
            free[crew_of[task]] -= 1
            places -= (lane & 2) // 2
            bandwidth -= p.bandwidth[task]
            under_way = _push(running, under_way, end[task] * tasks + task)
        now = _next_moment(p, waiting, free, span, now, running[0] // tasks if under_way else -1)
        if now < 0:
            return start, end, crew_of
        arrived = 0
        while under_way > 0 and running[0] // tasks == now:
            task = running[0] % tasks
            under_way = _pop(running, under_way)
            free[crew_of[task]] += 1
            places += p.leaves_place[task]
            bandwidth += p.bandwidth[task]
            item = p.item[task]
            if task + 1 < p.task_first[item + 1]:
                next_task[ranks[item]] = task + 1
                arriving[arrived] = ranks[item]
                arrived += 1
            elif p.core[item]:
                core_left -= 1
        if core_left == 0:
            arriving[arrived : arrived + held_back] = behind_core[:held_back]
            arrived, held_back = arrived + held_back, 0


@njit(cache=True)
def _lane_to_serve(
    p: _Arrays,
    ready: Ticks,
    waiting: Ticks,
    next_task: Ticks,
    free: Ticks,
    span: Ticks,
    now: int,
    places: int,
    bandwidth: int,
) -> int:
    """The lane whose first item is the most urgent of those that can begin now, or -1. Where
    the most urgent restore lacks bandwidth, no other passes it.
    """
    best, restore = -1, -1
    for lane in range(len(waiting)):
        if waiting[lane] == 0 or not _somebody_free(p, free, span, now, lane // 4):
            continue
        if lane & 1:
            if restore < 0 or ready[lane, 0] < ready[restore, 0]:
                restore = lane
        elif not (lane & 2 and places == 0) and (best < 0 or ready[lane, 0] < ready[best, 0]):
            best = lane
    if restore < 0 or p.bandwidth[next_task[ready[restore, 0]]] > bandwidth:
        return best
    return restore if best < 0 or ready[restore, 0] < ready[best, 0] else best


@njit(cache=True)
def _somebody_free(p: _Arrays, free: Ticks, span: Ticks, now: int, skill: int) -> bool:
    """Whether a crew that has the skill is at work and has a person free."""
    for crew in p.skill_crew[p.skill_first[skill] : p.skill_first[skill + 1]]:
        if free[crew] > 0 and p.opens[span[crew]] <= now:
            return True
    return False


@njit(cache=True)
def _quickest(
    p: _Arrays, free: Ticks, span: Ticks, now: int, task: int, ticks: int
) -> tuple[int, int]:
    """The crew at work that would end the task first, and when."""
    quickest, earliest = -1, -1
    skill = p.lane[task] // 4
    for crew in p.skill_crew[p.skill_first[skill] : p.skill_first[skill + 1]]:
        if free[crew] == 0 or p.opens[span[crew]] > now:
            continue
        end = now + ticks
        if p.pauses[task]:
            done = p.before[span[crew]] + now - p.opens[span[crew]] + ticks
            later = p.before[span[crew] : p.span_first[crew + 1]]
            last = span[crew] + np.searchsorted(later, done) - 1
            end = p.opens[last] + done - p.before[last]
        if quickest < 0 or end < earliest:
            quickest, earliest = crew, end
    return quickest, earliest


@njit(cache=True)
def _next_moment(
    p: _Arrays, waiting: Ticks, free: Ticks, span: Ticks, now: int, next_end: int
) -> int:
    """The next tick at which something can change, or -1: a task ends, or a crew comes in."""
    later = next_end
    if waiting.sum() > 0:
        for crew in range(len(free)):
            opening = p.opens[span[crew]]
            if free[crew] > 0 and opening > now and (later < 0 or opening < later):
                later = opening
    return later


@njit(cache=True)
def _push(heap: Ticks, size: int, value: int) -> int:
    """Add a value to a heap whose smallest value is first; its new size."""
    at = size
    while at > 0 and heap[(at - 1) // 2] > value:
        heap[at] = heap[(at - 1) // 2]
        at = (at - 1) // 2
    heap[at] = value
    return size + 1


@njit(cache=True)
def _pop(heap: Ticks, size: int) -> int:
    """Drop the smallest value of a heap; its new size."""
    size -= 1
    value, at = heap[size], 0
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = value
    return size
