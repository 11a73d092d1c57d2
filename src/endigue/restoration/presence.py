"""Who is there: crews in groups of people who come and go together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from endigue.organisation.model import Crew
from endigue.organisation.shifts import WEEK, Shifts, parse_shifts
from endigue.restoration.circumstances import Presence
from endigue.restoration.openings import Calendar

DAYS = 7


@dataclass(frozen=True, slots=True)
class Group:
    """People of one crew with one calendar."""

    crew: str
    people: int
    calendar: Calendar


def groups(
    crews: Sequence[Crew], presence: Sequence[Presence], *, weekly_rest: bool
) -> tuple[Group, ...]:
    """The people of every crew. With `weekly_rest`, the people of a crew that works every day,
    but not round the clock, rest on one day of the week each, in turn (24 hours in seven days:
    directive 2003/88/EC, article 5). Whoever is on duty round the clock already comes in turns.
    """
    return tuple(
        rested
        for crew in crews
        for group in _present(crew, [one for one in presence if one.crew == crew.id])
        for rested in _in_turns(group, weekly_rest=weekly_rest)
    )


def _present(crew: Crew, changes: Sequence[Presence]) -> list[Group]:
    """One group for each number of people, who are there while at least so many are."""
    shifts = parse_shifts(crew.hours)
    if not changes:
        return [Group(crew.id, crew.people, Calendar(shifts))]
    moments = {one.since for one in changes} | {one.until for one in changes if one.until}
    edges = sorted(moments)
    # Before the first change everybody is there: a year that no plan reaches stands for it.
    begins = [edges[0].replace(year=edges[0].year - 1, day=1), *edges]
    levels = [
        max(0, crew.people + sum(one.people for one in changes if _holds(one, begin)))
        for begin in begins
    ]
    found, below = [], 0
    for level in sorted({level for level in levels if level > 0}):
        windows = _windows(begins, [each >= level for each in levels])
        found.append(Group(crew.id, level - below, Calendar(shifts, windows)))
        below = level
    return found


def _holds(change: Presence, moment: datetime) -> bool:
    return change.since <= moment and (change.until is None or moment < change.until)


def _windows(
    begins: Sequence[datetime], there: Sequence[bool]
) -> tuple[tuple[datetime, datetime | None], ...]:
    """The spans in which they are there; `there[i]` holds from `begins[i]` to the next."""
    windows: list[tuple[datetime, datetime | None]] = []
    ends: list[datetime | None] = [*begins[1:], None]
    for begin, end, here in zip(begins, ends, there, strict=True):
        if here and windows and windows[-1][1] == begin:
            windows[-1] = (windows[-1][0], end)
        elif here:
            windows.append((begin, end))
    return tuple(windows)


def _in_turns(group: Group, *, weekly_rest: bool) -> list[Group]:
    if not weekly_rest or not _every_day(group.calendar.shifts):
        return [group]
    shares = [group.people // DAYS + (day < group.people % DAYS) for day in range(DAYS)]
    return [
        Group(group.crew, people, group.calendar._replace(rest=day))
        for day, people in enumerate(shares)
        if people
    ]


def _every_day(shifts: Shifts) -> bool:
    """Whether there is work on all seven days, and an hour without any."""
    if shifts.week == ((0, WEEK),):
        return False
    day = WEEK // DAYS
    return all(
        any(opens < (number + 1) * day and closes > number * day for opens, closes in shifts.week)
        for number in range(DAYS)
    )
