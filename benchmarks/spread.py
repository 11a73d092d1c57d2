"""How fast worlds of a spread are sampled, beside peers on the same problem in the same run.

    python benchmarks/spread.py [--quick] [--no-peers] [--no-large] [--write]

Prints the tables; with --write also puts them into docs/benchmarks.md. Takes about ten minutes on
two idle cores; --quick makes everything ten times smaller, to try the script.

A synthetic directory: half machines, four tenths accounts, one tenth groups, joined at random by
memberships, rights, sessions and network reach in fixed shares, three machines held at hour 0.
Links at random are the worst case for the memory: nothing lies near what it leads to.

Peers are installed by uv in an environment of their own, in the user's cache, and measured on the
same columns by spread_peers.py. They sample few worlds, since each costs so much; their seconds
are extrapolated to ours in proportion. Their preparation is left out. Every row has its own
process; its memory is the peak of that process, problem and Python included. Compilation is in
rows of its own. Linux and macOS only.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from heapq import heappop, heappush
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from endigue.organisation.model import Asset, AssetKind, Links, Organisation
from endigue.readers.link_kinds import load_link_kinds
from endigue.spread.cascade import cascade, fallen_counts
from endigue.spread.dominators import key_points
from endigue.spread.forecast import forecast
from endigue.spread.graph import laid_out, links_of, within_reach
from endigue.spread.problem import SpreadProblem, build
from tables import table, write_section

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
HOURS = 24.0
SAMPLES = 1024
PEERS = {"ndlib": 1, "eon": 1, "scipy": 20, "eon_times": 1, "scipy_times": 8}
"""Worlds that each samples."""
PACKAGES = ("ndlib", "EoN", "scipy", "six")
"""`six` is imported by NDlib, which does not declare it."""


class Measured(NamedTuple):
    """One row: so many worlds took so many seconds."""

    worlds: int
    seconds: float
    fallen: float
    peak: float
    """MiB."""

    @property
    def per_world(self) -> float:
        return self.seconds / self.worlds

    def for_all(self, samples: int) -> float:
        """Seconds for so many worlds, in proportion."""
        return self.per_world * samples


Row = Callable[[SpreadProblem, int], tuple[float, float]]
"""Samples so many worlds; returns the seconds and the mean number of fallen."""


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


def reach(threads: int) -> Row:
    """The whole call: layout, worlds, and a result with a row for each asset."""

    def row(problem: SpreadProblem, worlds: int) -> tuple[float, float]:
        start = perf_counter()
        found = cascade(problem, worlds, 0, threads)
        return perf_counter() - start, found.expected_fallen

    return row


def reach_kernel(threads: int) -> Row:
    """The worlds alone."""

    def row(problem: SpreadProblem, worlds: int) -> tuple[float, float]:
        order = within_reach(problem)
        graph = laid_out(problem, order, links_of(problem, order), 0)
        start = perf_counter()
        counts = fallen_counts(graph, worlds, threads)
        return perf_counter() - start, counts.sum() / worlds

    return row


def times(threads: int) -> Row:
    def row(problem: SpreadProblem, worlds: int) -> tuple[float, float]:
        start = perf_counter()
        found = forecast(problem, (HOURS,), worlds, 0, threads)
        return perf_counter() - start, found.expected_fallen[-1]

    return row


def key(threads: int) -> Row:
    def row(problem: SpreadProblem, worlds: int) -> tuple[float, float]:
        costs = np.ones(len(problem.assets), np.int64)
        start = perf_counter()
        found = key_points(problem, costs, worlds, 0, threads)
        return perf_counter() - start, found.expected_fallen

    return row


def gathers(threads: int, words: int) -> Row:
    """What no kernel of this kind can do without: for each link and word of 64 worlds, fetch the
    word of its source from somewhere and add it to that of its target, nothing else. Links lie
    in the order of their targets, so only the sources are at random; `words` lie side by side.
    """

    def row(problem: SpreadProblem, worlds: int) -> tuple[float, float]:
        order = np.argsort(problem.target, kind="stable")
        source = np.repeat(np.arange(len(problem.assets)), np.diff(problem.first))[order]
        sources, targets = source.astype(np.int32), problem.target[order]
        state = np.random.default_rng(0).integers(0, 2**63, (len(problem.assets), words), np.uint64)
        passes = worlds // 64 // words

        def share(thread: int) -> None:
            out = np.zeros_like(state)
            for _ in range(passes * thread // threads, passes * (thread + 1) // threads):
                _gather(sources, targets, state, out)

        _gather(sources[:1], targets[:1], state, np.zeros_like(state))
        best = np.inf
        for _ in range(5):
            start = perf_counter()
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(share, range(threads)))
            best = min(best, perf_counter() - start)
        return best, 0.0

    return row


@njit(nogil=True)
def _gather(
    sources: NDArray[np.int32],
    targets: NDArray[np.int32],
    state: NDArray[np.uint64],
    out: NDArray[np.uint64],
) -> None:
    for link in range(len(sources)):
        for word in range(state.shape[1]):
            out[targets[link], word] |= state[sources[link], word]


def by_heapq(problem: SpreadProblem, worlds: int) -> tuple[float, float]:
    """Plain Python: one draw and one logarithm for each link that is looked at."""
    chance = Random(0)
    first, target = problem.first.tolist(), problem.target.tolist()
    p, mean = problem.p.tolist(), problem.mean_hours.tolist()
    start, fallen = perf_counter(), 0
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
                if then <= HOURS and then < best.get(after, np.inf):
                    best[after] = then
                    heappush(waiting, (then, after))
        fallen += len(done)
    return perf_counter() - start, fallen / worlds


ROWS: dict[str, Row] = {
    "reach 1": reach(1),
    "reach 2": reach(2),
    "reach kernel 1": reach_kernel(1),
    "reach kernel 2": reach_kernel(2),
    "times 1": times(1),
    "times 2": times(2),
    "key 1": key(1),
    "key 2": key(2),
    "gathers 1": gathers(1, 1),
    "gathers 2": gathers(2, 1),
    "wide gathers 2": gathers(2, 8),
    "heapq": by_heapq,
}


def measure(name: str, assets: int, links: int, worlds: int, parallel: bool = False) -> Measured:
    """One row in this process."""
    row = ROWS[name]
    if not name.endswith("heapq"):
        row(problem_of(100, 976), 64 * 16)  # loads the kernels
    problem = parallel_links(links) if parallel else problem_of(assets, links)
    seconds, fallen = row(problem, worlds)
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
    return Measured(worlds, seconds, float(fallen), peak)


def parallel_links(links: int) -> SpreadProblem:
    """Two assets, and so many links from the one to the other."""
    many = Links(
        source=np.zeros(links, np.int32),
        target=np.ones(links, np.int32),
        kind=np.zeros(links, np.int16),
        port=np.zeros(links, np.int32),
        flow=np.full(links, -1, np.int32),
        kinds=("NetworkReach",),
    )
    ends = (Asset("here", "", "machine"), Asset("there", "", "machine"))
    start = {"here": 1.0}
    return build(Organisation("parallel", assets=ends, links=many), start, load_link_kinds())


def apart(name: str, assets: int, links: int, worlds: int, parallel: bool = False) -> Measured:
    """One row in a process of its own, its best of three where it is quick."""
    values = [name, assets, links, worlds, int(parallel)]
    runs = []
    while len(runs) < 3 and sum(run.seconds for run in runs) < 5 * max(len(runs), 1):
        command = [sys.executable, __file__, "--row", *map(str, values)]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        runs.append(Measured(*json.loads(out)))
    best = min(runs, key=lambda run: run.seconds)
    print(f"  {name}: {best.seconds:.3f} s for {worlds:,} worlds", file=sys.stderr)
    return best


def environment() -> Path | None:
    """The Python of the peers' environment, made if it is not there; None where it cannot be."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    folder = cache / "endigue-benchmarks" / f"spread-peers-{sys.version_info.minor}"
    python = folder / "bin" / "python"
    uv = (sys.executable, "-m", "uv") if _has_uv(sys.executable) else ("uv",)
    try:
        if not python.exists():
            subprocess.run([*uv, "venv", "-q", str(folder)], check=True)
        command = [*uv, "pip", "install", "-q", "--python", str(python), *PACKAGES]
        subprocess.run(command, check=True)
    except (OSError, subprocess.CalledProcessError) as trouble:
        print(f"the peers cannot be installed: {trouble}", file=sys.stderr)
        return None
    return python


