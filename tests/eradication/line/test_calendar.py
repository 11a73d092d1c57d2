from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.eradication.line.calendar import clock_after, open_hours_between
from endigue.organisation.shifts import parse_shifts

PARIS = ZoneInfo("Europe/Paris")
OFFICE = parse_shifts("mon-fri 08:00-18:00")


def paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS)  # type: ignore[misc]


def test_hours_are_counted_over_nights_and_weekends() -> None:
    friday = paris(2021, 2, 5, 16, 0)
    assert clock_after(friday, 2, OFFICE) == paris(2021, 2, 5, 18, 0)
    assert clock_after(friday, 3, OFFICE) == paris(2021, 2, 8, 9, 0)
    assert clock_after(friday, 52, OFFICE) == paris(2021, 2, 12, 18, 0)


def test_a_shift_keeps_its_hours_when_summer_time_begins() -> None:
    saturday = paris(2021, 3, 27, 20, 0)
    night = parse_shifts("sat 20:00-24:00; sun 00:00-08:00")
    # The hour from two to three does not exist that night.
    assert clock_after(saturday, 11, night) == paris(2021, 3, 28, 8, 0)


def test_a_line_that_is_always_open_follows_the_clock() -> None:
    begun = paris(2021, 2, 5, 7, 30)
    always = parse_shifts("24/7")
    assert clock_after(begun, 100.25, always) == begun + timedelta(hours=100.25)


@given(st.floats(0.01, 400), st.integers(0, 7 * 24 * 60))
def test_one_is_the_inverse_of_the_other(hours: float, minutes: int) -> None:
    begun = paris(2021, 3, 22, 0, 0) + timedelta(minutes=minutes)
    end = clock_after(begun, hours, OFFICE)
    assert open_hours_between(begun, end, OFFICE) == pytest.approx(hours, abs=1e-6)


def test_what_never_ends_says_so() -> None:
    with pytest.raises(ValueError, match="ten years"):
        clock_after(paris(2021, 1, 1), 1e6, parse_shifts("mon 08:00-09:00"))
    with pytest.raises(ValueError, match="time zone"):
        clock_after(datetime(2021, 1, 1), 1.0, OFFICE)
