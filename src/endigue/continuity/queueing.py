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

Hours = NDArray[np.float64]
"""One figure an hour."""
PerScenario = NDArray[np.float64]

KEYING_EFFORT = 0.5
"""Assumed: keying in a sheet takes half of the capacity that serving it takes."""

RECREATING_EFFORT = 0.75
"""Assumed: recreating a lost record, from somebody else's copy, takes three quarters of it."""


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
    recreate[:, 0] = work.lost
    reentry = np.zeros(count)
    empty = np.full(count, np.inf)
    for hour in range(hours):
        state = _State(
            waiting[:, hour].copy(), paper[:, hour].copy(), recreate[:, hour].copy(), count
        )
        _hour(state, work, back, hour, empty)
        left = served[:, hour] + state.served + given_up[:, hour]
        impatient = np.maximum(0.0, _at(arrived, hour + 1 - work.patience_hours) - left)
        served[:, hour + 1] = served[:, hour] + state.served
        by_hand[:, hour + 1] = by_hand[:, hour] + state.by_hand
        given_up[:, hour + 1] = given_up[:, hour] + impatient
        waiting[:, hour + 1] = np.maximum(0.0, state.waiting - impatient)
        paper[:, hour + 1] = state.paper
        recreate[:, hour + 1] = state.recreate
        reentry += state.reentry
        oldest[:, hour + 1] = _oldest(arrived, waiting[:, hour + 1], left + impatient, hour + 1)
    return Queues(
        arrived, waiting, served, given_up, by_hand, paper, recreate, oldest, reentry, empty
    )


class _State:
    """The queue of every scenario within one hour."""

    def __init__(
        self, waiting: PerScenario, paper: PerScenario, recreate: PerScenario, count: int
    ) -> None:
        self.waiting, self.paper, self.recreate = waiting, paper, recreate
        self.served, self.by_hand, self.reentry = (np.zeros(count) for _ in range(3))


def _hour(state: _State, work: Work, back: PerScenario, hour: int, empty: PerScenario) -> None:
    down = np.clip(back - hour, 0.0, 1.0)
    worked = np.minimum(down, np.clip(work.stamina_hours - hour, 0.0, 1.0))
    arrivals = work.arrivals[hour]
    # By hand, then out of breath, then back.
    present = state.waiting + arrivals * worked
    done = np.minimum(present, work.by_hand[hour] * worked)
    state.by_hand, state.served = done, done.copy()
    state.paper = state.paper + done
    state.waiting = present - done + arrivals * (down - worked)
    up = 1.0 - down
    owed = (
        state.waiting + work.keying_effort * state.paper + work.recreating_effort * state.recreate
    )
    capacity = work.normal[hour] * up
    present = state.waiting + arrivals * up
    done = np.minimum(present, capacity)
    state.served += done
    state.waiting = present - done
    spare = capacity - done
    state.paper, spare = _entered(state, state.paper, spare, work.keying_effort)
    state.recreate, spare = _entered(state, state.recreate, spare, work.recreating_effort)
    _note_empty(state, empty, owed, work.normal[hour] - arrivals, hour + down, up)


def _entered(
    state: _State, stream: PerScenario, spare: PerScenario, effort: float
) -> tuple[PerScenario, PerScenario]:
    """The stream after as much of it was entered as the spare capacity can; and what is left."""
    if effort == 0:
        return np.where(spare > 0, 0.0, stream), spare
    done = np.minimum(stream, spare / effort)
    state.reentry = state.reentry + done * effort
    return stream - done, spare - done * effort


def _note_empty(
    state: _State,
    empty: PerScenario,
    owed: PerScenario,
    surplus: float,
    start: PerScenario,
    up: PerScenario,
) -> None:
    clear = (state.waiting <= 0) & (state.paper <= 0) & (state.recreate <= 0) & (up > 0)
    spent = np.where(owed > 0, owed / surplus if surplus > 0 else up, 0.0)
    first = clear & np.isinf(empty)
    empty[first] = (start + np.minimum(spent, up))[first]


def _at(arrived: Hours, moment: float) -> float:
    """What had arrived by a moment; nothing before the start."""
    return float(np.interp(moment, np.arange(len(arrived)), arrived)) if moment > 0 else 0.0


def _oldest(arrived: Hours, waiting: PerScenario, left: PerScenario, hour: int) -> PerScenario:
    """Hours since the head of the queue arrived: when the arrivals stood at what has left."""
    # Hours without arrivals are flat stretches: whoever is next arrived after them.
    when = np.searchsorted(arrived, left, side="right") - 1
    when = np.clip(when, 0, len(arrived) - 2)
    step = arrived[when + 1] - arrived[when]
    inside = np.divide(left - arrived[when], step, out=np.zeros_like(left), where=step > 0)
    age = hour - (when + np.clip(inside, 0.0, 1.0))
    return np.where(waiting > 1e-9, np.maximum(0.0, age), 0.0)


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
