"""A plan handed to the exact solver: proven where it is small, put in better order where it begins.

Of a plan of up to `PROVABLE` tasks the solver sees everything, and what it proves is a bound of the
plan. Of a longer one it sees the window of the operations that return first, as many as fit: their
things are put in its order, the rest stays as it was. An order is taken over only where it costs
no more over the scenarios than the one before.
"""

from dataclasses import replace
from itertools import accumulate

import msgspec
import numpy as np
from numpy.typing import NDArray

from endigue.kernel.money import Cents
from endigue.restoration.decoder import columns, dispatch, wanted_items
from endigue.restoration.dependencies import returns
from endigue.restoration.exact import Exact, solve_exactly
from endigue.restoration.outcomes import Outcomes
from endigue.restoration.problem import RestorationProblem
from endigue.restoration.solve import (
    Decision,
    cheapest_order,
    decision,
    drawn_durations,
    planned_cost,
)
from endigue.restoration.timetable import item_returns

Ticks = NDArray[np.int64]

PROVABLE = 200
"""Tasks that something waits for. More have been measured to end without a proof, and worse than
they began."""


def polished(
    problem: RestorationProblem, made: Decision, seconds: float, seed: int, workers: int = 2
) -> Decision:
    """The plan after so many seconds of the exact solver: never dearer on average, its bound never
    lower.
    """
    window = next_returns(problem, made.ranks, PROVABLE)
    if not window or seconds <= 0:
        return made
    whole = len(window) == len(problem.operations)
    seen = of_operations(problem, window)
    timetable = dispatch(seen, made.ranks, problem.tasks.ticks)
    found = solve_exactly(seen, timetable, seconds, seed, workers)
    if found is None:
        return made
    outcomes = Outcomes(problem, drawn_durations(problem, seed, range(made.schedule.scenarios)))
    orders = [made.ranks, *_orders(seen, made.ranks, found)]
    # What is equal on average is decided by the foreseen durations.
    best = min(orders, key=lambda one: (outcomes.mean(one), planned_cost(problem, one)))
    if best is not made.ranks:
        greedy = cheapest_order(problem)
        made = decision(problem, best, greedy, outcomes, seed, made.outlook.tried)
    return _with_bound(made, found.bound) if whole else made


def next_returns(problem: RestorationProblem, ranks: Ticks, tasks: int) -> list[int]:
    """The operations that return first in this order, as many as have so few tasks to wait for
    together; the core of trust is counted.
    """
    ends = item_returns(problem, dispatch(problem, ranks, problem.tasks.ticks))
    in_order = np.argsort(returns(problem.dependencies, ends)[0], kind="stable").tolist()
    sizes = (
        wanted_tasks(of_operations(problem, list(first)), ranks)
        for first in accumulate(([one] for one in in_order), lambda some, one: [*some, *one])
    )
    fitting = sum(1 for size in sizes if size <= tasks)
    return sorted(in_order[:fitting])


def wanted_tasks(problem: RestorationProblem, ranks: Ticks) -> int:
    """The tasks that some operation waits for in this order, and those of the core."""
    wanted = wanted_items(columns(problem), ranks)
    return int(wanted[problem.tasks.item].sum())


def of_operations(problem: RestorationProblem, chosen: list[int]) -> RestorationProblem:
    """The problem in which only these operations wait."""
    needs, losses = problem.dependencies, problem.losses
    return replace(
        problem,
        operations=tuple(problem.operations[one] for one in chosen),
        dependencies=replace(needs, roots=needs.roots[chosen]),
        losses=replace(
            losses,
            by_hand=losses.by_hand[chosen],
            full=losses.full[chosen],
            stamina=losses.stamina[chosen],
            mtpd=losses.mtpd[chosen],
            backlog=losses.backlog[chosen],
        ),
    )


def _orders(problem: RestorationProblem, ranks: Ticks, found: Exact) -> list[Ticks]:
    """The orders that a schedule stands for: by the begin of the work behind the evidence, and by
    the begin of all work; what it leaves out stays behind in its old order.
    """
    tasks = problem.tasks
    behind = np.minimum(tasks.first[:-1] + 1, tasks.first[1:] - 1)
    last = 2**40
    orders = []
    for at in (behind, tasks.first[:-1], tasks.first[1:] - 1):
        starts = np.where(found.start[at] < 0, last, found.start[at])
        order = np.lexsort((ranks, starts))
        placed = np.empty(len(ranks), np.int64)
        placed[order] = np.arange(len(ranks))
        orders.append(placed)
    return orders


def _with_bound(made: Decision, proven: Cents) -> Decision:
    schedule = made.schedule
    bound = Cents(min(max(schedule.bound, proven), schedule.cost))
    gap = (schedule.cost - bound) / schedule.cost if schedule.cost else 0.0
    return replace(made, schedule=msgspec.structs.replace(schedule, bound=bound, gap=gap))
