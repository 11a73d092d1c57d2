"""What passed in each hour: one strip of bars for each kind, all of one scale."""

from collections.abc import Sequence
from typing import NamedTuple

from endigue.writers.pictures.hour_axis import Tick
from endigue.writers.pictures.svg import WIDTH, box, line, picture, shortened, text

_LABEL, _RIGHT, _ROW, _GAP, _TOP, _AXIS = 150.0, 60.0, 44.0, 14.0, 16.0, 30.0
_MOST_CHARACTERS = 22
_LETTER = 6.6


class Hours(NamedTuple):
    """One strip: its counts, one an hour, and how their sum is said."""

    label: str
    counts: tuple[int, ...]
    total_said: str


def hourly(strips: Sequence[Hours], ticks: Sequence[Tick], title: str) -> str:
    """Bars of one scale; the highest count of each strip stands beside its bar."""
    hours = max((len(strip.counts) for strip in strips), default=0) or 1
    most = max((count for strip in strips for count in strip.counts), default=0) or 1
    wide = (WIDTH - _LABEL - _RIGHT) / hours
    height = _TOP + len(strips) * (_ROW + _GAP) + _AXIS
    base = height - _AXIS
    parts: list[str] = []
    free = 0.0
    for tick in ticks:
        x, half = _LABEL + tick.hour * wide, _LETTER * len(tick.said) / 2
        parts.append(line(x, _TOP, x, base + 4))
        if x - half >= free and x + half <= WIDTH:
            parts.append(text(x, base + 20, tick.said, "soft", "middle"))
            free = x + half + 2 * _LETTER
    for place, strip in enumerate(strips):
        foot = _TOP + place * (_ROW + _GAP) + _ROW
        label = shortened(strip.label, _MOST_CHARACTERS)
        parts.append(text(_LABEL - 8, foot - _ROW / 2 + 4, label, "ink", "end"))
        parts.append(line(_LABEL, foot, WIDTH - _RIGHT, foot))
        peak = max(strip.counts, default=0)
        for hour, count in enumerate(strip.counts):
            if count:
                tall = _ROW * count / most
                width = max(wide - 1, 0.5)
                parts.append(box(_LABEL + hour * wide, foot - tall, width, tall, "accent"))
        if peak:
            at = strip.counts.index(peak)
            x, y = _LABEL + (at + 0.5) * wide, foot - _ROW * peak / most - 3
            parts.append(text(x, y, str(peak), "soft", "middle"))
        parts.append(text(WIDTH - _RIGHT + 6, foot, strip.total_said, "ink bold"))
    return picture(height, title, parts)
