from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.communication.calendar import (
    Calendar,
    after_hours,
    after_months,
    easter,
    noon_of_next_working_day,
)
from endigue.readers.rulebook import load_rulebook

FRANCE = load_rulebook().holidays["FR"]
PARIS = Calendar(FRANCE, "Europe/Paris")
METZ = Calendar(FRANCE, "Europe/Paris", regional=True)
ZONE = ZoneInfo("Europe/Paris")

instants = st.datetimes(datetime(2020, 1, 1), datetime(2039, 12, 31), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (1818, 3, 22), (1943, 4, 25), (1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2011, 4, 24),
        (2019, 4, 21), (2020, 4, 12), (2021, 4, 4), (2022, 4, 17), (2023, 4, 9), (2024, 3, 31),
        (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2028, 4, 16), (2029, 4, 1), (2030, 4, 21),
        (2038, 4, 25),
    ],
)  # fmt: skip
def test_easter_falls_where_almanacs_put_it(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


def gauss(year: int) -> date:
    """Gauss's rule with its two exceptions, for 1900 to 2099: another way to the same Sunday."""
    d = (19 * (year % 19) + 24) % 30
    e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7
    if d == 29 and e == 6:
        return date(year, 4, 19)
    if d == 28 and e == 6 and year % 19 > 10:
        return date(year, 4, 18)
    return date(year, 3, 22) + timedelta(days=d + e)


def test_easter_agrees_with_the_rule_of_gauss() -> None:
    assert [easter(year) for year in range(1900, 2100)] == [gauss(y) for y in range(1900, 2100)]


def test_the_eleven_bank_holidays_of_2026() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    off = [f"{day:%m-%d}" for day in days if FRANCE.name(day, regional=False)]
    assert off == [
        "01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11",
        "12-25",
    ]  # fmt: skip


def test_alsace_moselle_has_two_more() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    more = {d for d in days if METZ.day_off(d)} - {d for d in days if PARIS.day_off(d)}
    assert more == {date(2026, 4, 3)}  # 26 December 2026 is a Saturday anyway
    assert METZ.day_off(date(2025, 12, 26)) == "saint-stephen"
    assert PARIS.day_off(date(2025, 12, 26)) is None


@given(instants, st.integers(1, 1000))
def test_hours_are_elapsed_whatever_the_clock_on_the_wall_does(start: datetime, n: int) -> None:
    assert (after_hours(start, n) - start).total_seconds() == n * 3600


@pytest.mark.parametrize(
    ("start", "wall"),
    [
        (datetime(2026, 3, 27, 18, tzinfo=ZONE), "2026-03-30T19:00:00+02:00"),
        (datetime(2026, 10, 23, 18, tzinfo=ZONE), "2026-10-26T17:00:00+01:00"),
    ],
)
def test_seventy_two_hours_over_a_change_of_the_clock(start: datetime, wall: str) -> None:
    assert PARIS.local(after_hours(start, 72)).isoformat() == wall


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-01-31T10:00", "2026-02-28T10:00"),
        ("2024-01-31T10:00", "2024-02-29T10:00"),
        ("2026-02-28T10:00", "2026-03-28T10:00"),
        ("2026-12-31T23:30", "2027-01-31T23:30"),
        ("2026-03-31T00:30", "2026-04-30T00:30"),
        ("2026-03-10T10:00", "2026-04-10T10:00"),
    ],
)
def test_a_month_ends_on_the_same_day_and_wall_time_or_on_the_last_day(
    start: str, end: str
) -> None:
    begun = datetime.fromisoformat(start).replace(tzinfo=ZONE)
    assert PARIS.local(after_months(begun, 1, PARIS)).replace(tzinfo=None).isoformat() == (
        end + ":00"
    )


@given(instants, st.integers(1, 14))
def test_months_never_skip_a_month_nor_pass_the_day(start: datetime, months: int) -> None:
    before, after = PARIS.local(start), PARIS.local(after_months(start, months, PARIS))
    passed = (after.year - before.year) * 12 + after.month - before.month
    assert passed == months
    assert after.day == before.day or (
        after.day < before.day and (after + timedelta(days=1)).day == 1
    )


@given(instants)
def test_the_relief_is_noon_of_the_first_working_day_or_nothing(limit: datetime) -> None:
    legal, off = noon_of_next_working_day(limit, PARIS)
    day = PARIS.local(limit).date()
    if PARIS.day_off(day) is None:
        assert (legal, off) == (limit, ())
        return
    local = PARIS.local(legal)
    assert local.time() == time(12)
    assert PARIS.day_off(local.date()) is None
    between = [day + timedelta(days=n) for n in range((local.date() - day).days)]
    assert off == tuple(PARIS.day_off(one) for one in between)
    assert legal > limit


def test_the_relief_steps_over_a_holiday_beside_a_weekend() -> None:
    saturday = datetime(2026, 4, 4, 9, tzinfo=ZONE)
    legal, off = noon_of_next_working_day(saturday, PARIS)
    assert PARIS.local(legal).isoformat() == "2026-04-07T12:00:00+02:00"
    assert off == ("saturday", "sunday", "easter-monday")
    friday = datetime(2026, 4, 3, 9, tzinfo=ZONE)
    assert noon_of_next_working_day(friday, PARIS) == (friday, ())
    assert noon_of_next_working_day(friday, METZ)[0] == legal
