"""How fast worlds of a spread are sampled, beside peers on the same problem in the same run.

    python benchmarks/spread.py [--assets 100000] [--links 976000] [--samples 1000] [--hours 24]

A synthetic directory: half machines, four tenths accounts, one tenth groups, joined at random
by memberships, rights, sessions and network reach in fixed shares, three machines held at
hour 0. Links at random are the worst case for the memory: nothing lies near what it leads to.
Peers: the same model in plain Python with heapq, and scipy's Dijkstra on resampled links where
scipy can be imported; they sample fewer worlds, since each costs so much more. Every row has
its own process; its memory is the peak beyond the problem itself. Compilation is not in the
seconds but in rows of their own. Linux and macOS only.
"""

import argparse
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from heapq import heappop, heappush
from importlib.util import find_spec
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from endigue.organisation.model import Asset, AssetKind, Links, Organisation
from endigue.readers.link_kinds import load_link_kinds
from endigue.spread.forecast import forecast
from endigue.spread.problem import SpreadProblem, build

PARTS: tuple[tuple[AssetKind, float], ...] = (("machine", 0.5), ("account", 0.4), ("group", 0.1))
MIX: tuple[tuple[str, AssetKind, AssetKind, int, float], ...] = (
    ("MemberOf", "account", "group", 0, 0.18),
    ("AdminTo", "group", "machine", 0, 0.12),
    ("AdminTo", "account", "machine", 0, 0.04),
    ("HasSession", "machine", "account", 0, 0.08),
    ("GenericAll", "group", "account", 0, 0.06),
    ("ForceChangePassword", "account", "account", 0, 0.02),
    ("NetworkReach", "machine", "machine", 445, 0.30),
    ("NetworkReach", "machine", "machine", 3389, 0.10),
    ("NetworkReach", "machine", "machine", 443, 0.10),
)
"""Kind, from, to, port, share of all links: assumed."""

SEEDS = ("machine-0", "machine-1", "machine-2")
PEER_WORLDS = 10

Sample = Callable[[SpreadProblem, float, int], float]
"""Samples so many worlds up to the horizon; returns the mean number of fallen."""


def organisation(assets: int, links: int, seed: int) -> Organisation:
    """The synthetic directory."""
    rng = np.random.default_rng(seed)
    first, ranges, made = 0, {}, []
    for kind, part in PARTS:
        count = round(assets * part)
        ranges[kind] = (first, first + count)
        made += [Asset(f"{kind}-{number}", "", kind) for number in range(count)]
        first += count
    which = rng.permutation(np.repeat(np.arange(len(MIX)), _counts(links)))
    source, target = np.empty(links, np.int32), np.empty(links, np.int32)
    for row, (_, here, there, _, _) in enumerate(MIX):
        mine = which == row
        source[mine] = rng.integers(*ranges[here], mine.sum())
        target[mine] = rng.integers(*ranges[there], mine.sum())
    kinds = tuple(dict.fromkeys(kind for kind, *_ in MIX))
    return Organisation(
        "synthetic",
        assets=tuple(made),
        links=Links(
            source=source,
            target=target,
            kind=np.array([kinds.index(kind) for kind, *_ in MIX], np.int16)[which],
            port=np.array([port for _, _, _, port, _ in MIX], np.int32)[which],
            flow=np.full(links, -1, np.int32),
            kinds=kinds,
        ),
    )


def _counts(links: int) -> list[int]:
    counts = [round(links * share) for *_, share in MIX]
    counts[-1] += links - sum(counts)
    return counts


def problem_of(assets: int, links: int) -> SpreadProblem:
    """The problem that every row solves."""
    return build(organisation(assets, links, 1), dict.fromkeys(SEEDS, 1.0), load_link_kinds())


def by_endigue(threads: int) -> Sample:
    """The product, on so many threads."""

    def sample(problem: SpreadProblem, horizon: float, worlds: int) -> float:
        return forecast(problem, (horizon,), worlds, 0, threads).expected_fallen[-1]

    return sample


