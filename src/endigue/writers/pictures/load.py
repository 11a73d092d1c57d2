"""How much of every crew is at work, over time: a strip of steps for each."""

from collections.abc import Sequence
from typing import NamedTuple

from endigue.writers.pictures.hour_axis import HourAxis, Tick, last_hour
from endigue.writers.pictures.svg import (
    WIDTH,
    area,
    line,
    path,
    picture,
    shortened,
    text,
)

_LABEL, _RIGHT, _ROW, _GAP = 200.0, 44.0, 40.0, 10.0
_TOP, _AXIS = 12.0, 30.0
_MOST_CHARACTERS = 26


class Strip(NamedTuple):
    """One crew: how many of its people are busy from each hour on, until the next."""

    label: str
    people: int
    hours: tuple[float, ...]
    busy: tuple[int, ...]


def load(strips: Sequence[Strip], ticks: Sequence[Tick], title: str) -> str:
    """Strips in the order given; a line at the top of each is all of its people."""
    ends = [hour for strip in strips for hour in strip.hours]
    axis = HourAxis(_LABEL, _RIGHT, last_hour(ends, ticks))
    height = _TOP + len(strips) * (_ROW + _GAP) + _AXIS
    parts = axis.drawn(ticks, _TOP, height - _AXIS)
    for place, strip in enumerate(strips):
        foot = _TOP + place * (_ROW + _GAP) + _ROW
        parts += _strip(strip, foot, axis)
    return picture(height, title, parts)


def _strip(strip: Strip, foot: float, axis: HourAxis) -> list[str]:
    scale = _ROW / max(strip.people, 1)
    points: list[tuple[float, float]] = []
    for hour, busy in zip(strip.hours, strip.busy, strict=True):
        x = axis.at(hour)
        if points:
            points.append((x, points[-1][1]))
        points.append((x, foot - scale * busy))
    right = WIDTH - _RIGHT
    parts = [
        text(
            _LABEL - 8, foot - _ROW / 2 + 4, shortened(strip.label, _MOST_CHARACTERS), "ink", "end"
        ),
        line(_LABEL, foot - _ROW, right, foot - _ROW, "mark"),
        line(_LABEL, foot, right, foot),
        text(right + 6, foot - _ROW + 5, str(strip.people), "soft"),
    ]
    if points:
        closed = [(points[0][0], foot), *points, (points[-1][0], foot)]
        parts += [area(closed, "pale"), path(points, "stroke", 1)]
    return parts
