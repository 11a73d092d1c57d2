"""How fast the containment is solved to proof, beside peers and beside what is done in practice.

    python benchmarks/containment.py [--quick] [--no-peers] [--write]

Prints the tables; with --write also puts them into docs/benchmarks.md. Takes about half an hour
on two idle cores; --quick has two seeds a row, and leaves out 200,000 assets.

Every row has its own process, whose peak memory stands beside it, and its kernels were compiled
before. *Preparation* is from an organisation in memory to the reduced problem; *solving* is all
the rest, until a gap of at most 1 % is proven. The plan's harm is checked with the independent
simulator each time. Peers get the same reduced problem, without what `solve` does to it: HiGHS
as `programme` states it, one thread; CP-SAT with two workers, installed by uv in an environment
of its own, in the user's cache. Linux and macOS only.
"""

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from endigue.containment.hands import ALL, caps
from endigue.containment.price import Simulator
from endigue.containment.problem import ContainmentProblem, build
from endigue.containment.solve import solve
from endigue.containment.solve.programme import Limits, search
from endigue.organisation.model import Organisation
from enterprises import enterprise, mutual, stress
from tables import table, write_section

GAP = 0.01
PEER_SECONDS = 10.0
CAPPED_SHARE = 0.6
"""Of the minutes of the best plan without a cap."""

ROOT = Path(__file__).parent
PEER_HEADS = ("HiGHS, s", "gap", "harm", "CP-SAT, s", "gap", "harm")


@dataclass(frozen=True)
class Row:
    """What is measured, once a seed."""

    name: str
    family: str
    size: int
    seconds: float
    """That solving may take."""
    hands: bool = False
    peers: int = 2
    """How many of the seeds the peers and the practice get."""
    seeds: int = 10


ROWS = (
    Row("enterprise", "enterprise", 2_000, 10.0, peers=10),
    Row("enterprise", "enterprise", 20_000, 10.0),
    Row("enterprise", "enterprise", 200_000, 60.0, peers=1),
    Row("enterprise, flows link by link", "link_by_link", 20_000, 60.0, seeds=3),
    Row("enterprise, flows link by link", "link_by_link", 200_000, 60.0, peers=0, seeds=3),
    Row("enterprise, hands capped at 60 %", "enterprise", 2_000, 30.0, hands=True, peers=3),
    Row("enterprise, hands capped at 60 %", "enterprise", 20_000, 30.0, hands=True),
    Row("stress", "stress", 200, 20.0, peers=10),
    Row("stress", "stress", 400, 20.0, peers=10),
    Row("stress", "stress", 800, 20.0, peers=10),
    Row("reference mutual", "mutual", 700, 10.0),
    Row("reference mutual", "mutual", 10_000, 10.0, seeds=3),
    Row("reference mutual", "mutual", 100_000, 60.0, peers=0, seeds=3),
)

FAMILIES: dict[str, Callable[[int, int], tuple[Organisation, tuple[str, ...]]]] = {
    "enterprise": enterprise,
    "link_by_link": lambda size, seed: enterprise(size, seed, link_by_link=True),
    "stress": stress,
    "mutual": mutual,
}


def measure(row: Row, seed: int, *, peers: bool) -> dict[str, object]:
    """One instance, in this process."""
    _compile()
    organisation, infected = FAMILIES[row.family](row.size, seed)
    begun = perf_counter()
    problem = build(organisation, infected, hands=row.hands)
    prepared = perf_counter() - begun
    simulator = Simulator(organisation)
    cap = ()
    if row.hands:
        free = solve(problem, row.seconds)
        levers = organisation.lever_by_id
        minutes = sum(levers[lever].minutes for lever in free.pulled)
        cap = caps(organisation, problem, {ALL: minutes * CAPPED_SHARE})
    begun = perf_counter()
    found = solve(problem, row.seconds, gap=0.0 if row.family == "stress" else GAP, caps=cap)
    solved = perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert simulator.price(infected, found.pulled).harm == found.objective
    answer: dict[str, object] = {
        "assets": len(organisation.assets),
        "links": len(organisation.links),
        "levers": len(organisation.levers),
        "prepared": prepared,
        "solved": solved,
        "gap": found.gap,
        "harm": found.objective,
        "actions": len(found.pulled),
        "peak": peak,
    }
    if peers:
        answer["highs"] = _highs(problem, simulator, infected, cap)
        answer["cpsat"] = _cpsat(problem, cap)
        if not row.hands:
            answer["practice"] = _practice(organisation, simulator, infected, len(found.pulled))
    return answer


