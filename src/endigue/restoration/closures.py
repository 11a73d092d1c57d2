"""From an order of the operations to one of the items: each operation with all that it needs."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from endigue.restoration.dependencies import Dependencies
from endigue.restoration.problem import RestorationProblem
from endigue.restoration.scoring import Game

Ticks = NDArray[np.int64]
Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]


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
    references: int
    """Items and nodes."""
    alternatives: Ticks
    """What may be chosen: the children of every node that needs fewer than it has."""


class Turns(NamedTuple):
    """What may be turned in how an order of operations becomes one of items; see `by_closures`.
    A walk changes it.
    """

    lead: Reals
    """One number."""
    own: Reals
    """What the lead is multiplied by for what comes with operation o."""
    bias: Reals
    """What the work of each item or node is multiplied by where the least is chosen."""


def plain(closures: Closures, lead: float) -> Turns:
    """The same lead for all, and of alternatives the one that is the least work."""
    operations = len(closures.below_first) - 1
    return Turns(np.array([lead]), np.ones(operations), np.ones(closures.references))


def closures_of(problem: RestorationProblem, head: Ticks, pinned: int) -> Closures:
    """What the order of the operations reads of a problem. The items of `head` come first, and the
    first `pinned` items of an order stay there.
    """
    tasks, needs = problem.tasks, problem.dependencies
    work = np.bincount(tasks.item, tasks.ticks, len(problem.items)).astype(np.int64)
    reached = [_reached(needs, int(root)) for root in needs.roots]
    below = [[one for one in each if one < needs.items] for each in reached]
    nodes = [[one - needs.items for one in each if one >= needs.items] for each in reached]
    return Closures(
        head=head.astype(np.int64),
        pinned=pinned,
        work=work,
        below_first=np.cumsum([0, *(len(items) for items in below)]).astype(np.int64),
        below=np.array([item for items in below for item in items], np.int64),
        choosing=np.array([_has_choice(needs, each) for each in nodes], np.bool_),
        nodes_first=np.cumsum([0, *(len(each) for each in nodes)]).astype(np.int64),
        nodes=np.array([node for each in nodes for node in each], np.int64),
        references=needs.items + len(needs.k),
        alternatives=np.array(
            [
                int(child)
                for node, k in enumerate(needs.k)
                for child in needs.children(node)
                if k < len(needs.children(node))
            ],
            np.int64,
        ),
        movable=np.array(
            [*(item for items in below for item in items), *np.flatnonzero(problem.core)] or [0],
            np.int64,
        ),
    )


def _has_choice(needs: Dependencies, nodes: list[int]) -> bool:
    return any(int(needs.k[node]) < len(needs.children(node)) for node in nodes)


def items_below(needs: Dependencies, root: int) -> list[int]:
    """The items that the reference may wait for."""
    return [one for one in _reached(needs, root) if one < needs.items]


def _reached(needs: Dependencies, root: int) -> list[int]:
    """The references that lead to one, in order."""
    seen = {root} if root >= 0 else set()
    pending = list(seen)
    while pending:
        reference = pending.pop()
        if reference >= needs.items:
            new = set(needs.children(reference - needs.items).tolist()) - seen
            seen |= new
            pending.extend(new)
    return sorted(seen)


@njit(cache=True, nogil=True)
def by_closures(g: Game, c: Closures, operations: Ticks, turns: Turns, ranks: Ticks) -> None:
    """Fill the ranks of the items for operations in this order, each with all it needs.

    Were the work done by one, each operation would be complete at the sum of the work up to it.
    An item comes by that sum, less `lead` times its own work: with as many things under way at once
    as `lead` says, that is when it must begin for its operation to be complete by then. So what
    is long begins before what is short, even if that is for a more urgent operation. With 0
    operations follow each other, the longest work of each first. What comes with one operation may
    have a lead of its own, and an alternative may be taken that is not the least work.
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
        found = closure(g, c, turns.bias, operation, least, pending, chosen)
        lead = turns.lead[0] * turns.own[operation]
        done += c.work[chosen[:found]].sum()
        if lead == 0:
            longest = np.argsort(-c.work[chosen[:found]], kind="mergesort")
            chosen[:found] = chosen[:found][longest]
        for item in chosen[:found]:
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
    g: Game,
    c: Closures,
    bias: Reals,
    operation: int,
    least: Ticks,
    pending: Ticks,
    chosen: Ticks,
) -> int:
    """Put what the operation still needs into `chosen`, by the cheapest of its alternatives once
    `bias` is on them, and take it as done in `least`; how many items it is. `pending` is room to
    work in.
    """
    items, root = len(c.work), g.columns.roots[operation]
    if root < 0:
        return 0
    if not c.choosing[operation]:
        return _all_of(c, operation, least, chosen)
    _least_work(g, bias, least, c.nodes[c.nodes_first[operation] : c.nodes_first[operation + 1]])
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
            cost = least[children] * bias[children]
            children = children[np.argsort(cost, kind="mergesort")[:k]]
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
def _least_work(g: Game, bias: Reals, least: Ticks, nodes: Ticks) -> None:
    """Fill `least` for these nodes: the work of the way that is taken to meet each, where what is
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
            children = p.child[first:last]
            for at in np.argsort(least[children] * bias[children], kind="mergesort")[:k]:
                total += least[children[at]]
        least[items + node] = total
