"""A judge of schedules that knows only the definition, and watches every one that is made.

It reads the organisation and the circumstances, never the problem's arrays: it counts the open
quarters of an hour minute by minute, and finds the return of an operation by asking, at every end
of a task, whether its needs are met.
"""

import sys
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import cache
from itertools import accumulate
from math import ceil

from endigue.organisation.model import Asset, Crew, Organisation
from endigue.organisation.needs import is_met, with_services_down
from endigue.organisation.shifts import parse_shifts
from endigue.restoration.circumstances import AS_WRITTEN, Circumstances
from endigue.restoration.schedule import Schedule, Task

HOSTS = {"machine", "appliance", "dataset"}


@dataclass(frozen=True)
class Situation:
    organisation: Organisation
    fallen: frozenset[str]
    down: frozenset[str]
    start: datetime
    circumstances: Circumstances = field(default_factory=lambda: AS_WRITTEN)


@cache
def open_quarters(hours: str, start: datetime, count: int) -> tuple[bool, ...]:
    """For each quarter of an hour from the start, whether a crew with these shifts is at work
    in all of it, on the local clock. Shifts begin and end at minutes that five divides.
    """
    shifts = parse_shifts(hours)

    def at_work(minute: int) -> bool:
        local = (start.astimezone(UTC) + timedelta(minutes=minute)).astimezone(start.tzinfo)
        return shifts.is_open(local.weekday(), local.hour * 60 + local.minute)

    return tuple(
        all(at_work(15 * quarter + minute) for minute in (0, 5, 10, 14)) for quarter in range(count)
    )


def whole_quarters(hours: float) -> int:
    """Hours as quarters; every time of a schedule is a whole number of them."""
    assert hours * 4 == int(hours * 4)
    return int(hours * 4)


def plain_steps(
    organisation: Organisation, asset: Asset, circumstances: Circumstances, fell: bool
) -> list[tuple[str, str, float]]:
    """What has to be done for an asset: step, skill and hours, straight from the definition."""
    if asset.kind in HOSTS and fell:
        rate = organisation.parameters.restore_gb_per_hour
        restore = asset.restore_gb / rate if rate > 0 else asset.restore_gb
        backup = circumstances.backups.get(asset.id)
        if backup is not None and backup.hours is not None:
            restore = backup.hours
        rebuild = asset.rebuild_hours or (asset.kind != "dataset") * 4.0
        instead = circumstances.instead.get(asset.id)
        middle = [
            ("rebuild", "system", rebuild),
            ("restore", "database" if asset.kind == "dataset" else "system", restore),
        ]
        if instead is not None:
            step = "clean" if instead.way == "clean" else "rebuild"
            middle = [(step, "system", instead.hours)]
        steps = [
            ("preserve", "forensic", 1.0),
            *middle,
            ("verify", "forensic", 1.0),
            ("reconnect", "network", 0.5),
        ]
        return [step for step in steps if step[2] > 0]
    if asset.kind in {*HOSTS, "external"}:
        return [("verify", "forensic", 1.0), ("reconnect", "network", 0.5)]
    return [("verify", "directory", 0.25), ("reconnect", "directory", 0.25)]


