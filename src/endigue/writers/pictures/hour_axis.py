"""Hours from left to right, between the labels of the rows and the right edge."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from endigue.writers.pictures.svg import WIDTH, line, tick_text, wide

_APART = 78.0
"""Pixels between two moments that are said; where words are longer, more."""


class Tick(NamedTuple):
    """A moment on the axis."""

    hour: float
    said: str


class HourAxis(NamedTuple):
    """Where an hour stands, in pixels."""

    left: float
    """Where hour 0 stands."""
    right: float
    """Room behind the last hour."""
    span: float
    """The last hour; above 0."""

    def at(self, hour: float) -> float:
        """How far right an hour stands."""
        return self.left + (WIDTH - self.left - self.right) * hour / self.span

    def drawn(self, ticks: Sequence[Tick], top: float, base: float) -> list[str]:
        """A line from top to base at every tick, with its words below where there is room."""
        lines = [line(x, top, x, base + 4) for x in (self.at(tick.hour) for tick in ticks)]
        return [*lines, *self.said(ticks, base + 20)]

    def said(self, ticks: Sequence[Tick], y: float) -> list[str]:
        """The words of the ticks at a height, where there is room."""
        parts, last = [], -float(WIDTH)
        for tick in ticks:
            x = self.at(tick.hour)
            if x - last >= max(_APART, wide(tick.said)):
                parts.append(tick_text(x, y, tick.said))
                last = x
        return parts


def last_hour(ends: Iterable[float], ticks: Sequence[Tick]) -> float:
    """The hour up to which an axis goes, so that it holds the ends and the ticks."""
    return max([*ends, *(tick.hour for tick in ticks)], default=0.0) or 1.0
