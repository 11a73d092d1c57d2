"""The least harm, and a proof of it, by mixed-integer programming with HiGHS.

One binary variable per lever and per state; rows as `problem` defines them. Once the levers are
fixed nearly every state would settle at 0 or 1 by itself. They are declared binary all the same:
HiGHS then probes them, which brought hard instances of 3,000 assets from 30 s to 2 s
(`benchmarks/containment.py`).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, comb, isfinite

import highspy
import numpy as np

# The public class prints a banner on standard output as it is made, before it can be silenced.
from highspy._core import _Highs

from endigue.containment.consequences import Consequences
from endigue.containment.implications import OPEN, TRUE
from endigue.containment.problem import ContainmentProblem
from endigue.kernel.money import Cents

SEED = 5
TOLERANCE = 1e-9
"""Feasibility in the solver, where every variable lies between 0 and 1."""
EXACTNESS = 1e-10
"""Assumed relative error of the solver's bound, of the harm of the plan that it starts from. Up
to fifty million units of harm a proof is thus to the cent; beyond, to this share."""
MOST_SUBSETS = 24
"""A threshold is written as one row per subset up to so many, which is tighter, else as one."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The best plan found, with its proof.

    `pulled` are identifiers of levers, forced ones included; `objective` is the plan's exact
    harm; no plan can cost less than `bound`; `gap` is (objective - bound) / objective.
    `proven` says that they meet.
    """

    pulled: tuple[str, ...]
    objective: Cents
    bound: Cents
    gap: float
    proven: bool


def solver_name() -> str:
    """Name and version of the solver, for the record."""
    parts = (
        highspy.HIGHS_VERSION_MAJOR,
        highspy.HIGHS_VERSION_MINOR,
        highspy.HIGHS_VERSION_PATCH,
    )
    return "HiGHS " + ".".join(str(part) for part in parts)


def solve(
    problem: ContainmentProblem,
    seconds: float = 60.0,
    hint: Collection[str] = (),
    seed: int = SEED,
) -> Solution:
    """Find the plan of least harm within so many seconds of the solver's own time.

    `hint` names levers of a plan that may be good. The result is the same on every run unless
    time runs out. Whatever happens the plan is at least as good as doing only what is forced
    and as the hint: these stand beside the solver and are not given to it as a start, because
    HiGHS 1.16 then may return a plan that does not have the cost it reports.
    """
    consequences = Consequences(problem)
    best = _best_start(problem, consequences, hint)
    bound = problem.constant
    while problem.levers and (at_stake := consequences.harm(best) - problem.constant) > 0:
        slack = EXACTNESS * at_stake
        found, proven, used = _search(problem, at_stake, seconds, seed)
        bound = max(bound, problem.constant + ceil(proven - slack))
        seconds -= used
        if consequences.harm(found) >= consequences.harm(best):
            break
        best = found
        if slack < 0.5 or seconds <= 0:
            break
        # Beside a far dearer start the bound is not sharp: once more from the better plan.
    return _solution(problem, consequences, best, bound)


def _search(
    problem: ContainmentProblem, at_stake: int, seconds: float, seed: int
) -> tuple[list[int], float, float]:
    """Run HiGHS once: the levers of its plan (none where it has no plan), the least cost beside
    the constant that it has proven, and the seconds that it used.
    """
    solver = _solver(seconds, seed)
    scale = _pass_model(solver, problem, at_stake)
    if solver.run() == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS cannot run the model")
    values = solver.getSolution().col_value[: len(problem.levers)]
    levers = [lever for lever, value in enumerate(values) if value > 0.5]
    bound = float(solver.getInfo().mip_dual_bound)
    return levers, bound / scale if isfinite(bound) else 0.0, solver.getRunTime()


def _solution(
    problem: ContainmentProblem, consequences: Consequences, pulled: Sequence[int], bound: int
) -> Solution:
    objective = consequences.harm(pulled)
    if not problem.levers or objective == problem.constant:
        bound = objective
    bound = min(bound, objective)
    return Solution(
        pulled=(*problem.forced, *(problem.levers[lever] for lever in pulled)),
        objective=Cents(objective),
        bound=Cents(bound),
        gap=(objective - bound) / objective if objective else 0.0,
        proven=objective - bound <= EXACTNESS * objective,
    )


def _best_start(
    problem: ContainmentProblem, consequences: Consequences, hint: Collection[str]
) -> list[int]:
    """The best of: nothing more, the hint, every lever on a way out of what is surely held."""
    hinted = [place for place, lever in enumerate(problem.levers) if lever in hint]
    first = np.unique(problem.way_closer[problem.way_source == TRUE])
    return min([[], hinted, first[first != OPEN].tolist()], key=consequences.harm)


def _solver(seconds: float, seed: int) -> _Highs:
    # HiGHS refuses another number of threads than the process first ran it with.
    _Highs.resetGlobalScheduler(True)
    solver = _Highs()
    options: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "random_seed": seed,
        "time_limit": float(seconds),
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.0,
        "mip_feasibility_tolerance": TOLERANCE,
        "primal_feasibility_tolerance": TOLERANCE,
        "dual_feasibility_tolerance": TOLERANCE,
    }
    for name, value in options.items():
        if solver.setOptionValue(name, value) != highspy.HighsStatus.kOk:
            raise RuntimeError(f"HiGHS refuses option {name}")
    return solver


class _Rows:
    """Rows of the form: sum of coefficient x column >= least."""

    def __init__(self) -> None:
        self.least: list[float] = []
        self.start: list[int] = [0]
        self.column: list[int] = []
        self.coefficient: list[float] = []

    def add(self, least: float, terms: Iterable[tuple[int, float]]) -> None:
        for column, coefficient in terms:
            self.column.append(column)
            self.coefficient.append(coefficient)
        self.start.append(len(self.column))
        self.least.append(least)


def _pass_model(solver: _Highs, problem: ContainmentProblem, at_stake: int) -> float:
    """Hand over the model and say how its amounts are scaled.

    Columns: the levers, then the states; state 0 is fixed at 1. `at_stake` is what a known plan
    costs. A dearer item occurs in no better plan, so it is counted as hardly dearer: the
    solver then never adds huge amounts to small ones.
    """
    costs = np.concatenate([problem.lever_cost, problem.state_cost])
    dearest = at_stake + 1
    scale = 2.0 ** (20 - dearest.bit_length())  # a power of two, so that scaling is exact
    levers = len(problem.levers)
    columns = levers + len(problem.state_cost)
    rows = _Rows()
    _add_ways(rows, problem)
    for lever, state in zip(problem.cut_lever.tolist(), problem.cut_state.tolist(), strict=True):
        rows.add(0.0, [(levers + state, 1.0), (lever, -1.0)])
    _add_thresholds(rows, problem)
    lower = np.zeros(columns)
    lower[levers + TRUE] = 1.0
    status = solver.passModel(
        columns,
        len(rows.least),
        len(rows.column),
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        np.minimum(costs, dearest) * scale,
        lower,
        np.ones(columns),
        np.array(rows.least),
        np.full(len(rows.least), highspy.kHighsInf),
        np.array(rows.start[:-1], dtype=np.int32),
        np.array(rows.column, dtype=np.int32),
        np.array(rows.coefficient),
        np.ones(columns, dtype=np.int32),
    )
    if status == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refuses the model")
    return scale


def _add_ways(rows: _Rows, problem: ContainmentProblem) -> None:
    """Target >= source - closer."""
    levers = len(problem.levers)
    for source, target, closer in zip(
        problem.way_source.tolist(),
        problem.way_target.tolist(),
        problem.way_closer.tolist(),
        strict=True,
    ):
        terms = [(levers + target, 1.0), (levers + source, -1.0)]
        if closer != OPEN:
            terms.append((closer, 1.0))
        rows.add(0.0, terms)


def _add_thresholds(rows: _Rows, problem: ContainmentProblem) -> None:
    """For every subset of `count` children: state >= sum of the subset - (count - 1).

    With too many subsets: sum of all <= (count - 1) + (all - count + 1) x state.
    """
    levers = len(problem.levers)
    starts = problem.threshold_start.tolist()
    children = [levers + child for child in problem.threshold_child.tolist()]
    for place, (state, count) in enumerate(
        zip(problem.threshold_state.tolist(), problem.threshold_count.tolist(), strict=True)
    ):
        mine = children[starts[place] : starts[place + 1]]
        column = levers + state
        if comb(len(mine), count) <= MOST_SUBSETS:
            for subset in combinations(mine, count):
                rows.add(1.0 - count, [(column, 1.0), *_summed(subset, -1.0)])
        else:
            room = float(len(mine) - count + 1)
            rows.add(1.0 - count, [(column, room), *_summed(mine, -1.0)])


def _summed(columns: Iterable[int], coefficient: float) -> list[tuple[int, float]]:
    """One term a column, though it be named several times."""
    terms: dict[int, float] = {}
    for column in columns:
        terms[column] = terms.get(column, 0.0) + coefficient
    return list(terms.items())
