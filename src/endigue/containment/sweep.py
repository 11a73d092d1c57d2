"""Up to 64 situations in one sweep over the links: bit n of every word belongs to situation n.

These kernels carry out the definition in `price.py` on arrays. They know positions only: asset
v has the links `first[v]` to `first[v + 1]` (excluded), each with a target and the position of
its flow; the last row of the words of flows and of zones stands for "none" and is 0.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from endigue.kernel.compiled import compiled

Words = NDArray[np.uint64]
Positions = NDArray[np.int32]
Amounts = NDArray[np.int64]

WIDTH = 64
"""Situations in a word."""

ALL = np.uint64(2**64 - 1)


class Network(NamedTuple):
    """The links, by source."""

    first: NDArray[np.int64]
    target: Positions
    flow: Positions
    zone: Positions
    """Of every asset."""


class Closed(NamedTuple):
    """What is cut: a bit is set where the asset is blocked, the flow closed, the zone unplugged."""

    asset: Words
    flow: Words
    zone: Words


@compiled
def fall(network: Network, closed: Closed, sources: Positions, fallen: Words) -> None:
    """Add to `fallen`, in each situation, what falls from the `sources`, each named once.

    An asset waits in the queue at most once. It is taken as often as new situations reach it.
    """
    count = len(fallen)
    fresh = np.zeros(count, np.uint64)
    queue = np.empty(count + 1, np.int32)
    head, tail = 0, 0
    for source in sources:
        fresh[source] = fallen[source]
        queue[tail] = source
        tail += 1
    while head != tail:
        source = queue[head]
        head = 0 if head == count else head + 1
        spread = fresh[source] & ~closed.asset[source]
        fresh[source] = 0
        if spread == 0:
            continue
        here = network.zone[source]
        for link in range(network.first[source], network.first[source + 1]):
            target = network.target[link]
            reached = spread & ~(
                fallen[target] | closed.asset[target] | closed.flow[network.flow[link]]
            )
            if reached == 0:
                continue
            there = network.zone[target]
            if here != there:
                reached &= ~(closed.zone[here] | closed.zone[there])
                if reached == 0:
                    continue
            fallen[target] |= reached
            if fresh[target] == 0:
                queue[tail] = target
                tail = 0 if tail == count else tail + 1
            fresh[target] |= reached


@compiled
def tally(
    fallen: Words, low: Amounts, high: Amounts, counts: Amounts, lows: Amounts, highs: Amounts
) -> None:
    """Add up, for each of the 64 situations, the fallen assets and their costs in two limbs
    (`amounts.py`).

    What falls in most situations is added to all of them and taken from the others.
    """
    common_count, common_low, common_high = 0, 0, 0
    for asset in range(len(fallen)):
        word = fallen[asset]
        if word == 0:
            continue
        sign = 1
        if _population(word) > WIDTH // 2:
            common_count += 1
            common_low += low[asset]
            common_high += high[asset]
            sign = -1
            word = ~word
        while word:
            situation = _population((word & (~word + np.uint64(1))) - np.uint64(1))
            word &= word - np.uint64(1)
            counts[situation] += sign
            lows[situation] += sign * low[asset]
            highs[situation] += sign * high[asset]
    for situation in range(WIDTH):
        counts[situation] += common_count
        lows[situation] += common_low
        highs[situation] += common_high


@compiled
def first_in(order: Positions, words: Words, found: Positions) -> None:
    """For each situation the first asset of `order` whose bit is set; -1 stays where none is."""
    wanted = np.uint64(0)
    for asset in range(len(words)):
        wanted |= words[asset]
    for asset in order:
        word = words[asset] & wanted
        wanted &= ~word
        while word:
            situation = _population((word & (~word + np.uint64(1))) - np.uint64(1))
            word &= word - np.uint64(1)
            found[situation] = asset
        if wanted == 0:
            break


@compiled
def tree(
    network: Network, closed: Closed, seeds: Positions, order: Positions, by: NDArray[np.int64]
) -> int:
    """The fall of situation 0 in the order of a breadth-first search: how many assets fall.
    `by` gets the link by which each fell, -1 for a seed, -2 where it stands.
    """
    one = np.uint64(1)
    by[:] = -2
    tail = 0
    for seed in seeds:
        by[seed] = -1
        order[tail] = seed
        tail += 1
    head = 0
    while head < tail:
        source = order[head]
        head += 1
        if closed.asset[source] & one:
            continue
        here = network.zone[source]
        for link in range(network.first[source], network.first[source + 1]):
            target = network.target[link]
            if by[target] != -2:
                continue
            shut = closed.asset[target] | closed.flow[network.flow[link]]
            there = network.zone[target]
            if here != there:
                shut |= closed.zone[here] | closed.zone[there]
            if shut & one:
                continue
            by[target] = link
            order[tail] = target
            tail += 1
    return tail


@compiled
def onward(
    network: Network,
    closed: Closed,
    starts: NDArray[np.int64],
    distance: Positions,
    goal: int,
    by: NDArray[np.int64],
) -> None:
    """A breadth-first search in situation 0 from what has fallen, until `goal` is found.

    `starts` are links that lead out of what has fallen, those with the nearest source first;
    `distance` is that of every fallen asset, and -1 of the others, whose distances and `by`
    (the link to each) are written.
    """
    one = np.uint64(1)
    queue = np.empty(len(distance), np.int32)
    head, tail, begun = 0, 0, 0
    sources = np.searchsorted(network.first, starts, side="right") - 1
    while head < tail or begun < len(starts):
        if begun < len(starts) and (
            head == tail or distance[sources[begun]] <= distance[queue[head]]
        ):
            target = network.target[starts[begun]]
            if distance[target] < 0:
                distance[target] = distance[sources[begun]] + 1
                by[target] = starts[begun]
                queue[tail] = target
                tail += 1
            begun += 1
            continue
        source = queue[head]
        head += 1
        if source == goal:
            return
        if closed.asset[source] & one:
            continue
        here = network.zone[source]
        for link in range(network.first[source], network.first[source + 1]):
            target = network.target[link]
            if distance[target] >= 0:
                continue
            shut = closed.asset[target] | closed.flow[network.flow[link]]
            there = network.zone[target]
            if here != there:
                shut |= closed.zone[here] | closed.zone[there]
            if shut & one:
                continue
            distance[target] = distance[source] + 1
            by[target] = link
            queue[tail] = target
            tail += 1


@compiled
def distances(network: Network, order: Positions, by: NDArray[np.int64], found: Positions) -> None:
    """How many links lead to each fallen asset, by the outcome of `tree`; -1 where it stands."""
    found[:] = -1
    for asset in order:
        if by[asset] < 0:
            found[asset] = 0
            continue
        source = np.searchsorted(network.first, by[asset], side="right") - 1
        found[asset] = found[source] + 1


@compiled
def _population(word: np.uint64) -> int:
    """How many bits are set (Warren, Hacker's Delight)."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + (
        (word >> np.uint64(2)) & np.uint64(0x3333333333333333)
    )
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((word * np.uint64(0x0101010101010101)) >> np.uint64(56))
