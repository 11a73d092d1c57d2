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

from endigue.restoration.decoder import wanted_items
from endigue.restoration.scoring import Game, node_times_of, rated

Ticks = NDArray[np.int64]
Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]

MEMORY = 0.02
"""Weight of the newest worse order in that average."""

SCALES = 4
"""Of near places of items; see `relocate`."""

SCALES_OF_OPERATIONS = 2
"""Of near places of operations."""

LEADS = 16
"""One move in so many changes the lead."""


class Closures(NamedTuple):
    """What the first level reads beside the game."""

    head: Ticks
    """Items that come before all, in this order: the core of trust, and what the operation
    that was put first needs."""
    pinned: int
    """How many items at the front of an order stay there, among themselves in any order."""
    work: Ticks
    """Ticks of work of every item."""
    below_first: Ticks
    below: Ticks
    """The items that operation o may wait for: `below[below_first[o] : below_first[o + 1]]`."""
    nodes_first: Ticks
    choosing: Flags
    """Whether there is a choice below the operation: k out of more."""
    nodes: Ticks
    """The nodes that lead to operation o, each after those that it needs, in the same way."""
    movable: Ticks
    """Items whose place matters, as often as operations may wait for them."""


class Chain(NamedTuple):
    """One walk, in arrays that it changes: an order, the best order seen, and its chance."""

    order: Ticks
    costs: Reals
    """Of the present order, one a scenario."""
    best: Ticks
    scores: Reals
    """Of the present order, of the best one, and what worse orders cost more on average."""
    chance: NDArray[np.uint64]
    leads: Reals
    """Of the present order of operations, and of the best one; see `by_closures`."""


def chain(game: Game, order: Ticks, ranks: Ticks, seed: int, lead: float = 0.0) -> Chain:
    """A walk that begins at an order, whose items have these ranks."""
    costs = np.empty(len(game.worlds))
    score = rated(game, ranks, costs, np.inf, costs.copy())
    rated(game, ranks, costs, np.inf, costs)
    return resting(order, score, seed)._replace(costs=costs, leads=np.array([lead, lead]))


def resting(order: Ticks, score: float, seed: int) -> Chain:
    """A walk at an order of which only the score is known."""
    state = np.random.SeedSequence(seed).generate_state(2, np.uint32).view(np.uint64)
    scores = np.array([score, score, 0.0])
    return Chain(order.copy(), np.empty(0), order.copy(), scores, state, np.zeros(2))


@njit(cache=True, nogil=True)
def order_operations(g: Game, c: Closures, walk: Chain, moves: int, heat: float) -> None:
    """Move operations `moves` times. `heat` is the temperature as a share of what a worse order
    costs more on average.
    """
    operations, items = len(walk.order), len(c.work)
    ranks, costs = np.empty(items, np.int64), np.empty(len(g.worlds))
    candidate = np.empty(operations, np.int64)
    for _ in range(moves):
        candidate[:] = walk.order
        lead = walk.leads[0]
        if below(LEADS, walk.chance) == 0:
            lead *= np.exp(uniform(walk.chance) - 0.5)
        else:
            moved = below(operations, walk.chance)
            relocate(candidate, moved, 0, operations, SCALES_OF_OPERATIONS, walk.chance)
        by_closures(g, c, candidate, lead, ranks)
        _consider(g, walk, candidate, lead, ranks, costs, heat)


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
        _consider(g, walk, candidate, 0.0, ranks, costs, heat)


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
def by_closures(g: Game, c: Closures, operations: Ticks, lead: float, ranks: Ticks) -> None:
    """Fill the ranks of the items for operations in this order, each with all it needs.

    Were the work done by one, each operation would be complete at the sum of the work up to it.
    An item comes by that sum, less `lead` times its own work: with as many things under way at once
    as `lead` says, that is when it must begin for its operation to be complete by then. So what
    is long begins before what is short, even if that is for a more urgent operation. With 0
    operations follow each other, the longest work of each first.
    """
    items = len(ranks)
    ranks[:] = -1
    placed = 0
    for item in c.head:
        ranks[item] = placed
        placed += 1
    behind, keys, queue = placed, np.empty(items), np.empty(items, np.int64)
    pending, chosen = np.empty(items + len(g.columns.k), np.int64), np.empty(items, np.int64)
    least = still_to_do(g, c)
    done = 0.0
    for operation in operations:
        found = closure(g, c, operation, least, pending, chosen)
        done += c.work[chosen[:found]].sum()
        longest = np.argsort(-c.work[chosen[:found]], kind="mergesort")
        for at in longest:
            item = chosen[at]
            queue[placed] = item
            keys[placed] = done - lead * c.work[item]
            placed += 1
    begins = np.argsort(keys[behind:placed], kind="mergesort")
    for at in range(len(begins)):
        ranks[queue[behind + begins[at]]] = behind + at
    for item in range(items):
        if ranks[item] < 0:
            ranks[item] = placed
            placed += 1


