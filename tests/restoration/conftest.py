"""Random organisations, and a judge of schedules that knows only the definition.

The judge reads the organisation, never the problem's arrays: it counts the open quarters of an
hour minute by minute, and finds the return of an operation by asking, at every end of a task,
whether its needs are met.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import cache
from itertools import count
from math import ceil, factorial, prod
from random import Random
from zoneinfo import ZoneInfo

import pytest

from endigue.kernel.money import Cents
from endigue.organisation.model import (
    Asset,
    Crew,
    Flow,
    KOf,
    Manual,
    Need,
    Operation,
    Organisation,
    Parameters,
    Service,
    Zone,
)
from endigue.organisation.needs import is_met, with_services_down
from endigue.organisation.shifts import parse_shifts
from endigue.restoration.schedule import Schedule, Task

PARIS = ZoneInfo("Europe/Paris")
STARTS = (
    datetime(2021, 2, 5, 19, 0, tzinfo=PARIS),
    datetime(2021, 3, 27, 9, 10, tzinfo=PARIS),  # summer time begins in the night
    datetime(2021, 10, 29, 23, 52, tzinfo=PARIS),  # and ends two nights later
)
HOURS = ("24/7", "mon-fri 08:00-18:00", "mon-sun 22:00-06:00", "mon-sat 09:05-12:40 14:00-17:00")


@dataclass(frozen=True)
class Situation:
    organisation: Organisation
    fallen: frozenset[str]
    down: frozenset[str]
    start: datetime


def _need(chance: Random, names: list[str], depth: int = 0) -> Need:
    if depth == 2 or chance.random() < 0.3:
        return chance.choice(names)
    children = tuple(_need(chance, names, depth + 1) for _ in range(chance.randint(1, 3)))
    return KOf(chance.choice((1, len(children), chance.randint(1, len(children)))), children)


def _organisation(
    chance: Random, assets: int, crews: tuple[Crew, ...], places: int
) -> Organisation:
    kinds = ("machine", "machine", "appliance", "dataset", "account", "external")
    things = tuple(
        Asset(
            id=f"a{number}",
            name="",
            kind=chance.choice(kinds),
            zone=chance.choice(("core", "servers", "servers", "office", "")),
            rebuild_hours=chance.choice((0.0, 0.3, 2.0, 5.5)),
            restore_gb=chance.choice((0.0, 20.0, 90.0, 400.0)),
        )
        for number in range(assets)
    )
    names = [asset.id for asset in things] + ["f0"]
    services = []
    for number in range(chance.randint(0, 3)):
        services.append(Service(f"s{number}", _need(chance, names)))
        names.append(f"s{number}")
    operations = tuple(
        Operation(
            id=f"o{number}",
            name={"fr": "", "en": ""},
            entity="",
            needs=_need(chance, names),
            value_per_hour=Cents(chance.randint(0, 10_000)),
            arrivals_per_hour=chance.choice((0.0, 30.0)),
            rto_hours=1.0,
            mtpd_hours=chance.choice((0.0, 3.0, 40.0, 500.0)),
            manual=chance.choice(
                (
                    None,
                    Manual(chance.choice((0.0, 10.0, 45.0)), chance.choice((0.0, 7.5, 100.0))),
                    Manual(20.0, 24.0, needs=chance.choice(names)),
                )
            ),
        )
        for number in range(chance.randint(1, 4))
    )
    return Organisation(
        name="random",
        parameters=Parameters(clean_room_places=places, restore_gb_per_hour=100.0),
        zones=(Zone("core", "", "", 0), Zone("servers", "", "", 1), Zone("office", "", "", 2)),
        assets=things,
        flows=(Flow("f0", "office", "servers", "tcp", 443),),
        services=tuple(services),
        operations=operations,
        crews=crews,
    )


@pytest.fixture(scope="session")
def random_situation() -> Callable[..., Situation]:
    """Draws a situation of up to `assets` assets; with `plain` there is one crew a skill and a
    clean-room place for everybody.
    """

    def draw(chance: Random, assets: int = 7, plain: bool = False) -> Situation:
        skills = ["forensic", "system", "database", "network", "directory"]
        if not plain:
            skills = ["system", *(skill for skill in skills * 2 if chance.random() < 0.6)]
        crews = tuple(
            Crew(f"c{number}", skill, chance.randint(1, 2), chance.choice(HOURS), Cents(6000))
            for number, skill in enumerate(skills)
        )
        count = chance.randint(1, assets)
        organisation = _organisation(chance, count, crews, 99 if plain else chance.randint(1, 3))
        names = [asset.id for asset in organisation.assets]
        return Situation(
            organisation,
            frozenset(name for name in names if chance.random() < 0.6),
            frozenset(name for name in [*names, "f0"] if chance.random() < 0.5),
            chance.choice(STARTS),
        )

    return draw


@cache
def _open_quarters(hours: str, start: datetime, count: int) -> tuple[bool, ...]:
    """For each quarter of an hour from the start, whether a crew with these shifts is at work
    in each of its minutes, on the local clock.
    """
    shifts = parse_shifts(hours)

    def at_work(minute: int) -> bool:
        local = (start.astimezone(UTC) + timedelta(minutes=minute)).astimezone(start.tzinfo)
        return shifts.is_open(local.weekday(), local.hour * 60 + local.minute)

    return tuple(
        all(at_work(15 * quarter + minute) for minute in range(15)) for quarter in range(count)
    )


def _steps(situation: Situation, asset: Asset) -> list[tuple[str, str, float]]:
    """What has to be done for an asset: step, skill and hours, straight from the definition."""
    fell = asset.id in situation.fallen
    if asset.kind in {"machine", "appliance", "dataset"} and fell:
        restore = asset.restore_gb / situation.organisation.parameters.restore_gb_per_hour
        steps = [
            ("preserve", "forensic", 1.0),
            ("rebuild", "system", asset.rebuild_hours or (asset.kind != "dataset") * 4.0),
            ("restore", "database" if asset.kind == "dataset" else "system", restore),
            ("verify", "forensic", 1.0),
            ("reconnect", "network", 0.5),
        ]
        return [step for step in steps if step[2] > 0]
    if asset.kind in {"machine", "appliance", "dataset", "external"}:
        return [("verify", "forensic", 1.0), ("reconnect", "network", 0.5)]
    return [("verify", "directory", 0.25), ("reconnect", "directory", 0.25)]


def _quarters(hours: float) -> int:
    quarters = hours * 4
    assert quarters == int(quarters), "times are whole quarters of an hour"
    return int(quarters)


class Judge:
    """Says whether a schedule obeys the definition, and what it costs."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.organisation = situation.organisation
        self.crews = {crew.id: crew for crew in self.organisation.crews}
        self.asset_of = {asset.id: asset for asset in self.organisation.assets}
        hosts = {"machine", "appliance", "dataset"}
        self.lost = situation.down | {
            name for name in situation.fallen if self.asset_of[name].kind in hosts
        }

    def check(self, schedule: Schedule) -> None:
        """Fails where anything in the schedule breaks a rule."""
        assert schedule.unschedulable == ()
        by_asset: dict[str, list[Task]] = {}
        for task in schedule.tasks:
            by_asset.setdefault(task.asset, []).append(task)
        assert set(by_asset) == self.situation.fallen | self.situation.down
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
        assert abs(schedule.cost - self.cost(returns)) <= len(returns)
        for each in schedule.operations:
            assert all(back[name] == each.planned for name in each.waits_for)

    def _check_steps(self, name: str, tasks: list[Task]) -> None:
        steps = self.steps(name)
        assert [task.step for task in tasks] == [step for step, _, _ in steps]
        ready = 0.0
        for task, (step, skill, hours) in zip(tasks, steps, strict=True):
            assert task.start >= ready
            ready = task.end
            crew = self.crews[task.crew]
            assert crew in self.able(skill)
            start, end = _quarters(task.start), _quarters(task.end)
            at_work = _open_quarters(crew.hours, self.situation.start, 3000)[start:end]
            assert at_work[0]
            if step == "restore":
                assert end - start == ceil(Fraction(hours) * 4)
            else:
                assert at_work[-1]
                assert sum(at_work) == ceil(Fraction(hours) * 4)

    def steps(self, name: str) -> list[tuple[str, str, float]]:
        asset = self.asset_of.get(name)
        return _steps(self.situation, asset) if asset else [("reconnect", "network", 0.25)]

    def able(self, skill: str) -> list[Crew]:
        """Who does a step with this skill."""
        having = [crew for crew in self.crews.values() if crew.skill == skill]
        return having or [crew for crew in self.crews.values() if crew.skill == "system"]

    def is_core(self, name: str) -> bool:
        asset = self.asset_of.get(name)
        hosts = {"machine", "appliance", "dataset"}
        return asset is not None and asset.zone == "core" and asset.kind in hosts

    def _check_core(self, by_asset: dict[str, list[Task]]) -> None:
        core = {name for name in by_asset if self.is_core(name)}
        evicted = max((by_asset[name][-1].end for name in core), default=0.0)
        for name in by_asset.keys() - core:
            assert all(t.start >= evicted for t in by_asset[name] if t.step != "preserve")

    def _check_hands(self, tasks: tuple[Task, ...]) -> None:
        for crew in self.crews.values():
            spans = [(task.start, task.end) for task in tasks if task.crew == crew.id]
            assert _most_at_once(spans) <= crew.people

    def _check_room(self, by_asset: dict[str, list[Task]]) -> None:
        spans = []
        for tasks in by_asset.values():
            times = {task.step: (task.start, task.end) for task in tasks}
            if "rebuild" in times:
                spans.append((times["rebuild"][0], times["verify"][1]))
        assert _most_at_once(spans) <= self.organisation.parameters.clean_room_places

    def _check_bandwidth(self, tasks: tuple[Task, ...]) -> None:
        restores = [task for task in tasks if task.step == "restore"]
        for moment in {task.start for task in restores}:
            moving = [task for task in restores if task.start <= moment < task.end]
            rate = sum(self.asset_of[t.asset].restore_gb / (t.end - t.start) for t in moving)
            assert rate <= self.organisation.parameters.restore_gb_per_hour * (1 + 1e-9)

    def returns(self, back: dict[str, float]) -> dict[str, float]:
        services = self.organisation.service_by_id
        returns: dict[str, float] = {}
        for moment in sorted({0.0, *back.values()}):
            missing = {name for name in self.lost if back[name] > moment or moment == 0.0}
            lost = with_services_down(services, missing)
            for operation in self.organisation.operations:
                if operation.id not in returns and is_met(operation.needs, lost):
                    returns[operation.id] = moment
        return {name: moment for name, moment in returns.items() if moment > 0}

    def cost(self, returns: dict[str, float]) -> Fraction:
        """Quarter by quarter, from the text of the definition."""
        lost = with_services_down(self.organisation.service_by_id, self.lost)
        cost = Fraction(0)
        for operation in self.organisation.operations:
            manual = operation.manual
            share = Fraction(0)
            if manual and (manual.needs is None or is_met(manual.needs, lost)):
                arrivals = Fraction(operation.arrivals_per_hour)
                share = Fraction(1)
                if arrivals > 0:
                    share = min(share, Fraction(manual.capacity_per_hour) / arrivals)
            for quarter in range(_quarters(returns.get(operation.id, 0.0))):
                rate = Fraction(operation.value_per_hour) / 4
                if manual and quarter < manual.stamina_hours * 4:
                    rate *= 1 - share
                cost += rate * (2 if quarter >= operation.mtpd_hours * 4 else 1)
        return cost


