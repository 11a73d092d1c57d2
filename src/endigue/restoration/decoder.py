"""The schedule that an order of the items makes: an event-driven dispatcher.

At every moment, of the tasks that could begin then, the one whose item has the lowest rank
begins, with the crew that would end it first. Three kinds of work wait that could begin: restores
behind a more urgent one that lacks bandwidth; what no operation waits for, as long as it would
take a person or a place from what one does (`endigue.restoration.awaited`); and behind others what
would stand in the clean room for nothing (`endigue.restoration.passing`). A task that has begun is
not broken off; it keeps its person until it ends. Work that was under way when the plan was made
goes on from tick 0, with its crew.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from endigue.restoration.awaited import awaited, begun_items
from endigue.restoration.heap import pop, push
from endigue.restoration.items import BANDWIDTH
from endigue.restoration.lanes import empty_lanes, lowest, put, take
from endigue.restoration.passing import (
    KNOWN,
    NEVER,
    Calendars,
    end_of_work,
    first_to_go,
    next_skills,
)
from endigue.restoration.problem import RestorationProblem
from endigue.restoration.timetable import Timetable

Ticks = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Columns(NamedTuple):
    """The columns of a problem that the dispatcher reads; see there."""

    core: Flags
    people: Ticks
    skill_first: Ticks
    skill_crew: Ticks
    span_first: Ticks
    opens: Ticks
    closes: Ticks
    before: Ticks
    task_first: Ticks
    item: Ticks
    pauses: Flags
    gated: Flags
    lane: Ticks
    """Tasks that want the same, skill, place and bandwidth, are in the same lane."""
    lane_skill: Ticks
    lane_place: Ticks
    """1 where a clean-room place is taken."""
    lane_moves: Flags
    """Whether the lane is one of restores."""
    lane_next: Ticks
    """Where a place is taken, the skill of the step after it if that is another one; else -1."""
    leaves_place: Flags
    bandwidth: Ticks
    foreseen: Ticks
    """Ticks that the tasks are foreseen to take: what is decided before they end rests on these."""
    under_way: Ticks
    """The crew that was on the task when the plan was made, or -1."""
    begun: Flags
    """Items that are finished whatever waits for them."""
    k: Ticks
    node_first: Ticks
    child: Ticks
    roots: Ticks
    """The graph of `endigue.restoration.dependencies`."""
    places: int
    """Free at tick 0."""


def columns(problem: RestorationProblem) -> Columns:
    """What the dispatcher reads of a problem."""
    tasks, calendar, needs = problem.tasks, problem.openings, problem.dependencies
    wanted = 4 * tasks.skill + 2 * tasks.takes_place + (tasks.bandwidth > 0)
    following = next_skills(problem)
    kinds = 1 + len(problem.skills)
    lanes, lane = np.unique(wanted * kinds + following + 1, return_inverse=True)
    lanes, lane_next = lanes // kinds, lanes % kinds - 1
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
        lane_next=lane_next.astype(np.int64),
        leaves_place=tasks.leaves_place,
        bandwidth=tasks.bandwidth,
        foreseen=tasks.ticks,
        under_way=tasks.under_way,
        begun=begun_items(problem),
        k=needs.k.astype(np.int64),
        node_first=needs.first.astype(np.int64),
        child=needs.child.astype(np.int64),
        roots=needs.roots.astype(np.int64),
        places=problem.places,
    )


def dispatch(
    problem: RestorationProblem, ranks: Ticks, ticks: Ticks, *, holding: bool = True
) -> Timetable:
    """The schedule of items of these ranks (each once, 0 the most urgent) where the tasks take
    these ticks. Without `holding`, whoever is free takes the next thing: awaited or not, and
    whether or not it will stand in the clean room for nothing.
    """
    p = columns(problem)
    if holding:
        return Timetable(*decode(p, ranks, ticks, wanted_items(p, ranks), False))
    at_once = p._replace(lane_next=np.full(len(p.lane_next), -1))
    return Timetable(*decode(at_once, ranks, ticks, np.ones(len(ranks), np.bool_), False))


@njit(cache=True, nogil=True)
def wanted_items(p: Columns, ranks: Ticks) -> Flags:
    """The items that come before the others in this order: the core of trust, what is begun, and
    what operations wait for.
    """
    found = p.core | p.begun
    awaited(p.k, p.node_first, p.child, p.roots, ranks, found)
    return found


@njit(cache=True, nogil=True)
def decode(
    p: Columns, ranks: Ticks, ticks: Ticks, wanted: Flags, lean: bool
) -> tuple[Ticks, Ticks, Ticks]:
    """Start, end and crew of every task; see `dispatch`. The items that are not `wanted` are held
    back; if `lean` they are left out, and end `NEVER`, which changes nothing for the others.
    """
    tasks, items, lanes = len(p.item), len(ranks), len(p.lane_skill)
    start, end, crew_of = np.full(tasks, -1), np.full(tasks, NEVER), np.full(tasks, -1)
    # Items are known by their places in the order from here on, those held back behind the rest.
    item_at, place_of, urgent = _places(ranks, wanted)
    next_task = p.task_first[item_at]
    left, places_left, restores_left = _wants(p, wanted)
    free, span = p.people.copy(), p.span_first[:-1].copy()
    at_work = np.zeros(len(free), np.bool_)
    waiting = empty_lanes(lanes, items)
    running, under_way = np.empty(tasks, np.int64), 0
    arriving, arrived = np.arange(items), urgent if lean else items
    behind_core, held_back, core_left = np.empty(items, np.int64), 0, p.core.sum()
    places, bandwidth, now = p.places, BANDWIDTH, 0
    first_of = np.full(lanes, -1)
    known = np.full((lanes, KNOWN), -1)
    calendars = Calendars(p.skill_first, p.skill_crew, p.opens, p.closes, p.before)
    for task in range(tasks):
        crew = p.under_way[task]
        if crew >= 0:
            start[task], crew_of[task] = 0, crew
            end[task] = ticks[task]
            if p.pauses[task]:
                end[task] = end_of_work(p.opens, p.closes, p.before, span[crew], 0, ticks[task])
            free[crew] -= 1
            bandwidth -= p.bandwidth[task]
            under_way = push(running, under_way, end[task] * tasks + task)
            next_task[place_of[p.item[task]]] = -1
    while True:
        for rank in arriving[:arrived]:
            task = next_task[rank]
            if task < 0:
                continue
            if p.gated[task] and core_left > 0:
                behind_core[held_back] = rank
                held_back += 1
            else:
                put(waiting, p.lane[task], rank)
        for crew in range(len(free)):
            while p.closes[span[crew]] <= now:
                span[crew] += 1
            at_work[crew] = p.opens[span[crew]] <= now
        changed, behind = 0, lanes
        while True:
            for lane in range(changed, behind):
                first_of[lane] = -1
                if waiting.sizes[lane] == 0:
                    continue
                first_of[lane] = lowest(waiting, lane)
                if p.lane_next[lane] < 0 or first_of[lane] >= urgent or places <= 0:
                    continue  # Nothing passes, or nothing can begin here.
                going = first_to_go(
                    calendars,
                    waiting,
                    lane,
                    first_of[lane],
                    next_task,
                    p.foreseen,
                    p.pauses,
                    p.lane_skill[lane],
                    p.lane_next[lane],
                    span,
                    now,
                    urgent,
                    known[lane],
                )
                # What loses hours whenever it begins comes behind all that does not.
                first_of[lane] = going if going >= 0 else first_of[lane] + items
            lane = _lane_to_serve(
                p.skill_first,
                p.skill_crew,
                p.lane_skill,
                p.lane_place,
                p.lane_moves,
                p.bandwidth,
                first_of,
                next_task,
                free,
                at_work,
                places,
                bandwidth,
                urgent,
                items,
                left,
                places_left,
                restores_left,
            )
            if lane < 0:
                break
            rank = first_of[lane] % items
            held = rank >= urgent
            task = next_task[rank]
            take(waiting, lane, rank)
            changed, behind = lane, lane + 1
            start[task] = now
            skill = p.lane_skill[lane]
            first, last = p.skill_first[skill], p.skill_first[skill + 1]
            for crew in p.skill_crew[first:last]:
                if free[crew] <= (left[crew] if held else 0) or not at_work[crew]:
                    continue
                until = now + ticks[task]
                if p.pauses[task]:
                    until = end_of_work(p.opens, p.closes, p.before, span[crew], now, ticks[task])
                if crew_of[task] < 0 or until < end[task]:
                    crew_of[task], end[task] = crew, until
            if not held:
                places_left -= p.lane_place[lane]
                restores_left -= p.lane_moves[lane]
                for crew in p.skill_crew[first:last]:
                    left[crew] -= 1
            free[crew_of[task]] -= 1
            places -= p.lane_place[lane]
            bandwidth -= p.bandwidth[task]
            under_way = push(running, under_way, end[task] * tasks + task)
        now = _next_moment(
            p.opens, waiting.sizes, free, span, now, running[0] // tasks if under_way else -1
        )
        if now < 0:
            return start, end, crew_of
        arrived = 0
        while under_way > 0 and running[0] // tasks == now:
            task = running[0] % tasks
            under_way = pop(running, under_way)
            free[crew_of[task]] += 1
            places += p.leaves_place[task]
            bandwidth += p.bandwidth[task]
            item = p.item[task]
            if task + 1 < p.task_first[item + 1]:
                next_task[place_of[item]] = task + 1
                arriving[arrived] = place_of[item]
                arrived += 1
            elif p.core[item]:
                core_left -= 1
        if core_left == 0:
            arriving[arrived : arrived + held_back] = behind_core[:held_back]
            arrived, held_back = arrived + held_back, 0


@njit(cache=True, nogil=True)
def _places(ranks: Ticks, wanted: Flags) -> tuple[Ticks, Ticks, int]:
    """The items in order, those that are wanted first; the place of each; how many are wanted."""
    items = len(ranks)
    in_order, item_at = np.empty(items, np.int64), np.empty(items, np.int64)
    in_order[ranks] = np.arange(items)
    place_of = np.empty(items, np.int64)
    urgent = wanted.sum()
    at, behind = 0, urgent
    for item in in_order:
        if wanted[item]:
            place_of[item] = at
            at += 1
        else:
            place_of[item] = behind
            behind += 1
    item_at[place_of] = np.arange(items)
    return item_at, place_of, urgent


@njit(cache=True, nogil=True)
def _wants(p: Columns, wanted: Flags) -> tuple[Ticks, int, int]:
    """What the wanted items will want: tasks that each crew may have to do, clean-room places to
    be taken, and restores.
    """
    left, places, restores = np.zeros(len(p.people), np.int64), 0, 0
    for task in range(len(p.item)):
        if p.under_way[task] >= 0 or not wanted[p.item[task]]:
            continue
        lane = p.lane[task]
        places += p.lane_place[lane]
        restores += p.lane_moves[lane]
        skill = p.lane_skill[lane]
        for crew in p.skill_crew[p.skill_first[skill] : p.skill_first[skill + 1]]:
            left[crew] += 1
    return left, places, restores


@njit(cache=True, nogil=True)
def _lane_to_serve(
    skill_first: Ticks,
    skill_crew: Ticks,
    lane_skill: Ticks,
    lane_place: Ticks,
    lane_moves: Flags,
    wide: Ticks,
    first_of: Ticks,
    next_task: Ticks,
    free: Ticks,
    at_work: Flags,
    places: int,
    bandwidth: int,
    urgent: int,
    items: int,
    left: Ticks,
    places_left: int,
    restores_left: int,
) -> int:
    """The lane whose first item is the most urgent of those that can begin now, or -1. Where
    the most urgent restore lacks bandwidth, no other passes it.

    Somebody is free for an item if a crew that has the skill is at work and has a person free;
    for what is held back, one more than there are tasks that what is wanted may still bring to
    the crew. Columns come one by one, because all together they are dear to hand over so often.
    """
    best, restore = -1, -1
    first_best, first_restore = 2**62, 2**62
    for lane in range(len(first_of)):
        item = first_of[lane]
        if item < 0:
            continue
        if item >= (first_restore if lane_moves[lane] else first_best):
            continue
        held = urgent <= item < items
        if lane_moves[lane]:
            if held and restores_left > 0:
                continue
        elif lane_place[lane] and places <= (places_left if held else 0):
            continue
        skill, somebody = lane_skill[lane], False
        for at in range(skill_first[skill], skill_first[skill + 1]):
            crew = skill_crew[at]
            if at_work[crew] and free[crew] > (left[crew] if held else 0):
                somebody = True
                break
        if not somebody:
            continue
        if lane_moves[lane]:
            restore, first_restore = lane, item
        else:
            best, first_best = lane, item
    if restore < 0 or wide[next_task[first_restore]] > bandwidth:
        return best
    return restore if first_restore < first_best else best


@njit(cache=True, nogil=True)
def _next_moment(
    opens: Ticks, waiting: Ticks, free: Ticks, span: Ticks, now: int, next_end: int
) -> int:
    """The next tick at which something can change, or -1: a task ends, or a crew comes in."""
    later = next_end
    if waiting.sum() > 0:
        for crew in range(len(free)):
            opening = opens[span[crew]]
            if free[crew] > 0 and opening > now and (later < 0 or opening < later):
                later = opening
    return later
