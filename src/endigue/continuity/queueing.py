"""The queue of an operation hour by hour over its calendar, in many scenarios of its return.

Fluid, and exact within an hour: every hour is cut at the end of the stamina and at the return, and
between cuts every rate is constant. Two curves describe the queue: what has arrived, and what has
left, served or given up. They are first in, first out, so the oldest wait is the age of whoever
arrived when the first curve stood where the second stands now.

Before the return hand-work serves, as long as its stamina lasts; each one served is a sheet of
paper. After it people are served first; what capacity is left keys in the paper, then recreates
what the system lost since its last backup: two streams of re-entry, and no other.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from endigue.kernel.compiled import compiled

Hours = NDArray[np.float64]
"""One figure an hour."""
PerScenario = NDArray[np.float64]

KEYING_EFFORT = 0.5
"""Assumed: keying in a sheet takes half of the capacity that serving it takes."""

RECREATING_EFFORT = 0.75
"""Assumed: recreating a lost record, from somebody else's copy, takes three quarters of it."""

NOBODY = 1e-9
"""People who wait below which only the rounding of sums is left."""


@dataclass(frozen=True)
class Work:
    """What comes and what can be done, in units of the operation's arrivals."""

    arrivals: Hours
    """Arriving in each hour; its length is how far is looked ahead."""
    normal: Hours
    """Served in each hour once the operation is back."""
    by_hand: Hours
    """Served in each hour by hand; 0 where nothing can be."""
    stamina_hours: float = float("inf")
    lost: float = 0.0
    """Records to recreate that the system lost since its last backup."""
    patience_hours: float = float("inf")
    """Whoever has waited so long gives up."""
    keying_effort: float = KEYING_EFFORT
    recreating_effort: float = RECREATING_EFFORT


@dataclass(frozen=True)
class Queues:
    """The queue in every scenario; arrays are scenarios x (hours + 1), from hour 0 on.

    In each scenario and hour, up to rounding: arrived = served + waiting + given_up.
    """

    arrived: Hours
    """So far, the same in every scenario."""
    waiting: NDArray[np.float64]
    served: NDArray[np.float64]
    given_up: NDArray[np.float64]
    by_hand: NDArray[np.float64]
    """Part of `served`."""
    paper: NDArray[np.float64]
    """Served by hand and not keyed in yet."""
    to_recreate: NDArray[np.float64]
    oldest_wait: NDArray[np.float64]
    """Hours that the one at the head of the queue has waited."""
    reentry: PerScenario
    """Work of both streams of re-entry that was done, in units of serving one."""
    empty: PerScenario
    """Hours until nobody waits, no paper is left and nothing is to be recreated; infinite where
    it is not within the hours looked at."""


def queues(work: Work, back: PerScenario) -> Queues:
    """The queue for each moment of return, in hours from the start; infinite where the operation
    is not back.

    Raises ValueError where a figure is negative, or the hours have different lengths.
    """
    _check(work, back)
    hours, count = len(work.arrivals), len(back)
    arrived = np.concatenate([[0.0], np.cumsum(work.arrivals)])
    shape = (count, hours + 1)
    waiting, served, given_up, by_hand, paper, recreate, oldest = (
        np.zeros(shape) for _ in range(7)
    )
    reentry = np.zeros(count)
    empty = np.full(count, np.inf)
    for scenario in range(count):
        reentry[scenario], empty[scenario] = _one(
            _rates(work, arrived),
            (work.stamina_hours, work.lost, work.patience_hours),
            (work.keying_effort, work.recreating_effort),
            float(back[scenario]),
            (waiting[scenario], served[scenario], given_up[scenario], by_hand[scenario]),
            (paper[scenario], recreate[scenario], oldest[scenario]),
        )
    return Queues(
        arrived, waiting, served, given_up, by_hand, paper, recreate, oldest, reentry, empty
    )


def _rates(work: Work, arrived: Hours) -> tuple[Hours, Hours, Hours, Hours]:
    kinds = (work.arrivals, work.normal, work.by_hand, arrived)
    first, second, third, fourth = (np.ascontiguousarray(kind, np.float64) for kind in kinds)
    return first, second, third, fourth