def _most_at_once(spans: list[tuple[float, float]]) -> int:
    return max(
        (sum(start <= moment < end for start, end in spans) for moment, _ in spans), default=0
    )


@dataclass(frozen=True)
class _Placed:
    start: int
    end: int
    crew: str
    share: Fraction


@pytest.fixture(scope="session")
def judge() -> type[Judge]:
    return Judge


class Enumeration:
    """Every schedule worth looking at of a small situation, whatever the rule that made it.

    Every list of tasks in which steps keep their order is tried, each task put as early as it
    fits among those before it. A cheapest schedule is among them, as for any objective that
    never falls when something ends later (Sprecher, Kolisch and Drexl, 1995). Wants one crew a
    skill and a clean-room place for everybody.
    """

    def __init__(self, situation: Situation) -> None:
        self.judge = Judge(situation)
        self.names = sorted(situation.fallen | situation.down)
        self.steps = [self.judge.steps(name) for name in self.names]
        self.core = [self.judge.is_core(name) for name in self.names]
        self.start = situation.start
        self.rate = situation.organisation.parameters.restore_gb_per_hour
        self.costs: dict[tuple[int, ...], Fraction] = {}

    def lists(self) -> int:
        """How many lists there are at most."""
        lengths = [len(steps) for steps in self.steps]
        return factorial(sum(lengths)) // prod(factorial(length) for length in lengths)

    def cheapest(self) -> Fraction:
        self._extend([0] * len(self.names), [0] * len(self.names), [])
        return min(self.costs.values())

    def _extend(self, done: list[int], back: list[int], placed: list[_Placed]) -> None:
        if done == [len(steps) for steps in self.steps]:
            self._price(tuple(back))
        core_back = [back[at] for at, core in enumerate(self.core) if core]
        core_done = all(
            done[at] == len(self.steps[at]) for at, core in enumerate(self.core) if core
        )
        for at, steps in enumerate(self.steps):
            if done[at] == len(steps):
                continue
            step, skill, hours = steps[done[at]]
            gated = not self.core[at] and step != "preserve"
            if gated and not core_done:
                continue
            ready = max([back[at], *(core_back if gated else [])])
            task = self._placed(step, skill, hours, ready, placed)
            done[at] += 1
            before, back[at] = back[at], task.end
            self._extend(done, back, [*placed, task])
            done[at] -= 1
            back[at] = before

    def _placed(
        self, step: str, skill: str, hours: float, ready: int, placed: list[_Placed]
    ) -> _Placed:
        (crew,) = self.judge.able(skill)
        at_work = _open_quarters(crew.hours, self.start, 3000)
        exact = Fraction(hours) * 4
        share = exact / ceil(exact) if step == "restore" else Fraction(0)
        for start in count(ready):
            if not at_work[start]:
                continue
            end, left = start, ceil(exact)
            while left:
                left -= 1 if step == "restore" or at_work[end] else 0
                end += 1
            task = _Placed(start, end, crew.id, share)
            if self._fits(task, crew.people, placed):
                return task
        raise AssertionError

    def _fits(self, task: _Placed, people: int, placed: list[_Placed]) -> bool:
        beside = [each for each in placed if each.start < task.end and task.start < each.end]
        for moment in {task.start, *(each.start for each in beside if each.start > task.start)}:
            now = [each for each in beside if each.start <= moment < each.end]
            if sum(each.crew == task.crew for each in now) >= people:
                return False
            if task.share and sum(each.share for each in now) + task.share > 1:
                return False
        return True

    def _price(self, back: tuple[int, ...]) -> None:
        if back not in self.costs:
            times = {name: end / 4 for name, end in zip(self.names, back, strict=True)}
            self.costs[back] = self.judge.cost(self.judge.returns(times))


@pytest.fixture(scope="session")
def enumeration() -> type[Enumeration]:
    return Enumeration