def _has_uv(python: str) -> bool:
    command = [python, "-m", "uv", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def peers(python: Path, problem: SpreadProblem, divide: int) -> dict[str, Measured]:
    """Every peer on this problem."""
    found = {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "problem.npz"
        np.savez(
            path,
            assets=len(problem.assets),
            source=np.repeat(np.arange(len(problem.assets)), np.diff(problem.first)),
            target=problem.target,
            p=problem.p,
            mean_hours=problem.mean_hours,
            seed=problem.seed,
        )
        script = Path(__file__).with_name("spread_peers.py")
        for name, worlds in PEERS.items():
            values = [str(path), name, str(max(worlds, worlds // divide)), str(HOURS)]
            command = [str(python), "-W", "ignore", str(script), *values]
            done = subprocess.run(command, check=False, capture_output=True, text=True)
            if done.returncode:
                print(f"  {name} failed: {done.stderr.strip()[-300:]}", file=sys.stderr)
                continue
            out = json.loads(done.stdout.strip().splitlines()[-1])
            found[name] = Measured(out["worlds"], out["seconds"], out["fallen"], 0.0)
            print(f"  {name}: {found[name].per_world:.3f} s a world", file=sys.stderr)
    return found


HEADS = ("", "worlds sampled", f"s for {SAMPLES:,}", "times ours", "times the gathers", "fallen")


def compared(rows: Sequence[tuple[str, Measured]], ours: float, bound: float | None) -> str:
    """Rows side by side: seconds for all samples, as multiples of ours and of the bound."""
    return table(
        HEADS if bound else (*HEADS[:4], HEADS[5]),
        [
            [
                what,
                f"{row.worlds:,}",
                figure(row.for_all(SAMPLES)),
                figure(row.for_all(SAMPLES) / ours),
                *([figure(row.for_all(SAMPLES) / bound)] if bound else []),
                f"{row.fallen:,.0f}" if row.fallen else "–",
            ]
            for what, row in rows
        ],
    )


def figure(value: float) -> str:
    """Three significant figures."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def compiling() -> str:
    """Seconds until a small problem is answered: never compiled before, and compiled before."""
    rows = []
    for name in ("reach 2", "times 2", "key 2"):
        with TemporaryDirectory() as cache:
            seconds = [_first(name, cache), _first(name, cache)]
        rows.append([f"`spread {COMMANDS[name]}`", *(f"{one:.1f}" for one in seconds)])
    heads = ("first answer in a process, s", "never compiled before", "compiled before")
    return table(heads, rows)


COMMANDS = {"reach 2": "reach", "times 2": "forecast", "key 2": "key"}


def _first(name: str, cache: str) -> float:
    command = [sys.executable, __file__, "--first", name]
    done = subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"NUMBA_CACHE_DIR": cache},
    )
    return float(done.stdout)


def small(assets: int, links: int, with_peers: bool, divide: int) -> str:
    """The tables of the size at which peers can be measured."""
    names = ["gathers 1", "gathers 2", "wide gathers 2"]
    names += ["reach kernel 1", "reach kernel 2", "reach 2", "times 1", "times 2"]
    row = {name: apart(name, assets, links, SAMPLES) for name in names}
    row["key 2"] = apart("key 2", assets, links, SAMPLES // 16)
    row["heapq"] = apart("heapq", assets, links, 2)
    python = environment() if with_peers else None
    other = peers(python, problem_of(assets, links), divide) if python else {}
    falls = [
        ("lower bound: the gathers alone, one thread", row["gathers 1"]),
        ("lower bound: the gathers alone, two threads", row["gathers 2"]),
        ("the same, eight words side by side", row["wide gathers 2"]),
        ("Endigue, worlds alone, one thread", row["reach kernel 1"]),
        ("Endigue, worlds alone, two threads", row["reach kernel 2"]),
        ("Endigue, `spread reach`: layout and results too", row["reach 2"]),
        *_of(other, scipy="scipy, resample and search", eon="EoN discrete_SIR"),
        *_of(other, ndlib="NDlib IndependentCascades"),
    ]
    whens = [
        ("Endigue, one thread", row["times 1"]),
        ("Endigue, two threads", row["times 2"]),
        *_of(other, scipy_times="scipy, resample and Dijkstra"),
        ("plain Python, heapq", row["heapq"]),
        *_of(other, eon_times="EoN fast_nonMarkov_SIR"),
    ]
    ours, bound = row["reach kernel 2"].seconds, row["gathers 2"].seconds
    each = row["key 2"].per_world
    return f"""### {assets:,} assets, {links:,} links

Does it fall at all? Seconds of peers are extrapolated from the worlds that they sampled.

{compared(falls, ours, bound)}

When does it fall, up to {HOURS:.0f} hours?

{compared(whens, row["times 2"].seconds, None)}

What is saved by one cut (`spread key`)? {figure(each)} s a world on two threads, layout and
results included ({SAMPLES // 16} worlds)."""


def _of(measured: dict[str, Measured], **names: str) -> list[tuple[str, Measured]]:
    return [(what, measured[name]) for name, what in names.items() if name in measured]


def large(sizes: Sequence[tuple[int, int]]) -> str:
    """Ours alone, where peers would take days."""
    rows = []
    for assets, links in sizes:
        for name, worlds in (("reach 2", SAMPLES), ("times 2", 64), ("key 2", 16)):
            row = apart(name, assets, links, worlds)
            what = f"`spread {COMMANDS[name]}`, {assets:,} assets, {links:,} links"
            rows.append([what, f"{worlds:,}", figure(row.seconds), f"{row.peak / 1024:.1f}"])
    links = sizes[-1][1]
    row = apart("reach 2", 2, links, SAMPLES, parallel=True)
    what = f"`spread reach`, two assets, {links:,} parallel links"
    rows.append([what, f"{SAMPLES:,}", figure(row.seconds), f"{row.peak / 1024:.1f}"])
    heads = ("", "worlds", "seconds", "peak GiB")
    return f"""### Ours alone

{table(heads, rows)}

The peak is that of the whole process: organisation drawn, problem built, result made."""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--assets", type=int, default=100_000)
    parser.add_argument("--links", type=int, default=1_000_000)
    parser.add_argument("--quick", action="store_true", help="ten times smaller")
    parser.add_argument("--no-peers", action="store_true", help="install and measure no peers")
    parser.add_argument("--no-large", action="store_true", help="leave out 10 million links")
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    parser.add_argument("--row", nargs=5, help=argparse.SUPPRESS)
    parser.add_argument("--first", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.row:
        name, *values = asked.row
        assets, links, worlds, parallel = map(int, values)
        print(json.dumps(measure(name, assets, links, worlds, bool(parallel))))
        return
    if asked.first:
        problem = problem_of(100, 976)
        start = perf_counter()
        ROWS[asked.first](problem, 64)
        print(perf_counter() - start)
        return
    divide = 10 if asked.quick else 1
    start = perf_counter()
    parts = [
        "## spread (`benchmarks/spread.py`)",
        f"{os.cpu_count()} cores, Python {platform.python_version()}. Every row in a process of "
        "its own, the best of up to three runs.",
        small(asked.assets // divide, asked.links // divide, not asked.no_peers, divide),
    ]
    if not asked.no_large:
        parts.append(large([(1_000_000 // divide, 10_000_000 // divide)]))
    parts.append("### Compilation\n\n" + compiling())
    text = "\n\n".join(parts)
    print(text)
    print(f"{perf_counter() - start:.0f} s in all", file=sys.stderr)
    if asked.write:
        write_section("spread", text)


if __name__ == "__main__":
    main()
