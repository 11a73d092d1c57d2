"""The queue of an operation: what waits while it is down, and when it is worked off.

A fluid queue in steps of an hour, exact within each step because every rate is constant there.
Until the return: hand-work up to its capacity, as long as its stamina lasts, then nothing.
After it: first whoever waits or arrives, and with the capacity that is left the paper that
hand-work produced is keyed in. The queue therefore empties at B / (capacity - arrivals) after
the return, where B is what waits then, and the paper after it.

The moment at which the queue is empty grows with the moment of the return, so its P50 and P90
are those of the P50 and P90 returns.
"""

from dataclasses import dataclass
from itertools import pairwise

from endigue.continuity.state import Backlog, OperationState
from endigue.organisation.model import Operation

CAPACITY_OVER_ARRIVALS = 1.25
"""Assumed: an operation that runs can serve a quarter more than arrives."""

KEYING_EFFORT = 0.5
"""Assumed: keying in what was done by hand takes half of the capacity that serving it takes."""


def backlog(
    operation: Operation,
    state: OperationState,
    hours: int,
    back_after: float | None = None,
    capacity_per_hour: float | None = None,
) -> Backlog:
    """The queue over the next `hours`, for an operation in `state` now and back after so many
    hours (None: not within them). Without a capacity it is `CAPACITY_OVER_ARRIVALS` times the
    arrivals. Raises ValueError where a figure is negative or not finite.
    """
    arrivals = operation.arrivals_per_hour
    capacity = CAPACITY_OVER_ARRIVALS * arrivals if capacity_per_hour is None else capacity_per_hour
    returns = (
        0.0 if state.state == "running" else float("inf") if back_after is None else back_after
    )
    _check(hours=hours, arrivals=arrivals, capacity=capacity)
    if not returns >= 0:
        raise ValueError(f"an operation cannot be back after {returns} hours")
    by_hand = 0.0
    if state.state == "by_hand" and operation.manual is not None:
        by_hand = operation.manual.capacity_per_hour
    queue = _Queue()
    waiting, paper = [0.0], [0.0]
    for hour in range(hours):
        for start, end in _pieces(hour, state.stamina_hours, returns):
            if start >= returns:
                queue = _served_normally(queue, start, end, arrivals, capacity)
            else:
                rate = by_hand if start < state.stamina_hours else 0.0
                queue = _served_by_hand(queue, end - start, arrivals, rate)
        waiting.append(queue.waiting)
        paper.append(queue.paper)
    return Backlog(
        operation=operation.id,
        hours=tuple(float(hour) for hour in range(hours + 1)),
        waiting=tuple(waiting),
        paper=tuple(paper),
        arrived=arrivals * hours,
        served=queue.served,
        by_hand=queue.by_hand,
        capacity_per_hour=capacity,
        capacity_assumed=capacity_per_hour is None,
        empty_after_hours=queue.empty_since,
    )


@dataclass(frozen=True, slots=True)
class _Queue:
    waiting: float = 0.0
    paper: float = 0.0
    served: float = 0.0
    by_hand: float = 0.0
    empty_since: float | None = None


def _check(**figures: float) -> None:
    for name, figure in figures.items():
        if not 0 <= figure < float("inf"):
            raise ValueError(f"{name} of a queue is a finite number of at least 0, not {figure}")


def _pieces(hour: int, *changes: float) -> list[tuple[float, float]]:
    """The hour in pieces within which no rate changes."""
    inside = sorted({change for change in changes if hour < change < hour + 1})
    edges = [float(hour), *inside, float(hour + 1)]
    return list(pairwise(edges))


def _served_by_hand(queue: _Queue, length: float, arrivals: float, rate: float) -> _Queue:
    present = queue.waiting + arrivals * length
    served = min(present, rate * length)
    return _Queue(
        waiting=present - served,
        paper=queue.paper + served,
        served=queue.served + served,
        by_hand=queue.by_hand + served,
    )


def _served_normally(
    queue: _Queue, start: float, end: float, arrivals: float, capacity: float
) -> _Queue:
    length = end - start
    present = queue.waiting + arrivals * length
    served = min(present, capacity * length)
    keyed = min(queue.paper, (capacity * length - served) / KEYING_EFFORT)
    waiting, paper = present - served, queue.paper - keyed
    since = queue.empty_since
    if waiting == 0 and paper == 0 and since is None:
        since = start
        owed = queue.waiting + KEYING_EFFORT * queue.paper
        if owed > 0 and capacity > arrivals:
            since = min(end, start + owed / (capacity - arrivals))
    return _Queue(waiting, paper, queue.served + served, queue.by_hand, since)
