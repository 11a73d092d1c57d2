"""Published projects: gaps to the best known lengths, of ours, CP-SAT alone and PyJobShop.

Run by `benchmarks/restoration.py psplib`. Each solver stops at the best known length: a shorter
schedule is not known, so no gap changes by it and hours are spared. Of every project a line of
JSON is kept as soon as it is done; a second run with the same file goes on behind them. Projects
come in an order of which any first part is spread evenly over both sets and over the kinds of
project in each, whose numbers lie together.
"""

import csv
import json
import subprocess
from collections.abc import Iterator
from math import gcd
from pathlib import Path
from statistics import mean
from time import perf_counter

from endigue.readers.psplib import read_psplib
from endigue.restoration.rcpsp import alone, schedule

FAMILIES = ("J60", "J120")

PEER = Path(__file__).parent / "peers" / "pyjobshop_rcpsp.py"

SOLVERS = ("ours", "CP-SAT alone", "PyJobShop")

Line = dict[str, int | float | str | None]


def run(folder: Path, peer: str, seconds: float, kept: Path | None, minutes: float) -> None:
    """Measure what is not in the file yet for so many minutes, then tell all that is in it."""
    best = _best_known(folder / "bks.csv")
    lines = _lines(kept, seconds)
    known = {line["project"] for line in lines}
    names = [name for name in evenly(list(best)) if name not in known]
    began = perf_counter()
    for name in names:
        if perf_counter() - began > 60 * minutes:
            break
        line = _measured(folder / "instances" / name, best[name], peer, seconds)
        lines.append(line)
        if kept is not None:
            with kept.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(line) + "\n")
        print(json.dumps(line), flush=True)
    for family in FAMILIES:
        _tell(family, lines, sum(name.startswith(f"{family}_") for name in best))


def evenly(names: list[str]) -> list[str]:
    """The projects of both sets, so that every first part of them is spread over all."""
    placed = []
    for family in FAMILIES:
        some = sorted((name for name in names if name.startswith(f"{family}_")), key=_number)
        order = list(_strides(len(some)))
        placed += [((at + 0.5) / len(some), family, some[one]) for at, one in enumerate(order)]
    return [name for _, _, name in sorted(placed)]


def _strides(count: int) -> Iterator[int]:
    """Each number below `count` once, by steps of nearly the golden section of it."""
    step = round(count * 0.618)
    while count > 1 and gcd(step, count) > 1:
        step += 1
    return (number * step % count for number in range(count))


def _best_known(path: Path) -> dict[str, int]:
    with path.open(encoding="utf-8") as stream:
        return {row["instance"]: int(row["bks"]) for row in csv.DictReader(stream)}


def _lines(kept: Path | None, seconds: float) -> list[Line]:
    if kept is None or not kept.exists():
        return []
    lines = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    if any(line["seconds"] != seconds for line in lines):
        raise SystemExit(f"{kept} holds lines measured with another --seconds; name another file")
    return lines


def _measured(path: Path, best: int, peer: str, seconds: float) -> Line:
    project = read_psplib(path.read_text(encoding="utf-8"), path.name)
    half = Wall(seconds / 2)
    ours = schedule(project, half, seconds / 2, 1, enough=best)
    line: Line = {"project": path.name, "seconds": seconds, "best": best, "ours": ours.makespan}
    line["CP-SAT alone"] = alone(project, seconds, 1, enough=best).makespan
    if peer:
        answer = subprocess.run(
            [peer, str(PEER), str(path), str(seconds), str(best)],
            check=True,
            capture_output=True,
            text=True,
        )
        length = answer.stdout.split()[-1]
        line["PyJobShop"] = None if length == "none" else int(length)
    return line


def _tell(family: str, lines: list[Line], whole: int) -> None:
    here = [line for line in lines if str(line["project"]).startswith(f"{family}_")]
    for who in SOLVERS:
        asked = [line for line in here if who in line]
        found = [line for line in asked if line[who] is not None]
        if not found:
            continue
        gaps = [float(line[who] or 0) / float(line["best"] or 1) - 1 for line in found]
        told = (
            f"{family} {who}: {len(asked)} of {whole}, mean gap {mean(gaps):.2%}"
            f" (worst {max(gaps):.1%}), best known length {sum(gap <= 0 for gap in gaps)}"
        )
        if len(found) < len(asked):
            told += f", no schedule {len(asked) - len(found)}"
        print(told, flush=True)


def _number(name: str) -> int:
    return int(name.rsplit("_", 1)[1].removesuffix(".txt"))


class Wall:
    """Patience for so many seconds on the wall."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.began = perf_counter()

    def __call__(self, _tried: int, _score: float) -> float:
        return (perf_counter() - self.began) / self.seconds