@compiled
def _one(
    rates: tuple[Hours, Hours, Hours, Hours],
    limits: tuple[float, float, float],
    efforts: tuple[float, float],
    back: float,
    people: tuple[Hours, Hours, Hours, Hours],
    work_owed: tuple[Hours, Hours, Hours],
) -> tuple[float, float]:
    """One scenario, written into the arrays; its re-entry, and when everything is empty."""
    arrivals, normal, hand, arrived = rates
    stamina, lost, patience = limits
    keying, recreating = efforts
    waiting, served, given_up, by_hand = people
    paper, recreate, oldest = work_owed
    recreate[0] = lost
    reentry, empty = 0.0, np.inf
    for hour in range(len(arrivals)):
        down = min(1.0, max(0.0, back - hour))
        worked = min(down, max(0.0, stamina - hour))
        # By hand, then out of breath, then back.
        present = waiting[hour] + arrivals[hour] * worked
        hand_done = min(present, hand[hour] * worked)
        queue = present - hand_done + arrivals[hour] * (down - worked)
        sheets = paper[hour] + hand_done
        up = 1.0 - down
        owed = queue + keying * sheets + recreating * recreate[hour]
        present = queue + arrivals[hour] * up
        done = min(present, normal[hour] * up)
        queue = present - done
        spare = normal[hour] * up - done
        keyed = _entered(sheets, spare, keying)
        spare -= keyed * keying
        remade = _entered(recreate[hour], spare, recreating)
        reentry += keyed * keying + remade * recreating
        paper[hour + 1] = sheets - keyed
        recreate[hour + 1] = recreate[hour] - remade
        rest = max(queue, paper[hour + 1], recreate[hour + 1])
        if rest <= 0 and up > 0 and np.isinf(empty):
            empty = hour + down + _spent(owed, normal[hour] - arrivals[hour], up)
        left = served[hour] + hand_done + done + given_up[hour]
        impatient = max(0.0, _at(arrived, hour + 1 - patience) - left)
        served[hour + 1] = served[hour] + hand_done + done
        by_hand[hour + 1] = by_hand[hour] + hand_done
        given_up[hour + 1] = given_up[hour] + impatient
        waiting[hour + 1] = max(0.0, queue - impatient)
        if waiting[hour + 1] > NOBODY:
            oldest[hour + 1] = max(0.0, hour + 1 - _came(arrived, left + impatient))
    return reentry, empty


@compiled
def _entered(stream: float, spare: float, effort: float) -> float:
    """As much of a stream of re-entry as the spare capacity can do."""
    if effort == 0:
        return stream if spare > 0 else 0.0
    return min(stream, spare / effort)


@compiled
def _spent(owed: float, surplus: float, up: float) -> float:
    """The part of an hour in which all that is owed was worked off."""
    if owed <= 0:
        return 0.0
    return min(up, owed / surplus) if surplus > 0 else up


@compiled
def _at(arrived: Hours, moment: float) -> float:
    """What had arrived by a moment; nothing before the start."""
    if not moment > 0:
        return 0.0
    last = len(arrived) - 1
    if moment >= last:
        return float(arrived[last])
    hour = int(moment)
    return float(arrived[hour] + (arrived[hour + 1] - arrived[hour]) * (moment - hour))


@compiled
def _came(arrived: Hours, left: float) -> float:
    """The hour at which the head of the queue arrived: when the arrivals stood at what has left."""
    # Hours without arrivals are flat stretches: whoever is next arrived after them.
    when = int(np.searchsorted(arrived, left, side="right")) - 1
    when = min(max(when, 0), len(arrived) - 2)
    step = arrived[when + 1] - arrived[when]
    inside = (left - arrived[when]) / step if step > 0 else 0.0
    return when + min(1.0, max(0.0, inside))


def _check(work: Work, back: PerScenario) -> None:
    lengths = {len(work.arrivals), len(work.normal), len(work.by_hand)}
    if len(lengths) != 1:
        raise ValueError(f"the hours of a queue have one length, not {sorted(lengths)}")
    for figures in (work.arrivals, work.normal, work.by_hand):
        if not (np.isfinite(figures).all() and (figures >= 0).all()):
            raise ValueError("rates of a queue are finite numbers of at least 0")
    rest = (work.lost, work.keying_effort, work.recreating_effort)
    if not all(0 <= figure < float("inf") for figure in rest):
        raise ValueError("what is to be recreated, and efforts, are finite and at least 0")
    if not (work.stamina_hours >= 0 and work.patience_hours > 0 and (back >= 0).all()):
        raise ValueError("stamina, patience and returns are not before the start")
