"""Dates that are not certain: a band from early to late for each row, over one time axis."""

from collections.abc import Sequence
from typing import NamedTuple

from endigue.writers.pictures.hour_axis import HourAxis, Tick, last_hour
from endigue.writers.pictures.svg import (
    LEGEND_ROW,
    area,
    box,
    element,
    flowing,
    line,
    picture,
    shortened,
    text,
)

_LABEL, _RIGHT, _ROW = 280.0, 30.0, 26.0
_AXIS = 34.0
_MOST_CHARACTERS = 36


class Band(NamedTuple):
    """One row, in hours: half of the scenarios end before `early`, `publishable` is the
    earliest date to be given, `late` the pessimistic one; `limit` is what can be borne.
    """

    label: str
    early: float
    publishable: float
    late: float
    limit: float | None = None


class Legend(NamedTuple):
    """The words of the signs."""

    band: str
    publishable: str
    limit: str


def ranges(rows: Sequence[Band], ticks: Sequence[Tick], legend: Legend, title: str) -> str:
    """Rows in the order given. A limit beyond the axis is left out, and its sign where all are."""
    axis = HourAxis(_LABEL, _RIGHT, last_hour((row.late for row in rows), ticks))
    limited = any(row.limit is not None and row.limit <= axis.span for row in rows)
    signs, top = _legend(legend, limited=limited)
    height = top + len(rows) * _ROW + _AXIS
    parts = [*axis.drawn(ticks, top, height - _AXIS), *signs]
    for place, row in enumerate(rows):
        y = top + place * _ROW
        parts += _band(row, y, axis)
    return picture(height, title, parts)


def _band(row: Band, y: float, axis: HourAxis) -> list[str]:
    early, late = axis.at(row.early), axis.at(row.late)
    middle = y + _ROW / 2
    parts = [
        text(_LABEL - 10, middle + 4, shortened(row.label, _MOST_CHARACTERS), "ink", "end"),
        box(early, middle - 6, max(late - early, 2), 12, "pale"),
        line(early, middle - 6, early, middle + 6, "stroke", 2),
        _diamond(axis.at(row.publishable), middle),
    ]
    if row.limit is not None and row.limit <= axis.span:
        parts.append(_bar(axis.at(row.limit), middle))
    return parts


def _diamond(x: float, y: float) -> str:
    return area([(x, y - 7), (x + 6, y), (x, y + 7), (x - 6, y)], "accent")


def _bar(x: float, y: float) -> str:
    ends = line(x - 4, y - 10, x + 4, y - 10, "limit", 2) + line(
        x - 4, y + 10, x + 4, y + 10, "limit", 2
    )
    return element("g", line(x, y - 10, x, y + 10, "limit", 2) + ends)


def _legend(legend: Legend, *, limited: bool) -> tuple[list[str], float]:
    """The signs, and where what comes after them begins."""
    words = [legend.band, legend.publishable, *([legend.limit] if limited else [])]
    parts: list[str] = []
    below = 0.0
    for place, (x, below) in enumerate(flowing(words, 22)):
        y = below + 12
        if place == 0:
            parts += [box(x, y - 6, 22, 12, "pale"), line(x, y - 6, x, y + 6, "stroke", 2)]
        else:
            parts.append(_diamond(x + 11, y) if place == 1 else _bar(x + 11, y))
        parts.append(text(x + 28, y + 4, words[place], "soft"))
    return parts, below + LEGEND_ROW + 14
