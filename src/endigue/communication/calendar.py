"""Bank holidays and working days, from dated data and the date of Easter."""

import tomllib
from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

from endigue.kernel.instant import in_utc

SATURDAY = 5
NOON = time(12)

DayOff = str
"""Why nobody works on a day: `saturday`, `sunday`, or the name of a holiday."""

Day = Annotated[str, msgspec.Meta(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]


class Holidays(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bank holidays of a country: `fixed` by month and day, `easter` by days after Easter."""

    source: str
    fixed: dict[Day, str]
    easter: dict[str, int]
    regional_fixed: dict[Day, str] = {}
    """Of a part of the country only."""
    regional_easter: dict[str, int] = {}

    def name(self, day: date, *, regional: bool) -> str | None:
        """The holiday of a day; None on an ordinary day."""
        key = f"{day:%m-%d}"
        fixed = {**self.fixed, **(self.regional_fixed if regional else {})}
        if key in fixed:
            return fixed[key]
        offset = (day - easter(day.year)).days
        moving = {**self.easter, **(self.regional_easter if regional else {})}
        return next((name for name, days in moving.items() if days == offset), None)


def parse_holidays(text: str) -> Holidays:
    """Read the table from TOML. ValueError with a sentence where it has another shape."""
    return msgspec.convert(tomllib.loads(text), Holidays)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Anonymous Gregorian algorithm of 1876)."""
    century, in_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - leap_centuries - moon_shift + 15) % 30
    leaps, rest = divmod(in_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - rest) % 7
    correction = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


class Calendar(msgspec.Struct, frozen=True):
    """When people work at one place."""

    holidays: Holidays
    zone: str
    """IANA name of the time zone."""
    regional: bool = False
    """The holidays of the region hold too, such as those of Alsace-Moselle."""

    def day_off(self, day: date) -> DayOff | None:
        """Why nobody works on a day; None on a working day."""
        if holiday := self.holidays.name(day, regional=self.regional):
            return holiday
        if day.weekday() >= SATURDAY:
            return "saturday" if day.weekday() == SATURDAY else "sunday"
        return None

    def local(self, instant: datetime) -> datetime:
        """The instant on the wall clock of the place."""
        return in_utc(instant).astimezone(ZoneInfo(self.zone))


def after_hours(start: datetime, hours: int) -> datetime:
    """So many elapsed hours later: a change of the clock changes nothing."""
    return in_utc(start) + timedelta(hours=hours)


def after_months(start: datetime, months: int, calendar: Calendar) -> datetime:
    """The same day and time on the wall clock, so many months later; the last day of the
    month where it has no such day.
    """
    local = calendar.local(start)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return in_utc(local.replace(year=year, month=month + 1, day=min(local.day, last)))


def noon_of_next_working_day(
    limit: datetime, calendar: Calendar
) -> tuple[datetime, tuple[DayOff, ...]]:
    """Where a limit falls on a day off: noon of the next working day, and the days off between.
    The limit itself on a working day.
    """
    local = calendar.local(limit)
    day, off = local.date(), []
    while (why := calendar.day_off(day)) is not None:
        off.append(why)
        day += timedelta(days=1)
    if not off:
        return in_utc(limit), ()
    noon = datetime.combine(day, NOON, tzinfo=local.tzinfo)
    return in_utc(noon), tuple(off)
