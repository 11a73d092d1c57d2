from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.organisation.shifts import parse_shifts
from endigue.restoration.openings import DAYS_AHEAD, END_OF_TIME, Calendar, Openings, openings

PARIS = ZoneInfo("Europe/Paris")
FRIDAY = datetime(2021, 2, 5, 17, 0, tzinfo=PARIS)
LAST = DAYS_AHEAD * 96
OFFICE = openings([Calendar(parse_shifts("mon-fri 08:00-18:00"))], FRIDAY)


def spans(text: str, start: datetime) -> list[tuple[int, int]]:
    calendar = openings([Calendar(parse_shifts(text))], start)
    return list(zip(calendar.opens.tolist(), calendar.closes.tolist(), strict=True))


def test_round_the_clock_is_one_span() -> None:
    assert spans("24/7", FRIDAY) == [(0, END_OF_TIME)]


def test_a_shift_begins_at_its_local_hour() -> None:
    # Friday 17:00 leaves an hour; Monday 08:00 is 63 hours away.
    assert spans("mon-fri 08:00-18:00", FRIDAY)[:3] == [(0, 4), (252, 292), (348, 388)]


def test_a_shift_keeps_its_hour_when_summer_time_begins() -> None:
    # The night to Sunday 28 March 2021 has an hour less.
    saturday = datetime(2021, 3, 27, 8, 0, tzinfo=PARIS)
    assert spans("sat-mon 08:00-09:00", saturday)[:3] == [(0, 4), (92, 96), (188, 192)]


def test_only_whole_quarters_within_the_shift_count() -> None:
    start = datetime(2021, 2, 8, 8, 5, tzinfo=PARIS)
    assert spans("mon-fri 08:00-09:00", start)[0] == (0, 3)
    assert spans("mon-fri 08:10-09:00", start)[0] == (1, 3)


def test_a_shift_over_sunday_midnight_is_not_cut_there() -> None:
    start = datetime(2021, 2, 7, 22, 5, tzinfo=PARIS)
    assert spans("mon-sun 22:00-06:00", start)[0] == (0, 31)


def test_after_two_years_everybody_counts_as_at_work() -> None:
    evening = FRIDAY + timedelta(hours=2)
    assert spans("mon-fri 08:00-18:00", evening)[-1] == (LAST, END_OF_TIME)


def test_every_crew_has_its_own_spans() -> None:
    calendars = [Calendar(parse_shifts(text)) for text in ("24/7", "mon-fri 08:00-18:00")]
    both = openings(calendars, FRIDAY)
    assert both.first.tolist() == [0, 1, 1 + len(OFFICE.opens)]
    assert both.worked(1, np.array([300])).tolist() == OFFICE.worked(0, np.array([300])).tolist()
    assert both.worked(0, np.array([300])).tolist() == [300]


def test_no_crew_is_no_span() -> None:
    assert len(openings([], FRIDAY).opens) == 0


def test_a_start_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        openings([], datetime(2021, 2, 5, 17, 0))


def is_open(calendar: Openings, tick: int) -> bool:
    return any(
        opens <= tick < closes
        for opens, closes in zip(calendar.opens, calendar.closes, strict=True)
    )


@settings(deadline=None)
@given(tick=st.integers(0, 700))
def test_work_done_is_the_count_of_open_ticks(tick: int) -> None:
    counted = sum(is_open(OFFICE, each) for each in range(tick))
    assert OFFICE.worked(0, np.array([tick])).tolist() == [counted]


@given(amount=st.integers(1, 5000))
def test_an_amount_is_reached_at_the_first_tick_by_which_it_is_done(amount: int) -> None:
    (tick,) = OFFICE.reached(0, np.array([amount]))
    assert OFFICE.worked(0, np.array([tick, tick - 1])).tolist() == [amount, amount - 1]


@settings(deadline=None)
@given(tick=st.integers(0, 700))
def test_the_next_opening_is_the_first_open_tick_from_there(tick: int) -> None:
    (opening,) = OFFICE.next_open(0, np.array([tick]))
    assert is_open(OFFICE, opening)
    assert not any(is_open(OFFICE, each) for each in range(tick, opening))


def test_an_instant_in_utc_is_read_on_its_own_clock() -> None:
    start = datetime(2021, 2, 8, 7, 0, tzinfo=UTC)
    assert spans("mon-fri 08:00-18:00", start)[0] == (4, 44)
    local = start.astimezone(PARIS)
    assert spans("mon-fri 08:00-18:00", local)[0] == (0, 40)
    assert local - start == timedelta(0)
