from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, KOf, Operation, Organisation, Parameters
from endigue.restoration.decoder import columns, dispatch, wanted_items
from endigue.restoration.passing import next_skills
from endigue.restoration.problem import RestorationProblem, build
from endigue.restoration.timetable import Timetable

SATURDAY = datetime(2021, 2, 6, 8, 0, tzinfo=UTC)
AT_WORK = 20_000
"""Ticks that are looked at one by one."""


def hospital(database: str = "mon-fri 08:00-18:00") -> RestorationProblem:
    """One place in the clean room, one database and one server, both needed."""
    organisation = Organisation(
        "hospital",
        parameters=Parameters(clean_room_places=1, restore_gb_per_hour=200.0),
        assets=(
            Asset("records", "", "dataset", rebuild_hours=2.0, restore_gb=10.0),
            Asset("server", "", "machine", rebuild_hours=2.0, restore_gb=10.0),
        ),
        operations=(
            Operation("ward", {}, "", KOf(2, ("records", "server")), Cents(100), 0.0, 1.0, 1e6),
        ),
        crews=(
            Crew("forensic", "forensic", 2, "24/7", Cents(0)),
            Crew("system", "system", 2, "24/7", Cents(0)),
            Crew("network", "network", 1, "24/7", Cents(0)),
            Crew("database", "database", 1, database, Cents(0)),
        ),
    )
    return build(organisation, ["records", "server"], [], SATURDAY)


def rebuilt(problem: RestorationProblem, made: Timetable, item: str) -> int:
    """When the rebuild of an item begins."""
    place = problem.items.index(item)
    here = slice(int(problem.tasks.first[place]), int(problem.tasks.first[place + 1]))
    return int(made.start[here][problem.tasks.takes_place[here]][0])


def records_first(problem: RestorationProblem, *, holding: bool = True) -> tuple[int, int]:
    """When the two rebuilds begin where the records come first in the order."""
    ranks = np.array([item != "records" for item in problem.items], np.int64)
    made = dispatch(problem, ranks, problem.tasks.ticks, holding=holding)
    return rebuilt(problem, made, "records"), rebuilt(problem, made, "server")


def test_on_saturday_a_database_lets_a_server_pass_that_does_not_wait_for_monday() -> None:
    records, server = records_first(hospital())
    assert server < records


def test_it_does_not_where_its_administrators_are_there() -> None:
    records, server = records_first(hospital("24/7"))
    assert records < server


def test_whoever_is_free_and_takes_the_next_thing_lets_nothing_pass() -> None:
    records, server = records_first(hospital(), holding=False)
    assert records < server


def test_a_place_that_nobody_else_wants_is_taken() -> None:
    problem = hospital()
    two = replace(problem, places=2)
    records, server = records_first(two)
    assert records == server


def at_work(problem: RestorationProblem, crew: int) -> np.ndarray:
    """For each tick whether the crew is at work."""
    calendar = problem.openings
    found = np.zeros(AT_WORK, np.bool_)
    for span in range(int(calendar.first[crew]), int(calendar.first[crew + 1])):
        found[int(calendar.opens[span]) : int(calendar.closes[span])] = True
    return found


def loses_hours(
    problem: RestorationProblem, hours: list[np.ndarray], task: int, following: int, now: int
) -> bool:
    """Whether people could work at a place that would wait for its next step, tick by tick."""
    tasks = problem.tasks
    crews = problem.crews_for(int(tasks.skill[task])).tolist()

    def ends(crew: int) -> int:
        left, tick = int(tasks.ticks[task]), now
        while left:
            left -= bool(hours[crew][tick]) or not tasks.pauses[task]
            tick += 1
        return tick

    tick = min(ends(crew) for crew in crews)
    others = problem.crews_for(following).tolist()
    while not any(hours[crew][tick] for crew in others):
        if any(hours[crew][tick] for crew in crews):
            return True
        tick += 1
    return False


def drawn(chance: Random) -> RestorationProblem:
    """Some databases and servers that are all needed, few places, crews of several hours."""
    count = chance.randint(3, 9)
    assets = tuple(
        Asset(
            f"a{number}",
            "",
            chance.choice(("dataset", "machine")),
            rebuild_hours=chance.choice((0.5, 2.0, 3.0, 7.5, 11.0)),
            restore_gb=chance.choice((0.0, 10.0)),
        )
        for number in range(count)
    )
    names = tuple(one.id for one in assets)
    hours = ("24/7", "mon-fri 08:00-18:00", "mon-sun 08:00-20:00", "mon-sat 09:00-13:00")
    crews = tuple(
        Crew(skill, skill, chance.randint(1, 3), chance.choice(hours), Cents(0))
        for skill in ("forensic", "system", "database", "network")
    )
    organisation = Organisation(
        "drawn",
        parameters=Parameters(
            clean_room_places=chance.randint(1, 3), restore_gb_per_hour=chance.choice((20.0, 200.0))
        ),
        assets=assets,
        operations=(Operation("all", {}, "", KOf(count, names), Cents(100), 0.0, 1.0, 1e6),),
        crews=crews,
    )
    start = SATURDAY + timedelta(hours=chance.randint(0, 120))
    return build(organisation, names, [], start)


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_nothing_loses_hours_in_the_room_while_another_would_not(chance: Random) -> None:
    problem = drawn(chance)
    count = len(problem.items)
    ranks = np.array(chance.sample(range(count), count), np.int64)
    tasks, following = problem.tasks, next_skills(problem)
    made = dispatch(problem, ranks, tasks.ticks)
    wanted = wanted_items(columns(problem), ranks)[tasks.item]
    hours = [at_work(problem, crew) for crew in range(len(problem.people))]
    gate = max((int(made.end[tasks.item == one].max()) for one in np.flatnonzero(problem.core)),
               default=0)  # fmt: skip
    rooms = [
        task
        for task in np.flatnonzero(tasks.takes_place & wanted & (tasks.under_way < 0)).tolist()
        if tasks.bandwidth[task] == 0 and made.end[task] < AT_WORK // 2
    ]

    def ready(task: int) -> int:
        before = int(made.end[task - 1]) if tasks.first[tasks.item[task]] < task else 0
        return max(before, gate) if tasks.gated[task] else before

    def loses(task: int, now: int) -> bool:
        return following[task] >= 0 and loses_hours(problem, hours, task, following[task], now)

    for task in rooms:
        now = int(made.start[task])
        if not loses(task, now):
            continue
        for other in rooms:
            if tasks.skill[other] == tasks.skill[task] and ready(other) <= now < made.start[other]:
                assert loses(other, now)
