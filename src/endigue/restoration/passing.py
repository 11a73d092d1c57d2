"""What lets others pass: a thing that would stand in the clean room for nothing.

A thing keeps its place of the clean room from its rebuild to the end of its verification. Where the
step that follows is for another crew, and that one is off shift when the rebuild ends, the place is
held until it comes: a database that is rebuilt on Saturday stands there until its administrators
come on Monday, and nothing else can be rebuilt in its place. So as long as hours would be lost by
that, the next thing in the order that loses none goes first. Where none is there, the place is
taken all the same: an empty one is no better.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from endigue.restoration.lanes import Lanes, above
from endigue.restoration.problem import RestorationProblem

Ticks = NDArray[np.int64]
Flags = NDArray[np.bool_]

NEVER = 2**40
"""A tick that no plan reaches."""

KNOWN = 256
"""Durations of which it is kept whether they lose hours at the present moment."""


class Calendars(NamedTuple):
    """The crews of every skill, and their spans."""

    skill_first: Ticks
    skill_crew: Ticks
    opens: Ticks
    closes: Ticks
    before: Ticks


def next_skills(problem: RestorationProblem) -> Ticks:
    """For each task that takes a place the skill of its item's next step, where that is another
    one; else -1.
    """
    tasks = problem.tasks
    following = np.full(len(tasks.item), -1)
    inside = np.flatnonzero(tasks.item[:-1] == tasks.item[1:])
    other = tasks.skill[inside] != tasks.skill[inside + 1]
    here = inside[other & tasks.takes_place[inside] & (tasks.bandwidth[inside] == 0)]
    following[here] = tasks.skill[here + 1]
    return following


@njit(cache=True, nogil=True)
def first_to_go(
    c: Calendars,
    waiting: Lanes,
    lane: int,
    rank: int,
    next_task: Ticks,
    foreseen: Ticks,
    pauses: Flags,
    skill: int,
    following: int,
    span: Ticks,
    now: int,
    urgent: int,
    known: Ticks,
) -> int:
    """The first of what waits in the lane, from `rank` on, that loses no hours if it begins now, or
    -1; ranks from `urgent` on are not looked at. What is known of durations is kept in `known`.
    """
    while 0 <= rank < urgent:
        task = next_task[rank]
        if not _loses_hours(c, skill, following, foreseen[task], pauses[task], span, now, known):
            return rank
        rank = above(waiting, lane, rank)
    return -1


@njit(cache=True, nogil=True)
def _loses_hours(
    c: Calendars,
    skill: int,
    following: int,
    ticks: int,
    pauses: bool,
    span: Ticks,
    now: int,
    known: Ticks,
) -> bool:
    kept = pauses and ticks < len(known)
    if kept and known[ticks] >> 1 == now:
        return bool(known[ticks] & 1)
    end = NEVER
    for crew in c.skill_crew[c.skill_first[skill] : c.skill_first[skill + 1]]:
        until = now + ticks
        if pauses:
            until = end_of_work(c.opens, c.closes, c.before, span[crew], now, ticks)
        end = min(end, until)
    coming = NEVER
    for crew in c.skill_crew[c.skill_first[following] : c.skill_first[following + 1]]:
        at = span[crew]
        while c.closes[at] <= end:
            at += 1
        coming = min(coming, max(end, c.opens[at]))
    lost = False
    for crew in c.skill_crew[c.skill_first[skill] : c.skill_first[skill + 1]]:
        at = span[crew]
        while c.closes[at] <= end:
            at += 1
        lost |= max(end, c.opens[at]) < coming
    if kept:
        known[ticks] = 2 * now + lost
    return lost


@njit(cache=True, nogil=True)
def end_of_work(opens: Ticks, closes: Ticks, before: Ticks, span: int, now: int, ticks: int) -> int:
    """When a crew, in its present or next span, ends work that it begins now and that pauses with
    its shift.
    """
    done = before[span] + max(0, now - opens[span]) + ticks
    while done > before[span] + closes[span] - opens[span]:
        span += 1
    return int(opens[span] + done - before[span])
