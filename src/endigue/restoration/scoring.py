"""What an order costs over several scenarios, fast: dispatched, returned and priced at once.

The score of an order is `1 - TAIL` of the mean of its costs plus `TAIL` of the mean of the
worst tenth of them. Orders that were made for the foreseen durations alone have been measured
to do worse than a plain rule once durations vary.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from endigue.restoration.decoder import Columns, columns, decode, wanted_items
from endigue.restoration.losses import PENALTY
from endigue.restoration.problem import RestorationProblem

Ticks = NDArray[np.int64]
Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]

TAIL = 0.1
"""Weight of the worst tenth; assumed."""

RACE_FROM = 3
"""Scenarios after which an order that is clearly worse is given up."""


class Game(NamedTuple):
    """A problem with the durations of every scenario."""

    columns: Columns
    worlds: Ticks
    """One row a scenario, one column a task."""
    by_hand: Reals
    full: Reals
    stamina: Reals
    mtpd: Reals
    backlog: Reals


def game(problem: RestorationProblem, worlds: Ticks) -> Game:
    """The game of a problem over these durations."""
    losses = problem.losses
    return Game(
        columns=columns(problem),
        worlds=worlds,
        by_hand=losses.by_hand,
        full=losses.full,
        stamina=losses.stamina,
        mtpd=losses.mtpd,
        backlog=losses.backlog,
    )


@njit(cache=True, nogil=True)
def cost_of(g: Game, ranks: Ticks, wanted: Flags, ticks: Ticks) -> float:
    """Cents lost in this order with these durations, not rounded; see `returns_of`."""
    back = returns_of(g, ranks, wanted, ticks)
    cost = 0.0
    for operation, root in enumerate(g.columns.roots):
        if root >= 0:
            cost += loss(g, operation, back[operation])
    return cost


@njit(cache=True, nogil=True)
def returns_of(g: Game, ranks: Ticks, wanted: Flags, ticks: Ticks) -> Ticks:
    """When each operation is back in this order with these durations; see `node_times_of`."""
    p = g.columns
    times = node_times_of(g, ranks, wanted, ticks)
    back = np.zeros(len(p.roots), np.int64)
    for operation, root in enumerate(p.roots):
        if root >= 0:
            back[operation] = times[root]
    return back


@njit(cache=True, nogil=True)
def node_times_of(g: Game, ranks: Ticks, wanted: Flags, ticks: Ticks) -> Ticks:
    """When each item, and then each node, is back in this order with these durations. What is not
    `wanted` is left out, which can only make a return later that an alternative would have
    brought sooner.
    """
    p = g.columns
    end = decode(p, ranks, ticks, wanted, True)[1]
    items = len(ranks)
    times = np.empty(items + len(p.k), np.int64)
    for item in range(items):
        times[item] = end[p.task_first[item + 1] - 1]
    for node in range(len(p.k)):
        first, last, k = p.node_first[node], p.node_first[node + 1], p.k[node]
        if k == last - first:
            latest = 0
            for child in p.child[first:last]:
                latest = max(latest, times[child])
            times[items + node] = latest
        else:
            times[items + node] = np.sort(times[p.child[first:last]])[k - 1]
    return times


@njit(cache=True, nogil=True)
def loss(g: Game, operation: int, ticks: float) -> float:
    """Cents that an operation loses until it is back; as `Losses.until`."""
    late = 0.0
    if ticks > g.mtpd[operation]:
        late = _plain(g, operation, ticks) - _plain(g, operation, g.mtpd[operation])
    return float((1 + g.backlog[operation]) * _plain(g, operation, ticks) + (PENALTY - 1) * late)


@njit(cache=True, nogil=True)
def _plain(g: Game, operation: int, ticks: float) -> float:
    by_hand = min(ticks, g.stamina[operation])
    return float(by_hand * g.by_hand[operation] + (ticks - by_hand) * g.full[operation])


@njit(cache=True, nogil=True)
def scored(costs: Reals) -> float:
    """The score of these costs, one a scenario."""
    worst = (len(costs) + 9) // 10
    tail = np.sort(costs)[len(costs) - worst :].mean()
    return float((1 - TAIL) * costs.mean() + TAIL * tail)


@njit(cache=True, nogil=True)
def rated(g: Game, ranks: Ticks, present: Reals, slack: float, costs: Reals) -> float:
    """The score of an order; its costs are left in `costs`.

    `present` are the costs of the order that it would replace. Where after a few scenarios it
    is worse than that by clearly more than `slack`, the rest is left out and it scores infinity.
    """
    total, squares = 0.0, 0.0
    wanted = wanted_items(g.columns, ranks)
    for world in range(len(g.worlds)):
        costs[world] = cost_of(g, ranks, wanted, g.worlds[world])
        more = costs[world] - present[world]
        total += more
        squares += more * more
        done = world + 1
        if RACE_FROM <= done < len(g.worlds):
            mean = total / done
            spread = np.sqrt(max(squares / done - mean * mean, 0.0) / done)
            if mean - 2 * spread > slack:
                return np.inf
    return scored(costs)
