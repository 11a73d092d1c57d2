"""When each asset falls: first-passage percolation over sampled worlds, in numba.

In each world a link works with its probability and takes a time of its distribution; an asset
falls at the earliest time at which any way from a fallen seed reaches it. The worlds are those of
the cascade (`chance`), so given time enough the same assets fall in them.

Assets wait in buckets of equal width up to the horizon, in place of a heap. A bucket is taken
first in, first out, and an asset whose time is bettered after it was taken goes in again: the
times are exact to single precision, whatever the width. The links that work are drawn for 32
worlds at once, when their source first falls in one of them.

Memory beside the problem: 1.2 kB for each asset that can be reached (a histogram of 288 bins),
28 bytes for each link out of them, for each thread 4 more, and 64 MiB or 32 worlds a thread for
the times of a block of worlds.
"""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from endigue.kernel.compiled import compiled
from endigue.spread.chance import Digits, Words, even, inlined, word_keys, working
from endigue.spread.estimates import half_widths, medians
from endigue.spread.graph import Graph, Positions, laid_out, links_of
from endigue.spread.lanes import fetch
from endigue.spread.pace import Pace, by_quantile, pace_of
from endigue.spread.problem import SpreadProblem
from endigue.spread.reach import AssetForecast, Forecast
from endigue.spread.ways import Ways

KERNEL = "first passage by buckets; version 2"
"""Goes into the fact beside the seed: the same name, input and seed give the same result."""

HOURS = (1.0, 4.0, 24.0, 72.0)
SAMPLES = 1000
BINS = 288
"""Of the histogram of times: a quarter of an hour where the horizon is 72 h."""

_BUCKETS = 1024
_BLOCK = 1 << 24
"""Times that are held at once, in 4 bytes each."""
_AHEAD = 32
"""Links out of the next asset that the memory is asked for."""
_GROUP = 32
"""Worlds whose links are drawn at once, by one thread."""


def forecast(
    problem: SpreadProblem,
    hours: tuple[float, ...] = HOURS,
    samples: int = SAMPLES,
    seed: int = 0,
    threads: int = 2,
) -> Forecast:
    """Sample so many worlds. `hours` are ascending; the last is the horizon.

    Raises ValueError where hours, samples or threads make no sense.
    """
    if not hours or not all(lower < higher for lower, higher in pairwise((0, *hours, np.inf))):
        raise ValueError("hours are finite, above 0 and ascending, such as 1, 4, 24, 72")
    if samples < 1 or threads < 1:
        raise ValueError("at least one sample and one thread are needed")
    ways = Ways(problem, hours[-1])
    links = links_of(problem, ways.order)
    graph = laid_out(problem, ways.order, links, seed)
    pace = pace_of(problem, links)
    fallen, when = _sampled(graph, pace, hours, samples, threads)
    met = np.flatnonzero(fallen[:, -1])
    median = medians(when[met], hours[-1])
    by_rank = np.lexsort((ways.order[met], median, -fallen[met, -1]))
    way_to = {asset: ways.to(asset) for asset in ways.order[met].tolist()}
    rows = zip(
        ways.order[met][by_rank].tolist(),
        (fallen[met][by_rank] / samples).tolist(),
        half_widths(fallen[met][by_rank], samples).tolist(),
        median[by_rank].tolist(),
        strict=True,
    )
    return Forecast(
        hours=hours,
        samples=samples,
        seed=seed,
        expected_fallen=tuple((fallen.sum(axis=0) / samples).tolist()),
        assets=tuple(
            AssetForecast(problem.assets[asset], tuple(p), tuple(widths), middle, way_to[asset])
            for asset, p, widths, middle in rows
        ),
    )


