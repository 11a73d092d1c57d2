"""Peers of a restoration plan, and a judge of what they make.

Rules of thumb, CP-SAT alone, and PyJobShop in an environment of its own. The last two see only what
some operation waits for, and the core of trust; what they leave out is put behind all, one thing
at a time, where it changes no return. Then the judge of the tests, who knows only the
organisation and the definition, looks at every whole schedule.
"""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np

from endigue.kernel.money import Cents
from endigue.organisation.model import Organisation
from endigue.restoration.decoder import dispatch
from endigue.restoration.dependencies import returns
from endigue.restoration.exact import lines_of, solve_exactly
from endigue.restoration.items import BANDWIDTH
from endigue.restoration.losses import total
from endigue.restoration.openings import TICKS_PER_HOUR
from endigue.restoration.problem import RestorationProblem
from endigue.restoration.schedule import Schedule
from endigue.restoration.timetable import (
    Timetable,
    item_returns,
    operations_back,
    tasks_planned,
)
from restoration_instances import START

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from schedule_judge import Judge, Situation

PEER = Path(__file__).parent / "peers" / "pyjobshop_restoration.py"

BUILDING = 300.0
"""Seconds that PyJobShop may take beyond its time, to build its model."""

WEIGHTS = 1_000_000
"""Sum of the whole weights of PyJobShop; with more, its objective could leave 64 bits."""


def by_whoever_is_free(of: RestorationProblem, ranks: np.ndarray) -> Timetable:
    """The schedule of an order where whoever is free takes the next thing, awaited or not: the
    rules of thumb are done so.
    """
    return dispatch(of, ranks, of.tasks.ticks, holding=False)


def price(of: RestorationProblem, timetable: Timetable) -> Cents:
    """What a schedule costs with the durations foreseen."""
    return total(of.losses, returns(of.dependencies, item_returns(of, timetable))[0])


def cp_sat_alone(of: RestorationProblem, seconds: float, seed: int) -> Timetable | None:
    """What CP-SAT finds in so many seconds on the wall with two workers, from nothing."""
    anyhow = dispatch(of, np.arange(len(of.items)), of.tasks.ticks)
    made = solve_exactly(of, anyhow, seconds, seed, hinted=False)
    if made is None:
        return None
    crew = np.array([int(of.crews_for(int(skill))[0]) for skill in of.tasks.skill])
    return _completed(of, _scheduled(of, made.start, crew))


def pyjobshop(of: RestorationProblem, python: str, seconds: float) -> Timetable | None:
    """What PyJobShop finds in so many seconds of solving on the wall with two workers."""
    answer = subprocess.run(
        [python, str(PEER), str(seconds)],
        input=json.dumps(as_a_shop(of)),
        check=True,
        capture_output=True,
        text=True,
        timeout=seconds + BUILDING,
    )
    found = json.loads(answer.stdout)["tasks"]
    if not found:
        return None
    start, crew = np.full(len(of.tasks.item), -1), np.full(len(of.tasks.item), -1)
    for name, (begun, group) in found.items():
        start[int(name)], crew[int(name)] = begun, group
    return _completed(of, _scheduled(of, start, crew))


def as_a_shop(of: RestorationProblem) -> dict[str, object]:
    """The problem in plain words: groups of people with their breaks, tasks, what follows what,
    places, the gate of the core, nodes of k children, and for each operation what it waits for
    and the bends of its loss.
    """
    tasks, calendar, needs = of.tasks, of.openings, of.dependencies
    anyhow = dispatch(of, np.arange(len(of.items)), tasks.ticks)
    horizon = 2 * int(anyhow.end.max(initial=1)) + 96
    wanted = _waited_for(of)
    here = [task for task in range(len(tasks.item)) if int(tasks.item[task]) in wanted]
    if (tasks.under_way >= 0).any():
        raise SystemExit("PyJobShop is asked only before any work is begun")
    following = [[str(a), str(b)] for a, b in pairwise(here)]
    following = [[a, b] for a, b in following if tasks.item[int(a)] == tasks.item[int(b)]]
    last = {item: str(int(tasks.first[item + 1]) - 1) for item in wanted}

    def name(reference: int) -> str:
        return last[reference] if reference < needs.items else f"node {reference}"

    nodes = [
        {
            "name": name(needs.items + node),
            "k": int(k),
            "children": [name(int(child)) for child in needs.children(node)],
        }
        for node, k in enumerate(needs.k)
        if all(int(child) >= needs.items or int(child) in wanted for child in needs.children(node))
    ]
    return {
        "groups": [
            {
                "people": int(people),
                "breaks": _breaks(
                    calendar.opens[calendar.first[group] : calendar.first[group + 1]],
                    calendar.closes[calendar.first[group] : calendar.first[group + 1]],
                    horizon,
                ),
            }
            for group, people in enumerate(of.people)
        ],
        "bandwidth": BANDWIDTH,
        "places": of.places,
        "tasks": {
            str(task): {
                "ticks": int(tasks.ticks[task]),
                "groups": of.crews_for(int(tasks.skill[task])).tolist(),
                "pauses": bool(tasks.pauses[task]),
                "bandwidth": int(tasks.bandwidth[task]),
            }
            for task in here
        },
        "following": following,
        "rooms": _rooms(of, here),
        "core": [last[item] for item in sorted(wanted) if of.core[item]],
        "gated": [str(task) for task in here if tasks.gated[task]],
        "nodes": nodes,
        "operations": [
            [name(int(root)), bends]
            for root, bends in zip(needs.roots, _bends(of), strict=True)
            if root >= 0
        ],
    }