class Judge:
    """Says whether a schedule obeys the definition, and what it costs."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.organisation = situation.organisation
        self.circumstances = situation.circumstances
        self.crews = {crew.id: crew for crew in self.organisation.crews}
        self.asset_of = {asset.id: asset for asset in self.organisation.assets}
        self.lost = situation.down | {
            name for name in situation.fallen if self.asset_of[name].kind in HOSTS
        }
        everything = sorted(situation.fallen | situation.down)
        self.wanted = {name: steps for name in everything if (steps := self.steps(name))}

    def check(self, schedule: Schedule) -> None:
        """Fails where anything in the schedule breaks a rule."""
        stuck = {remark.subject for remark in schedule.unschedulable}
        by_asset: dict[str, list[Task]] = {}
        for task in schedule.tasks:
            by_asset.setdefault(task.asset, []).append(task)
        assert set(by_asset) == self.wanted.keys() - stuck
        for name, tasks in by_asset.items():
            self._check_steps(name, tasks)
        self._check_core(by_asset)
        self._check_hands(schedule.tasks)
        self._check_room(by_asset)
        self._check_bandwidth(schedule.tasks)
        back = {name: tasks[-1].end for name, tasks in by_asset.items()}
        returns = self.returns(back)
        assert {each.id: each.planned for each in schedule.operations} == returns
        assert schedule.makespan == max(back.values(), default=0.0)
        assert abs(schedule.cost - self.cost(returns)) <= len(returns) + 1e-6 * schedule.cost
        assert schedule.bound <= schedule.cost
        for each in schedule.operations:
            assert all(back[name] == each.planned for name in each.waits_for)
            assert 0 <= each.p50 <= each.p80 <= each.p90

    def steps(self, name: str) -> list[tuple[str, str, float]]:
        """What is left to do for a thing: step, skill and hours of work."""
        asset = self.asset_of.get(name)
        plain = [("reconnect", "network", 0.25)]
        if asset is not None:
            fell = name in self.situation.fallen
            plain = plain_steps(self.organisation, asset, self.circumstances, fell)
        progress = self.circumstances.progress.get(name)
        left = []
        for step, skill, hours in plain:
            length = hours * self.circumstances.pace.of(step).factor
            if progress is not None:
                if step in progress.done:
                    continue
                length = progress.foreseen.get(step, length)
                if progress.running == step and progress.hours_left is not None:
                    length = progress.hours_left
            if length:
                left.append((step, skill, length))
        return left

    def able(self, skill: str) -> list[Crew]:
        """Who does a step with this skill."""
        there = [crew for crew in self.crews.values() if self._ever_there(crew)]
        having = [crew for crew in there if crew.skill == skill]
        return having or [crew for crew in there if crew.skill == "system"]

    def _ever_there(self, crew: Crew) -> bool:
        more = sum(max(0, p.people) for p in self.circumstances.presence if p.crew == crew.id)
        return crew.people + more > 0

    def people_at(self, crew: Crew, quarter: int) -> int:
        """Who is there in that quarter of an hour, whether in the shift or not."""
        moment = self.situation.start + timedelta(minutes=15 * quarter)
        changes = [p for p in self.circumstances.presence if p.crew == crew.id]
        here = [p for p in changes if p.since <= moment and (p.until is None or moment < p.until)]
        return max(0, crew.people + sum(p.people for p in here))

    def _check_steps(self, name: str, tasks: list[Task]) -> None:
        steps = self.wanted[name]
        assert [task.step for task in tasks] == [step for step, _, _ in steps]
        progress = self.circumstances.progress.get(name)
        ready = 0.0
        for task, (step, skill, hours) in zip(tasks, steps, strict=True):
            assert task.start >= ready
            ready = task.end
            crew = self.crews[task.crew]
            assert crew in self.able(skill)
            start, end = whole_quarters(task.start), whole_quarters(task.end)
            begun = progress is not None and progress.running == step
            length = ceil(Fraction(hours) * 4)
            if begun and start == 0:
                # Somebody is on it already, and goes on in the next shift at the latest.
                assert end >= length
            elif step == "restore":
                assert self._at_work(crew, start, start + 1) == 1
                assert end - start == length
            elif self._plain(crew):
                assert self._at_work(crew, start, start + 1) == 1
                assert self._at_work(crew, end - 1, end) == 1
                assert self._at_work(crew, start, end) == length
            else:
                # Of people who come and go nobody knows who it is: at least so much is worked.
                assert self._at_work(crew, start, end) >= length

    def _plain(self, crew: Crew) -> bool:
        coming = any(p.crew == crew.id for p in self.circumstances.presence)
        return not coming and not self.circumstances.weekly_rest

    def _at_work(self, crew: Crew, start: int, end: int) -> int:
        """Quarters of the shifts of a crew from start to end."""
        count = 1024
        while count < end:
            count *= 2
        sums = _sums(crew.hours, self.situation.start, count)
        return sums[end] - sums[start]

    def is_core(self, name: str) -> bool:
        """Whether the thing belongs to the core of trust."""
        asset = self.asset_of.get(name)
        if asset is None or asset.kind not in HOSTS:
            return False
        zone = self.organisation.zone_by_id.get(asset.zone)
        return zone is not None and zone.tier == 0

    def _check_core(self, by_asset: dict[str, list[Task]]) -> None:
        core = {name for name in by_asset if self.is_core(name)}
        evicted = max((by_asset[name][-1].end for name in core), default=0.0)
        for name in by_asset.keys() - core:
            progress = self.circumstances.progress.get(name)
            running = progress.running if progress is not None else None
            for task in by_asset[name]:
                if task.step not in {"preserve", running}:
                    assert task.start >= evicted

    def _check_hands(self, tasks: tuple[Task, ...]) -> None:
        for crew in self.crews.values():
            begun = 0
            changes: list[tuple[int, int]] = []
            for task in tasks:
                if task.crew == crew.id:
                    start, end = whole_quarters(task.start), whole_quarters(task.end)
                    changes += [(start, 1), (end, -1)]
                    progress = self.circumstances.progress.get(task.asset)
                    begun += progress is not None and progress.running is not None
            most = self.most_people(crew)
            at_once = 0
            for _, change in sorted(changes):
                at_once += change
                assert at_once <= most
            if self._plain(crew):
                assert most == crew.people

    def most_people(self, crew: Crew) -> int:
        """The most people of a crew who are ever there."""
        changes = [p for p in self.circumstances.presence if p.crew == crew.id]
        edges = {p.since for p in changes} | {p.until for p in changes if p.until is not None}
        start = self.situation.start
        quarters = [0, *(max(0, (edge - start) // timedelta(minutes=15)) + 1 for edge in edges)]
        here = max(self.people_at(crew, quarter) for quarter in quarters)
        return max(here, crew.people if not edges else here)

    def _check_room(self, by_asset: dict[str, list[Task]]) -> None:
        spans = []
        for name, tasks in by_asset.items():
            instead = self.circumstances.instead.get(name)
            if instead is not None and instead.way == "other_site":
                continue
            times = {task.step: (task.start, task.end) for task in tasks}
            entered = [times[step][0] for step in ("rebuild", "clean") if step in times]
            if entered and "verify" in times:
                spans.append((entered[0], times["verify"][1]))
        places = self.organisation.parameters.clean_room_places
        held = self._held(by_asset)
        assert most_at_once([*spans, *held]) <= max(places, len(held))

    def _held(self, by_asset: dict[str, list[Task]]) -> list[tuple[float, float]]:
        """Places that are taken from the start by what stands in them."""
        held = []
        for name, progress in self.circumstances.progress.items():
            times = {task.step: task.end for task in by_asset.get(name, ())}
            rebuilt = bool({"rebuild", "clean"} & progress.done)
            fell = name in self.situation.fallen and self.asset_of[name].kind in HOSTS
            if fell and rebuilt and "verify" in times:
                held.append((0.0, times["verify"]))
        return held

    def _check_bandwidth(self, tasks: tuple[Task, ...]) -> None:
        whole = 0.0
        changes: list[tuple[float, int, float]] = []
        for task in tasks:
            if task.step == "restore":
                hours = next(h for step, _, h in self.wanted[task.asset] if step == "restore")
                share = hours / (task.end - task.start)
                changes += [(task.start, 1, share), (task.end, 0, -share)]
        for _, _, share in sorted(changes):
            whole += share
            assert whole <= 1 + 1e-6

    def returns(self, back: dict[str, float]) -> dict[str, float]:
        """When each operation that is down and can come back is back."""
        services = self.organisation.service_by_id
        gone = {name for name in self.lost if name in self.wanted}
        moments = sorted({0.0, *back.values()})
        operations = self.organisation.operations
        waiting = {
            operation.id: operation
            for operation in operations
            if not is_met(operation.needs, with_services_down(services, gone))
            and operation.id not in self.circumstances.held
        }
        # An operation that is back stays back, so each is found by halving.
        known: dict[int, Collection[str]] = {}

        def lost_at(place: int) -> Collection[str]:
            if place not in known:
                moment = moments[place]
                missing = {name for name in gone if not back.get(name, float("inf")) <= moment}
                known[place] = with_services_down(services, missing)
            return known[place]

        returns = {}
        for name, operation in waiting.items():
            place = bisect_left(
                range(len(moments)), True, key=lambda at: is_met(operation.needs, lost_at(at))
            )
            if place < len(moments):
                returns[name] = moments[place]
        return returns

    def cost(self, returns: dict[str, float]) -> Fraction:
        """Quarter by quarter, from the text of the definition."""
        gone = {name for name in self.lost if name in self.wanted}
        lost = with_services_down(self.organisation.service_by_id, gone)
        elapsed = self.circumstances.elapsed
        cost = Fraction(0)
        for operation in self.organisation.operations:
            manual = operation.manual
            share = Fraction(0)
            if manual and (manual.needs is None or is_met(manual.needs, lost)):
                arrivals = Fraction(operation.arrivals_per_hour)
                share = Fraction(1)
                if arrivals > 0:
                    share = min(share, Fraction(manual.capacity_per_hour) / arrivals)
            quarters = whole_quarters(returns.get(operation.id, 0.0))
            rate = Fraction(operation.value_per_hour) / 4
            stamina = (max(0.0, manual.stamina_hours - elapsed) if manual else 0.0) * 4
            mtpd = max(0.0, operation.mtpd_hours - elapsed) * 4
            # Served later, at a quarter more than arrives, while a tenth of the value is lost.
            late = Fraction(4, 10) * (operation.arrivals_per_hour > 0)
            for quarter in range(quarters):
                missed = rate * (1 - share) if quarter < stamina else rate
                if quarter < stamina < quarter + 1:
                    inside = Fraction(stamina) - quarter
                    missed = rate * (1 - share) * inside + rate * (1 - inside)
                cost += missed * (1 + late)
                if quarter + 1 > mtpd:
                    cost += missed * min(1, quarter + 1 - Fraction(mtpd))
        return cost


@cache
def _sums(hours: str, start: datetime, count: int) -> tuple[int, ...]:
    return tuple(accumulate(open_quarters(hours, start, count), initial=0))


def most_at_once(spans: list[tuple[float, float]]) -> int:
    """The most of these spans that overlap."""
    changes = sorted([(start, 1) for start, _ in spans] + [(end, -1) for _, end in spans])
    return max(accumulate((change for _, change in changes), initial=0))


KEPT = 64
"""Problems that the watch remembers, the newest."""


class Watch:
    """Sees every problem that is built and every schedule that is made of it, in all modules that
    use the two functions, and has the judge look at each.
    """

    def __init__(self) -> None:
        self.known: OrderedDict[int, tuple[object, Situation]] = OrderedDict()
        self.seen = 0

    def begin(self) -> None:
        from endigue.restoration import problem, solve

        self._everywhere(problem.build, self._building(problem.build))
        self._everywhere(solve.decision, self._deciding(solve.decision))

    @staticmethod
    def _everywhere(old: object, new: object) -> None:
        for module in list(sys.modules.values()):
            for name, value in list(getattr(module, "__dict__", {}).items()):
                if value is old:
                    setattr(module, name, new)

    def _building(self, build: Callable) -> Callable:
        def watched(organisation, fallen, down, start, circumstances=AS_WRITTEN):
            problem = build(organisation, fallen, down, start, circumstances)
            situation = Situation(
                organisation, frozenset(fallen), frozenset(down), start, circumstances
            )
            self.known[id(problem)] = (problem, situation)
            if len(self.known) > KEPT:
                self.known.popitem(last=False)
            return problem

        return watched

    def _deciding(self, decision: Callable) -> Callable:
        def watched(problem, *arguments, **named):
            made = decision(problem, *arguments, **named)
            known = self.known.get(id(problem))
            if known is not None and known[0] is problem:
                Judge(known[1]).check(made.schedule)
                self.seen += 1
            return made

        return watched
