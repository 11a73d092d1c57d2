"""From hours of open line to the clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from endigue.organisation.shifts import DAY, Shifts

LONGEST = 10 * 366
"""Days that are looked ahead."""


def clock_after(start: datetime, open_hours: float, shifts: Shifts) -> datetime:
    """When so many hours of open line are over, from `start` in its own time zone.

    Follows the local clock, so that a shift keeps its hours when summer time begins or ends.
    Raises ValueError where `start` has no time zone, or it takes longer than ten years.
    """
    left = timedelta(hours=open_hours)
    for opens, closes in _spans(start, shifts):
        if closes - opens >= left:
            return (opens + left).astimezone(start.tzinfo)
        left -= closes - opens
    raise ValueError("the line would be open for more than ten years")


def open_hours_between(start: datetime, end: datetime, shifts: Shifts) -> float:
    """Hours of open line from `start` to `end`."""
    total = timedelta()
    for opens, closes in _spans(start, shifts):
        if opens >= end:
            break
        total += min(closes, end.astimezone(UTC)) - opens
    return total.total_seconds() / 3600


def _spans(start: datetime, shifts: Shifts) -> Iterator[tuple[datetime, datetime]]:
    """The spans of open line from `start` on, in UTC."""
    if start.tzinfo is None:
        raise ValueError("an instant has a time zone")
    begun = start.astimezone(UTC)
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    for ahead in range(LONGEST):
        day = midnight + timedelta(days=ahead)
        first = day.weekday() * DAY
        for opens, closes in shifts.week:
            inside = max(opens, first), min(closes, first + DAY)
            if inside[0] >= inside[1]:
                continue
            ends = [
                (day + timedelta(minutes=minute - first)).replace(tzinfo=start.tzinfo)
                for minute in inside
            ]
            span = max(ends[0].astimezone(UTC), begun), ends[1].astimezone(UTC)
            if span[0] < span[1]:
                yield span
