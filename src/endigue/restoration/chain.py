"""The critical chain of something that comes back: what had to end before what, back to the start.

A task begins when something else lets it: the step of the same asset before, the person who was on
another task, the core of trust, or room and bandwidth that another task held; or else when the
hours of its crew begin. Shorten any other work and the end of the chain stays where it is.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from endigue.restoration.openings import TICKS_PER_HOUR
from endigue.restoration.schedule import Schedule, Task

Because = Literal["start", "step", "crew", "core", "room", "urgent", "hours"]
"""Why a task begins when it does: the plan begins, its asset's step before ends, its crew is free,
the core of trust is back, another task leaves the clean room or the backups' bandwidth, something
more urgent no longer wants what it takes, or the hours of its crew begin."""

_LEAVES_ROOM = ("verify", "restore")


class Link(NamedTuple):
    """One task of a chain, and what it waited for, which is the task before it."""

    task: Task
    because: Because


class Chains:
    """The chains of one schedule. `core` are the assets of the core of trust."""

    def __init__(self, schedule: Schedule, core: Collection[str] = ()) -> None:
        self._of_asset: dict[str, list[Task]] = defaultdict(list)
        self._of_crew: dict[str, list[Task]] = defaultdict(list)
        self._ending: dict[int, list[Task]] = defaultdict(list)
        self._core: Task | None = None
        self._in_core = frozenset(core)
        for task in sorted(schedule.tasks, key=lambda one: (one.end, one.start, one.asset)):
            self._of_asset[task.asset].append(task)
            self._of_crew[task.crew].append(task)
            self._ending[_tick(task.end)].append(task)
            if task.asset in self._in_core:
                self._core = task

    def of(self, asset: str) -> tuple[Link, ...]:
        """The chain that ends with the return of an asset, the first task first; empty where
        nothing of it is in the schedule.
        """
        tasks = self._of_asset.get(asset)
        return tuple(self._back_from(tasks[-1]))[::-1] if tasks else ()

    def _back_from(self, task: Task) -> Iterator[Link]:
        here: Task | None = task
        while here is not None:
            link, here = self._before(here)
            yield link

    def _before(self, task: Task) -> tuple[Link, Task | None]:
        """The link of a task, and the task that it waited for."""
        begins = _tick(task.start)
        step = self._step_before(task)
        core = self._core if task.asset not in self._in_core else None
        if step is not None and _tick(step.end) == begins:
            return Link(task, "step"), step
        if core is not None and _tick(core.end) == begins:
            return Link(task, "core"), core
        ended = [one for one in self._ending.get(begins, ()) if one.start < one.end]
        if crew := next((one for one in ended if one.crew == task.crew), None):
            return Link(task, "crew"), crew
        if room := next((one for one in ended if one.step in _LEAVES_ROOM), None):
            return Link(task, "room"), room
        if ended:
            return Link(task, "urgent"), ended[0]
        if begins == 0:
            return Link(task, "start"), None
        earlier = [one for one in self._of_crew[task.crew] if _tick(one.end) < begins]
        waited = [one for one in (step, core, *earlier[-1:]) if one is not None]
        waited = [one for one in waited if _tick(one.end) < begins]
        return Link(task, "hours"), max(waited, key=lambda one: one.end, default=None)

    def _step_before(self, task: Task) -> Task | None:
        steps = self._of_asset[task.asset]
        place = steps.index(task)
        return steps[place - 1] if place else None


def _tick(hours: float) -> int:
    return round(hours * TICKS_PER_HOUR)
