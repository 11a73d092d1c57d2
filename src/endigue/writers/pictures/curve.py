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


NARROW = 460.0
"""Of a curve that stands beside another."""


def curve(points: Sequence[Point], title: str, width: float = WIDTH) -> str:
    """Points in the order of their hours, joined. Time is drawn to scale; where labels would
    touch, the earlier one gives way; the last is always shown, and the highest before the others.
    """
    span = max((point.hour for point in points), default=0.0) or 1.0
    top = max((point.value for point in points), default=0.0) or 1.0
    places = [
        (
            _LEFT + (width - _LEFT - _RIGHT) * point.hour / span,
            HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * point.value / top,
        )
        for point in points
    ]
    base = HEIGHT - _BOTTOM
    parts = [line(_LEFT, base, width - _RIGHT, base)]
    if places:
        parts.append(area([(places[0][0], base), *places, (places[-1][0], base)], "pale"))
        parts.append(path(places, "stroke"))
    labelled = _labelled([x for x, _ in places], [point.value for point in points])
    for place, (point, (x, y)) in enumerate(zip(points, places, strict=True)):
        parts.append(element("circle", "", "accent", cx=x, cy=y, r=4))
        if place in labelled:
            anchor = "middle" if x > _LEFT + _APART / 2 else "start"
            parts.append(line(x, base, x, base + 5))
            parts.append(text(x, base + 20, point.hour_said, "soft", anchor))
            parts.append(text(x, y - 10, point.value_said, "ink bold halo", anchor))
    return picture(HEIGHT, title, parts, width)


def _labelled(places: Sequence[float], values: Sequence[float]) -> set[int]:
    kept: set[int] = set()
    backwards = list(reversed(range(len(places))))
    highest = max(backwards, key=lambda place: values[place], default=0)
    for place in dict.fromkeys([*backwards[:1], highest, *backwards]):
        if all(abs(places[other] - places[place]) >= _APART for other in kept):
            kept.add(place)
    return kept if places else set()
