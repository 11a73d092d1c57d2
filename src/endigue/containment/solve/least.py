"""The plan of least harm and its proof, by what suits the size of the problem."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from endigue.containment.consequences import Consequences
from endigue.containment.implications import OPEN, TRUE
from endigue.containment.problem import ContainmentProblem
from endigue.containment.solve.programme import Limits, search
from endigue.containment.solve.settle import settled
from endigue.kernel.money import Cents

SEED = 5
EXACTNESS = 1e-10
"""Assumed relative error of the solver's bound, of the harm of the plan that it starts from. Up
to fifty million units of harm a proof is thus to the cent; beyond, to this share."""


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


def solve(
    problem: ContainmentProblem,
    seconds: float = 60.0,
    hint: Collection[str] = (),
    seed: int = SEED,
) -> Solution:
    """Find the plan of least harm within so many seconds of the solver's own time.

    `hint` names levers of a plan that may be good. The result is the same on every run unless
    time runs out. Whatever happens the plan is at least as good as doing only what is forced
    and as the hint.
    """
    smaller = settled(problem)
    core = smaller.problem
    consequences = Consequences(core)
    best = _best_start(core, consequences, smaller.hinted(
        place for place, lever in enumerate(problem.levers) if lever in hint))
    bound = core.constant
    while core.levers and (at_stake := consequences.harm(best) - core.constant) > 0:
        slack = EXACTNESS * at_stake
        found = search(core, at_stake, Limits(seconds, seed=seed))
        bound = max(bound, core.constant + ceil(found.bound - slack))
        seconds -= found.seconds
        if consequences.harm(found.levers) >= consequences.harm(best):
            break
        best = found.levers.tolist()
        if slack < 0.5 or seconds <= 0:
            break
        # Beside a far dearer start the bound is not sharp: once more from the better plan.
    if not core.levers or consequences.harm(best) == core.constant:
        bound = consequences.harm(best)
    return _solution(problem, smaller.plan(best), bound)


def _solution(problem: ContainmentProblem, pulled: Sequence[int], bound: int) -> Solution:
    objective = Consequences(problem).harm(pulled)
    bound = min(bound, objective)
    return Solution(
        pulled=(*problem.forced, *(problem.levers[lever] for lever in pulled)),
        objective=Cents(objective),
        bound=Cents(bound),
        gap=(objective - bound) / objective if objective else 0.0,
        proven=objective - bound <= EXACTNESS * objective,
    )


def _best_start(
    problem: ContainmentProblem, consequences: Consequences, hinted: list[int]
) -> list[int]:
    """The best of: nothing more, the hint, every lever on a way out of what is surely held."""
    gates = np.unique(problem.way_gate[problem.way_source == TRUE])
    first = gates[(gates != OPEN) & (gates < len(problem.levers))]
    return min([[], hinted, first.tolist()], key=consequences.harm)
