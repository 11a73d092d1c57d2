"""The schedule that an order of the items makes: an event-driven dispatcher.

At every moment, of the tasks that could begin then, the one whose item has the lowest rank
begins, with the crew that would end it first. Nothing waits that could begin, but for restores
behind a more urgent one that lacks bandwidth. A task that has begun is not broken off; it
keeps its person until it ends. Work that was under way when the plan was made goes on from
tick 0, with its crew.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from endigue.restoration.items import BANDWIDTH
from endigue.restoration.problem import RestorationProblem
from endigue.restoration.timetable import Timetable

Ticks = NDArray[np.int64]


class Columns(NamedTuple):
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
    """Tasks that want the same, skill, place and bandwidth, are in the same lane."""
    lane_skill: Ticks
    lane_place: Ticks
    """1 where a clean-room place is taken."""
    lane_moves: NDArray[np.bool_]
    """Whether the lane is one of restores."""
    leaves_place: NDArray[np.bool_]
    bandwidth: Ticks
    under_way: Ticks
    """The crew that was on the task when the plan was made, or -1."""
    places: int
    """Free at tick 0."""


def columns(problem: RestorationProblem) -> Columns:
    """What the dispatcher reads of a problem."""
    tasks, calendar = problem.tasks, problem.openings
    wanted = 4 * tasks.skill + 2 * tasks.takes_place + (tasks.bandwidth > 0)
    lanes, lane = np.unique(wanted, return_inverse=True)
    return Columns(
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
        lane=lane.astype(np.int64),
        lane_skill=lanes // 4,
        lane_place=lanes // 2 % 2,
        lane_moves=lanes % 2 == 1,
        leaves_place=tasks.leaves_place,
        bandwidth=tasks.bandwidth,
        under_way=tasks.under_way,
        places=problem.places,
    )


def dispatch(problem: RestorationProblem, ranks: Ticks, ticks: Ticks) -> Timetable:
    """The schedule of items of these ranks (each once, 0 the most urgent) where the tasks take
    these ticks.
    """
    return Timetable(*decode(columns(problem), ranks, ticks))


@njit(cache=True, nogil=True)
def decode(p: Columns, ranks: Ticks, ticks: Ticks) -> tuple[Ticks, Ticks, Ticks]:
    """Start, end and crew of every task; see `dispatch`."""
    tasks, items, lanes = len(p.item), len(ranks), len(p.lane_skill)
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
    places, bandwidth, now = p.places, BANDWIDTH, 0
    for task in range(tasks):
        crew = p.under_way[task]
        if crew >= 0:
            start[task], crew_of[task] = 0, crew
            end[task] = _end(p, crew, span[crew], 0, task, ticks[task])
            free[crew] -= 1
            bandwidth -= p.bandwidth[task]
            under_way = _push(running, under_way, end[task] * tasks + task)
            next_task[ranks[p.item[task]]] = -1
    while True:
        for rank in arriving[:arrived]:
            task = next_task[rank]
            if task < 0:
                continue
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
            places -= p.lane_place[lane]
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


@njit(cache=True, nogil=True)
def _lane_to_serve(
    p: Columns,
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
        if waiting[lane] == 0 or not _somebody_free(p, free, span, now, p.lane_skill[lane]):
            continue
        if p.lane_moves[lane]:
            if restore < 0 or ready[lane, 0] < ready[restore, 0]:
                restore = lane
        elif p.lane_place[lane] and places <= 0:
            continue
        elif best < 0 or ready[lane, 0] < ready[best, 0]:
            best = lane
    if restore < 0 or p.bandwidth[next_task[ready[restore, 0]]] > bandwidth:
        return best
    return restore if best < 0 or ready[restore, 0] < ready[best, 0] else best


@njit(cache=True, nogil=True)
def _somebody_free(p: Columns, free: Ticks, span: Ticks, now: int, skill: int) -> bool:
    """Whether a crew that has the skill is at work and has a person free."""
    for crew in p.skill_crew[p.skill_first[skill] : p.skill_first[skill + 1]]:
        if free[crew] > 0 and p.opens[span[crew]] <= now:
            return True
    return False


@njit(cache=True, nogil=True)
def _quickest(
    p: Columns, free: Ticks, span: Ticks, now: int, task: int, ticks: int
) -> tuple[int, int]:
    """The crew at work that would end the task first, and when."""
    quickest, earliest = -1, -1
    skill = p.lane_skill[p.lane[task]]
    for crew in p.skill_crew[p.skill_first[skill] : p.skill_first[skill + 1]]:
        if free[crew] == 0 or p.opens[span[crew]] > now:
            continue
        end = _end(p, crew, span[crew], now, task, ticks)
        if quickest < 0 or end < earliest:
            quickest, earliest = crew, end
    return quickest, earliest


@njit(cache=True, nogil=True)
def _end(p: Columns, crew: int, span: int, now: int, task: int, ticks: int) -> int:
    """When the crew, in its present or next span, ends a task that it begins now."""
    if not p.pauses[task]:
        return now + ticks
    done = p.before[span] + max(0, now - p.opens[span]) + ticks
    later = p.before[span : p.span_first[crew + 1]]
    last = span + np.searchsorted(later, done) - 1
    return int(p.opens[last] + done - p.before[last])


@njit(cache=True, nogil=True)
def _next_moment(
    p: Columns, waiting: Ticks, free: Ticks, span: Ticks, now: int, next_end: int
) -> int:
    """The next tick at which something can change, or -1: a task ends, or a crew comes in."""
    later = next_end
    if waiting.sum() > 0:
        for crew in range(len(free)):
            opening = p.opens[span[crew]]
            if free[crew] > 0 and opening > now and (later < 0 or opening < later):
                later = opening
    return later


@njit(cache=True, nogil=True)
def _push(heap: Ticks, size: int, value: int) -> int:
    """Add a value to a heap whose smallest value is first; its new size."""
    at = size
    while at > 0 and heap[(at - 1) // 2] > value:
        heap[at] = heap[(at - 1) // 2]
        at = (at - 1) // 2
    heap[at] = value
    return size + 1


@njit(cache=True, nogil=True)
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
