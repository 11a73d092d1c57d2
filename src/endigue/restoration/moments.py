"""A bound for many operations: what can be back at each of some moments, each taken alone.

Until a moment the crews, the rooms and the backups offer so much. Which operations can be back by
then is a knapsack: each is in only if all that it needs is, things are shared between
operations, and all capacities count at once. Whatever the plan, what is not in the most valuable
knapsack of a moment goes on losing through the time that ends there. The sum over all moments is
a bound, because no plan does better at any of them; that no single plan is best at all of them
is what it leaves out. HiGHS solves each as a linear relaxation, whose value is no less.
"""

from collections.abc import Sequence
from math import floor
from typing import NamedTuple

import highspy
import numpy as np
from highspy._core import _Highs
from numpy.typing import NDArray

from endigue.kernel.money import Cents
from endigue.restoration.capacities import Resource
from endigue.restoration.problem import RestorationProblem

Ticks = NDArray[np.int64]
Reals = NDArray[np.float64]

MOMENTS = 200
"""More of them lose less between two, and take longer."""

SLACK = 1e-6
"""Relative; what HiGHS may be wrong by is taken off."""


class Wants(NamedTuple):
    """What each operation cannot do without."""

    earliest: Ticks
    compulsory: Sequence[frozenset[int]]
    choices: Sequence[frozenset[int]]
    """Nodes of k out of more."""
    k: dict[int, int]
    alternatives: dict[int, list[frozenset[int]]]


def bound_by_moments(
    problem: RestorationProblem, wants: Wants, resources: Sequence[Resource]
) -> Cents:
    """Cents that every plan loses at least."""
    program = _Program(problem, wants)
    moments = _moments(wants, program, resources)
    losses = problem.losses
    count = len(problem.operations)
    before = losses.until(np.zeros(count, np.int64))
    total = float(before.sum())
    for moment in moments.tolist():
        after = losses.until(np.full(count, moment))
        lost = after - before
        before = after
        total += float(lost.sum()) - program.most(
            lost,
            [_offered(program, resource, moment) for resource in resources],
            wants.earliest <= moment,
            resources,
        )
    return Cents(max(0, floor(total * (1 - SLACK)) - count))


def _moments(wants: Wants, program: "_Program", resources: Sequence[Resource]) -> Ticks:
    """From the earliest return to the tick by which everything can have been done."""
    everything = np.array(program.items, np.int64)
    last = max([0, *(int(each.done(everything)) for each in resources)])
    last = max(last, int(wants.earliest.max(initial=0)))
    first = int(wants.earliest.min(initial=0))
    ticks = np.linspace(first, last, MOMENTS).astype(np.int64)
    return np.unique([first - 1, *ticks[ticks > 0].tolist()])[first <= 0 :]


def _offered(program: "_Program", resource: Resource, moment: int) -> float:
    """What the resource offers to things that are back by the moment."""
    using = np.array([item for item in program.items if resource.work[item] > 0], np.int64)
    if not len(using):
        return float("inf")
    begin, end = int(resource.head[using].min()), moment - int(resource.tail[using].min())
    if end <= begin:
        return 0.0
    return float(resource.capacity.until(end) - resource.capacity.until(begin))


class _Program:
    """Columns: operations, then things that are needed and are not of the core (which is back
    before all), then alternatives.
    """

    def __init__(self, problem: RestorationProblem, wants: Wants) -> None:
        core = set(np.flatnonzero(problem.core).tolist())
        needed: set[int] = set().union(*wants.compulsory)
        for alternatives in wants.alternatives.values():
            needed |= set().union(*alternatives)
        self.items = sorted(needed - core)
        self.operations = len(problem.operations)
        place = {item: self.operations + number for number, item in enumerate(self.items)}
        nodes = sorted(wants.alternatives)
        column = self.operations + len(self.items)
        rows: list[tuple[list[int], list[float]]] = []
        chosen: dict[int, list[int]] = {}
        for node in nodes:
            chosen[node] = []
            for alternative in wants.alternatives[node]:
                rows += [([column, place[i]], [1.0, -1.0]) for i in alternative if i in place]
                chosen[node].append(column)
                column += 1
        for operation in range(self.operations):
            rows += [
                ([operation, place[item]], [1.0, -1.0])
                for item in wants.compulsory[operation]
                if item in place
            ]
            rows += [
                (
                    [operation, *chosen[node]],
                    [float(wants.k[node]), *([-1.0] * len(chosen[node]))],
                )
                for node in wants.choices[operation]
            ]
        self.columns = column
        self.shared = len(rows)
        self.solver = _Highs()
        for option in ("output_flag", "log_to_console"):
            self.solver.setOptionValue(option, False)
        self.solver.setOptionValue("threads", 1)
        self.rows = rows
        self.loaded = False

    def most(
        self,
        worth: Reals,
        offered: Sequence[float],
        possible: NDArray[np.bool_],
        resources: Sequence[Resource],
    ) -> float:
        """The greatest worth of operations that can be back together, or more."""
        if not self.loaded:
            self._load(resources)
        solver = self.solver
        every = np.arange(self.operations, dtype=np.int32)
        solver.changeColsCost(self.operations, every, np.asarray(-worth, np.float64))
        solver.changeColsBounds(
            self.operations, every, np.zeros(self.operations), possible.astype(np.float64)
        )
        for number, amount in enumerate(offered):
            solver.changeRowBounds(self.shared + number, -highspy.kHighsInf, amount)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return float(worth.sum())
        # The dual value bounds the optimum even where the primal one is a little off.
        return min(float(worth.sum()), -float(solver.getInfo().objective_function_value))

    def _load(self, resources: Sequence[Resource]) -> None:
        rows = [*self.rows]
        for resource in resources:
            using = [
                (self.operations + number, float(resource.work[item]))
                for number, item in enumerate(self.items)
                if resource.work[item] > 0
            ]
            rows.append(([column for column, _ in using], [work for _, work in using]))
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.columns, len(rows)
        lp.col_cost_ = np.zeros(self.columns)
        lp.col_lower_, lp.col_upper_ = np.zeros(self.columns), np.ones(self.columns)
        lp.row_lower_ = np.full(len(rows), -highspy.kHighsInf)
        lp.row_upper_ = np.zeros(len(rows))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        lp.a_matrix_.index_ = np.array([c for columns, _ in rows for c in columns], np.int32)
        lp.a_matrix_.value_ = np.array([v for _, values in rows for v in values])
        self.solver.passModel(lp)
        self.loaded = True
