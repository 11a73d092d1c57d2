"""A bound for many operations: what can be back at each of some moments, each taken alone.

Until a moment the crews, the rooms and the backups offer so much. Which operations can be back by
then is a knapsack: each is in only if all that it needs is, things are shared between
operations, and all capacities count at once. Whatever the plan, what is not in the most valuable
knapsack of a moment goes on losing through the time that ends there. The sum over all moments is
a bound, because no plan does better at any of them; that no single plan is best at all of them
is what it leaves out. HiGHS solves each as a linear relaxation, whose value is no less. Its dual
values are prices at which things are then followed through all moments
(`endigue.restoration.prices`), which takes back a part of that.
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
from endigue.restoration.prices import most_saved, work_of
from endigue.restoration.problem import RestorationProblem

Ticks = NDArray[np.int64]
Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]

MOMENTS = 200
"""More of them lose less between two, and take longer."""

MOST_STEPS = 30
"""By which prices are brought down: later ones have been measured to bring next to nothing."""

LOOKS = 1_000_000
"""Things times moments in all steps: about a second."""

PATIENT = 3
"""Steps that bring nothing before they get shorter."""

AIM = 0.05
"""The first steps are as long as would bring the bound up by so much of itself at once."""

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


class Answer(NamedTuple):
    """What one moment comes to."""

    worth: float
    """The greatest worth of operations that can be back together, or more."""
    multipliers: Reals
    """One a row, none below 0: any such are prices, the duals are good ones."""


def bound_by_moments(
    problem: RestorationProblem,
    wants: Wants,
    resources: Sequence[Resource],
    ends: Ticks,
    looks: int = LOOKS,
) -> Cents:
    """Cents that every plan loses at least. `ends` are ticks before which no item is back; prices
    are brought down for so many `looks`, things times moments.
    """
    program = _Program(problem, wants, resources)
    moments = _moments(wants, program, resources)
    count = len(problem.operations)
    at = np.array([problem.losses.until(np.full(count, one)) for one in (0, *moments.tolist())])
    lost = np.diff(at, axis=0)
    possible = wants.earliest <= moments[:, None]
    until, offered = _offers(program, resources, moments)
    answers = [
        program.most(lost[number], offered[:, number], possible[number])
        for number in range(len(moments))
    ]
    apart = sum(answer.worth for answer in answers)
    market = _Market(problem, program, resources, ends, moments, lost, possible, until, offered)
    together = market.most(np.array([answer.multipliers for answer in answers]), looks)
    total = float(at[0].sum() + lost.sum()) - min(apart, together)
    return Cents(max(0, floor(total * (1 - SLACK)) - count))


class _Market:
    """What can be saved in all moments together, at prices that are brought down step by step."""

    def __init__(
        self,
        problem: RestorationProblem,
        program: "_Program",
        resources: Sequence[Resource],
        ends: Ticks,
        moments: Ticks,
        lost: Reals,
        possible: Flags,
        until: Ticks,
        offered: Reals,
    ) -> None:
        self.program = program
        self.items = np.array(program.items, np.int64)
        self.ends = ends[self.items]
        self.moments = moments
        self.lost = lost
        self.possible = possible
        self.until = until
        self.offered = np.where(np.isfinite(offered), offered, 0.0)
        self.wanted = work_of(problem, resources)
        self.work = np.array([each.work[self.items] for each in resources], np.float64)

    def most(self, multipliers: Reals, looks: int) -> float:
        """The least found of what is saved at most, from these multipliers on."""
        program = self.program
        prices = np.where(self.offered > 0, multipliers[:, program.shared :].T, 0.0)
        prices = np.ascontiguousarray(prices)
        shares = multipliers[:, program.pair_rows].copy()
        others = multipliers.copy()
        others[:, program.pair_rows] = 0.0
        base = program.reduced(self.lost, others)
        shares += self._handed_down(base, shares, prices)
        constant = float(np.maximum(base[:, program.operations + len(self.items) :], 0).sum())
        constant += float((prices * self.offered).sum())
        each = max(1, len(self.items) * len(self.moments))
        best, stride, waited = np.inf, 1.0, 0
        for _ in range(1 + min(MOST_STEPS, looks // each)):
            saved, slope = self._saved(base, shares, prices)
            waited = 0 if saved + constant < best else waited + 1
            best = min(best, saved + constant)
            if waited > PATIENT:
                stride, waited = stride / 2, 0
            steep = float((slope * slope).sum())
            if steep == 0:
                break
            aim = AIM * max(1.0, float(self.lost.sum()) - best)
            shares = np.maximum(
                shares - stride * (saved + constant - best + aim) / steep * slope, 0
            )
        return best

    def _saved(self, base: Reals, shares: Reals, prices: Reals) -> tuple[float, Reals]:
        """What operations and things save at most, and how it grows with each share."""
        program = self.program
        operations, things = program.operations, len(self.items)
        of, on = program.pairs.T
        left = base[:, :operations].copy()
        worth = base[:, operations : operations + things].copy()
        for moment, each in enumerate(shares):
            left[moment] -= np.bincount(of, each, minlength=operations)
            worth[moment] += np.bincount(on, each, minlength=things)
        chosen = np.empty(things, np.int64)
        saved = most_saved(
            self.wanted,
            self.items,
            np.ascontiguousarray(worth.T),
            self.ends,
            self.moments,
            self.until,
            prices,
            chosen,
        )
        kept = (left > 0) & self.possible
        back = np.arange(len(self.moments))[:, None] >= chosen
        slope = back[:, on].astype(np.float64) - kept[:, of]
        return saved + float(left[kept].sum()), slope

    def _handed_down(self, base: Reals, shares: Reals, prices: Reals) -> Reals:
        """What is left to an operation goes to what it cannot do without, in shares of what that
        is charged. At a moment alone it is worth as much; through all moments the things, and
        not the operation, are those that take their time.
        """
        program = self.program
        of, on = program.pairs.T
        charges = (prices.T @ self.work)[:, on]
        more = np.zeros_like(shares)
        for moment, mine in enumerate(charges):
            given = np.bincount(of, shares[moment], minlength=program.operations)
            left = np.maximum(base[moment, : program.operations] - given, 0)
            whole = np.bincount(of, mine, minlength=program.operations)
            part = mine / np.where(whole > 0, whole, 1.0)[of]
            more[moment] = (left * self.possible[moment])[of] * part
        return more


def _moments(wants: Wants, program: "_Program", resources: Sequence[Resource]) -> Ticks:
    """From the earliest return to the tick by which everything can have been done."""
    everything = np.array(program.items, np.int64)
    last = max([0, *(int(each.done(everything)) for each in resources)])
    last = max(last, int(wants.earliest.max(initial=0)))
    first = int(wants.earliest.min(initial=0))
    ticks = np.linspace(first, last, MOMENTS).astype(np.int64)
    return np.unique([first - 1, *ticks[ticks > 0].tolist()])[first <= 0 :]


def _offers(
    program: "_Program", resources: Sequence[Resource], moments: Ticks
) -> tuple[Ticks, Reals]:
    """For every resource and moment the last tick at which it gives anything to what is back by
    then, and what it offers until that tick to things that can be: infinity where none wants it.
    """
    until = np.tile(moments, (len(resources), 1))
    offered = np.full(until.shape, np.inf)
    for number, resource in enumerate(resources):
        using = np.array([item for item in program.items if resource.work[item] > 0], np.int64)
        if not len(using):
            continue
        begin = int(resource.head[using].min())
        until[number] = moments - int(resource.tail[using].min())
        offered[number] = [
            resource.capacity.until(end) - resource.capacity.until(begin) if end > begin else 0
            for end in until[number].tolist()
        ]
    return until, offered


class _Program:
    """Columns: operations, then things that are needed and are not of the core (which is back
    before all), then alternatives.
    """

    def __init__(
        self, problem: RestorationProblem, wants: Wants, resources: Sequence[Resource]
    ) -> None:
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
        pairs: list[tuple[int, int]] = []
        pair_rows: list[int] = []
        for operation in range(self.operations):
            mine = [place[item] for item in sorted(wants.compulsory[operation]) if item in place]
            pair_rows += range(len(rows), len(rows) + len(mine))
            pairs += [(operation, one - self.operations) for one in mine]
            rows += [([operation, one], [1.0, -1.0]) for one in mine]
            rows += [
                (
                    [operation, *chosen[node]],
                    [float(wants.k[node]), *([-1.0] * len(chosen[node]))],
                )
                for node in wants.choices[operation]
            ]
        self.pairs = np.array(pairs, np.int64).reshape(-1, 2)
        """Operations, and by their place in `items` the things that each cannot do without."""
        self.pair_rows = np.array(pair_rows, np.int64)
        self.columns = column
        self.shared = len(rows)
        self.solver = _Highs()
        for option in ("output_flag", "log_to_console"):
            self.solver.setOptionValue(option, False)
        self.solver.setOptionValue("threads", 1)
        self.row = np.array([row for row, (each, _) in enumerate(rows) for _ in each], np.int64)
        self.column = np.array([one for each, _ in rows for one in each], np.int64)
        self.value = np.array([one for _, each in rows for one in each])
        self._load(rows, resources)

    def reduced(self, worth: Reals, multipliers: Reals) -> Reals:
        """What is left of the worth of every column at these multipliers, capacities apart; one
        row a moment.
        """
        left = np.zeros((len(worth), self.columns))
        left[:, : self.operations] = worth
        for moment, each in enumerate(multipliers):
            left[moment] -= np.bincount(
                self.column, self.value * each[self.row], minlength=self.columns
            )
        return left

    def most(self, worth: Reals, offered: Reals, possible: Flags) -> Answer:
        """What can be back together at one moment."""
        solver = self.solver
        every = np.arange(self.operations, dtype=np.int32)
        solver.changeColsCost(self.operations, every, np.asarray(-worth, np.float64))
        solver.changeColsBounds(
            self.operations, every, np.zeros(self.operations), possible.astype(np.float64)
        )
        for number, amount in enumerate(offered.tolist()):
            solver.changeRowBounds(self.shared + number, -highspy.kHighsInf, amount)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return Answer(float(worth.sum()), np.zeros(self.shared + len(offered)))
        # The dual value bounds the optimum even where the primal one is a little off.
        value = min(float(worth.sum()), -float(solver.getInfo().objective_function_value))
        return Answer(value, np.maximum(-np.array(solver.getSolution().row_dual), 0.0))

    def _load(
        self, shared: Sequence[tuple[list[int], list[float]]], resources: Sequence[Resource]
    ) -> None:
        rows = [*shared]
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
