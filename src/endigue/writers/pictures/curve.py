"""A quantity that grows with the hours: a curve over an area."""

from collections.abc import Sequence
from typing import NamedTuple

from endigue.writers.pictures.svg import WIDTH, area, element, line, path, picture, text

HEIGHT = 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 12.0, 44.0, 34.0, 40.0
_APART = 52.0
"""Least distance between two labels, so that they never touch."""


class Point(NamedTuple):
    """A value at an hour, and how both are said."""

    hour: float
    value: float
    hour_said: str
    value_said: str


def curve(points: Sequence[Point], title: str) -> str:
    """Points in the order of their hours, joined. Time is drawn to scale; where labels would
    touch, the earlier one gives way, and the last is always shown.
    """
    span = max((point.hour for point in points), default=0.0) or 1.0
    top = max((point.value for point in points), default=0.0) or 1.0
    places = [
        (
            _LEFT + (WIDTH - _LEFT - _RIGHT) * point.hour / span,
            HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * point.value / top,
        )
        for point in points
    ]
    base = HEIGHT - _BOTTOM
    parts = [line(_LEFT, base, WIDTH - _RIGHT, base)]
    if places:
        parts.append(area([(places[0][0], base), *places, (places[-1][0], base)], "pale"))
        parts.append(path(places, "stroke"))
    labelled = _labelled([x for x, _ in places])
    for place, (point, (x, y)) in enumerate(zip(points, places, strict=True)):
        parts.append(element("circle", "", "accent", cx=x, cy=y, r=4))
        if place in labelled:
            anchor = "middle" if x > _LEFT + _APART / 2 else "start"
            parts.append(line(x, base, x, base + 5))
            parts.append(text(x, base + 20, point.hour_said, "soft", anchor))
            parts.append(text(x, y - 10, point.value_said, "ink bold", anchor))
    return picture(HEIGHT, title, parts)


def _labelled(places: Sequence[float]) -> set[int]:
    kept: list[int] = []
    for place in reversed(range(len(places))):
        if not kept or places[kept[-1]] - places[place] >= _APART:
            kept.append(place)
    return set(kept)
