from collections.abc import Callable
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.restoration.bound import demands
from endigue.restoration.decoder import dispatch
from endigue.restoration.prices import most_saved, work_of
from endigue.restoration.problem import RestorationProblem, build
from endigue.restoration.timetable import Timetable

MOMENTS = 12


def worked(problem: RestorationProblem, made: Timetable, task: int, tick: int) -> int:
    """Ticks of work that are done of a task by a tick, counted one by one."""
    calendar, crew = problem.openings, int(made.crew[task])
    spans = range(int(calendar.first[crew]), int(calendar.first[crew + 1]))

    def open_at(one: int) -> bool:
        return any(calendar.opens[span] <= one < calendar.closes[span] for span in spans)

    ticks = range(int(made.start[task]), min(tick, int(made.end[task])))
    if not problem.tasks.pauses[task]:
        return len(ticks)
    return sum(open_at(one) for one in ticks)


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_at_whatever_prices_no_schedule_saves_more(
    random_situation: Callable, chance: Random
) -> None:
    case = random_situation(chance, assets=6)
    problem = build(case.organisation, case.fallen, case.down, case.start)
    if not len(problem.items) or not len(problem.operations):
        return
    found = demands(problem)
    tasks, items = problem.tasks, len(problem.items)
    ranks = np.array(chance.sample(range(items), items), np.int64)
    made = dispatch(problem, ranks, tasks.ticks, holding=False)
    last = int(made.end.max())
    moments = np.unique([chance.randint(1, last + 4) for _ in range(MOMENTS)]).astype(np.int64)
    shifts = [chance.randint(0, 3) for _ in found.resources]
    until = np.array([moments - shift for shift in shifts])
    prices = np.array([[chance.random() for _ in moments] for _ in found.resources])
    worth = np.array([[chance.uniform(-1, 12) for _ in moments] for _ in range(items)])
    chosen = np.empty(items, np.int64)
    most = most_saved(
        work_of(problem, found.resources),
        np.arange(items),
        worth,
        found.ends,
        moments,
        until,
        prices,
        chosen,
    )
    total = 0.0
    for item in range(items):
        here = range(int(tasks.first[item]), int(tasks.first[item + 1]))
        back = int(made.end[here[-1]])
        saved = float(worth[item, moments >= back].sum())
        for number, resource in enumerate(found.resources):
            for moment, price in enumerate(prices[number].tolist()):
                # Charged for what is done by then, and only where the thing comes back in time.
                tick = int(until[number, moment])
                for task in here:
                    unit = int(resource.by_task[task])
                    if tasks.under_way[task] >= 0:
                        done = float(tick >= made.end[task])
                    else:
                        done = worked(problem, made, task, tick) / int(tasks.ticks[task])
                    saved -= price * unit * done
        # What is never back saves nothing and is charged nothing.
        total += max(saved, 0.0) if back <= moments[-1] else 0.0
    assert total <= most + 1e-9 * max(1.0, abs(most))
    assert ((chosen >= 0) & (chosen <= len(moments))).all()
