"""The problem as a mixed-integer programme, for HiGHS.

One binary variable per lever and one continuous variable per state: once the levers are fixed
every state settles at 0 or 1 by itself. Declaring the states binary too makes HiGHS probe them,
which takes two to five times as long on what `settle` leaves (`benchmarks/containment.py`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from math import comb, isfinite
from typing import Any

import highspy
import numpy as np

# The public class prints a banner on standard output as it is made, before it can be silenced.
from highspy import _core
from highspy._core import _Highs
from numpy.typing import NDArray

from endigue.containment.hands import Cap
from endigue.containment.implications import OPEN, TRUE
from endigue.containment.problem import ContainmentProblem

TOLERANCE = 1e-9
"""Feasibility in the solver, where every variable lies between 0 and 1."""
MOST_SUBSETS = 24
"""A threshold is written as one row per subset up to so many, which is tighter, else as one."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one run of the solver found: levers of its best plan (none where it has no plan),
    the least cost beside the constant that it has proven, and the seconds that it used.
    """

    levers: NDArray[np.int64]
    bound: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """When the solver stops, and the seed of its chance."""

    seconds: float
    gap: float = 0.0
    seed: int = 5
    stop: Callable[[], bool] | None = None
    """Asked again and again; true stops the search, which then gives what it has."""

    def stopped(self) -> bool:
        """Whether someone wants it to end now."""
        return self.stop is not None and self.stop()


def solver_name() -> str:
    """Name and version of the solver, for the record."""
    parts = (
        highspy.HIGHS_VERSION_MAJOR,
        highspy.HIGHS_VERSION_MINOR,
        highspy.HIGHS_VERSION_PATCH,
    )
    return "HiGHS " + ".".join(str(part) for part in parts)


def search(
    problem: ContainmentProblem, at_stake: int, limits: Limits, caps: Iterable[Cap] = ()
) -> Found:
    """Run HiGHS once. `at_stake` is what a known plan costs beside the constant."""
    solver = _solver(limits)
    scale = _pass_model(solver, problem, at_stake, tuple(caps))
    _listen(solver, limits)
    if solver.run() == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS cannot run the model")
    values = np.array(solver.getSolution().col_value[: len(problem.levers)])
    bound = float(solver.getInfo().mip_dual_bound)
    return Found(
        levers=np.flatnonzero(values > 0.5),
        bound=bound / scale if isfinite(bound) else 0.0,
        seconds=solver.getRunTime(),
    )


def highest_low(
    heights: NDArray[np.float64], slopes: NDArray[np.float64], most: float
) -> tuple[NDArray[np.float64], float]:
    """Where, within 0 and `most` in every dimension, the lowest of these planes is highest, and
    how high. Plane i is heights[i] + slopes[i] x prices.
    """
    rows, dimensions = slopes.shape
    solver = _solver(Limits(seconds=60.0))
    value = np.concatenate([np.ones((rows, 1)), -slopes], axis=1)
    columns = dimensions + 1
    solver.passModel(
        columns,
        rows,
        value.size,
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMaximize),
        0.0,
        np.append(1.0, np.zeros(dimensions)),
        np.append(-highspy.kHighsInf, np.zeros(dimensions)),
        np.append(highspy.kHighsInf, np.full(dimensions, most)),
        np.full(rows, -highspy.kHighsInf),
        heights,
        (np.arange(rows) * columns).astype(np.int32),
        np.tile(np.arange(columns, dtype=np.int32), rows),
        value.ravel(),
        np.zeros(columns, dtype=np.int32),
    )
    solver.run()
    found = np.array(solver.getSolution().col_value)
    return found[1:], float(found[0])


def _solver(limits: Limits) -> _Highs:
    # HiGHS refuses another number of threads than the process first ran it with.
    _Highs.resetGlobalScheduler(True)
    solver = _Highs()
    options: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "random_seed": limits.seed,
        "time_limit": max(0.0, float(limits.seconds)),
        "mip_rel_gap": limits.gap,
        "mip_abs_gap": 0.0,
        "mip_feasibility_tolerance": TOLERANCE,
        "primal_feasibility_tolerance": TOLERANCE,
        "dual_feasibility_tolerance": TOLERANCE,
    }
    for name, value in options.items():
        if solver.setOptionValue(name, value) != highspy.HighsStatus.kOk:
            raise RuntimeError(f"HiGHS refuses option {name}")
    return solver


def _listen(solver: _Highs, limits: Limits) -> None:
    """Let the search be stopped."""
    if limits.stop is None:
        return
    interrupt = _core.cb.HighsCallbackType.kCallbackMipInterrupt

    def called(kind: Any, _message: str, _out: Any, answer: Any, _data: Any) -> None:
        if kind == interrupt:
            answer.user_interrupt = limits.stopped()

    solver.setCallback(called, None)
    solver.startCallback(interrupt)


class _Rows:
    """Rows of the form: sum of coefficient x column >= least."""

    def __init__(self) -> None:
        self._blocks: list[tuple[NDArray[np.float64], NDArray[np.int64], _Terms]] = []

    def add(
        self,
        least: float,
        rows: int,
        row: NDArray[np.int64],
        column: NDArray[np.int64],
        coefficient: NDArray[np.float64] | float,
    ) -> None:
        """So many rows; the terms name their row from 0 on, in any order."""
        values = np.broadcast_to(coefficient, row.shape).astype(np.float64)
        self._blocks.append((np.full(rows, least), row, (column, values)))

    def matrix(
        self,
    ) -> tuple[NDArray[np.float64], NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
        """The least values, and the rows in compressed form."""
        least = [block[0] for block in self._blocks]
        offset = np.cumsum([0, *(len(part) for part in least)])
        row = np.concatenate(
            [block[1] + at for block, at in zip(self._blocks, offset[:-1], strict=True)]
        )
        order = np.argsort(row, kind="stable")
        start = np.zeros(offset[-1] + 1, np.int64)
        np.cumsum(np.bincount(row, minlength=int(offset[-1])), out=start[1:])
        column = np.concatenate([block[2][0] for block in self._blocks])[order]
        value = np.concatenate([block[2][1] for block in self._blocks])[order]
        return (
            np.concatenate(least),
            start[:-1].astype(np.int32),
            column.astype(np.int32),
            value,
        )


_Terms = tuple[NDArray[np.int64], NDArray[np.float64]]


def _pass_model(
    solver: _Highs, problem: ContainmentProblem, at_stake: int, caps: tuple[Cap, ...]
) -> float:
    """Hand over the model and say how its amounts are scaled.

    Columns: the levers, then the states; state 0 is fixed at 1. A dearer item than `at_stake`
    occurs in no better plan, so it is counted as hardly dearer: the solver then never adds huge
    amounts to small ones.
    """
    costs = np.concatenate([problem.lever_cost, problem.state_cost])
    dearest = at_stake + 1
    scale = 2.0 ** (20 - dearest.bit_length())  # a power of two, so that scaling is exact
    levers = len(problem.levers)
    columns = levers + len(problem.state_cost)
    rows = _Rows()
    _add_ways(rows, problem)
    _add_cuts(rows, problem)
    _add_thresholds(rows, problem)
    for cap in caps:
        share = cap.seconds / max(1, cap.most)
        most = 1.0 if cap.most else 0.0
        rows.add(-most, 1, np.zeros(levers, np.int64), np.arange(levers), -share)
    least, start, column, value = rows.matrix()
    lower = np.zeros(columns)
    lower[levers + TRUE] = 1.0
    whole = np.zeros(columns, dtype=np.int32)
    whole[:levers] = 1
    status = solver.passModel(
        columns,
        len(least),
        len(column),
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        np.minimum(costs, dearest) * scale,
        lower,
        np.ones(columns),
        least,
        np.full(len(least), highspy.kHighsInf),
        start,
        column,
        value,
        whole,
    )
    if status == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refuses the model")
    return scale


def _add_ways(rows: _Rows, problem: ContainmentProblem) -> None:
    """Target >= source - the sum of the gate's levers."""
    count, levers = len(problem.way_source), len(problem.levers)
    each = np.arange(count)
    gated = np.flatnonzero(problem.way_gate != OPEN)
    gate = problem.way_gate[gated]
    sizes = np.diff(problem.gate_start)[gate]
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    closers = problem.gate_lever[np.repeat(problem.gate_start[:-1][gate], sizes) + within]
    rows.add(
        0.0,
        count,
        np.concatenate([each, each, np.repeat(gated, sizes)]),
        np.concatenate([levers + problem.way_target, levers + problem.way_source, closers]),
        np.concatenate([np.ones(count), -np.ones(count), np.ones(len(closers))]),
    )


