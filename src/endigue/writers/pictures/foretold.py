"""What was foretold against what came: two bands for each row, and when it really was."""

from collections.abc import Sequence
from typing import NamedTuple

from endigue.writers.pictures.hour_axis import HourAxis, Tick, last_hour
from endigue.writers.pictures.svg import area, box, line, picture, shortened, text

_LABEL, _RIGHT, _ROW = 250.0, 24.0, 26.0
_LEGEND, _AXIS = 34.0, 34.0
_MOST_CHARACTERS = 32


class Span(NamedTuple):
    """A band, in hours, and its middle."""

    early: float
    middle: float
    late: float


class Told(NamedTuple):
    """One row: what the first plan said, what the last one did, and what came."""

    label: str
    first: Span
    last: Span
    actual: float


def foretold(
    rows: Sequence[Told], ticks: Sequence[Tick], legend: tuple[str, str, str], title: str
) -> str:
    """Rows in the order given. `legend` says the first plan, the last one, and what came."""
    ends = [max(row.first.late, row.last.late, row.actual) for row in rows]
    axis = HourAxis(_LABEL, _RIGHT, last_hour(ends, ticks))
    height = _LEGEND + len(rows) * _ROW + _AXIS
    parts = [*axis.drawn(ticks, _LEGEND, height - _AXIS), *_legend(legend)]
    for place, row in enumerate(rows):
        y = _LEGEND + place * _ROW
        parts.append(
            text(_LABEL - 10, y + 17, shortened(row.label, _MOST_CHARACTERS), "ink", "end")
        )
        parts += [*_span(row.first, y + 4, axis, "stroke"), *_span(row.last, y + 14, axis, "mark")]
        parts.append(_diamond(axis.at(row.actual), y + 13))
    return picture(height, title, parts)


def _span(band: Span, y: float, axis: HourAxis, style: str) -> list[str]:
    early, middle, late = map(axis.at, band)
    return [
        box(early, y, max(late - early, 1.5), 8, "pale"),
        line(early, y + 4, late, y + 4, style),
        line(middle, y, middle, y + 8, style, 2),
    ]


def _diamond(x: float, y: float) -> str:
    return area([(x, y - 8), (x + 6, y), (x, y + 8), (x - 6, y)], "warm")


def _legend(legend: tuple[str, str, str]) -> list[str]:
    parts, x = [], 6.0
    for words, style in zip(legend, ("stroke", "mark", ""), strict=True):
        if style:
            parts += _sample(x, style)
        else:
            parts.append(_diamond(x + 11, 12))
        parts.append(text(x + 30, 16, words, "soft"))
        x += 52 + 6.4 * len(words)
    return parts


def _sample(x: float, style: str) -> list[str]:
    return [
        box(x, 8, 22, 8, "pale"),
        line(x, 12, x + 22, 12, style),
        line(x + 11, 8, x + 11, 16, style, 2),
    ]