def _sampled(
    graph: Graph, pace: Pace, hours: tuple[float, ...], samples: int, threads: int
) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """Worlds in which each asset had fallen by each hour, and the histogram of its times."""
    count = len(graph.first) - 1
    fallen = np.zeros((count, len(hours)), np.int64)
    when = np.zeros((count, BINS + 1), np.uint32)
    groups = max(threads, _BLOCK // _GROUP // max(count, 1) // threads * threads)
    times = np.empty((min(samples, groups * _GROUP), count), np.float32)
    until = np.array(hours, np.float32)
    horizon = float(hours[-1])  # a whole number would be compiled for anew
    by_word = word_keys(samples).reshape(-1)
    with ThreadPoolExecutor(threads) as pool:
        for world in range(0, samples, len(times)):
            block = times[: samples - world]

            def spread(row: int, block: Any = block, world: int = world) -> None:
                _fall(graph, pace, horizon, by_word, world + row, block[row : row + _GROUP])

            def tally(assets: slice, block: Any = block) -> None:
                _count(block[:, assets], until, fallen[assets], when[assets])

            list(pool.map(spread, range(0, len(block), _GROUP)))
            list(pool.map(tally, _shares(count, threads)))
    return fallen, when


def _shares(count: int, parts: int) -> list[slice]:
    """Slices of nearly equal size that cover `count` things."""
    return [slice(count * part // parts, count * (part + 1) // parts) for part in range(parts)]


@compiled
def _fall(
    graph: Graph,
    pace: Pace,
    horizon: float,
    by_word: Words,
    world: int,
    times: NDArray[np.float32],
) -> None:
    """Write the hour at which each asset falls in the worlds from `world` on, one world a
    row, all of one half of a word; infinite where it stands at the horizon.

    Arrays are handed on one by one: numba counts its references to an array whenever one is
    taken out of a tuple, which in the innermost loop took half of the time.
    """
    assets = len(graph.first) - 1
    links = np.empty(len(graph.target), np.uint32)
    drawn = np.zeros(assets, np.bool_)
    word_key = by_word[world // 64]
    start = np.uint64(world % 64)
    asked = ((np.uint64(1) << np.uint64(len(times))) - np.uint64(1)) << start
    begin = np.empty(_BUCKETS, np.int32)
    size = max(1024, 2 * assets)
    entries, since = np.empty((size, 2), np.int32), np.empty(size, np.float32)
    seeds = np.empty(len(graph.seed), np.int32)
    for row in range(len(times)):
        mine = np.uint64(1) << (start + np.uint64(row))
        held = 0
        for index in range(len(graph.seed)):
            if working(graph.seed_key[index], word_key, graph.seed_p[index], mine):
                seeds[held] = graph.seed[index]
                held += 1
        while not _fall_once(
            graph.first,
            graph.target,
            graph.p,
            graph.key,
            pace.row,
            pace.mean_hours,
            pace.law,
            pace.law_first,
            pace.quantile,
            seeds[:held],
            word_key,
            start,
            asked,
            row,
            horizon,
            links,
            drawn,
            begin,
            entries,
            since,
            times[row],
        ):
            size *= 2
            entries, since = np.empty((size, 2), np.int32), np.empty(size, np.float32)


@compiled
def _fall_once(
    first: NDArray[np.int64],
    target: Positions,
    p: Digits,
    key: Words,
    pace: Positions,
    mean_hours: NDArray[np.float64],
    laws: NDArray[np.int16],
    law_first: NDArray[np.int64],
    quantile: NDArray[np.float64],
    seeds: Positions,
    word_key: np.uint64,
    start: np.uint64,
    asked: np.uint64,
    row: int,
    horizon: float,
    links: Digits,
    drawn: NDArray[np.bool_],
    begin: Positions,
    entries: Positions,
    since: NDArray[np.float32],
    time: NDArray[np.float32],
) -> bool:
    """One world; False where there is no room for all its entries.

    An entry is an asset, and the entry behind it in its bucket or -1; `since` is the time with
    which it came in, and where the asset has come in again it is out of date. A bucket is a
    stack until its turn comes; what then still comes into it is taken first in, first out.
    `links` are the worlds, of the group, in which each link out of the `drawn` assets works.
    """
    scale = _BUCKETS / horizon
    bit = np.uint32(row)
    in_word = start + np.uint64(row)
    time[:] = np.inf
    begin[:] = -1
    made = 0
    for asset in seeds:
        time[asset] = np.float32(0.0)
        if made == len(since):
            return False
        entries[made, 0], entries[made, 1], since[made] = asset, begin[0], np.float32(0.0)
        begin[0] = made
        made += 1
    for bucket in range(_BUCKETS):
        at, late, last = begin[bucket], -1, -1
        while at >= 0:
            asset, now = entries[at, 0], since[at]
            _fetch(first, target, key, pace, links, time, entries, entries[at, 1])
            if now == time[asset]:
                if not drawn[asset]:
                    drawn[asset] = True
                    for link in range(first[asset], first[asset + 1]):
                        works = working(key[link], word_key, p[link], asked)
                        links[link] = np.uint32(works >> start)
                for link in range(first[asset], first[asset + 1]):
                    after = target[link]
                    works = np.uint64((links[link] >> bit) & np.uint32(1))
                    if not ((works != np.uint64(0)) & (time[after] > now)):
                        continue
                    chance = even(key[link], word_key, in_word)
                    law = laws[pace[link]]
                    if law < 0:
                        delay = -mean_hours[pace[link]] * np.log(chance)
                    else:
                        delay = by_quantile(quantile, law_first[law], law_first[law + 1], chance)
                    then = np.float32(now + delay)
                    if then >= time[after] or then > horizon:
                        continue
                    if made == len(since):
                        return False
                    time[after] = then
                    entries[made, 0], since[made] = after, then
                    place = min(int(then * scale), _BUCKETS - 1)
                    if place != bucket:
                        entries[made, 1] = begin[place]
                        begin[place] = made
                    else:
                        entries[made, 1] = -1
                        if late < 0:
                            late = made
                        else:
                            entries[last, 1] = made
                        last = made
                    made += 1
            at = entries[at, 1]
            if at < 0:
                at, late = late, -1
    return True


@inlined
def _fetch(
    first: NDArray[np.int64],
    target: Positions,
    key: Words,
    pace: Positions,
    links: Digits,
    time: NDArray[np.float32],
    entries: Positions,
    at: int,
) -> None:
    """Ask the memory for what will be read of the next three entries."""
    if at < 0:
        return
    asset = entries[at, 0]
    times = time.ctypes.data
    for link in range(first[asset], min(first[asset + 1], first[asset] + _AHEAD)):
        fetch(times + 4 * np.int64(target[link]))
    at = entries[at, 1]
    if at < 0:
        return
    asset = entries[at, 0]
    for link in range(first[asset], min(first[asset + 1], first[asset] + _AHEAD), 8):
        fetch(target.ctypes.data + 4 * link)
        fetch(links.ctypes.data + 4 * link)
        fetch(pace.ctypes.data + 4 * link)
        fetch(key.ctypes.data + 8 * link)
    at = entries[at, 1]
    if at >= 0:
        fetch(first.ctypes.data + 8 * np.int64(entries[at, 0]))
        fetch(times + 4 * np.int64(entries[at, 0]))


@compiled
def _count(
    times: NDArray[np.float32],
    hours: NDArray[np.float32],
    fallen: NDArray[np.int64],
    when: NDArray[np.uint32],
) -> None:
    """Add worlds to `fallen` and `when`. Column 0 of `when` counts what falls at hour 0."""
    bins = when.shape[1] - 1
    for asset in range(len(fallen)):
        for row in range(len(times)):
            time = times[row, asset]
            for column in range(len(hours) - 1, -1, -1):
                if time > hours[column]:
                    break
                fallen[asset, column] += 1
            if time == 0.0:
                when[asset, 0] += 1
            elif time <= hours[-1]:
                when[asset, 1 + min(bins - 1, int(time / hours[-1] * bins))] += 1
