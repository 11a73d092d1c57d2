"""The same problem for an exact solver: CP-SAT of OR-Tools, which proves what it finds.

Durations are those foreseen. Every group of people has an axis of its own, its ticks at work, on
which a task that pauses with the shift is one piece; an index of the shift leads back to the
clock. Things that no operation needs are left out, but for the core of trust: they can always
come last. A hint is given for every variable, because from a partial one the first schedule has
been measured to be worse than the hint itself.

The package is imported where it is used: it takes a second, and most runs do not want it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from endigue.kernel.money import Cents
from endigue.restoration.dependencies import Dependencies, node_times
from endigue.restoration.items import BANDWIDTH
from endigue.restoration.losses import PENALTY
from endigue.restoration.problem import RestorationProblem
from endigue.restoration.timetable import Timetable, item_returns

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

Ticks = NDArray[np.int64]

SCALE = 1000
"""Rates are rounded to thousandths of a cent per tick."""

ROOM = 1.5
"""The horizon, in lengths of the schedule that is given as a hint."""


@dataclass(frozen=True, slots=True)
class Exact:
    """What the solver came to."""

    start: Ticks
    """Of every task; -1 for those of items that no operation needs."""
    cost: Cents
    bound: Cents
    """No schedule costs less."""
    proven: bool
    """Whether no schedule is cheaper than this one."""


def solve_exactly(
    problem: RestorationProblem,
    hint: Timetable,
    seconds: float,
    seed: int = 0,
    workers: int = 2,
    hinted: bool = True,
    go_on: Callable[[], bool] = lambda: True,
) -> Exact | None:
    """The cheapest schedule found in so many seconds, or None where there is none. `hint` gives
    the horizon, and with `hinted` the begin of the search.
    """
    from ortools.sat.python import cp_model

    model = _Model(problem, hint, cp_model.CpModel(), hinted)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    callback = _Watch(cp_model, go_on)
    status = solver.solve(model.cp, callback.made)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    start = np.full(len(problem.tasks.item), -1, np.int64)
    for task, variable in model.start.items():
        start[task] = solver.value(variable)
    slip = len(problem.operations) * (1 + model.horizon / SCALE)
    return Exact(
        start=start,
        cost=Cents(round(solver.objective_value / SCALE)),
        bound=Cents(max(0, floor(solver.best_objective_bound / SCALE - slip))),
        proven=status == cp_model.OPTIMAL,
    )


class _Watch:
    """Stops the solver at the next schedule that it finds once nobody waits any more."""

    def __init__(self, package: object, go_on: Callable[[], bool]) -> None:
        base: type = package.CpSolverSolutionCallback  # type: ignore[attr-defined]

        class Watch(base):  # type: ignore[misc]
            def on_solution_callback(self) -> None:
                if not go_on():
                    self.stop_search()

        self.made = Watch()


class _Model:
    """The constraints, one method each; `_all` is their table of contents."""

    def __init__(
        self, problem: RestorationProblem, hint: Timetable, cp: "cp_model.CpModel", hinted: bool
    ) -> None:
        self.problem = problem
        self.hint = hint
        self.cp = cp
        self.hinted = hinted
        self.horizon = int(ROOM * int(hint.end.max(initial=1))) + 96
        self.start: dict[int, cp_model.IntVar] = {}
        self.end: dict[int, cp_model.IntVar] = {}
        self.on_axis: dict[int, list[cp_model.IntervalVar]] = {}
        self._all()

    def _all(self) -> None:
        tasks = self.problem.tasks
        for item in self._wanted():
            for task in range(int(tasks.first[item]), int(tasks.first[item + 1])):
                self._task(task)
                if task > tasks.first[item]:
                    self.cp.add(self.start[task] >= self.end[task - 1])
        self._core_first()
        for group, intervals in self.on_axis.items():
            self.cp.add_cumulative(intervals, [1] * len(intervals), int(self.problem.people[group]))
        self._rooms()
        self._bandwidth()
        self._objective()

    def _var(self, low: int, high: int, name: str, hint: int) -> "cp_model.IntVar":
        variable = self.cp.new_int_var(low, max(low, high), name)
        if self.hinted:
            self.cp.add_hint(variable, min(max(hint, low), max(low, high)))
        return variable

    def _wanted(self) -> list[int]:
        needs = self.problem.dependencies
        wanted = set(np.flatnonzero(self.problem.core).tolist())
        pending = [int(root) for root in needs.roots if root >= 0]
        seen = set(pending)
        while pending:
            reference = pending.pop()
            if reference < needs.items:
                wanted.add(reference)
                continue
            new = set(needs.children(reference - needs.items).tolist()) - seen
            seen |= new
            pending.extend(new)
        held = self.problem.tasks.item[self.problem.tasks.under_way >= 0]
        return sorted(wanted | set(held.tolist()))

    def _task(self, task: int) -> None:
        tasks = self.problem.tasks
        begun = int(tasks.under_way[task])
        started, ended = int(self.hint.start[task]), int(self.hint.end[task])
        latest = 0 if begun >= 0 else self.horizon
        self.start[task] = self._var(0, latest, f"start{task}", started)
        self.end[task] = self._var(0, 4 * self.horizon, f"end{task}", ended)
        groups = [begun] if begun >= 0 else self.problem.crews_for(int(tasks.skill[task])).tolist()
        chosen = []
        for group in groups:
            here = self.cp.new_bool_var(f"on{task}_{group}")
            if self.hinted:
                self.cp.add_hint(here, int(self.hint.crew[task]) == group)
            chosen.append(here)
            self._on_axis(task, group, here)
        self.cp.add_exactly_one(chosen)

    def _on_axis(self, task: int, group: int, here: "cp_model.IntVar") -> None:
        """The task as done by people of the group, on their ticks at work."""
        tasks, calendar = self.problem.tasks, self.problem.openings
        length = int(tasks.ticks[task])
        begun = tasks.under_way[task] >= 0
        place = slice(int(calendar.first[group]), int(calendar.first[group + 1]))
        spans = int(np.searchsorted(calendar.opens[place], 4 * self.horizon, side="right"))
        opens, before = calendar.opens[place][:spans], calendar.before[place][:spans]
        started = int(self.hint.start[task])
        at = int(calendar.worked(group, np.array([started]))[0])
        axis_end = int(calendar.worked(group, np.array([4 * self.horizon]))[0])
        name = f"{task}_{group}"
        begin = self._var(0, axis_end, f"begin{name}", at)
        if begun:
            self.cp.add(begin == 0).only_enforce_if(here)
        else:
            clock = self._clock(begin, opens, before, at, f"in{name}")
            self.cp.add(self.start[task] == clock).only_enforce_if(here)
        if tasks.pauses[task]:
            until = begin + length
            last = self._clock(begin + (length - 1), opens, before, at + length - 1, f"out{name}")
            self.cp.add(self.end[task] == last + 1).only_enforce_if(here)
            interval = self.cp.new_optional_interval_var(begin, length, until, here, f"work{name}")
        else:
            self.cp.add(self.end[task] == self.start[task] + length).only_enforce_if(here)
            free_at = int(calendar.worked(group, np.array([started + length]))[0])
            free = self._var(0, axis_end, f"free{name}", free_at)
            after = self._clock(free, opens, before, free_at, f"after{name}")
            self.cp.add(after >= self.end[task]).only_enforce_if(here)
            size = self._var(0, axis_end, f"size{name}", free_at - at)
            interval = self.cp.new_optional_interval_var(begin, size, free, here, f"copy{name}")
        self.on_axis.setdefault(group, []).append(interval)

    def _clock(
        self,
        position: "cp_model.LinearExpr",
        opens: Ticks,
        before: Ticks,
        hint: int,
        name: str,
    ) -> "cp_model.LinearExpr":
        """The tick at which work begins at a position of the axis."""
        if len(opens) == 1:
            return position + int(opens[0] - before[0])
        at = int(np.searchsorted(before, hint, side="right")) - 1
        span = self._var(0, len(opens) - 1, f"span_{name}", at)
        shifts = (opens - before).tolist()
        shift = self._var(0, int(max(shifts)), f"shift_{name}", int(shifts[at]))
        first = self._var(0, int(before[-1]), f"first_{name}", int(before[at]))
        nexts = [*before[1:].tolist(), 4 * self.horizon + int(before[-1])]
        following = self._var(0, int(nexts[-1]), f"next_{name}", int(nexts[at]))
        self.cp.add_element(span, shifts, shift)
        self.cp.add_element(span, before.tolist(), first)
        self.cp.add_element(span, nexts, following)
        self.cp.add(position >= first)
        self.cp.add(position < following)
        return position + shift

    def _core_first(self) -> None:
        tasks = self.problem.tasks
        core = np.flatnonzero(self.problem.core).tolist()
        if not core:
            return
        back = int(item_returns(self.problem, self.hint)[0][core].max())
        gate = self._var(0, 4 * self.horizon, "gate", back)
        for item in core:
            self.cp.add(gate >= self.end[int(tasks.first[item + 1]) - 1])
        for task in self.start:
            if tasks.gated[task]:
                self.cp.add(self.start[task] >= gate)

    def _rooms(self) -> None:
        tasks = self.problem.tasks
        intervals, places = [], self.problem.places
        leaving = [task for task in self.start if tasks.leaves_place[task]]
        for task in leaving:
            item = int(tasks.item[task])
            entered = [
                other for other in range(int(tasks.first[item]), task) if tasks.takes_place[other]
            ]
            begin = self.start[entered[0]] if entered else 0
            places += 0 if entered else 1
            since = int(self.hint.start[entered[0]]) if entered else 0
            held = int(self.hint.end[task]) - since
            size = self._var(0, 4 * self.horizon, f"held{task}", held)
            intervals.append(self.cp.new_interval_var(begin, size, self.end[task], f"room{task}"))
        self.cp.add_cumulative(intervals, [1] * len(intervals), max(places, 0))

    def _bandwidth(self) -> None:
        tasks = self.problem.tasks
        moving = [task for task in self.start if tasks.bandwidth[task] > 0]
        intervals = [
            self.cp.new_interval_var(
                self.start[task], int(tasks.ticks[task]), self.end[task], f"move{task}"
            )
            for task in moving
        ]
        self.cp.add_cumulative(
            intervals, [int(tasks.bandwidth[task]) for task in moving], BANDWIDTH
        )

    def _objective(self) -> None:
        problem, needs = self.problem, self.problem.dependencies
        back = self._returns(needs)
        losses = problem.losses
        lost = []
        hints = node_times(needs, item_returns(problem, self.hint))[0]
        for operation, root in enumerate(needs.roots.tolist()):
            if root < 0:
                continue
            lines = lines_of(
                float(losses.by_hand[operation]),
                float(losses.full[operation]),
                float(losses.stamina[operation]),
                float(losses.mtpd[operation]),
                float(losses.backlog[operation]),
            )
            most = round(max(SCALE * (slope * 4 * self.horizon + at) for slope, at in lines)) + 1
            at_hint = max(SCALE * (slope * int(hints[root]) + at) for slope, at in lines)
            cost = self._var(0, most, f"lost{operation}", round(at_hint) + 1)
            for slope, at in lines:
                self.cp.add(cost >= round(SCALE * slope) * back[root] + round(SCALE * at))
            lost.append(cost)
        self.cp.minimize(sum(lost))

    def _returns(self, needs: Dependencies) -> dict[int, "cp_model.LinearExprT"]:
        """When each item and node that is waited for is back."""
        tasks = self.problem.tasks
        hints = node_times(needs, item_returns(self.problem, self.hint))[0]
        back: dict[int, cp_model.LinearExprT] = {
            item: self.end[int(tasks.first[item + 1]) - 1]
            for item in range(needs.items)
            if int(tasks.first[item]) in self.start
        }
        for node, k in enumerate(needs.k.tolist()):
            children = needs.children(node).tolist()
            if any(child not in back for child in children):
                continue
            at = int(hints[needs.items + node])
            when = self._var(0, 4 * self.horizon, f"node{node}", at)
            met = []
            for child in children:
                if k == len(children):
                    self.cp.add(when >= back[child])
                    continue
                counts = self.cp.new_bool_var(f"counts{node}_{child}")
                early = sorted(children, key=lambda one: int(hints[one]))[:k]
                if self.hinted:
                    self.cp.add_hint(counts, child in early)
                self.cp.add(when >= back[child]).only_enforce_if(counts)
                met.append(counts)
            if met:
                self.cp.add(sum(met) >= k)
            back[needs.items + node] = when
        return back


def lines_of(
    by_hand: float, full: float, stamina: float, mtpd: float, backlog: float
) -> list[tuple[float, float]]:
    """The loss as the highest of lines (slope, value at 0): it is convex."""
    found: list[tuple[float, float]] = []
    at, value = 0.0, 0.0
    for edge in sorted({0.0, stamina, mtpd}):
        value += (found[-1][0] if found else 0.0) * (edge - at)
        at = edge
        late = PENALTY - 1 if edge >= mtpd else 0.0
        slope = (by_hand if edge < stamina else full) * (1 + backlog + late)
        found.append((slope, value - slope * edge))
    return found
