"""From ticks to what is published: tasks by name, and dates of operations."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from endigue.restoration.dependencies import last_awaited, node_times, returns
from endigue.restoration.openings import TICKS_PER_HOUR
from endigue.restoration.problem import RestorationProblem
from endigue.restoration.schedule import Curve, OperationReturn, Task

Ticks = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Timetable:
    """One column a task: when it starts and ends, and the index of its crew."""

    start: Ticks
    end: Ticks
    crew: Ticks


def item_returns(problem: RestorationProblem, timetable: Timetable) -> Ticks:
    """When each item is back, as one row: the end of its last task."""
    return timetable.end[problem.tasks.first[1:] - 1].reshape(1, -1)


def tasks_planned(problem: RestorationProblem, timetable: Timetable) -> tuple[Task, ...]:
    """Every task, in the order in which they start."""
    return tuple(
        Task(
            asset=problem.items[problem.tasks.item[task]],
            step=problem.tasks.steps[task],
            crew=problem.crews[timetable.crew[task]],
            start=int(timetable.start[task]) / TICKS_PER_HOUR,
            end=int(timetable.end[task]) / TICKS_PER_HOUR,
        )
        for task in np.argsort(timetable.start, kind="stable")
    )


def operations_back(
    problem: RestorationProblem, back: Ticks, drawn: Ticks
) -> tuple[OperationReturn, ...]:
    """Every operation, in the order in which they return. `back` is one row of item returns;
    `drawn` has one row a scenario and one column an operation.
    """
    times = node_times(problem.dependencies, back)[0]
    planned = returns(problem.dependencies, back)[0]
    # The first date by which so large a share of the scenarios has the operation back.
    p50, p80, p90 = (
        np.quantile(drawn, (0.5, 0.8, 0.9), axis=0, method="inverted_cdf") / TICKS_PER_HOUR
    )
    return tuple(
        OperationReturn(
            id=problem.operations[operation],
            planned=int(planned[operation]) / TICKS_PER_HOUR,
            p50=float(p50[operation]),
            p80=float(p80[operation]),
            p90=float(p90[operation]),
            waits_for=tuple(
                sorted(
                    problem.items[item]
                    for item in last_awaited(problem.dependencies, times, int(operation))
                )
            ),
        )
        for operation in np.argsort(planned, kind="stable")
    )


def optimistic(problem: RestorationProblem, drawn: Ticks) -> dict[str, float]:
    """Hours by which each operation is back in one scenario in ten."""
    hours = np.quantile(drawn, 0.1, axis=0, method="inverted_cdf") / TICKS_PER_HOUR
    return dict(zip(problem.operations, hours.tolist(), strict=True))


POINTS = 48
"""Hours of a curve, so that a page shows each."""


def curve_of(drawn: Ticks) -> Curve:
    """How many operations are back over time. `drawn` has one row a scenario and one column an
    operation.
    """
    last = int(np.quantile(drawn, 0.95)) if drawn.size else 0
    step = max(1, -(-last // POINTS))
    ticks = np.arange(0, last + step, step)
    back = np.array([(drawn <= tick).sum(axis=1) for tick in ticks])
    least, middle, most = np.quantile(back, (0.1, 0.5, 0.9), axis=1, method="inverted_cdf")
    return Curve(
        hours=tuple((ticks / TICKS_PER_HOUR).tolist()),
        least=tuple(int(one) for one in least),
        middle=tuple(int(one) for one in middle),
        most=tuple(int(one) for one in most),
    )
