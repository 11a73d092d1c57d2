"""The plan: an order of the items, and the schedule that dispatching in that order makes.

The order of a rule is there at once. From it a search goes on for as long as it may, over
scenarios of the durations; what it finds is kept only where it also does better in scenarios
that it has not seen. Of a small problem an exact solver can then prove how good that is
(`endigue.restoration.proof`).
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from endigue.kernel.money import Cents
from endigue.restoration.bound import lower_bound
from endigue.restoration.decoder import dispatch
from endigue.restoration.dependencies import returns
from endigue.restoration.effort import NONE, Patience
from endigue.restoration.losses import total
from endigue.restoration.openings import TICKS_PER_HOUR
from endigue.restoration.order import by_closure_ratio, by_weight
from endigue.restoration.outcomes import Outcomes
from endigue.restoration.problem import RestorationProblem
from endigue.restoration.scenarios import durations, stratified
from endigue.restoration.schedule import Outlook, Schedule
from endigue.restoration.search import searched
from endigue.restoration.timetable import (
    curve_of,
    item_returns,
    operations_back,
    optimistic,
    tasks_planned,
)

SOLVER = "closure ratio, annealed over scenarios, dispatched; version 6"
"""Goes into the fact beside the seed."""

SCENARIOS = 256
"""Enough for a P90 that stands on 25 scenarios beyond it."""

TRAINED = 64
"""Scenarios that the search looks at. At 500 tasks in 10 s what it finds is, in scenarios that it
has not seen, 0.9 % better than the rule with 32 of them, 1.3 % with 64 or 128; at 2,000 in 20 s
3.9 % with 32 or 64. More of them take longer for each order."""

WISH = 1000.0
"""More than there are operations."""

Ticks = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Decision:
    """A plan, and how it came about."""

    schedule: Schedule
    ranks: Ticks
    """The order that it is made by."""
    outlook: Outlook


def plan(
    problem: RestorationProblem,
    seed: int,
    scenarios: int = SCENARIOS,
    first: str = "",
    patience: Patience = NONE,
) -> Schedule:
    """The plan of the problem, its proof, and the returns over so many scenarios.

    `first` names an operation that comes as soon as it can, whatever it costs. Raises ValueError
    where it is no operation that waits to come back, or `scenarios` is below 1.
    """
    return decide(problem, seed, scenarios, first, patience).schedule


def decide(
    problem: RestorationProblem,
    seed: int,
    scenarios: int = SCENARIOS,
    first: str = "",
    patience: Patience = NONE,
    trained: int = TRAINED,
    before: Ticks | None = None,
) -> Decision:
    """The plan with what is known about it. What `first` names comes as soon as can be found, and
    the others cost as little as they then can. The search looks at `trained` scenarios, or with 0
    at the durations foreseen alone. `before` are the ranks of the plan in force: the search
    begins from them where they do better than the rules. Raises as `plan` does.
    """
    if scenarios < 1:
        raise ValueError("the dates of a plan need at least one scenario")
    worlds = drawn_durations(problem, seed, range(scenarios))
    greedy = cheapest_order(problem, first)
    aim = wishing(problem, first)
    judged = Outcomes(aim, worlds if trained else foreseen(problem))
    begun = [greedy] if before is None else [greedy, before]
    start = min(begun, key=judged.mean)
    training = stratified(problem, seed, trained) if trained else foreseen(problem)
    found, tried = searched(aim, training, start, patience, seed)
    # Where the search has only learnt its scenarios by heart, the rule does better in others.
    ranks = min((start, found), key=judged.mean)
    drawn = judged if trained and not first else Outcomes(problem, worlds)
    return decision(problem, ranks, greedy, drawn, seed, tried)


def decision(
    problem: RestorationProblem,
    ranks: Ticks,
    greedy: Ticks,
    outcomes: Outcomes,
    seed: int,
    tried: int,
) -> Decision:
    """The plan that an order makes, beside that of the greedy order."""
    timetable = dispatch(problem, ranks, problem.tasks.ticks)
    back = item_returns(problem, timetable)
    cost = total(problem.losses, returns(problem.dependencies, back)[0])
    bound = lower_bound(problem)
    drawn, lost = outcomes.returns(ranks), outcomes.costs(ranks)
    scenarios = len(lost)
    schedule = Schedule(
        tasks=tasks_planned(problem, timetable),
        operations=operations_back(problem, back, drawn),
        cost=cost,
        bound=bound,
        gap=(cost - bound) / cost if cost else 0.0,
        makespan=int(timetable.end.max(initial=0)) / TICKS_PER_HOUR,
        seed=seed,
        scenarios=scenarios,
        unschedulable=problem.unschedulable,
        warnings=problem.warnings,
    )
    outlook = Outlook(
        mean=Cents(round(lost.mean())),
        worst_tenth=Cents(round(np.sort(lost)[-max(1, scenarios // 10) :].mean())),
        greedy_cost=planned_cost(problem, greedy),
        greedy_mean=Cents(round(outcomes.mean(greedy))),
        tried=tried,
        curve=curve_of(drawn),
        p10=optimistic(problem, drawn),
        order=tuple(problem.items[item] for item in np.argsort(ranks)),
    )
    return Decision(schedule, ranks, outlook)


def wishing(problem: RestorationProblem, first: str) -> RestorationProblem:
    """The problem in which one operation loses `WISH` times as much, so that an hour of it
    outweighs whatever the others lose by it; the same where none is named. Raises ValueError
    where it is no operation that waits to come back.
    """
    if not first:
        return problem
    if first not in problem.operations:
        raise ValueError(f"'{first}' is no operation that waits to come back")
    losses = problem.losses
    most = float(losses.full.max(initial=0.0))
    factor = np.where(np.array(problem.operations) == first, WISH, 1.0)
    # One that loses nothing would not come sooner by any factor.
    full = np.where(factor > 1, np.maximum(losses.full, most), losses.full)
    by_hand = np.where(factor > 1, full, losses.by_hand)
    raised = replace(losses, by_hand=by_hand * factor, full=full * factor)
    return replace(problem, losses=raised)


def cheapest_order(problem: RestorationProblem, first: str = "") -> Ticks:
    """The rank of every item, 0 the most urgent: the best of the rules of
    `endigue.restoration.order`, with the durations foreseen.

    A rule wants one loss per hour for each operation, and the losses bend: the rate that lasts
    now, the full rate and the mean until everything is back are each tried.
    """
    return min(rules(problem, first), key=lambda ranks: planned_cost(problem, ranks))


def rules(problem: RestorationProblem, first: str = "") -> list[Ticks]:
    """The ranks by each of the rules."""
    losses, mean = problem.losses, mean_losses(problem)
    return [
        by_closure_ratio(problem, mean, first),
        by_closure_ratio(problem, losses.full, first),
        by_closure_ratio(problem, losses.by_hand, first),
        by_weight(problem, mean, first),
    ]


def planned_cost(problem: RestorationProblem, ranks: Ticks) -> Cents:
    """What is lost in this order, with the durations foreseen."""
    back = item_returns(problem, dispatch(problem, ranks, problem.tasks.ticks))
    return total(problem.losses, returns(problem.dependencies, back)[0])


def expected(problem: RestorationProblem, ranks: Ticks, worlds: Ticks) -> float:
    """Cents lost in this order on average over scenarios, one row of ticks each."""
    return Outcomes(problem, worlds).mean(ranks)


def mean_losses(problem: RestorationProblem) -> NDArray[np.float64]:
    """What each operation loses per tick, on average until everything is back."""
    anyhow = np.arange(len(problem.items))
    horizon = int(dispatch(problem, anyhow, problem.tasks.ticks).end.max(initial=1))
    return problem.losses.until(np.full(len(problem.operations), horizon)) / horizon


def drawn_durations(problem: RestorationProblem, seed: int, which: range) -> Ticks:
    """Ticks of every task in the scenarios of these numbers, one row each."""
    return np.array([durations(problem, seed, one) for one in which], np.int64)


def foreseen(problem: RestorationProblem) -> Ticks:
    """The durations foreseen, as the only scenario."""
    return problem.tasks.ticks.reshape(1, -1)
