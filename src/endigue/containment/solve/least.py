"""The plan of least harm and its proof."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from endigue.containment.consequences import Consequences
from endigue.containment.hands import Cap
from endigue.containment.implications import OPEN, TRUE
from endigue.containment.problem import ContainmentProblem
from endigue.containment.solve.capped import Answer, CappedSearch
from endigue.containment.solve.programme import Limits, search
from endigue.containment.solve.region import Region
from endigue.containment.solve.settle import Settled, settled
from endigue.kernel.money import Cents

SEED = 5
EXACTNESS = 1e-10
"""Assumed relative error of the solver's bound, of the harm of the plan that it starts from. Up
to fifty million units of harm a proof is thus to the cent; beyond, to this share."""
SMALL = 3_000
"""Up to so many ways a problem is solved at once (assumed: a fraction of a second)."""
MOST_CAPPED = 200_000
"""Up to so many ways the programme with its caps is tried on what is left of the gap, with half
of the time (assumed: larger ones do not get through their first relaxation in it)."""
PRICED_GAP = 2e-3
"""Relative gap to which a large problem with priced hands is solved (assumed: below what the
caps themselves leave open)."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The best plan found, with its proof.

    `pulled` are identifiers of levers, forced ones included; `objective` is the plan's exact
    harm; no plan that keeps to the caps can cost less than `bound`; `gap` is
    (objective - bound) / objective. `proven` says that they meet.
    """

    pulled: tuple[str, ...]
    objective: Cents
    bound: Cents
    gap: float
    proven: bool


@dataclass(frozen=True, slots=True)
class Watch:
    """Someone who looks on while a plan is sought."""

    progress: Callable[[int, int], None] = lambda _harm, _bound: None
    """Told the harm of the best plan and the bound, in cents, whenever one of them is bettered."""
    stop: Callable[[], bool] = lambda: False
    """Asked often; once it is true, the best plan so far is given."""


def solve(
    problem: ContainmentProblem,
    seconds: float = 60.0,
    hint: Collection[str] = (),
    seed: int = SEED,
    *,
    gap: float = 0.0,
    caps: Sequence[Cap] = (),
    watch: Watch | None = None,
) -> Solution:
    """Find the plan of least harm within so many seconds of the solver's own time, or until
    its gap is proven to be at most `gap`.

    `hint` names levers of a plan that may be good; `caps` limit the work of hands (the problem
    must then be built with `hands=True`). The result is the same on every run unless time runs
    out or it is stopped. Whatever happens the plan is at least as good as doing only what is
    forced and, if it keeps to the caps, as the hint.
    """
    hinted = [place for place, lever in enumerate(problem.levers) if lever in hint]
    limits = Limits(seconds, gap, seed, (watch or Watch()).stop)
    tell = (watch or Watch()).progress
    if any(cap.seconds.sum() > cap.most for cap in caps):
        answer = _capped(problem, hinted, caps, limits, tell)
    else:
        answer = _least(settled(problem), hinted, limits, tell)
    return _solution(problem, answer)


def _solution(problem: ContainmentProblem, answer: Answer) -> Solution:
    objective = Consequences(problem).harm(answer.levers)
    bound = min(answer.bound, objective)
    return Solution(
        pulled=(*problem.forced, *(problem.levers[lever] for lever in answer.levers)),
        objective=Cents(objective),
        bound=Cents(bound),
        gap=(objective - bound) / objective if objective else 0.0,
        proven=objective - bound <= EXACTNESS * objective,
    )


def _least(
    smaller: Settled,
    hinted: Sequence[int],
    limits: Limits,
    tell: Callable[[int, int], None],
) -> Answer:
    """Without caps: settle what can be, then part by part."""
    core = smaller.problem
    consequences = Consequences(core)
    best: Sequence[int] = _best_start(core, consequences, smaller.hinted(hinted))
    least = consequences.harm(best)
    bound, used = core.constant, 0.0
    region = Region(core)
    if len(core.way_source) <= SMALL:
        region.include_all()
    tell(least, bound)
    while core.levers and bound < least and used < limits.seconds and not limits.stopped():
        left = replace(limits, seconds=limits.seconds - used)
        found = _least_of_part(region.part(), least, left)
        used += found.seconds
        bound = max(bound, found.bound)
        harm = consequences.harm(found.levers)
        if harm < least:
            best, least = found.levers, harm
        tell(least, min(bound, least))
        if least - bound <= limits.gap * least or region.whole:
            break
        if not region.grow(consequences.states(found.levers)):
            break
    if not core.levers:
        bound = least
    return Answer(smaller.plan(best), min(bound, least), used)


def _least_of_part(part: ContainmentProblem, ceiling: int, limits: Limits) -> Answer:
    """Solve a part of which no plan that matters costs more than the ceiling."""
    smaller = settled(part, ceiling - part.constant)
    core = smaller.problem
    consequences = Consequences(core)
    at_stake = ceiling - core.constant
    if not core.levers or at_stake <= 0:
        return Answer(smaller.plan([]), min(ceiling, consequences.harm([])), 0.0)
    bound, used = core.constant, 0.0
    while True:
        slack = EXACTNESS * at_stake
        found = search(core, at_stake, replace(limits, seconds=limits.seconds - used))
        used += found.seconds
        bound = max(bound, core.constant + ceil(found.bound - slack))
        harm = consequences.harm(found.levers)
        # Beside a far dearer start the bound is not sharp: once more from the better plan.
        sharp = slack < 0.5 or harm - bound <= limits.gap * harm
        at_stake, before = harm - core.constant, at_stake
        if sharp or not 0 < at_stake < before or used >= limits.seconds or limits.stopped():
            return Answer(smaller.plan(found.levers), bound, used)


def _capped(
    problem: ContainmentProblem,
    hinted: Sequence[int],
    caps: Sequence[Cap],
    limits: Limits,
    tell: Callable[[int, int], None],
) -> Answer:
    """With caps on hands: by prices, then the whole programme where that is within reach."""
    capped = CappedSearch(problem, caps, tell)
    capped.consider(hinted)

    def solved(priced: ContainmentProblem, seconds: float) -> Answer:
        small = len(priced.way_source) <= SMALL
        within = replace(limits, seconds=seconds, gap=0.0 if small else PRICED_GAP)
        return _least(settled(priced), [], within, lambda _harm, _bound: None)

    within_reach = len(problem.way_source) <= MOST_CAPPED
    share = 0.5 if within_reach else 1.0
    used = capped.improve(solved, replace(limits, seconds=limits.seconds * share))
    left = limits.seconds - used
    if (
        capped.bound < capped.best.harm
        and capped.gap > limits.gap
        and left > 0
        and within_reach
        and not limits.stopped()
    ):
        at_stake = capped.best.harm - problem.constant
        found = search(problem, at_stake, replace(limits, seconds=left), caps)
        proven = problem.constant + ceil(found.bound - EXACTNESS * at_stake)
        capped.consider(found.levers)
        capped.prove(min(proven, capped.best.harm))
        used += found.seconds
    return Answer(sorted(capped.best.levers), capped.bound, used)


def _best_start(
    problem: ContainmentProblem, consequences: Consequences, hinted: list[int]
) -> list[int]:
    """The best of: nothing more, the hint, every lever on a way out of what is surely held."""
    gates = np.unique(problem.way_gate[problem.way_source == TRUE])
    first: list[int] = gates[(gates != OPEN) & (gates < len(problem.levers))].tolist()
    return min(([], hinted, first), key=consequences.harm)
