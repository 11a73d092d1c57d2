"""Restoration: plans, bounds and peers in one run, on five seeded instances of each size.

    python benchmarks/restoration.py cost [--peer PYTHON] [--sizes 500:10,2000:20,10000:60]
                                          [--seeds 1,2,3,4,5]
    python benchmarks/restoration.py unseen [--sizes 500:10,2000:20,10000:60] [--foreseen-too]
    python benchmarks/restoration.py psplib FOLDER [--peer PYTHON] [--seconds 10] [--kept FILE]
                                            [--minutes 60]

Times are seconds on two cores, counted as processor seconds of this process over two, so that
other work on the machine takes nothing away. The exact solvers' time is on the wall; their workers
are two. `cost`: durations as foreseen; tier by tier, weight first (the full loss per hour, with
all that the operation needs), greedy, the search, CP-SAT alone and, with `--peer`, PyJobShop in an
environment of its own, where they are tried; "none" is no schedule found in the time. The judge of
the tests looks at every schedule; a peer's that breaks a rule is told as "broken". `unseen`: the
mean over 300 scenarios that no plan has seen, of the greedy plan and of the plan searched over
scenarios. `psplib`: gaps to the best known lengths in FOLDER/bks.csv, see
benchmarks/restoration_psplib.py.
"""

import argparse
from pathlib import Path
from statistics import mean
from time import process_time

import numpy as np

import restoration_psplib
from endigue.restoration.bound import lower_bound
from endigue.restoration.decoder import dispatch
from endigue.restoration.effort import Orders
from endigue.restoration.order import by_weight
from endigue.restoration.problem import RestorationProblem
from endigue.restoration.search import searched
from endigue.restoration.solve import (
    cheapest_order,
    decide,
    drawn_durations,
    expected,
    foreseen,
    rules,
)
from endigue.restoration.timetable import Timetable
from restoration_instances import problem, tier_by_tier
from restoration_peers import by_whoever_is_free, cp_sat_alone, judged, price, pyjobshop

NEW = range(5_000_000, 5_000_300)
"""Scenarios that no plan has seen."""


LOOKS = 20_000_000
"""Of the bound: more than a plan takes, which raises it by half a per cent."""


