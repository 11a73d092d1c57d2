"""Restoration: plans, bounds and peers in one run, on five seeded instances of each size.

    python benchmarks/restoration.py cost [--sizes 500:10,2000:20,10000:60] [--seeds 1,2,3,4,5]
    python benchmarks/restoration.py unseen [--sizes 500:10,1000:10,2000:20] [--foreseen-too]
    python benchmarks/restoration.py psplib FOLDER [--peer PYTHON] [--seconds 10] [--every 40]

Times are seconds on two cores, counted as processor seconds of this process over two, so that
other work on the machine takes nothing away. The exact solver's time is on the wall; its workers
are two. `cost`: durations as foreseen; tier by tier, weight first (the full loss per hour, with
all that the operation needs), greedy, the search, and CP-SAT alone where it is tried. `unseen`:
the mean over 300 scenarios that no plan has seen, of the greedy plan and of the plan searched over
scenarios. `psplib`: gaps to the best known lengths in FOLDER/bks.csv, of ours, of CP-SAT alone and,
with `--peer`, of PyJobShop in an environment of its own.
"""

import argparse
import csv
import subprocess
from pathlib import Path
from statistics import mean
from time import perf_counter, process_time

import numpy as np

from endigue.kernel.money import Cents
from endigue.readers.psplib import read_psplib
from endigue.restoration.bound import lower_bound
from endigue.restoration.decoder import dispatch
from endigue.restoration.dependencies import returns
from endigue.restoration.effort import Orders
from endigue.restoration.exact import solve_exactly
from endigue.restoration.losses import total
from endigue.restoration.order import by_weight
from endigue.restoration.problem import RestorationProblem
from endigue.restoration.rcpsp import alone, schedule
from endigue.restoration.search import searched
from endigue.restoration.solve import (
    cheapest_order,
    decide,
    drawn_durations,
    expected,
    foreseen,
    planned_cost,
)
from endigue.restoration.timetable import item_returns
from restoration_instances import problem, tier_by_tier

NEW = range(5_000_000, 5_000_300)
"""Scenarios that no plan has seen."""

PEER = Path(__file__).parent / "peers" / "pyjobshop_rcpsp.py"


class TwoCores:
    """Patience for so many seconds of two cores."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.began = process_time()

    def __call__(self, _tried: int, _score: float) -> float:
        return (process_time() - self.began) / 2 / self.seconds


def cost(sizes: list[tuple[int, float]], seeds: list[int], exact_to: int) -> None:
    """One line an instance, then the means."""
    print(
        f"{'tasks':>6} {'seed':>4} {'bound':>8} {'ours':>8} {'gap':>6} | relative to ours:"
        f" {'tier':>6} {'weight':>6} {'greedy':>6} {'CP-SAT':>6} | better than weight first",
        flush=True,
    )
    for tasks, seconds in sizes:
        lines = [_cost(tasks, seconds, seed, tasks <= exact_to) for seed in seeds]
        gaps, gains = [line[0] for line in lines], [line[1] for line in lines]
        print(
            f"{tasks:>6} mean: gap {mean(gaps):.1%} (worst {max(gaps):.1%}), better than weight"
            f" first by {mean(gains):.1%} (least {min(gains):.1%})",
            flush=True,
        )


def _cost(tasks: int, seconds: float, seed: int, exact: bool) -> tuple[float, float]:
    model, of = problem(tasks, seed)
    greedy = cheapest_order(of)
    ranks, _ = searched(of, foreseen(of), greedy, TwoCores(seconds), seed)
    ours, bound = planned_cost(of, ranks), lower_bound(of)
    weight = _by_whoever_is_free(of, by_weight(of, of.losses.full))
    tier = _by_whoever_is_free(of, tier_by_tier(of, model))
    alone_cost = "-"
    if exact:
        anyhow = dispatch(of, np.arange(len(of.items)), of.tasks.ticks)
        made = solve_exactly(of, anyhow, seconds, seed, hinted=False)
        alone_cost = "none" if made is None else f"{made.cost / ours:.3f}"
    gap, gain = 1 - bound / ours, 1 - ours / weight
    print(
        f"{len(of.tasks.item):>6} {seed:>4} {bound / 1e8:>8.3f} {ours / 1e8:>8.3f} {gap:>6.1%} |"
        f"{'':19}{tier / ours:>6.2f} {weight / ours:>6.3f} {planned_cost(of, greedy) / ours:>6.3f}"
        f" {alone_cost:>6} | {gain:.1%}",
        flush=True,
    )
    return gap, gain


def _by_whoever_is_free(of: RestorationProblem, ranks: np.ndarray) -> Cents:
    """What an order costs where whoever is free takes the next thing, awaited or not: the rules
    of thumb are done so.
    """
    timetable = dispatch(of, ranks, of.tasks.ticks, holding=False)
    return total(of.losses, returns(of.dependencies, item_returns(of, timetable))[0])


def unseen(sizes: list[tuple[int, float]], seeds: list[int], *, foreseen_too: bool) -> None:
    """The mean loss over new scenarios, relative to the greedy order's."""
    for tasks, seconds in sizes:
        gains: list[float] = []
        nominal: list[float] = []
        for seed in seeds:
            _, of = problem(tasks, seed)
            worlds = drawn_durations(of, seed, NEW)
            greedy = expected(of, cheapest_order(of), worlds)
            made = decide(of, seed, patience=TwoCores(seconds))
            gains.append(1 - expected(of, made.ranks, worlds) / greedy)
            told = f"{tasks:>6} {seed:>4} searched over scenarios {gains[-1]:+.1%}"
            if foreseen_too:
                known = decide(of, seed, patience=TwoCores(seconds), trained=0)
                nominal.append(1 - expected(of, known.ranks, worlds) / greedy)
                told += f", over foreseen durations {nominal[-1]:+.1%}"
            print(told, flush=True)
        told = f"{tasks:>6} mean: better than greedy by {mean(gains):.1%} (least {min(gains):.1%})"
        if nominal:
            told += f"; over foreseen durations {mean(nominal):.1%} (least {min(nominal):.1%})"
        print(told, flush=True)


