"""Dates that are not certain: a band from early to late for each row, over one time axis."""

from collections.abc import Sequence
from typing import NamedTuple

from endigue.writers.pictures.svg import (
    WIDTH,
    area,
    box,
    element,
    line,
    picture,
    shortened,
    text,
)

_LABEL, _RIGHT, _ROW = 280.0, 30.0, 26.0
_LEGEND, _AXIS = 34.0, 34.0
_MOST_CHARACTERS = 36
_APART = 62.0


class Band(NamedTuple):
    """One row, in hours: half of the scenarios end before `early`, `publishable` is the
    earliest date to be given, `late` the pessimistic one; `limit` is what can be borne.
    """

    label: str
    early: float
    publishable: float
    late: float
    limit: float | None = None


class Tick(NamedTuple):
    """A moment on the axis."""

    hour: float
    said: str


class Legend(NamedTuple):
    """The words of the signs."""

    band: str
    publishable: str
    limit: str


def ranges(rows: Sequence[Band], ticks: Sequence[Tick], legend: Legend, title: str) -> str:
    """Rows in the order given. A limit beyond the axis is left out."""
    span = max([row.late for row in rows] + [tick.hour for tick in ticks], default=0.0) or 1.0
    height = _LEGEND + len(rows) * _ROW + _AXIS
    base = height - _AXIS
    parts = [*_axis(ticks, span, base), *_legend(legend)]
    for place, row in enumerate(rows):
        y = _LEGEND + place * _ROW
        parts += _band(row, y, span)
    return picture(height, title, parts)


def _x(hour: float, span: float) -> float:
    return _LABEL + (WIDTH - _LABEL - _RIGHT) * hour / span


def _axis(ticks: Sequence[Tick], span: float, base: float) -> list[str]:
    parts, last = [], -_APART
    for tick in ticks:
        x = _x(tick.hour, span)
        parts.append(line(x, _LEGEND, x, base + 4))
        if x - last >= _APART:
            parts.append(text(x, base + 20, tick.said, "soft", "middle"))
            last = x
    return parts


def _band(row: Band, y: float, span: float) -> list[str]:
    early, late = _x(row.early, span), _x(row.late, span)
    middle = y + _ROW / 2
    parts = [
        text(_LABEL - 10, middle + 4, shortened(row.label, _MOST_CHARACTERS), "ink", "end"),
        box(early, middle - 6, max(late - early, 2), 12, "pale"),
        line(early, middle - 6, early, middle + 6, "stroke", 2),
        _diamond(_x(row.publishable, span), middle),
    ]
    if row.limit is not None and row.limit <= span:
        parts.append(_bar(_x(row.limit, span), middle))
    return parts


def _diamond(x: float, y: float) -> str:
    return area([(x, y - 7), (x + 6, y), (x, y + 7), (x - 6, y)], "accent")


def _bar(x: float, y: float) -> str:
    ends = line(x - 4, y - 10, x + 4, y - 10, "limit", 2) + line(
        x - 4, y + 10, x + 4, y + 10, "limit", 2
    )
    return element("g", line(x, y - 10, x, y + 10, "limit", 2) + ends)


def _legend(legend: Legend) -> list[str]:
    y, x = 12.0, 10.0
    parts = [box(x, y - 6, 22, 12, "pale"), line(x, y - 6, x, y + 6, "stroke", 2)]
    parts.append(text(x + 30, y + 4, legend.band, "soft"))
    x += 56 + 6.4 * len(legend.band)
    parts += [_diamond(x, y), text(x + 12, y + 4, legend.publishable, "soft")]
    x += 40 + 6.4 * len(legend.publishable)
    parts += [_bar(x, y), text(x + 12, y + 4, legend.limit, "soft")]
    return parts
