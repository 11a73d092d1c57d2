"""The order of the operations by a sketch of the schedule, a hundred times as fast as dispatching.

In a sketch the work is a fluid: an operation is back when all work up to it is done. When so much
work is done, a dispatched schedule tells: its operations, in their order, give points of a curve
from work to time, which holds the gate of the core, the nights, and whatever is short. Orders are
annealed on the curve; what they come to is dispatched, which gives the next curve. With one person
and no calendar the sketch is the schedule. Where things differ in what is short for them it is
only near it: the walk over dispatched orders goes on from what the sketch has found.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from endigue.restoration.annealing import MEMORY, Chain, relocate, uniform
from endigue.restoration.annealing import below as drawn
from endigue.restoration.closures import Closures, closure, still_to_do
from endigue.restoration.decoder import wanted_items
from endigue.restoration.scoring import Game, loss, returns_of

Ticks = NDArray[np.int64]
Reals = NDArray[np.float64]

SMOOTHED = 20
"""Each point of the curve is the mean of a share of one in so many operations."""


def curve(game: Game, closures: Closures, operations: Ticks, ranks: Ticks) -> tuple[Reals, Reals]:
    """Work and the time by which it is done, both growing: from the schedules that the ranks make
    in all scenarios, for operations in this order.
    """
    wanted = wanted_items(game.columns, ranks)
    back = np.mean([returns_of(game, ranks, wanted, world) for world in game.worlds], axis=0)
    work = filled(game, closures, operations)
    times = back[operations]
    half = len(times) // SMOOTHED // 2
    near = np.pad(times, half, mode="edge")
    smooth = np.convolve(near, np.full(2 * half + 1, 1 / (2 * half + 1)), mode="valid")
    return work, np.maximum.accumulate(smooth)


@njit(cache=True, nogil=True)
def filled(g: Game, c: Closures, operations: Ticks) -> Reals:
    """The work up to each operation of the order."""
    pending = np.empty(len(c.work) + len(g.columns.k), np.int64)
    chosen, least = np.empty(len(c.work), np.int64), still_to_do(g, c)
    found, unbiased = np.empty(len(operations)), np.ones(c.references)
    done = 0.0
    for at in range(len(operations)):
        count = closure(g, c, unbiased, operations[at], least, pending, chosen)
        done += c.work[chosen[:count]].sum()
        found[at] = done
    return found


@njit(cache=True, nogil=True)
def sketched(g: Game, c: Closures, operations: Ticks, work: Reals, times: Reals) -> float:
    """Cents lost in this order, where work takes the time of the curve; beyond its ends it takes
    what it takes on average between them.
    """
    pace = (times[-1] - times[0]) / max(work[-1] - work[0], 1.0)
    done = filled(g, c, operations)
    cost, at = 0.0, 0
    for place in range(len(operations)):
        if g.columns.roots[operations[place]] < 0:
            continue
        while at < len(work) and work[at] < done[place]:
            at += 1
        if at == 0:
            tick = max(0.0, times[0] - pace * (work[0] - done[place]))
        elif at == len(work):
            tick = times[-1] + pace * (done[place] - work[-1])
        else:
            width = work[at] - work[at - 1]
            share = (done[place] - work[at - 1]) / width if width > 0 else 1.0
            tick = times[at - 1] + share * (times[at] - times[at - 1])
        cost += loss(g, operations[place], tick)
    return cost


@njit(cache=True, nogil=True)
def order_sketched(
    g: Game, c: Closures, walk: Chain, work: Reals, times: Reals, moves: int, heat: float
) -> None:
    """Move operations `moves` times in the sketch; `heat` as in `order_operations`. The scores of
    the walk are those of the sketch.
    """
    operations = len(walk.order)
    candidate = np.empty(operations, np.int64)
    for _ in range(moves):
        candidate[:] = walk.order
        relocate(candidate, drawn(operations, walk.chance), 0, operations, 1, walk.chance)
        score = sketched(g, c, candidate, work, times)
        worse = score - walk.scores[0]
        if worse > 0:
            weight = MEMORY if walk.scores[2] > 0 else 1.0
            walk.scores[2] += weight * (worse - walk.scores[2])
        if worse > -walk.scores[2] * heat * np.log(max(uniform(walk.chance), 1e-12)):
            continue
        walk.order[:] = candidate
        walk.scores[0] = score
        if score < walk.scores[1]:
            walk.scores[1] = score
            walk.best[:] = candidate