def by_heapq(problem: SpreadProblem, horizon: float, worlds: int) -> float:
    """Plain Python: one draw and one logarithm for each link that is looked at."""
    chance = Random(0)
    first, target = problem.first.tolist(), problem.target.tolist()
    p, mean = problem.p.tolist(), problem.mean_hours.tolist()
    fallen = 0
    for _ in range(worlds):
        best = dict.fromkeys(problem.seed.tolist(), 0.0)
        waiting = [(0.0, seed) for seed in best]
        done: set[int] = set()
        while waiting:
            now, asset = heappop(waiting)
            if asset in done:
                continue
            done.add(asset)
            for link in range(first[asset], first[asset + 1]):
                after = target[link]
                if after in done or chance.random() >= p[link]:
                    continue
                then = now + (chance.expovariate(1 / mean[link]) if mean[link] else 0.0)
                if then <= horizon and then < best.get(after, np.inf):
                    best[after] = then
                    heappush(waiting, (then, after))
        fallen += len(done)
    return fallen / worlds


def by_scipy(problem: SpreadProblem, horizon: float, worlds: int) -> float:
    """Draw every link in numpy, then scipy's Dijkstra from all seeds at once."""
    from scipy.sparse import csr_array  # type: ignore[import-not-found]  # an optional peer
    from scipy.sparse.csgraph import dijkstra  # type: ignore[import-not-found]  # the same

    rng = np.random.default_rng(0)
    source = np.repeat(np.arange(len(problem.assets)), np.diff(problem.first))
    fallen = 0
    for _ in range(worlds):
        works = np.flatnonzero(rng.random(len(source)) < problem.p)
        # Where parallel links work, the first to be passed counts; 0 would mean "no link".
        hours = np.maximum(rng.exponential(problem.mean_hours[works]), 1e-9)
        order = np.lexsort((hours, problem.target[works], source[works]))
        pairs = np.stack((source[works][order], problem.target[works][order]))
        fresh = np.append(True, (pairs[:, 1:] != pairs[:, :-1]).any(axis=0))
        graph = csr_array((hours[order][fresh], pairs[:, fresh]), shape=(len(problem.assets),) * 2)
        times = dijkstra(graph, indices=problem.seed, min_only=True, limit=horizon)
        fallen += int((times <= horizon).sum())
    return fallen / worlds


ROWS: dict[str, Sample] = {
    "Endigue, one thread": by_endigue(1),
    "Endigue, two threads": by_endigue(2),
    "plain Python, heapq": by_heapq,
    "scipy, Dijkstra": by_scipy,
}


def measure(name: str, asked: argparse.Namespace) -> str:
    """One row of the table."""
    ours = name.startswith("Endigue")
    if ours:
        forecast(problem_of(100, 976), (asked.hours,), 10)
    problem = problem_of(asked.assets, asked.links)
    worlds = asked.samples if ours else min(asked.samples, PEER_WORLDS)
    before, start = _peak(), perf_counter()
    fallen = ROWS[name](problem, asked.hours, worlds)
    seconds = perf_counter() - start
    return (
        f"| {name:22} | {worlds:6,} | {seconds:7.2f} | {worlds / seconds:8.2f} "
        f"| {_peak() - before:6,.0f} | {fallen:9,.0f} |"
    )


def compiling() -> None:
    """Seconds of the first forecast of a small problem: never run before, and run before."""
    with TemporaryDirectory() as cache:
        for what in ("compiled for the first time", "compiled by an earlier run"):
            command = [sys.executable, __file__, "--first"]
            done = subprocess.run(
                command,
                check=True,
                capture_output=True,
                text=True,
                env=os.environ | {"NUMBA_CACHE_DIR": cache},
            )
            print(f"first forecast in a process, {what}: {done.stdout.strip()} s")


def _first() -> None:
    problem = problem_of(100, 976)
    start = perf_counter()
    forecast(problem, (24.0,), 10)
    print(f"{perf_counter() - start:.1f}")


def _peak() -> float:
    """Peak memory of this process so far, in MiB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--assets", type=int, default=100_000)
    parser.add_argument("--links", type=int, default=976_000)
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--hours", type=float, default=24.0)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--first", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.first:
        _first()
        return
    if asked.one:
        print(measure(asked.one, asked))
        return
    compiling()
    start = perf_counter()
    problem_of(asked.assets, asked.links)
    print(f"organisation drawn and problem built: {perf_counter() - start:.1f} s\n")
    print("| what                   | worlds | seconds | worlds/s |    MiB |    fallen |")
    print("|------------------------|-------:|--------:|---------:|-------:|----------:|")
    for name in ROWS:
        if name.startswith("scipy") and find_spec("scipy") is None:
            print(f"| {name:22} | not installed: left out |")
            continue
        command = [sys.executable, __file__, "--one", name, *sys.argv[1:]]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="")


if __name__ == "__main__":
    main()