def _add_cuts(rows: _Rows, problem: ContainmentProblem) -> None:
    """State >= lever."""
    count, levers = len(problem.cut_lever), len(problem.levers)
    each = np.arange(count)
    rows.add(
        0.0,
        count,
        np.concatenate([each, each]),
        np.concatenate([levers + problem.cut_state, problem.cut_lever]),
        np.concatenate([np.ones(count), -np.ones(count)]),
    )


def _add_thresholds(rows: _Rows, problem: ContainmentProblem) -> None:
    levers = len(problem.levers)
    for part in threshold_rows(problem):
        columns = {levers + part.state: part.room}
        for child in part.children:
            columns[levers + child] = columns.get(levers + child, 0.0) - 1.0
        rows.add(
            1.0 - part.count,
            1,
            np.zeros(len(columns), np.int64),
            np.array(list(columns)),
            np.array(list(columns.values())),
        )


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """room x state >= the sum of the children - (count - 1)."""

    state: int
    count: int
    room: float
    children: tuple[int, ...]


def threshold_rows(problem: ContainmentProblem) -> list[ThresholdRow]:
    """For every subset of `count` children: state >= sum of the subset - (count - 1).

    With too many subsets: sum of all <= (count - 1) + (all - count + 1) x state.
    """
    starts = problem.threshold_start.tolist()
    children = problem.threshold_child.tolist()
    found: list[ThresholdRow] = []
    for place, (state, count) in enumerate(
        zip(problem.threshold_state.tolist(), problem.threshold_count.tolist(), strict=True)
    ):
        mine = children[starts[place] : starts[place + 1]]
        if comb(len(mine), count) <= MOST_SUBSETS:
            subsets = combinations(mine, count)
            found.extend(ThresholdRow(state, count, 1.0, subset) for subset in subsets)
        else:
            room = float(len(mine) - count + 1)
            found.append(ThresholdRow(state, count, room, tuple(mine)))
    return found
