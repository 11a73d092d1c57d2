"""How much all things together can save at most, at prices of every moment.

The knapsacks of `endigue.restoration.moments` take each moment alone: in them, a thing that is back
at one moment may not have been begun at the moment before. Their dual values are prices: what it
is worth that a thing is back by a moment, and what a moment charges for each unit of work that a
capacity has done by then. At whatever prices, no schedule saves more than the capacities are worth
and, in addition, what every thing saves at the completion that is best for it (Lagrangian
relaxation: M. Held, R. M. Karp, 1970; M. L. Fisher, 1981). There a thing is whole: to be back by a
moment its steps must follow each other on the hours of the crews before it, so the work under way
is paid for, which the knapsacks get for nothing.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from endigue.restoration.capacities import Resource
from endigue.restoration.problem import RestorationProblem

Ticks = NDArray[np.int64]
Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Work(NamedTuple):
    """The tasks, their crews and calendars, and what they want of the capacities."""

    first: Ticks
    ticks: Ticks
    pauses: Flags
    under_way: Flags
    skill: Ticks
    skill_first: Ticks
    skill_crew: Ticks
    span_first: Ticks
    opens: Ticks
    closes: Ticks
    before: Ticks
    wanted: Ticks
    """Resources by tasks."""


def work_of(problem: RestorationProblem, resources: Sequence[Resource]) -> Work:
    """What `most_saved` reads of a problem."""
    tasks, calendar = problem.tasks, problem.openings
    return Work(
        first=tasks.first,
        ticks=tasks.ticks,
        pauses=tasks.pauses,
        under_way=tasks.under_way >= 0,
        skill=tasks.skill,
        skill_first=problem.skill_first,
        skill_crew=problem.skill_crew,
        span_first=calendar.first,
        opens=calendar.opens,
        closes=calendar.closes,
        before=calendar.before,
        wanted=np.array([each.by_task for each in resources], np.int64).reshape(
            len(resources), len(tasks.ticks)
        ),
    )


@njit(cache=True, nogil=True)
def most_saved(
    w: Work,
    items: Ticks,
    worth: Reals,
    earliest: Ticks,
    moments: Ticks,
    until: Ticks,
    prices: Reals,
    chosen: Ticks,
) -> float:
    """What these items save at most, each at its best moment or never; that moment is put into
    `chosen`, the number of moments for never.

    `worth` has a row an item and a column a moment: what it saves if it is back by then.
    `earliest` are the ticks before which no item is back. At moment m `prices[r, m]` is charged for
    every unit that resource r has given up to tick `until[r, m]`, which grows with m.
    """
    resources, count = prices.shape
    # What is charged for a unit that is given before the tick of a moment, from there on.
    since = np.zeros((resources, count + 1))
    for resource in range(resources):
        for moment in range(count - 1, -1, -1):
            since[resource, moment] = since[resource, moment + 1] + prices[resource, moment]
    total = 0.0
    for place in range(len(items)):
        saved, most, chosen[place] = 0.0, 0.0, count
        for moment in range(count - 1, -1, -1):
            if moments[moment] < earliest[place]:
                break
            saved += worth[place, moment]
            if saved <= most:
                continue
            charged = _charged(w, items[place], moments[moment], until, prices, since)
            if saved - charged > most:
                most, chosen[place] = saved - charged, moment
        total += most
    return total


@njit(cache=True, nogil=True)
def _charged(w: Work, item: int, back: int, until: Ticks, prices: Reals, since: Reals) -> float:
    """The least that an item is charged that is back by a tick: each step as late as it can be."""
    charged, end = 0.0, back
    for task in range(w.first[item + 1] - 1, w.first[item] - 1, -1):
        begin = _latest_begin(w, task, end)
        for resource in range(len(prices)):
            unit = w.wanted[resource, task]
            if unit == 0:
                continue
            done = np.searchsorted(until[resource], end, side="left")
            charged += since[resource, done] * unit
            if w.under_way[task]:
                continue
            some = np.searchsorted(until[resource], begin, side="right")
            for moment in range(some, done):
                price = prices[resource, moment]
                if price > 0:
                    share = _given(w, task, end, until[resource, moment]) / w.ticks[task]
                    charged += price * unit * share
        end = begin
    return charged


@njit(cache=True, nogil=True)
def _latest_begin(w: Work, task: int, end: int) -> int:
    """The last tick at which the task may begin to end by `end`, with the crew that is best for
    that; a begin before tick 0 is none that is possible.
    """
    if not w.pauses[task]:
        return int(end - w.ticks[task])
    latest = -1
    skill = w.skill[task]
    for crew in w.skill_crew[w.skill_first[skill] : w.skill_first[skill + 1]]:
        amount = _worked(w, crew, end) - w.ticks[task]
        if amount >= 0:
            here = w.before[w.span_first[crew] : w.span_first[crew + 1]]
            span = w.span_first[crew] + np.searchsorted(here, amount, side="right") - 1
            latest = max(latest, w.opens[span] + amount - w.before[span])
    return latest


@njit(cache=True, nogil=True)
def _given(w: Work, task: int, end: int, tick: int) -> int:
    """The least ticks of work that are done of a task by a tick, if it ends by `end`."""
    if not w.pauses[task]:
        return int(min(max(tick - (end - w.ticks[task]), 0), w.ticks[task]))
    left = 0
    skill = w.skill[task]
    for crew in w.skill_crew[w.skill_first[skill] : w.skill_first[skill + 1]]:
        left = max(left, _worked(w, crew, end) - _worked(w, crew, min(tick, end)))
    return int(min(max(w.ticks[task] - left, 0), w.ticks[task]))


@njit(cache=True, nogil=True)
def _worked(w: Work, crew: int, tick: int) -> int:
    """Ticks at work of a crew up to a tick; as `Openings.worked`."""
    if tick <= 0:
        return 0
    here = w.opens[w.span_first[crew] : w.span_first[crew + 1]]
    span = w.span_first[crew] + np.searchsorted(here, tick, side="right") - 1
    if span < w.span_first[crew]:
        return 0
    return int(w.before[span] + min(tick, w.closes[span]) - w.opens[span])
