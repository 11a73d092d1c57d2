"""Amounts side by side: stacked bars."""

from collections.abc import Sequence
from typing import NamedTuple

from endigue.writers.pictures.svg import WIDTH, box, element, line, picture, shortened, text

_LABEL, _TOTAL, _ROW, _BAR = 236.0, 76.0, 34.0, 18.0
_LEGEND = 30.0
_STYLES = ("accent", "hatched", "soft")
"""Of the parts of a bar; they differ in texture and lightness, not in hue alone."""
_MOST_CHARACTERS = 30


class Bar(NamedTuple):
    """One bar: the sizes of its parts, and how its sum is said."""

    label: str
    parts: tuple[float, ...]
    total_said: str
    strong: bool = False


def bars(rows: Sequence[Bar], legend: Sequence[str], title: str, name: str) -> str:
    """Bars to one scale, with a legend of at most three parts. `name` is unique on a page."""
    longest = max((sum(row.parts) for row in rows), default=0.0) or 1.0
    scale = (WIDTH - _LABEL - _TOTAL) / longest
    parts = [_hatching(name), *_legend(legend, name)]
    for place, row in enumerate(rows):
        y = _LEGEND + place * _ROW
        style = "ink bold" if row.strong else "ink"
        label = shortened(row.label, _MOST_CHARACTERS)
        parts.append(text(_LABEL - 10, y + 18, label, style, "end"))
        x = _LABEL
        for part, look in zip(row.parts, _STYLES, strict=False):
            parts.append(_part(x, y + 4, part * scale, _BAR, look, name))
            x += part * scale
        parts.append(text(x + 8, y + 18, row.total_said, style))
    height = _LEGEND + len(rows) * _ROW + 4
    parts.append(line(_LABEL, _LEGEND, _LABEL, height - 4))
    return picture(height, title, parts)


def _hatching(name: str) -> str:
    stripes = box(0, 0, 6, 6, "pale") + box(0, 0, 3, 6, "accent")
    pattern = element(
        "pattern",
        stripes,
        id=f"{name}-hatch",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return element("defs", pattern)


def _legend(legend: Sequence[str], name: str) -> list[str]:
    parts, x = [], _LABEL
    for words, look in zip(legend, _STYLES, strict=False):
        parts.append(_part(x, 4, 12, 12, look, name))
        parts.append(text(x + 18, 15, words, "soft"))
        x += 40 + 6.6 * len(words)
    return parts


def _part(x: float, y: float, width: float, height: float, look: str, name: str) -> str:
    if look == "hatched":
        return element(
            "rect", x=x, y=y, width=max(width, 0), height=height, fill=f"url(#{name}-hatch)"
        )
    return box(x, y, width, height, look)
