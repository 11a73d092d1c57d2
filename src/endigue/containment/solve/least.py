"""The plan of least harm and its proof, by what suits the size of the problem."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from endigue.containment.consequences import Consequences
from endigue.containment.implications import OPEN, TRUE
from endigue.containment.problem import ContainmentProblem
from endigue.containment.solve.programme import Limits, search
from endigue.containment.solve.region import Region
from endigue.containment.solve.settle import settled
from endigue.kernel.money import Cents

SEED = 5
EXACTNESS = 1e-10
"""Assumed relative error of the solver's bound, of the harm of the plan that it starts from. Up
to fifty million units of harm a proof is thus to the cent; beyond, to this share."""

SMALL = 3_000
"""Up to so many ways a problem is solved at once (assumed: a fraction of a second)."""


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
    gap: float = 0.0,
) -> Solution:
    """Find the plan of least harm within so many seconds of the solver's own time.

    `hint` names levers of a plan that may be good. The result is the same on every run unless
    time runs out. Whatever happens the plan is at least as good as doing only what is forced
    and as the hint.
    """
    smaller = settled(problem)
    core = smaller.problem
    consequences = Consequences(core)
    wanted = [place for place, lever in enumerate(problem.levers) if lever in hint]
    best = _best_start(core, consequences, smaller.hinted(wanted))
    least = consequences.harm(best)
    bound = core.constant
    region = Region(core)
    if len(core.way_source) <= SMALL:
        region.include_all()
    while core.levers and bound < least and seconds > 0:
        found = _least_of_part(region.part(), least, Limits(seconds, gap, seed))
        seconds -= found.seconds
        bound = max(bound, found.bound)
        harm = consequences.harm(found.levers)
        if harm < least:
            best, least = found.levers, harm
        if least - bound <= gap * least or region.whole:
            break
        if not region.grow(consequences.states(found.levers)):
            break
    if not core.levers:
        bound = least
    return _solution(problem, smaller.plan(best), bound)


@dataclass(frozen=True, slots=True)
class _Part:
    """The best plan of a part, what no plan of the part can cost less than, and seconds used."""

    levers: list[int]
    bound: int
    seconds: float


def _least_of_part(part: ContainmentProblem, ceiling: int, limits: Limits) -> _Part:
    """Solve a part of which no plan that matters costs more than the ceiling."""
    smaller = settled(part, ceiling - part.constant)
    core = smaller.problem
    consequences = Consequences(core)
    at_stake = ceiling - core.constant
    if not core.levers or at_stake <= 0:
        return _Part(smaller.plan([]), min(ceiling, consequences.harm([])), 0.0)
    bound, seconds = core.constant, 0.0
    best: list[int] = []
    while True:
        slack = EXACTNESS * at_stake
        found = search(core, at_stake, replace(limits, seconds=limits.seconds - seconds))
        seconds += found.seconds
        bound = max(bound, core.constant + ceil(found.bound - slack))
        harm = consequences.harm(found.levers)
        best = found.levers.tolist()
        # Beside a far dearer start the bound is not sharp: once more from the better plan.
        if slack < 0.5 or harm - core.constant >= at_stake or seconds >= limits.seconds:
            break
        if harm - bound <= limits.gap * harm:
            break
        at_stake = harm - core.constant
        if at_stake <= 0:
            break
    return _Part(smaller.plan(best), bound, seconds)


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
