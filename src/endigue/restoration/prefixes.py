"""The cheapest order in which operations can return, were each set back as early as it can be."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from endigue.restoration.capacities import Resource
from endigue.restoration.losses import PENALTY, Losses

Ticks = NDArray[np.int64]
Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Needs(NamedTuple):
    """What each operation cannot do without."""

    earliest: Ticks
    items: Flags
    """Operations by items: compulsory."""
    choices: Flags
    """Operations by choices: whether the operation needs the choice made."""
    k: Ticks
    """How many alternatives of each choice are needed."""
    alternative_first: Ticks
    """Alternatives of choice v: `alternative_first[v] : alternative_first[v + 1]`."""
    private_first: Ticks
    private: Ticks
    """Items of alternative a that no other choice has, `private[private_first[a] : ...]`."""
    alone: Flags
    """Whether of the alternatives of its choice only this one has the item."""


class Offers(NamedTuple):
    """Resources, one row each; items without work have work 0."""

    work: Ticks
    head: Ticks
    tail: Ticks
    first: Ticks
    edges: Ticks
    rate: Ticks
    offered: Ticks


def offers(resources: list[Resource], items: int) -> Offers:
    """The resources as arrays."""

    def rows(column: str) -> Ticks:
        found = [getattr(resource, column) for resource in resources]
        return np.array(found, np.int64).reshape(len(resources), items)

    capacities = [resource.capacity for resource in resources]
    return Offers(
        work=rows("work"),
        head=rows("head"),
        tail=rows("tail"),
        first=np.cumsum([0, *(len(each.edges) for each in capacities)]).astype(np.int64),
        edges=np.concatenate([each.edges for each in capacities]),
        rate=np.concatenate([each.rate for each in capacities]),
        offered=np.concatenate([each.offered for each in capacities]),
    )


def cheapest(needs: Needs, offered: Offers, losses: Losses) -> float:
    """Cents that are lost in the cheapest order, each operation back at the earliest tick of
    the set that it completes.
    """
    rates = (losses.by_hand, losses.full, losses.stamina, losses.mtpd, losses.backlog)
    return float(_cheapest(needs, offered, *rates))


@njit(cache=True, nogil=True)
def _cheapest(
    n: Needs,
    r: Offers,
    by_hand: Reals,
    full: Reals,
    stamina: Reals,
    mtpd: Reals,
    backlog: Reals,
) -> float:
    operations = len(n.earliest)
    least = np.full(1 << operations, np.inf)
    least[0] = 0.0
    needed, wanted = np.empty(n.items.shape[1], np.bool_), np.empty(len(n.k), np.bool_)
    for chosen in range(1, 1 << operations):
        tick = earliest_together(n, r, chosen, needed, wanted)
        for operation in range(operations):
            if chosen >> operation & 1:
                before = least[chosen ^ (1 << operation)]
                lost = _loss(
                    tick,
                    by_hand[operation],
                    full[operation],
                    stamina[operation],
                    mtpd[operation],
                    backlog[operation],
                )
                least[chosen] = min(least[chosen], before + lost)
    return float(least[-1])


@njit(cache=True, nogil=True)
def earliest_together(n: Needs, r: Offers, chosen: int, needed: Flags, wanted: Flags) -> int:
    """A tick before which not all operations of the set of bits `chosen` can be back."""
    needed[:] = False
    wanted[:] = False
    tick = 0
    for operation in range(len(n.earliest)):
        if chosen >> operation & 1:
            tick = max(tick, n.earliest[operation])
            needed |= n.items[operation]
            wanted |= n.choices[operation]
    for resource in range(len(r.work)):
        work, head, tail = r.work[resource], 2**62, 2**62
        total = 0
        for item in range(len(work)):
            if needed[item] and work[item] > 0:
                total += work[item]
                head = min(head, r.head[resource, item])
                tail = min(tail, r.tail[resource, item])
        more, soonest, shortest = _at_least_chosen(n, r, resource, needed, wanted)
        total += more
        if total == 0:
            continue
        head, tail = min(head, soonest), min(tail, shortest)
        first, last = r.first[resource], r.first[resource + 1]
        tick = max(tick, _reached(r, first, last, head, total) + tail)
    return tick


@njit(cache=True, nogil=True)
def _at_least_chosen(
    n: Needs, r: Offers, resource: int, needed: Flags, wanted: Flags
) -> tuple[int, int, int]:
    """The least work that the choices add, in what no other choice and nothing needed has;
    the earliest head and the shortest tail of what may be chosen.
    """
    work = r.work[resource]
    total, head, tail = 0, 2**62, 2**62
    for choice in range(len(n.k)):
        if not wanted[choice]:
            continue
        first, last = n.alternative_first[choice], n.alternative_first[choice + 1]
        added, apart = np.zeros(last - first, np.int64), np.zeros(last - first, np.int64)
        for alternative in range(first, last):
            for at in range(n.private_first[alternative], n.private_first[alternative + 1]):
                item = n.private[at]
                if work[item] > 0 and not needed[item]:
                    added[alternative - first] += work[item]
                    apart[alternative - first] += n.alone[at] * work[item]
        # Of k alternatives at least one takes as much as the k-th cheapest; they may share. What
        # they do not share adds up.
        k = n.k[choice]
        more = max(np.sort(added)[k - 1], np.sort(apart)[:k].sum())
        if more == 0:
            continue
        total += more
        for item in n.private[n.private_first[first] : n.private_first[last]]:
            if work[item] > 0:
                head = min(head, r.head[resource, item])
                tail = min(tail, r.tail[resource, item])
    return total, head, tail


@njit(cache=True, nogil=True)
def _reached(r: Offers, first: int, last: int, head: int, amount: int) -> int:
    """The first tick by which the capacity has offered the amount from `head` on."""
    edges, offered = r.edges[first:last], r.offered[first:last]
    at = np.searchsorted(edges, head, side="right") - 1
    amount += offered[at] + r.rate[first + at] * (head - edges[at])
    at = np.searchsorted(offered, amount, side="left") - 1
    tick = edges[at] - (offered[at] - amount) // r.rate[first + at]
    if at + 1 < len(edges):
        tick = min(tick, edges[at + 1])
    return int(tick)


@njit(cache=True, nogil=True)
def _loss(
    ticks: float, by_hand: float, full: float, stamina: float, mtpd: float, backlog: float
) -> float:
    """As `Losses.until`, for one operation."""
    plain = min(ticks, stamina) * by_hand + max(0.0, ticks - stamina) * full
    borne = min(mtpd, stamina) * by_hand + max(0.0, mtpd - stamina) * full
    return (1 + backlog) * plain + (PENALTY - 1) * max(0.0, plain - borne)