def _waited_for(of: RestorationProblem) -> set[int]:
    """The items that operations may wait for, and the core of trust."""
    needs = of.dependencies
    wanted = set(np.flatnonzero(of.core).tolist())
    pending = sorted({int(root) for root in needs.roots if root >= 0})
    seen = set(pending)
    while pending:
        reference = pending.pop()
        if reference < needs.items:
            wanted.add(reference)
        else:
            new = set(needs.children(reference - needs.items).tolist()) - seen
            seen |= new
            pending.extend(new)
    return wanted


def _breaks(opens: np.ndarray, closes: np.ndarray, horizon: int) -> list[list[int]]:
    edges = [0, *np.column_stack([opens, closes]).ravel().tolist()]
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return [[start, end] for start, end in pairs if start < end and start < horizon]


def _rooms(of: RestorationProblem, here: list[int]) -> list[list[str]]:
    taken: dict[int, int] = {}
    rooms = []
    for task in here:
        item = int(of.tasks.item[task])
        if of.tasks.takes_place[task]:
            taken[item] = task
        if of.tasks.leaves_place[task]:
            rooms.append([str(taken[item]), str(task)])
    return rooms


def _bends(of: RestorationProblem) -> list[list[list[int]]]:
    """For each operation the ticks at which its loss gets steeper, with the slope that is added,
    in whole parts of `WEIGHTS` for all together.
    """
    losses = of.losses
    found = []
    for operation in range(len(of.operations)):
        lines = lines_of(
            float(losses.by_hand[operation]),
            float(losses.full[operation]),
            float(losses.stamina[operation]),
            float(losses.mtpd[operation]),
            float(losses.backlog[operation]),
        )
        edges = sorted({0.0, float(losses.stamina[operation]), float(losses.mtpd[operation])})
        slopes = np.diff([0.0, *(slope for slope, _ in lines)])
        found.append(list(zip(edges, slopes.tolist(), strict=True)))
    whole = sum(slope for each in found for _, slope in each)
    return [
        [[round(at), max(1, round(slope * WEIGHTS / whole))] for at, slope in each if slope > 0]
        for each in found
    ]


def _scheduled(of: RestorationProblem, start: np.ndarray, crew: np.ndarray) -> Timetable:
    """The schedule with these starts and groups, -1 for what is left out. Work ends when it is
    done: PyJobShop may tell an end, or a start of what pauses, within the hours off shift that
    come before or after it.
    """
    tasks, calendar = of.tasks, of.openings
    made = Timetable(start.copy(), np.full(len(start), -1), np.where(start >= 0, crew, -1))
    for task in np.flatnonzero(start >= 0).tolist():
        at, ticks, group = start[task : task + 1], int(tasks.ticks[task]), int(crew[task])
        if tasks.pauses[task]:
            made.start[task] = calendar.next_open(group, at)[0]
            made.end[task] = calendar.reached(group, calendar.worked(group, at) + ticks)[0]
        else:
            made.end[task] = at[0] + ticks
    return made


def _completed(of: RestorationProblem, made: Timetable) -> Timetable:
    """The same schedule, with what it leaves out behind it, one task after the other."""
    tasks, calendar = of.tasks, of.openings
    now = int(made.end.max(initial=0))
    for task in range(len(tasks.item)):
        if made.start[task] >= 0:
            continue
        group, ticks = int(of.crews_for(int(tasks.skill[task]))[0]), int(tasks.ticks[task])
        start = int(calendar.next_open(group, np.array([now]))[0])
        done = calendar.worked(group, np.array([start])) + ticks
        end = int(calendar.reached(group, done)[0]) if tasks.pauses[task] else start + ticks
        made.start[task], made.end[task], made.crew[task] = start, end, group
        now = end
    return made


def judged(model: Organisation, of: RestorationProblem, timetable: Timetable) -> Cents:
    """What the schedule costs, once the judge has found nothing that breaks a rule."""
    back = item_returns(of, timetable)
    planned = returns(of.dependencies, back)
    cost = total(of.losses, planned[0])
    everything = frozenset(asset.id for asset in model.assets)
    judge = Judge(Situation(model, everything, frozenset(), START))
    judge.check(
        Schedule(
            tasks=tasks_planned(of, timetable),
            operations=operations_back(of, back, planned),
            cost=cost,
            bound=Cents(0),
            gap=0.0,
            makespan=int(timetable.end.max(initial=0)) / TICKS_PER_HOUR,
            seed=0,
            scenarios=1,
        )
    )
    return cost
