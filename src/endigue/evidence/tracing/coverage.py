"""When logs have records and when they are silent: what could not have been seen."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

import msgspec

SILENCE = timedelta(hours=1)
"""The shortest silence that is told; assumed."""

MOST_SPANS = 500
"""Spans that are kept of one kind of log; beyond, the shortest silences are forgotten."""


class Span(NamedTuple):
    """From the first to the last minute, both with records."""

    start: datetime
    end: datetime


class Coverage(msgspec.Struct, frozen=True):
    """When one kind of evidence has records."""

    kind: str
    """A `LogKind`; for machines, `hosts` or `host:NAME`."""
    records: int = 0
    spans: tuple[Span, ...] = ()
    """In order; between two of them the log is silent for at least `SILENCE`."""

    def silences(self, start: datetime, end: datetime) -> tuple[Span, ...]:
        """Where nothing was recorded within a time, each at least `SILENCE` long."""
        silent: list[Span] = []
        last = start
        for span in self.spans:
            if span.end <= start:
                continue
            if span.start >= end:
                break
            if span.start - last >= SILENCE:
                silent.append(Span(last, span.start))
            last = max(last, span.end)
        if end - last >= SILENCE:
            silent.append(Span(last, end))
        return tuple(silent)


class Minutes:
    """Gathers the minutes in which a log has records."""

    def __init__(self) -> None:
        self.records = 0
        self._minutes: set[int] = set()

    def add(self, at: datetime) -> None:
        """One record."""
        self.records += 1
        self._minutes.add(int(at.timestamp()) // 60)

    def coverage(self, kind: str) -> Coverage:
        """What was gathered, as spans."""
        return Coverage(kind, self.records, _spans(self._minutes))


def coverage_of(kind: str, times: Iterable[datetime]) -> Coverage:
    """The coverage of records at these times."""
    minutes = Minutes()
    for at in times:
        minutes.add(at)
    return minutes.coverage(kind)


def _spans(minutes: Iterable[int]) -> tuple[Span, ...]:
    apart = int(SILENCE.total_seconds()) // 60
    found: list[list[int]] = []
    for minute in sorted(minutes):
        if found and minute - found[-1][1] <= apart:
            found[-1][1] = minute
        else:
            found.append([minute, minute])
    return _fewer([Span(_instant(first), _instant(last)) for first, last in found], MOST_SPANS)


def abridged(coverage: Coverage, most: int) -> Coverage:
    """The coverage with at most so many spans: the shortest silences are forgotten."""
    return msgspec.structs.replace(coverage, spans=_fewer(list(coverage.spans), most))


def _fewer(spans: list[Span], most: int) -> tuple[Span, ...]:
    while len(spans) > most:
        gaps = [later.start - earlier.end for earlier, later in pairwise(spans)]
        at = gaps.index(min(gaps))
        spans[at : at + 2] = [Span(spans[at].start, spans[at + 1].end)]
    return tuple(spans)


def _instant(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)
