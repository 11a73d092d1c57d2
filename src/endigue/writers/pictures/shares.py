"""How many of each group are in which state: bars of equal scale, the count in every part."""

from collections.abc import Sequence
from typing import NamedTuple

from endigue.writers.pictures.svg import (
    LEGEND_WIDTH,
    WIDTH,
    element,
    line,
    picture,
    shortened,
    text,
)

_LABEL, _TOTAL, _ROW, _BAR = 250.0, 56.0, 30.0, 20.0
_MOST_CHARACTERS = 34
_LEGEND_ROW = 22.0
_DIGIT = 7.5


class Share(NamedTuple):
    """One group: how many of it are in each state."""

    label: str
    counts: tuple[int, ...]


def shares(rows: Sequence[Share], states: Sequence[str], title: str) -> str:
    """One bar a group, all of one scale, and room in every part for its number, so that none is
    told by its colour alone. At most ten states.
    """
    used = [place for place in range(len(states)) if any(row.counts[place] for row in rows)]
    legend, top = _legend([(place, states[place]) for place in used])
    least = [[_least(count) for count in row.counts] for row in rows]
    longest = max((sum(row.counts) for row in rows), default=0) or 1
    # Room for the parts that are drawn wider than they are.
    spare = max((sum(widths) for widths in least), default=0.0)
    scale = max(WIDTH - _LABEL - _TOTAL - spare, 100.0) / longest
    parts = legend
    for number, row in enumerate(rows):
        y = top + number * _ROW
        label = shortened(row.label, _MOST_CHARACTERS)
        parts.append(text(_LABEL - 8, y + 15, label, "ink", "end"))
        x = _LABEL
        for place in used:
            width = row.counts[place] * scale + least[number][place]
            if row.counts[place]:
                parts += _part(x, y, width, row.counts[place], place)
            x += width
        parts.append(text(x + 6, y + 15, str(sum(row.counts)), "ink bold"))
    height = top + len(rows) * _ROW + 6
    parts.append(line(_LABEL, top - 4, _LABEL, height - 6))
    return picture(height, title, parts)


def _part(x: float, y: float, width: float, count: int, place: int) -> list[str]:
    return [
        element("rect", "", f"state{place}", x=x, y=y, width=width, height=_BAR, stroke_width=0.6),
        text(x + width / 2, y + 15, str(count), f"on-state{place}", "middle"),
    ]


def _least(count: int) -> float:
    """What a part is given for its number, beside its share: none is too thin to be read."""
    return _DIGIT * len(str(count)) + 5 if count else 0.0


def _legend(states: Sequence[tuple[int, str]]) -> tuple[list[str], float]:
    parts: list[str] = []
    x, y = 8.0, 6.0
    for place, words in states:
        width = 38 + 7.4 * len(words)
        if x > 8.0 and x + width > LEGEND_WIDTH:
            x, y = 8.0, y + _LEGEND_ROW
        parts.append(
            element("rect", "", f"state{place}", x=x, y=y, width=14, height=14, stroke_width=0.6)
        )
        parts.append(text(x + 20, y + 12, words, "ink"))
        x += width
    return parts, y + _LEGEND_ROW + 10
