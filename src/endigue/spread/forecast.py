"""When each asset falls: first-passage percolation over sampled worlds, in numba.

In each world a link works with its probability and takes an exponential time; an asset falls
at the earliest time at which any way from a fallen seed reaches it. Every chance is a hash of
seed, world and link, so a result does not depend on the number of threads, and the world in
which a link is cut is the same world without that link.

Assets wait in buckets of equal width up to the horizon, in place of a heap. A bucket is taken
first in, first out, and an asset whose time is bettered after it was taken goes in again: the
times are exact, whatever the width.

Memory beside the problem: 1.2 kB for each asset that can be reached (a histogram of 288 bins),
28 bytes for each link out of them, and up to 64 MiB for the times of a block of worlds.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from endigue.spread.estimates import half_widths, medians
from endigue.spread.problem import SpreadProblem
from endigue.spread.reach import AssetForecast, Forecast, Step

KERNEL = "first passage by buckets; version 1"
"""Goes into the fact beside the seed: the same name, input and seed give the same result."""

HOURS = (1.0, 4.0, 24.0, 72.0)
SAMPLES = 1000
BINS = 288
"""Of the histogram of times: a quarter of an hour where the horizon is 72 h."""

LONGEST_WAY = 100
"""Steps that are kept of a way in, the last ones: a person checks it, and a chain of a hundred
thousand nested groups must not fill the memory."""

_BUCKETS = 1024
_BLOCK = 1 << 24
"""Times that are held at once, in 4 bytes each."""
_LEAST = 1e-300
"""Stands for a probability that is too small for its logarithm."""

Floats = NDArray[np.float64]
Positions = NDArray[np.int32]


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
    ways = _Ways(problem, hours[-1])
    fallen, when = _sampled(_reachable(problem, ways.order), hours, samples, seed, threads)
    met = np.flatnonzero(fallen[:, -1])
    rows = zip(
        ways.order[met].tolist(),
        (fallen[met] / samples).tolist(),
        half_widths(fallen[met], samples).tolist(),
        medians(when[met], hours[-1]).tolist(),
        strict=True,
    )
    assets = [
        AssetForecast(problem.assets[asset], tuple(p), tuple(widths), median, ways.to(asset))
        for asset, p, widths, median in rows
    ]
    return Forecast(
        hours=hours,
        samples=samples,
        seed=seed,
        expected_fallen=tuple((fallen.sum(axis=0) / samples).tolist()),
        assets=tuple(sorted(assets, key=lambda one: (-one.p[-1], one.median_hours, one.id))),
    )


class _Ways:
    """The most probable single way to every asset: the path with the greatest product of the
    probabilities that its seed is held, and that each link works and is passed within the
    horizon.
    """

    def __init__(self, problem: SpreadProblem, horizon: float) -> None:
        slow = problem.mean_hours > 0
        pace = np.divide(horizon, problem.mean_hours, out=np.zeros_like(problem.p), where=slow)
        within = np.where(slow, -np.expm1(-pace), 1.0)
        self._problem = problem
        self._into: dict[int, Step] = {}
        self.order, before, by = _cheapest(
            problem.first,
            problem.target,
            -np.log(np.maximum(problem.p * within, _LEAST)),
            problem.seed,
            -np.log(np.maximum(problem.seed_p, _LEAST)),
        )
        """All assets that can be reached at all, the most probable first."""
        self._before: list[int] = before.tolist()
        self._by: list[int] = by.tolist()

    def to(self, asset: int) -> tuple[Step, ...]:
        """The way to one asset, from its seed on; empty where it is best held from the start."""
        steps: list[Step] = []
        while self._before[asset] >= 0 and len(steps) < LONGEST_WAY:
            steps.append(self._into.get(asset) or self._step_into(asset))
            asset = self._before[asset]
        return tuple(reversed(steps))

    def _step_into(self, asset: int) -> Step:
        """The last step of its way: one object for all the ways that pass here."""
        problem, before = self._problem, self._before[asset]
        kind = problem.kinds[problem.kind[self._by[asset]]]
        step = self._into[asset] = Step(problem.assets[before], problem.assets[asset], kind)
        return step


class _Graph(NamedTuple):
    """The part of a problem that can be reached; see `SpreadProblem`."""

    first: NDArray[np.int64]
    target: Positions
    p: Floats
    mean_hours: Floats
    number: NDArray[np.int64]
    seed: Positions
    seed_number: NDArray[np.int64]
    """Position in the whole problem: the seed's chance is drawn by it."""
    seed_p: Floats


