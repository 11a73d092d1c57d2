from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from endigue.locale.speech import Speech
from endigue.writers.pictures.calendar import MOST, calendar_ticks

PARIS = ZoneInfo("Europe/Paris")
FRIDAY = datetime(2021, 2, 5, 21, 0, tzinfo=PARIS)


def said(span: float, start: datetime = FRIDAY, language: str = "en") -> list[tuple[float, str]]:
    ticks = calendar_ticks(start, span, Speech(language))
    return [(tick.hour, tick.said) for tick in ticks]


def test_a_long_axis_has_its_midnights() -> None:
    assert said(72) == [(3.0, "Sat 6 Feb"), (27.0, "Sun 7 Feb"), (51.0, "Mon 8 Feb")]
    assert said(72, language="fr")[0] == (3.0, "sam. 6 févr.")


def test_a_short_axis_has_hours_and_the_day_at_midnight() -> None:
    assert said(6) == [
        (0.0, "21:00"),
        (1.0, "22:00"),
        (2.0, "23:00"),
        (3.0, "Sat 6 Feb"),
        (4.0, "01:00"),
        (5.0, "02:00"),
        (6.0, "03:00"),
    ]


def test_midnights_stay_midnights_when_summer_time_begins() -> None:
    spring = datetime(2021, 3, 27, 12, 0, tzinfo=PARIS)
    assert [hour for hour, _ in said(72, spring)] == [12.0, 35.0, 59.0]


@pytest.mark.parametrize("span", [0.0, 1.0, 9.0, 47.0, 49.0, 200.0, 500.0, 3000.0, 17_000.0])
def test_an_axis_is_never_crowded_and_goes_on_to_its_end(span: float) -> None:
    hours = [hour for hour, _ in said(span)]
    assert len(hours) <= MOST + 1
    assert all(0 <= hour <= span for hour in hours)
    assert all(before < after for before, after in pairwise(hours))
