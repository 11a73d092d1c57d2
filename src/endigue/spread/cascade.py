"""Whether each asset falls at all: the independent cascade, 512 worlds at once.

For every asset one bit a world says whether it has fallen. Assets whose bits have changed wait
in a queue, first in, first out; a link out of one is drawn in the worlds in which its source has
newly fallen and its target has not, and in no other. As every bit is set once, the order of the
queue changes nothing, nor does the number of threads, each of which takes 512 other worlds.

So assets in which few worlds are new may let the others pass: an asset in which fewer are new than
half as many again as in the average goes back to the end of the queue, twice at most. More worlds
arrive meanwhile, and its links are looked at once for all of them: on a synthetic directory a fifth
fewer looks, a third fewer draws.

Memory beside the problem: 24 bytes for each link that can be reached, and for each thread 140
bytes for each asset.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from endigue.kernel.compiled import compiled
from endigue.spread.chance import Digits, Words, inlined, word_keys, working_lanes
from endigue.spread.estimates import half_widths
from endigue.spread.graph import Graph, Positions, laid_out, links_of, within_reach
from endigue.spread.lanes import (
    LANES,
    WORDS,
    all_of,
    count,
    either,
    fetch,
    is_any,
    load,
    store,
    without,
)
from endigue.spread.problem import SpreadProblem
from endigue.spread.reach import AssetReach, Reach

KERNEL = "independent cascade in 512 lanes; version 1"

_ROW = 8 * WORDS
"""Bytes."""
_AHEAD = 5
"""Links ahead of the present one whose targets the memory is asked for; measured."""
_TURNS = 2
"""Times that an asset with few new worlds goes back to the end of the queue; measured."""
_WINDOW = 1024
"""The average of new worlds forgets an asset at this rate; a power of 2."""


def cascade(problem: SpreadProblem, samples: int = 1024, seed: int = 0, threads: int = 2) -> Reach:
    """Sample so many worlds, best in multiples of 512; links take as long as they take.

    Raises ValueError where samples or threads make no sense.
    """
    if samples < 1 or threads < 1:
        raise ValueError("at least one sample and one thread are needed")
    order = within_reach(problem)
    graph = laid_out(problem, order, links_of(problem, order), seed)
    fallen = fallen_counts(graph, samples, threads)
    met = np.flatnonzero(fallen)
    met = met[np.lexsort((order[met], -fallen[met]))]
    rows = zip(
        order[met].tolist(),
        (fallen[met] / samples).tolist(),
        half_widths(fallen[met], samples).tolist(),
        strict=True,
    )
    return Reach(
        samples=samples,
        seed=seed,
        expected_fallen=int(fallen.sum()) / samples,
        assets=tuple(AssetReach(problem.assets[asset], p, width) for asset, p, width in rows),
    )


def fallen_counts(graph: Graph, samples: int, threads: int) -> NDArray[np.int64]:
    """The number of worlds in which each asset of the graph falls."""
    count = len(graph.first) - 1
    by_word = word_keys(samples)
    fallen = np.zeros(count, np.int64)

    def block(row: int) -> NDArray[np.uint16]:
        return _block(graph, by_word[row], _asked(samples - row * LANES))

    with ThreadPoolExecutor(threads) as pool:
        for counts in pool.map(block, range(len(by_word))):
            fallen += counts
    return fallen


def _asked(samples: int) -> Words:
    """A bit for each of the first so many worlds of a block."""
    bits = np.arange(LANES) < samples
    return np.packbits(bits, bitorder="little").view("<u8").astype(np.uint64)


@compiled
def _block(graph: Graph, by_word: Words, asked: Words) -> NDArray[np.uint16]:
    """In how many of these 512 worlds each asset falls."""
    assets = len(graph.first) - 1
    size = 1
    while size <= assets:
        size *= 2
    state = np.zeros((2 * assets, WORDS), np.uint64)
    queue = np.empty(size, np.int32)
    turns = np.zeros(assets, np.uint8)
    fallen = np.empty(assets, np.uint16)
    waiting = _start(graph.seed, graph.seed_p, graph.seed_key, by_word, asked, state, queue, turns)
    _travel(
        graph.first,
        graph.target,
        graph.p,
        graph.key,
        by_word,
        state,
        queue,
        waiting,
        turns,
        fallen,
    )
    return fallen


@inlined
def _start(
    seeds: Positions,
    p: Digits,
    key: Words,
    by_word: Words,
    asked: Words,
    state: Words,
    queue: Positions,
    turns: NDArray[np.uint8],
) -> int:
    """Let the seeds fall, each in the worlds in which it is held; how many now wait."""
    waiting = 0
    worlds = load(asked.ctypes.data, 0)
    word_key = load(by_word.ctypes.data, 0)
    rows = state.ctypes.data
    for index in range(len(seeds)):
        held = worlds
        if p[index] != np.uint32(0):
            held = working_lanes(key[index], word_key, p[index], worlds)
        if is_any(held):
            asset = np.int64(seeds[index])
            store(rows, 2 * asset, held)
            store(rows, 2 * asset + 1, held)
            turns[asset] = 1
            queue[waiting] = asset
            waiting += 1
    return waiting


@inlined
def _travel(
    first: NDArray[np.int64],
    target: Positions,
    p: Digits,
    key: Words,
    by_word: Words,
    state: Words,
    queue: Positions,
    waiting: int,
    turns: NDArray[np.uint8],
    fallen: NDArray[np.uint16],
) -> None:
    """Pass on what has fallen until nothing is left. Row 2a of `state` are the worlds in which
    asset a has fallen, row 2a + 1 those of them that were not passed on yet; `turns` counts how
    often each asset of the queue has been put into it, 0 for all others.
    """
    word_key = load(by_word.ctypes.data, 0)
    rows = state.ctypes.data
    ring = len(queue) - 1
    head, tail = 0, waiting
    recent = 0  # the average, times _WINDOW
    coming = np.int64(-1)
    while coming >= 0 or head < tail:
        asset, coming = coming, np.int64(-1)
        # The next is chosen before the present one is passed on, so that the memory is asked for
        # its targets in time; for what stands behind it in the queue it is asked even earlier.
        while head < tail and coming < 0:
            foremost = np.int64(queue[head & ring])
            head += 1
            if head < tail:
                later = first[queue[head & ring]]
                fetch(target.ctypes.data + 4 * later)
                fetch(p.ctypes.data + 4 * later)
                fetch(key.ctypes.data + 8 * later)
            if head + 3 < tail:
                last = np.int64(queue[(head + 3) & ring])
                fetch(rows + _ROW * (2 * last + 1))
                fetch(first.ctypes.data + 8 * last)
            new = count(load(rows, 2 * foremost + 1))
            if turns[foremost] == 1:
                recent += new - recent // _WINDOW
            if turns[foremost] <= _TURNS and new < recent // _WINDOW * 3 // 2:
                turns[foremost] += np.uint8(1)
                queue[tail & ring] = foremost
                tail += 1
            else:
                coming = foremost
                for link in range(first[coming], min(first[coming + 1], first[coming] + _AHEAD)):
                    fetch(rows + _ROW * 2 * np.int64(target[link]))
        if asset < 0:
            continue
        turns[asset] = 0
        fresh = load(rows, 2 * asset + 1)
        store(rows, 2 * asset + 1, all_of(np.uint64(0)))
        end = first[asset + 1]
        for link in range(first[asset], end):
            if link + _AHEAD < end:
                fetch(rows + _ROW * 2 * np.int64(target[link + _AHEAD]))
            after = np.int64(target[link])
            held = load(rows, 2 * after)
            gained = without(fresh, held)
            if not is_any(gained):
                continue
            if p[link] != np.uint32(0):
                gained = working_lanes(key[link], word_key, p[link], gained)
                if not is_any(gained):
                    continue
            store(rows, 2 * after, either(held, gained))
            store(rows, 2 * after + 1, either(load(rows, 2 * after + 1), gained))
            if turns[after] == 0:
                turns[after] = 1
                queue[tail & ring] = after
                tail += 1
    for place in range(len(fallen)):
        fallen[place] = count(load(rows, 2 * place))
