from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from endigue.kernel.money import Cents
from endigue.organisation.model import Crew
from endigue.restoration.circumstances import Presence
from endigue.restoration.openings import openings
from endigue.restoration.presence import groups

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2021, 2, 8, 0, 0, tzinfo=PARIS)


def hour(day: int, at: int = 0) -> datetime:
    return datetime(2021, 2, 7 + day, at, 0, tzinfo=PARIS)


def there(crew: Crew, presence: list[Presence], ticks: int, *, rest: bool = False) -> list[int]:
    """How many people are at work in each quarter of an hour from Monday on."""
    found = groups([crew], presence, weekly_rest=rest)
    calendar = openings([group.calendar for group in found], MONDAY)
    at = np.arange(ticks + 1)
    return sum(
        group.people * np.diff(calendar.worked(number, at)) for number, group in enumerate(found)
    ).tolist()


def test_people_are_as_many_as_the_changes_that_hold_leave() -> None:
    crew = Crew("c", "system", 3, "24/7", Cents(0))
    presence = [
        Presence("c", -2, hour(1, 6), hour(1, 12)),
        Presence("c", 1, hour(1, 10)),
        Presence("other", -3, hour(1)),
    ]
    quarters = there(crew, presence, 96)
    assert quarters[:24] == [3] * 24
    assert quarters[24:40] == [1] * 16
    assert quarters[40:48] == [2] * 8
    assert quarters[48:] == [4] * 48


@pytest.mark.parametrize("seed", range(20))
def test_any_changes_leave_what_counting_says(seed: int) -> None:
    chance = Random(seed)
    crew = Crew("c", "system", chance.randint(0, 3), "mon-sun 08:00-18:00", Cents(0))
    presence = []
    for _ in range(chance.randint(0, 4)):
        since = hour(chance.randint(1, 3), chance.randint(0, 23))
        until = chance.choice([None, hour(chance.randint(4, 6), chance.randint(0, 23))])
        presence.append(Presence("c", chance.choice((-2, -1, 1, 2)), since, until))
    quarters = there(crew, presence, 96 * 5)
    for tick, people in enumerate(quarters):
        moment = hour(1 + tick // 96, tick % 96 // 4)
        here = [p for p in presence if p.since <= moment and (not p.until or moment < p.until)]
        expected = max(0, crew.people + sum(p.people for p in here))
        assert people == (expected if 8 <= moment.hour < 18 else 0)


def test_with_rest_everybody_has_one_day_in_seven() -> None:
    crew = Crew("c", "system", 9, "mon-sun 08:00-18:00", Cents(0))
    worked = np.array(there(crew, [], 96 * 7, rest=True)).reshape(7, 96).sum(axis=1)
    assert worked.sum() == 9 * 6 * 40
    assert sorted(worked) == [7 * 40] * 2 + [8 * 40] * 5


def test_crews_that_have_a_day_off_or_come_in_turns_need_no_more_rest() -> None:
    for hours in ("24/7", "mon-fri 08:00-18:00"):
        crew = Crew("c", "system", 2, hours, Cents(0))
        assert there(crew, [], 96 * 7, rest=True) == there(crew, [], 96 * 7)
