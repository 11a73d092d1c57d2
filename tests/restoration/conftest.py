"""Random organisations, and every schedule of small ones."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
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
from schedule_judge import Judge, Situation, open_quarters

PARIS = ZoneInfo("Europe/Paris")
STARTS = (
    datetime(2021, 2, 5, 19, 0, tzinfo=PARIS),
    datetime(2021, 3, 27, 9, 10, tzinfo=PARIS),  # summer time begins in the night
    datetime(2021, 10, 29, 23, 52, tzinfo=PARIS),  # and ends two nights later
)
HOURS = ("24/7", "mon-fri 08:00-18:00", "mon-sun 22:00-06:00", "mon-sat 09:05-12:40 14:00-17:00")


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
        at_work = open_quarters(crew.hours, self.start, 3000)
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
