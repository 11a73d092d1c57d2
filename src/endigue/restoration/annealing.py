"""Simulated annealing over orders: first of the operations, then of the items.

The first level has few things to put in order and reaches far: the items follow operation by
operation, each with what it still needs (the cheapest of its alternatives). The second level
moves single items, and whole closures, from where the first has led. The temperature falls
with the share of the time that is spent, so a search may be cut off at any moment and keeps
the best that it has seen.

S. Kirkpatrick, C. Gelatt, M. Vecchi, "Optimization by simulated annealing", Science 220, 1983.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from endigue.restoration.closures import Closures, Turns, by_closures
from endigue.restoration.decoder import wanted_items
from endigue.restoration.scoring import Game, node_times_of, rated

Ticks = NDArray[np.int64]
Reals = NDArray[np.float64]

MEMORY = 0.02
"""Weight of the newest worse order in that average."""

SCALES = 4
"""Of near places of items; see `relocate`."""

SCALES_OF_OPERATIONS = 2
"""Of near places of operations."""

KINDS, OWN_LEADS = 16, 4
"""Of so many moves of operations one changes the lead, so many that of one operation, and one what
is chosen of alternatives."""

LEAD_STEP = 0.4
"""A new lead is at most half of this away from the present one, in its logarithm."""

BIAS = 5.0
"""By which an alternative is made dearer or cheaper than it is."""


class Chain(NamedTuple):
    """One walk, in arrays that it changes: an order, the best one seen, and its chance."""

    order: Ticks
    costs: Reals
    """Of the present order, one a scenario."""
    best: Ticks
    """The best one seen: the ranks of its items, or in a sketch its operations."""
    scores: Reals
    """Of the present order, of the best one, and what worse orders cost more on average."""
    chance: NDArray[np.uint64]
    turns: Turns
    """By which the present order of operations becomes one of items."""


def chain(game: Game, order: Ticks, ranks: Ticks, seed: int, turns: Turns) -> Chain:
    """A walk that begins at an order, whose items have these ranks."""
    costs = np.empty(len(game.worlds))
    score = rated(game, ranks, costs, np.inf, costs.copy())
    rated(game, ranks, costs, np.inf, costs)
    own = Turns(*(values.copy() for values in turns))
    return resting(order, score, seed)._replace(costs=costs, best=ranks.copy(), turns=own)


def resting(order: Ticks, score: float, seed: int) -> Chain:
    """A walk at an order of which only the score is known."""
    state = np.random.SeedSequence(seed).generate_state(2, np.uint32).view(np.uint64)
    scores, nothing = np.array([score, score, 0.0]), np.empty(0)
    none = Turns(nothing, nothing, nothing)
    return Chain(order.copy(), nothing, order.copy(), scores, state, none)


@njit(cache=True, nogil=True)
def order_operations(g: Game, c: Closures, walk: Chain, moves: int, heat: float) -> None:
    """Move operations, or turn how they become items, `moves` times. `heat` is the temperature as a
    share of what a worse order costs more on average.
    """
    operations, turns, chance = len(walk.order), walk.turns, walk.chance
    ranks, costs = np.empty(len(c.work), np.int64), np.empty(len(g.worlds))
    candidate = np.empty(operations, np.int64)
    for _ in range(moves):
        candidate[:] = walk.order
        turned, at, factor = turns.lead, 0, 1.0
        kind = below(KINDS, chance)
        if kind == 0:
            factor = np.exp(LEAD_STEP * (uniform(chance) - 0.5))
        elif kind <= OWN_LEADS:
            turned, at = turns.own, below(operations, chance)
            factor = np.exp(uniform(chance) - 0.5)
        elif kind == OWN_LEADS + 1 and len(c.alternatives) > 0:
            turned, at = turns.bias, c.alternatives[below(len(c.alternatives), chance)]
            factor = 1 / turned[at] if turned[at] != 1 else BIAS ** (1 - 2 * below(2, chance))
        else:
            moved = below(operations, chance)
            relocate(candidate, moved, 0, operations, SCALES_OF_OPERATIONS, chance)
        before = turned[at]
        turned[at] *= factor
        by_closures(g, c, candidate, turns, ranks)
        if not _consider(g, walk, candidate, ranks, costs, heat):
            turned[at] = before


@njit(cache=True, nogil=True)
def order_items(g: Game, c: Closures, walk: Chain, moves: int, heat: float) -> None:
    """Move items or closures `moves` times; `heat` as in `order_operations`. Three moves in ten
    bring forward what an operation waited for last when the moves began.
    """
    items = len(walk.order)
    ranks, costs = np.empty(items, np.int64), np.empty(len(g.worlds))
    candidate = np.empty(items, np.int64)
    for rank in range(items):
        ranks[walk.order[rank]] = rank
    last = _awaited_last(g, ranks, below(len(g.worlds), walk.chance))
    for _ in range(moves):
        candidate[:] = walk.order
        kind = below(10, walk.chance)
        if kind < 8:
            moved = c.movable[below(len(c.movable), walk.chance)]
            if kind < 3:
                moved = _urgent(g, last, moved, walk.chance)
            source = _place(candidate, moved)
            first, end = (0, c.pinned) if source < c.pinned else (c.pinned, items)
        if kind < 3:
            reach = max(2, (end - first) >> (3 + below(SCALES, walk.chance)))
            relocate_to(candidate, source, max(first, source - 1 - below(reach, walk.chance)))
        elif kind < 6:
            relocate(candidate, source, first, end, SCALES, walk.chance)
        elif kind < 8:
            other = _place(candidate, c.movable[below(len(c.movable), walk.chance)])
            if first <= other < end:
                candidate[source], candidate[other] = candidate[other], candidate[source]
        elif kind < 9:
            _pull_closure(c, candidate, walk.chance)
        else:
            _shift_closure(c, candidate, walk.chance)
        for rank in range(items):
            ranks[candidate[rank]] = rank
        _consider(g, walk, candidate, ranks, costs, heat)


@njit(cache=True, nogil=True)
def _urgent(g: Game, last: Ticks, item: int, chance: NDArray[np.uint64]) -> int:
    """What one of two drawn operations waits for last, mostly of that which loses more; `item`
    where that waits for nothing.
    """
    one, other = below(len(last), chance), below(len(last), chance)
    drawn = last[one if g.full[one] >= g.full[other] else other]
    return int(drawn) if drawn >= 0 else item


@njit(cache=True, nogil=True)
def _awaited_last(g: Game, ranks: Ticks, world: int) -> Ticks:
    """The item that each operation waits for last in one scenario, -1 where it waits for none."""
    p = g.columns
    items = len(ranks)
    times = node_times_of(g, ranks, wanted_items(p, ranks), g.worlds[world])
    found = np.full(len(p.roots), -1)
    for operation, root in enumerate(p.roots):
        reference = root
        while reference >= items:
            for child in p.child[
                p.node_first[reference - items] : p.node_first[reference - items + 1]
            ]:
                if times[child] == times[reference]:
                    reference = child
                    break
        found[operation] = reference
    return found


@njit(cache=True, nogil=True)
def _consider(
    g: Game, walk: Chain, candidate: Ticks, ranks: Ticks, costs: Reals, heat: float
) -> bool:
    """Walk on to the candidate, whose items have these ranks, or stay; whether it went."""
    slack = -walk.scores[2] * heat * np.log(max(uniform(walk.chance), 1e-12))
    score = rated(g, ranks, walk.costs, slack, costs)
    worse = score - walk.scores[0]
    if 0 < worse < np.inf:
        weight = MEMORY if walk.scores[2] > 0 else 1.0
        walk.scores[2] += weight * (worse - walk.scores[2])
    if worse > slack:
        return False
    walk.order[:] = candidate
    walk.costs[:] = costs
    walk.scores[0] = score
    if score < walk.scores[1]:
        walk.scores[1] = score
        walk.best[:] = ranks
    return True


@njit(cache=True, nogil=True)
def _place(order: Ticks, item: int) -> int:
    """Where the item stands."""
    for at in range(len(order)):
        if order[at] == item:
            return at
    return 0


@njit(cache=True, nogil=True)
def relocate(
    order: Ticks, source: int, first: int, last: int, scales: int, chance: NDArray[np.uint64]
) -> None:
    """Move one thing to another place from `first` to `last` (excluded), mostly a near one: at most
    an eighth of all away, or with more `scales` a half of that, a quarter, and so on.
    """
    size = last - first
    reach = size if below(3, chance) == 0 else max(2, size >> (3 + below(scales, chance)))
    target = min(max(source + below(2 * reach + 1, chance) - reach, first), last - 1)
    relocate_to(order, source, target)


@njit(cache=True, nogil=True)
def relocate_to(order: Ticks, source: int, target: int) -> None:
    """Move one thing to another place."""
    moved = order[source]
    if target > source:
        for at in range(source, target):
            order[at] = order[at + 1]
    else:
        for at in range(source, target, -1):
            order[at] = order[at - 1]
    order[target] = moved


@njit(cache=True, nogil=True)
def _pull_closure(c: Closures, order: Ticks, chance: NDArray[np.uint64]) -> None:
    """Bring what one operation may wait for to one place, as far as it stands behind it."""
    if c.pinned >= len(order):
        return
    operation = below(len(c.below_first) - 1, chance)
    items = c.below[c.below_first[operation] : c.below_first[operation + 1]]
    wanted = np.zeros(len(order), np.bool_)
    for item in items:
        wanted[item] = True
    place = c.pinned + below(len(order) - c.pinned, chance)
    pulled, others = np.empty(len(order), np.int64), np.empty(len(order), np.int64)
    some, rest = 0, 0
    for at in range(place, len(order)):
        if wanted[order[at]]:
            pulled[some] = order[at]
            some += 1
        else:
            others[rest] = order[at]
            rest += 1
    order[place : place + some] = pulled[:some]
    order[place + some :] = others[:rest]


@njit(cache=True, nogil=True)
def _shift_closure(c: Closures, order: Ticks, chance: NDArray[np.uint64]) -> None:
    """Move what one operation may wait for by as many places, all earlier or all later."""
    items = len(order) - c.pinned
    if items < 2:
        return
    operation = below(len(c.below_first) - 1, chance)
    wanted = np.zeros(len(order), np.bool_)
    wanted[c.below[c.below_first[operation] : c.below_first[operation + 1]]] = True
    reach = max(2, items >> (3 + below(SCALES, chance)))
    places = below(2 * reach + 1, chance) - reach
    at = np.empty(items)
    for place in range(items):
        moved = wanted[order[c.pinned + place]]
        at[place] = place + (places + (0.5 if places > 0 else -0.5) if moved else 0.0)
    order[c.pinned :] = order[c.pinned :][np.argsort(at, kind="mergesort")]


@njit(cache=True, nogil=True)
def uniform(chance: NDArray[np.uint64]) -> float:
    """The next draw from 0 to 1 (splitmix64: Steele, Lea, Flood, 2014)."""
    chance[0] += np.uint64(0x9E3779B97F4A7C15)
    mixed = chance[0]
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return float(mixed >> np.uint64(11)) / 9007199254740992.0


@njit(cache=True, nogil=True)
def below(size: int, chance: NDArray[np.uint64]) -> int:
    """A whole number from 0 to size - 1."""
    return int(uniform(chance) * size)