def _reachable(problem: SpreadProblem, order: Positions) -> _Graph:
    """The same problem on the assets of `order` alone, in that order: what falls together
    then lies together. No link leads out of them.
    """
    place = np.full(len(problem.assets), -1, np.int32)
    place[order] = np.arange(len(order))
    degree = np.diff(problem.first)[order]
    first = np.concatenate(([0], degree.cumsum()))
    links = np.repeat(problem.first[order] - first[:-1], degree) + np.arange(first[-1])
    return _Graph(
        first=first,
        target=place[problem.target[links]],
        p=problem.p[links],
        mean_hours=problem.mean_hours[links],
        number=problem.number[links],
        seed=place[problem.seed],
        seed_number=problem.seed,
        seed_p=problem.seed_p,
    )


def _sampled(
    graph: _Graph, hours: tuple[float, ...], samples: int, seed: int, threads: int
) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """Worlds in which each asset had fallen by each hour, and the histogram of its times."""
    count = len(graph.first) - 1
    fallen = np.zeros((count, len(hours)), np.int64)
    when = np.zeros((count, BINS + 1), np.uint32)
    times = np.empty((min(samples, max(threads, _BLOCK // max(count, 1))), count), np.float32)
    until = np.array(hours, np.float32)
    horizon = float(hours[-1])  # a whole number would be compiled for anew
    key = np.uint64(seed % 2**64)
    with ThreadPoolExecutor(threads) as pool:
        for world in range(0, samples, len(times)):
            block = times[: samples - world]

            def spread(rows: slice, block: Any = block, world: int = world) -> None:
                _fall(graph, horizon, key, world + rows.start, block[rows])

            def tally(assets: slice, block: Any = block) -> None:
                _count(block[:, assets], until, fallen[assets], when[assets])

            list(pool.map(spread, _shares(len(block), threads)))
            list(pool.map(tally, _shares(count, threads)))
    return fallen, when


def _shares(count: int, parts: int) -> list[slice]:
    """Slices of nearly equal size that cover `count` things."""
    return [slice(count * part // parts, count * (part + 1) // parts) for part in range(parts)]


_Kernel = TypeVar("_Kernel", bound=Callable[..., Any])


def _compiled(kernel: _Kernel) -> _Kernel:
    """Compiled at the first call, and kept beside the source or, where that is read-only, in
    the user's cache. Where no directory can be written, it is compiled anew in each run.
    """
    try:
        return cast("_Kernel", numba.njit(cache=True, nogil=True)(kernel))
    except RuntimeError:
        return cast("_Kernel", numba.njit(nogil=True)(kernel))


@_compiled
def _chance(key: np.uint64, number: int) -> float:
    """A number in [0, 1) from a key and a counter: SplitMix64 (Steele, Lea, Flood 2014)."""
    mixed = key + (np.uint64(number) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed = mixed ^ (mixed >> np.uint64(31))
    return np.float64(mixed >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@_compiled
def _fall(
    graph: _Graph, horizon: float, seed: np.uint64, world: int, times: NDArray[np.float32]
) -> None:
    """Write the hour at which each asset falls in the worlds from `world` on, one world a
    row; infinite where it stands at the horizon.

    A bucket is a ring of assets that begins and ends at the bucket itself.
    """
    count = len(graph.first) - 1
    time = np.empty(count)
    bucket_of = np.full(count, -1, np.int32)
    ahead = np.arange(count + _BUCKETS).astype(np.int32)
    behind = np.arange(count + _BUCKETS).astype(np.int32)
    for row in range(len(times)):
        mixed = seed ^ (np.uint64(world + row + 1) * np.uint64(0xD1342543DE82EF95))
        mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(0xDABA0B6EB09322E3)
        key = mixed ^ (mixed >> np.uint64(32))
        time[:] = np.inf
        for index in range(len(graph.seed)):
            if _chance(key, (1 << 60) + graph.seed_number[index]) < graph.seed_p[index]:
                time[graph.seed[index]] = 0.0
                bucket_of[graph.seed[index]] = 0
                _append(ahead, behind, count, graph.seed[index])
        for bucket in range(count, count + _BUCKETS):
            while ahead[bucket] != bucket:
                asset = ahead[bucket]
                _remove(ahead, behind, asset)
                bucket_of[asset] = -1
                now = time[asset]
                for link in range(graph.first[asset], graph.first[asset + 1]):
                    after = graph.target[link]
                    if time[after] <= now:
                        continue
                    chance = _chance(key, graph.number[link])
                    if chance >= graph.p[link]:
                        continue
                    # Below p the chance is even again, so it also draws the time.
                    then = now - graph.mean_hours[link] * np.log1p(-chance / graph.p[link])
                    if then < time[after] and then <= horizon:
                        time[after] = then
                        place = min(int(then / horizon * _BUCKETS), _BUCKETS - 1)
                        if bucket_of[after] != place:
                            if bucket_of[after] >= 0:
                                _remove(ahead, behind, after)
                            bucket_of[after] = place
                            _append(ahead, behind, count + place, after)
        times[row] = time


@_compiled
def _append(ahead: Positions, behind: Positions, ring: int, asset: int) -> None:
    last = behind[ring]
    ahead[last], behind[asset], ahead[asset], behind[ring] = asset, last, ring, asset


@_compiled
def _remove(ahead: Positions, behind: Positions, asset: int) -> None:
    ahead[behind[asset]], behind[ahead[asset]] = ahead[asset], behind[asset]


@_compiled
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


@_compiled
def _cheapest(
    first: NDArray[np.int64],
    target: Positions,
    cost: Floats,
    seeds: NDArray[np.int64],
    seed_cost: Floats,
) -> tuple[Positions, Positions, NDArray[np.int64]]:
    """Dijkstra's search: the nodes that can be reached, the cheapest first; and for every
    node the node before it and the link to it on its cheapest path, or -1.
    """
    order, found = np.empty(len(first) - 1, np.int32), 0
    best = np.full(len(first) - 1, np.inf)
    before = np.full(len(first) - 1, -1, np.int32)
    by = np.full(len(first) - 1, -1)
    costs = np.empty(len(target) + len(seeds) + 1)
    nodes = np.empty(len(target) + len(seeds) + 1, np.int32)
    size = 0
    for index in range(len(seeds)):
        best[seeds[index]] = seed_cost[index]
        size = _push(costs, nodes, size, seed_cost[index], seeds[index])
    done = np.zeros(len(first) - 1, np.bool_)
    while size > 0:
        node = nodes[0]
        size = _pop(costs, nodes, size)
        if done[node]:
            continue
        done[node] = True
        order[found] = node
        found += 1
        for link in range(first[node], first[node + 1]):
            after = target[link]
            if best[node] + cost[link] < best[after]:
                best[after] = best[node] + cost[link]
                before[after] = node
                by[after] = link
                size = _push(costs, nodes, size, best[after], after)
    return order[:found], before, by


@_compiled
def _push(costs: Floats, nodes: Positions, size: int, cost: float, node: int) -> int:
    at = size
    while at > 0 and costs[(at - 1) // 2] > cost:
        costs[at] = costs[(at - 1) // 2]
        nodes[at] = nodes[(at - 1) // 2]
        at = (at - 1) // 2
    costs[at] = cost
    nodes[at] = node
    return size + 1


@_compiled
def _pop(costs: Floats, nodes: Positions, size: int) -> int:
    """Drop the first; its place is taken by the last, sunk to where it belongs."""
    size -= 1
    cost, node, at = costs[size], nodes[size], 0
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and costs[child + 1] < costs[child]:
            child += 1
        if costs[child] >= cost:
            break
        costs[at] = costs[child]
        nodes[at] = nodes[child]
        at = child
    costs[at] = cost
    nodes[at] = node
    return size