def _compile() -> None:
    organisation, infected = enterprise(300, 1)
    solve(build(organisation, infected))


def _highs(
    problem: ContainmentProblem, simulator: Simulator, infected: Sequence[str], cap: tuple
) -> dict[str, object]:
    harm = simulator.price(infected, problem.forced).harm
    begun = perf_counter()
    found = search(problem, harm - problem.constant, Limits(PEER_SECONDS, GAP), cap)
    seconds = perf_counter() - begun
    pulled = [*problem.forced, *(problem.levers[lever] for lever in found.levers)]
    return {
        "objective": simulator.price(infected, pulled).harm,
        "bound": problem.constant + max(0.0, found.bound),
        "seconds": seconds,
    }


def _cpsat(problem: ContainmentProblem, cap: tuple) -> dict[str, object]:
    arrays = {
        name: getattr(problem, name)
        for name in problem.__slots__
        if name not in ("forced", "levers")
    }
    for number, one in enumerate(cap):
        arrays |= {f"cap_seconds_{number}": one.seconds, f"cap_most_{number}": one.most}
    with TemporaryDirectory() as folder:
        file = Path(folder) / "problem.npz"
        np.savez(file, caps=len(cap), **arrays)
        command = [_peer_python(), ROOT / "containment_peers.py", file, str(PEER_SECONDS)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def _peer_python() -> Path:
    home = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    environment = home / "endigue-benchmarks" / "containment"
    python = environment / "bin" / "python"
    if not python.exists():
        uv = [shutil.which("uv")] if shutil.which("uv") else [sys.executable, "-m", "uv"]
        subprocess.run([*uv, "venv", "--quiet", environment], check=True)
        install = [*uv, "pip", "install", "--quiet", "--python", python, "ortools", "numpy"]
        subprocess.run(install, check=True)
    return python


def _practice(
    organisation: Organisation, simulator: Simulator, infected: Sequence[str], actions: int
) -> dict[str, int]:
    """Harm of what is done without a computer, and of two rules from the literature."""
    levers, zones = organisation.levers, organisation.zone_by_id
    on = {lever.target: lever.id for lever in levers}
    forced = [lever.id for lever in levers if lever.doctrine == "mandatory"]
    degree = np.bincount(organisation.links.source, minlength=len(organisation.assets))
    degree += np.bincount(organisation.links.target, minlength=len(organisation.assets))
    busiest = [organisation.assets[place].id for place in np.argsort(-degree, kind="stable")]
    into_core = [
        flow.id
        for flow in organisation.flows
        if zones[flow.target_zone].tier == 0 and zones[flow.source_zone].tier != 0
    ]
    core = [zone.id for zone in organisation.zones if zone.tier == 0]
    plans = {
        "do nothing": [],
        "isolate the known": [on[one] for one in infected if one in on],
        "ring around the core of trust": [on[one] for one in (*into_core, *core) if one in on],
        "highest degree": [on[one] for one in busiest if one in on][:actions],
        "pull the plug": [lever.id for lever in levers if lever.target in zones],
    }
    return {
        name: simulator.price(infected, {*forced, *plan} if name != "do nothing" else []).harm
        for name, plan in plans.items()
    }


def run(row: Row, seed: int, *, peers: bool) -> dict[str, object]:
    """One instance, in a process of its own."""
    command = [sys.executable, __file__, "--one", str(ROWS.index(row)), str(seed)]
    command += ["--peers"] if peers else []
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def _times(values: Sequence[float]) -> str:
    return f"{median(values):.2f} ({max(values):.2f})"


def _gap(answer: dict[str, object]) -> float:
    objective, bound = answer["objective"], answer["bound"]
    return 1.0 if objective is None or not objective else max(0.0, 1 - bound / objective)


def solving(row: Row, found: Sequence[dict[str, object]]) -> list[str]:
    """The line of our own solver."""
    gaps = [one["gap"] for one in found]
    bar = 0.05 if row.hands else (0.0 if row.family == "stress" else GAP)
    proven = sum(gap <= bar + 1e-9 for gap in gaps)
    return [
        row.name,
        f"{median(one['assets'] for one in found):,.0f}",
        f"{median(one['links'] for one in found):,.0f}",
        f"{median(one['levers'] for one in found):,.0f}",
        _times([one["prepared"] for one in found]),
        _times([one["solved"] for one in found]),
        f"{proven} of {len(found)}",
        f"{max(gaps):.2%}",
        f"{max(one['peak'] for one in found):,.0f}",
    ]


def peering(row: Row, found: Sequence[dict[str, object]]) -> list[str]:
    """The line of the peers, on the seeds that they got."""
    with_peers = [one for one in found if "highs" in one]
    line = [row.name, f"{row.size:,}", str(len(with_peers))]
    line.append(f"{median(one['solved'] for one in with_peers):.2f}")
    for peer in ("highs", "cpsat"):
        line.append(f"{median(one[peer]['seconds'] for one in with_peers):.1f}")
        none = sum(one[peer]["objective"] is None for one in with_peers)
        worst = max(_gap(one[peer]) for one in with_peers)
        line.append(f"{worst:.1%}" + (f", {none} without a plan" if none else ""))
        ratios = [
            one[peer]["objective"] / one["harm"]
            for one in with_peers
            if one[peer]["objective"] is not None and one["harm"]
        ]
        line.append(f"{max(ratios):.2f}" if ratios else "–")
    return line


def practising(row: Row, found: Sequence[dict[str, object]]) -> list[str]:
    """Harm of the practice, as a multiple of the plan's: the median over the seeds."""
    rows = [one for one in found if "practice" in one]
    names = list(rows[0]["practice"])
    ratios = [
        f"{median(one['practice'][name] / max(1, one['harm']) for one in rows):.2f}"
        for name in names
    ]
    return [row.name, f"{row.size:,}", *ratios]


def report(results: Sequence[tuple[Row, list[dict[str, object]]]]) -> str:
    """The three tables."""
    heads = ["", "assets", "links", "levers", "prepare, s", "solve, s"]
    parts = [
        "## containment (`benchmarks/containment.py`)",
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}. Seconds"
        " are the median over the seeds and, in brackets, the worst. *Proven* counts the seeds"
        " within 1 % (with hands 5 %, stress exactly).",
        table(
            [*heads, "proven", "worst gap", "peak MiB"],
            [solving(row, found) for row, found in results],
        ),
    ]
    peered = [(row, found) for row, found in results if any("highs" in one for one in found)]
    if peered:
        parts += [
            f"Peers on the same reduced problems, {PEER_SECONDS:g} s each. *Harm* is the worst plan"
            " of theirs as a multiple of ours.",
            table(
                [
                    "",
                    "size",
                    "seeds",
                    "ours, s",
                    "HiGHS, s",
                    "gap",
                    "harm",
                    "CP-SAT, s",
                    "gap",
                    "harm",
                ],
                [peering(row, found) for row, found in peered],
            ),
        ]
    practised = [(row, found) for row, found in peered if any("practice" in one for one in found)]
    if practised:
        names = list(next(one for one in practised[0][1] if "practice" in one)["practice"])
        parts += [
            "What is done without a computer: harm as a multiple of the plan's, median.",
            table(["", "size", *names], [practising(row, found) for row, found in practised]),
        ]
    return "\n\n".join(parts)


def main() -> None:
    """Measure every row."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--one", nargs=2, type=int, help=argparse.SUPPRESS)
    parser.add_argument("--peers", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        row, seed = arguments.one
        print(json.dumps(measure(ROWS[row], seed, peers=arguments.peers)))
        return
    results = []
    for row in ROWS:
        if arguments.quick and row.size > 50_000:
            continue
        found = []
        for seed in range(1, 1 + (min(2, row.seeds) if arguments.quick else row.seeds)):
            peers = not arguments.no_peers and seed <= row.peers
            found.append(run(row, seed, peers=peers))
            print(row.name, row.size, seed, _summary(found[-1]), file=sys.stderr, flush=True)
        results.append((row, found))
    text = report(results)
    print(text)
    if arguments.write:
        write_section("containment", text)


def _summary(answer: dict[str, object]) -> str:
    keys = ("prepared", "solved", "gap")
    return " ".join(f"{key} {answer[key]:.4f}" for key in keys)


if __name__ == "__main__":
    main()