def psplib(folder: Path, peer: str, seconds: float, every: int) -> None:
    """Mean gaps to the best known lengths, on every so many instances of each set."""
    with (folder / "bks.csv").open(encoding="utf-8") as stream:
        best = {row["instance"]: int(row["bks"]) for row in csv.DictReader(stream)}
    for family in ("J60_", "J120_"):
        names = sorted((n for n in best if n.startswith(family)), key=_number)[3::every]
        gaps: dict[str, list[float]] = {"ours": [], "CP-SAT alone": [], "PyJobShop": []}
        for name in names:
            path = folder / "instances" / name
            project = read_psplib(path.read_text(encoding="utf-8"), name)
            began = perf_counter()
            half = _Wall(seconds / 2)
            ours = schedule(project, half, seconds / 2, 1).makespan
            took = perf_counter() - began
            lengths = {"ours": ours, "CP-SAT alone": alone(project, seconds, 1).makespan}
            if peer:
                answer = subprocess.run(
                    [peer, str(PEER), str(path), str(seconds)],
                    check=True,
                    capture_output=True,
                    text=True,
                )
                lengths["PyJobShop"] = int(answer.stdout.split()[-1])
            for who, length in lengths.items():
                gaps[who].append(length / best[name] - 1)
            print(name, best[name], lengths, f"{took:.1f} s", flush=True)
        for who, each in gaps.items():
            if each:
                optimal = sum(gap <= 0 for gap in each)
                print(
                    f"{family} {who}: mean gap {mean(each):.2%}, best known {optimal}/{len(each)}"
                )


class _Wall:
    """Patience for so many seconds on the wall."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.began = perf_counter()

    def __call__(self, _tried: int, _score: float) -> float:
        return (perf_counter() - self.began) / self.seconds


def _number(name: str) -> int:
    return int(name.rsplit("_", 1)[1].removesuffix(".txt"))


def _compiled() -> None:
    _, small = problem(50, 1)
    searched(small, foreseen(small), cheapest_order(small), Orders(10), 1)
    decide(small, 1, scenarios=2, patience=Orders(10))
    lower_bound(small)


def main() -> None:
    """Print one of the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", choices=("cost", "unseen", "psplib"))
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--sizes", default="500:10,2000:20,10000:60")
    parser.add_argument("--seeds", default="1,2,3,4,5")
    parser.add_argument("--exact-to", type=int, default=2000, help="tasks that CP-SAT is tried on")
    parser.add_argument(
        "--foreseen-too", action="store_true", help="unseen: also plans for foreseen durations"
    )
    parser.add_argument("--peer", default="", help="a Python that has PyJobShop")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--every", type=int, default=40)
    chosen = parser.parse_args()
    pairs = [one.split(":") for one in chosen.sizes.split(",")]
    sizes = [(int(tasks), float(seconds)) for tasks, seconds in pairs]
    seeds = [int(seed) for seed in chosen.seeds.split(",")]
    _compiled()
    if chosen.part == "cost":
        cost(sizes, seeds, chosen.exact_to)
    elif chosen.part == "unseen":
        unseen(sizes, seeds, foreseen_too=chosen.foreseen_too)
    else:
        psplib(chosen.folder, chosen.peer, chosen.seconds, chosen.every)


if __name__ == "__main__":
    main()
