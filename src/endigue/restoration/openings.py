"""When a crew is at work, in ticks from the start of the plan.

A tick is a quarter of an hour of elapsed time. Spans are cut to whole ticks inside the shift,
and follow the local clock, so that a shift keeps its hours when summer time begins or ends.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from endigue.organisation.shifts import DAY, Shifts

TICKS_PER_HOUR = 4
TICK = timedelta(minutes=15)

DAYS_AHEAD = 731
"""Shifts are followed for two years. After them every crew counts as at work all the time, so
that every plan ends; a plan that long is a finding about the crews."""

END_OF_TIME = 2**40
"""A tick that no plan reaches."""


@dataclass(frozen=True, slots=True)
class Openings:
    """The spans of every crew: those of crew c are at `first[c]` to `first[c + 1]` (excluded),
    in order, apart from each other; the last ends at `END_OF_TIME`.
    """

    first: NDArray[np.int64]
    opens: NDArray[np.int64]
    closes: NDArray[np.int64]
    before: NDArray[np.int64]
    """Ticks at work in the earlier spans of the same crew."""

    def worked(self, crew: int, ticks: NDArray[np.int64]) -> NDArray[np.int64]:
        """Ticks at work from the start up to each of `ticks`."""
        here = slice(self.first[crew], self.first[crew + 1])
        span = np.searchsorted(self.opens[here], ticks, side="right") - 1
        inside = np.minimum(ticks, self.closes[here][span]) - self.opens[here][span]
        return np.where(span < 0, 0, self.before[here][span] + inside)

    def reached(self, crew: int, amounts: NDArray[np.int64]) -> NDArray[np.int64]:
        """The earliest tick by which each amount of ticks at work has been done; 0 for none."""
        here = slice(self.first[crew], self.first[crew + 1])
        span = np.maximum(np.searchsorted(self.before[here], amounts, side="left") - 1, 0)
        at = self.opens[here][span] + amounts - self.before[here][span]
        return np.where(amounts <= 0, 0, at)

    def next_open(self, crew: int, ticks: NDArray[np.int64]) -> NDArray[np.int64]:
        """The first tick, from each of `ticks` on, at which the crew is at work."""
        return self.reached(crew, self.worked(crew, ticks) + 1) - 1


class Calendar(NamedTuple):
    """When some people are at work: in the shifts, within the windows, but not on a day of rest."""

    shifts: Shifts
    windows: tuple[tuple[datetime, datetime | None], ...] | None = None
    """None: always. In order, apart from each other; the last may have no end."""
    rest: int | None = None
    """Day of the week, Monday is 0."""

    def holds(self, moment: datetime) -> bool:
        """Whether the moment lies in a window, in a shift or not."""
        return self.windows is None or any(
            since <= moment and (until is None or moment < until) for since, until in self.windows
        )


def openings(calendars: Sequence[Calendar], start: datetime) -> Openings:
    """The spans of people with these calendars. `start` carries the organisation's time zone;
    a naive datetime is a ValueError.
    """
    if start.tzinfo is None:
        raise ValueError("a plan starts at an instant with a time zone")
    known = {each: _spans(each, start) for each in set(calendars)}
    spans = [known[each] for each in calendars]
    flat = np.array([span for crew in spans for span in crew], np.int64).reshape(-1, 2)
    before = [np.cumsum([0, *(closes - opens for opens, closes in crew)])[:-1] for crew in spans]
    return Openings(
        first=np.cumsum([0, *(len(crew) for crew in spans)]).astype(np.int64),
        opens=flat[:, 0].copy(),
        closes=flat[:, 1].copy(),
        before=np.concatenate(before).astype(np.int64) if before else np.empty(0, np.int64),
    )


def _spans(calendar: Calendar, start: datetime) -> list[tuple[int, int]]:
    """The open ticks of one calendar from `start` on."""
    last = DAYS_AHEAD * 24 * TICKS_PER_HOUR
    spans: list[tuple[int, int]] = []
    for opens, closes in _within(calendar.windows, _elapsed(calendar, start), start):
        first, end = max(0, -(-opens // TICK)), min(last, closes // TICK)
        if first < end:
            spans.append((first, end))
    if spans and spans[-1][1] == last:
        return [*spans[:-1], (spans[-1][0], END_OF_TIME)]
    return [*spans, (last, END_OF_TIME)]


def _within(
    windows: tuple[tuple[datetime, datetime | None], ...] | None,
    spans: list[tuple[timedelta, timedelta]],
    start: datetime,
) -> list[tuple[timedelta, timedelta]]:
    """The parts of the spans that lie in a window."""
    if windows is None:
        return spans
    now = start.astimezone(UTC)
    limits = [
        (since.astimezone(UTC) - now, until.astimezone(UTC) - now if until else timedelta.max)
        for since, until in windows
    ]
    return [
        (max(opens, since), min(closes, until))
        for opens, closes in spans
        for since, until in limits
        if max(opens, since) < min(closes, until)
    ]


def _elapsed(calendar: Calendar, start: datetime) -> list[tuple[timedelta, timedelta]]:
    """The spans of all weeks as time elapsed since `start`; two that touch, such as either side
    of Sunday midnight, are one.
    """
    now = start.astimezone(UTC)
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    monday = midnight - timedelta(days=start.weekday())
    spans: list[tuple[timedelta, timedelta]] = []
    for week in range(DAYS_AHEAD // 7 + 2):
        for span in _week(calendar):
            edges = (monday + timedelta(weeks=week, minutes=minute) for minute in span)
            opens, closes = (edge.replace(tzinfo=start.tzinfo).astimezone(UTC) for edge in edges)
            if spans and spans[-1][1] >= opens - now:
                spans[-1] = (spans[-1][0], max(spans[-1][1], closes - now))
            elif closes > opens:
                spans.append((opens - now, closes - now))
    return spans


def _week(calendar: Calendar) -> Iterator[tuple[int, int]]:
    """The spans of a week in local minutes, without the day of rest."""
    if calendar.rest is None:
        yield from calendar.shifts.spans()
        return
    begin, end = calendar.rest * DAY, (calendar.rest + 1) * DAY
    for opens, closes in calendar.shifts.spans():
        if opens < min(closes, begin):
            yield opens, min(closes, begin)
        if max(opens, end) < closes:
            yield max(opens, end), closes
