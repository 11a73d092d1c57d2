"""Shifts: when a crew works, from what people write into a week of spans.

`24/7`, or days and hours joined by `;`: `mon-fri 08:00-18:00; sat 09:00-12:00`. Days may be a
list (`mon,wed`) or run over Sunday (`fri-mon`); a day may have several hours
(`mon-fri 08:00-12:00 14:00-18:00`); hours may run over midnight (`22:00-06:00`). French days
(`lun`, `mar`, `mer`, `jeu`, `ven`, `sam`, `dim`) are understood too.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

DAY = 24 * 60
WEEK = 7 * DAY
LONGEST_TEXT = 1_000
"""Characters; several times what a week can need."""

_DAYS = {
    name: day
    for names in ("mon tue wed thu fri sat sun", "lun mar mer jeu ven sam dim")
    for day, name in enumerate(names.split())
}
_JOIN = re.compile(r"\s*([,-])\s*")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shifts:
    """A week of work, in local minutes since Monday 00:00."""

    week: tuple[tuple[int, int], ...]
    """Start and end (excluded) of each span: in order, apart from each other, within the week."""

    def is_open(self, weekday: int, minute_of_day: int) -> bool:
        """Whether somebody works; Monday is 0, minutes are local."""
        minute = weekday * DAY + minute_of_day
        span = bisect_right(self.week, (minute, WEEK)) - 1
        return span >= 0 and minute < self.week[span][1]

    def spans(self) -> tuple[tuple[int, int], ...]:
        """The spans of the week; one that runs over the end of Sunday is cut in two there."""
        return self.week


def parse_shifts(text: str) -> Shifts:
    """Read shifts. Raises ValueError where the text is none, or says no hour at all."""
    if len(text) > LONGEST_TEXT:
        raise ValueError("shifts are a line, not a book")
    if text.strip() == "24/7":
        return Shifts(((0, WEEK),))
    tight = _JOIN.sub(r"\1", text.lower())
    clauses = [clause.split() for clause in tight.split(";") if clause.strip()]
    spans = [span for clause in clauses for span in _spans(clause)]
    if not spans:
        raise ValueError("shifts name at least one day and its hours")
    return Shifts(_merged(spans))


def _spans(clause: list[str]) -> Iterator[tuple[int, int]]:
    days, *hours = clause
    if not hours:
        raise ValueError(f"'{days}' has no hours: write for example mon-fri 08:00-18:00")
    for day in _days(days):
        for span in hours:
            start, end = _hours(span)
            yield from _within_week(day * DAY + start, day * DAY + end)


def _days(text: str) -> Iterator[int]:
    for part in text.split(","):
        first, dash, last = part.partition("-")
        start = _day(first)
        length = (_day(last) - start) % 7 if dash else 0
        yield from ((start + step) % 7 for step in range(length + 1))


def _day(name: str) -> int:
    if name not in _DAYS:
        raise ValueError(f"'{name}' is no day: write mon, tue, wed, thu, fri, sat or sun")
    return _DAYS[name]


def _hours(text: str) -> tuple[int, int]:
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise ValueError(f"'{text}' are no hours: write for example 08:00-18:00")
    start, end = _minute(found[1], found[2]), _minute(found[3], found[4])
    if start in (end, DAY):
        raise ValueError(f"'{text}' is no length of time: a whole day is 00:00-24:00")
    return start, end if end > start else end + DAY


def _minute(hour: str, minute: str) -> int:
    total = int(hour) * 60 + int(minute)
    if int(minute) > 59 or total > DAY:
        raise ValueError(f"{hour}:{minute} is on no clock")
    return total


def _within_week(start: int, end: int) -> Iterator[tuple[int, int]]:
    yield start, min(end, WEEK)
    if end > WEEK:
        yield 0, end - WEEK


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