@njit(cache=True, nogil=True)
def still_to_do(g: Game, c: Closures) -> Ticks:
    """The work of every item that the head does not hold, with room for the nodes."""
    least = np.zeros(len(c.work) + len(g.columns.k), np.int64)
    least[: len(c.work)] = c.work
    least[c.head] = 0
    return least


@njit(cache=True, nogil=True)
def closure(
    g: Game, c: Closures, operation: int, least: Ticks, pending: Ticks, chosen: Ticks
) -> int:
    """Put what the operation still needs into `chosen`, by the cheapest of its alternatives, and
    take it as done in `least`; how many items it is. `pending` is room to work in.
    """
    items, root = len(c.work), g.columns.roots[operation]
    if root < 0:
        return 0
    if not c.choosing[operation]:
        return _all_of(c, operation, least, chosen)
    _least_work(g, least, c.nodes[c.nodes_first[operation] : c.nodes_first[operation + 1]])
    pending[0], waiting, found = root, 1, 0
    while waiting > 0:
        waiting -= 1
        reference = pending[waiting]
        if reference < items:
            if least[reference] > 0:
                least[reference] = 0
                chosen[found] = reference
                found += 1
            continue
        first, last = (
            g.columns.node_first[reference - items],
            g.columns.node_first[reference - items + 1],
        )
        k = g.columns.k[reference - items]
        children = g.columns.child[first:last]
        if k < last - first:
            children = children[np.argsort(least[children], kind="mergesort")[:k]]
        for child in children:
            if least[child] > 0:
                pending[waiting] = child
                waiting += 1
    return found


@njit(cache=True, nogil=True)
def _all_of(c: Closures, operation: int, least: Ticks, chosen: Ticks) -> int:
    found = 0
    for item in c.below[c.below_first[operation] : c.below_first[operation + 1]]:
        if least[item] > 0:
            least[item] = 0
            chosen[found] = item
            found += 1
    return found


@njit(cache=True, nogil=True)
def _least_work(g: Game, least: Ticks, nodes: Ticks) -> None:
    """Fill `least` for these nodes: the work of the cheapest way to meet each, where what is
    shared between children counts as often as it is needed.
    """
    p = g.columns
    items = len(p.task_first) - 1
    for node in nodes:
        first, last, k = p.node_first[node], p.node_first[node + 1], p.k[node]
        total = 0
        if k == last - first:
            for child in p.child[first:last]:
                total += least[child]
        else:
            for work in np.sort(least[p.child[first:last]])[:k]:
                total += work
        least[items + node] = total


@njit(cache=True, nogil=True)
def _consider(
    g: Game,
    walk: Chain,
    candidate: Ticks,
    lead: float,
    ranks: Ticks,
    costs: Reals,
    heat: float,
) -> None:
    """Walk on to the candidate, or stay."""
    slack = -walk.scores[2] * heat * np.log(max(uniform(walk.chance), 1e-12))
    score = rated(g, ranks, walk.costs, slack, costs)
    worse = score - walk.scores[0]
    if 0 < worse < np.inf:
        weight = MEMORY if walk.scores[2] > 0 else 1.0
        walk.scores[2] += weight * (worse - walk.scores[2])
    if worse > slack:
        return
    walk.order[:] = candidate
    walk.costs[:] = costs
    walk.scores[0] = score
    walk.leads[0] = lead
    if score < walk.scores[1]:
        walk.scores[1] = score
        walk.leads[1] = lead
        walk.best[:] = candidate


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