class TwoCores:
    """Patience for so many seconds of two cores."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.began = process_time()

    def __call__(self, _tried: int, _score: float) -> float:
        return (process_time() - self.began) / 2 / self.seconds


def cost(sizes: list[tuple[int, float]], seeds: list[int], exact_to: int, peer: str) -> None:
    """One line an instance, then the means."""
    print(
        f"{'tasks':>6} {'seed':>4} {'bound':>8} {'ours':>8} {'gap':>6} | relative to ours:"
        f" {'tier':>6} {'weight':>6} {'greedy':>6} {'CP-SAT':>6} {'PyJobShop':>9}"
        " | better than weight first",
        flush=True,
    )
    for tasks, seconds in sizes:
        asked = peer if tasks <= exact_to else ""
        lines = [_cost(tasks, seconds, seed, tasks <= exact_to, asked) for seed in seeds]
        gaps, gains = [line[0] for line in lines], [line[1] for line in lines]
        print(
            f"{tasks:>6} mean: gap {mean(gaps):.1%} (worst {max(gaps):.1%}), better than weight"
            f" first by {mean(gains):.1%} (least {min(gains):.1%})",
            flush=True,
        )


def _cost(tasks: int, seconds: float, seed: int, exact: bool, peer: str) -> tuple[float, float]:
    model, of = problem(tasks, seed)
    greedy = cheapest_order(of)
    ranks, _ = searched(of, foreseen(of), greedy, TwoCores(seconds), seed)
    bound = lower_bound(of, looks=LOOKS)

    def told(made: Timetable | None, width: int, digits: int = 3) -> str:
        if made is None:
            return f"{'none':>{width}}"
        try:
            return f"{judged(model, of, made) / ours:>{width}.{digits}f}"
        except AssertionError:  # the judge's word on a schedule that breaks a rule
            return f"{'broken':>{width}}"

    ours = judged(model, of, dispatch(of, ranks, of.tasks.ticks))
    by_loss = by_whoever_is_free(of, by_weight(of, of.losses.full))
    weight = judged(model, of, by_loss)
    tier = by_whoever_is_free(of, tier_by_tier(of, model))
    others = [
        told(tier, 6, 2),
        told(by_loss, 6),
        told(dispatch(of, greedy, of.tasks.ticks), 6),
        told(cp_sat_alone(of, seconds, seed), 6) if exact else f"{'-':>6}",
        told(pyjobshop(of, peer, seconds), 9) if peer else f"{'-':>9}",
    ]
    gap, gain = 1 - bound / ours, 1 - ours / weight
    print(
        f"{len(of.tasks.item):>6} {seed:>4} {bound / 1e8:>8.3f} {ours / 1e8:>8.3f} {gap:>6.1%} |"
        f"{'':18} {' '.join(others)} | {gain:.1%}",
        flush=True,
    )
    return gap, gain


def unseen(sizes: list[tuple[int, float]], seeds: list[int], *, foreseen_too: bool) -> None:
    """The mean loss over new scenarios, relative to the greedy order's: dispatched as ours is, and
    by whoever is free.
    """
    everywhere: list[float] = []
    for tasks, seconds in sizes:
        gains: list[float] = []
        plain: list[float] = []
        nominal: list[float] = []
        for seed in seeds:
            _, of = problem(tasks, seed)
            worlds = drawn_durations(of, seed, NEW)
            greedy = expected(of, cheapest_order(of), worlds)
            made = decide(of, seed, patience=TwoCores(seconds))
            ours = expected(of, made.ranks, worlds)
            gains.append(1 - ours / greedy)
            plain.append(1 - ours / _free_for_all(of, worlds))
            told = f"{tasks:>6} {seed:>4} searched over scenarios {gains[-1]:+.1%}"
            told += f", than greedy by whoever is free {plain[-1]:+.1%}"
            if foreseen_too:
                known = decide(of, seed, patience=TwoCores(seconds), trained=0)
                nominal.append(1 - expected(of, known.ranks, worlds) / greedy)
                told += f", over foreseen durations {nominal[-1]:+.1%}"
            print(told, flush=True)
        everywhere += gains
        told = f"{tasks:>6} mean: better than greedy by {mean(gains):.1%} (least {min(gains):.1%})"
        told += f", by whoever is free {mean(plain):.1%} (least {min(plain):.1%})"
        if nominal:
            told += f"; over foreseen durations {mean(nominal):.1%} (least {min(nominal):.1%})"
        print(told, flush=True)
    print(f"all: better than greedy by {mean(everywhere):.1%} (least {min(everywhere):.1%})")


def _free_for_all(of: RestorationProblem, worlds: np.ndarray) -> float:
    """The mean loss of the greedy order where whoever is free takes the next thing."""
    ranks = min(rules(of), key=lambda each: price(of, by_whoever_is_free(of, each)))
    made = (dispatch(of, ranks, ticks, holding=False) for ticks in worlds)
    return mean(float(price(of, each)) for each in made)


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
    parser.add_argument("--exact-to", type=int, default=2000, help="tasks the exact are tried on")
    parser.add_argument(
        "--foreseen-too", action="store_true", help="unseen: also plans for foreseen durations"
    )
    parser.add_argument("--peer", default="", help="a Python that has PyJobShop")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--kept", type=Path, help="psplib: a file of results to go on behind")
    parser.add_argument("--minutes", type=float, default=1e9, help="psplib: begin nothing after")
    chosen = parser.parse_args()
    pairs = [one.split(":") for one in chosen.sizes.split(",")]
    sizes = [(int(tasks), float(seconds)) for tasks, seconds in pairs]
    seeds = [int(seed) for seed in chosen.seeds.split(",")]
    _compiled()
    if chosen.part == "cost":
        cost(sizes, seeds, chosen.exact_to, chosen.peer)
    elif chosen.part == "unseen":
        unseen(sizes, seeds, foreseen_too=chosen.foreseen_too)
    else:
        restoration_psplib.run(
            chosen.folder, chosen.peer, chosen.seconds, chosen.kept, chosen.minutes
        )


if __name__ == "__main__":
    main()
