"""Who works on what, and when: a row for each thing, a piece for each step."""

from collections.abc import Sequence
from typing import NamedTuple

from endigue.writers.pictures.hour_axis import HourAxis, Tick, last_hour
from endigue.writers.pictures.svg import (
    LEGEND_ROW,
    box,
    element,
    flowing,
    line,
    picture,
    shortened,
    text,
)

_LABEL, _RIGHT, _ROW, _BAR = 236.0, 16.0, 18.0, 12.0
_AXIS = 30.0
_MOST_CHARACTERS = 32

STEPS = ("preserve", "rebuild", "clean", "restore", "verify", "reconnect")
"""Each has a look of its own that holds without colour."""


class Piece(NamedTuple):
    """One step, in hours."""

    step: str
    start: float
    end: float


class Row(NamedTuple):
    """One thing that comes back."""

    label: str
    pieces: tuple[Piece, ...]


def gantt(
    rows: Sequence[Row], ticks: Sequence[Tick], legend: dict[str, str], title: str, name: str
) -> str:
    """Rows in the order given, the hours above and below them. `legend` says the steps; `name` is
    unique on a page.
    """
    ends = [piece.end for row in rows for piece in row.pieces]
    axis = HourAxis(_LABEL, _RIGHT, last_hour(ends, ticks))
    signs, below = _legend(legend, name)
    top = below + _AXIS
    height = top + len(rows) * _ROW + _AXIS
    parts = [_patterns(name), *axis.drawn(ticks, top, height - _AXIS), *signs]
    parts += axis.said(ticks, top - 8)
    for place, row in enumerate(rows):
        y = top + place * _ROW
        label = shortened(row.label, _MOST_CHARACTERS)
        parts.append(text(_LABEL - 8, y + 12, label, "ink", "end"))
        if row.pieces:
            waits = (axis.at(row.pieces[0].end), axis.at(row.pieces[-1].start))
            parts.append(line(waits[0], y + 8, waits[1], y + 8))
        for piece in row.pieces:
            x = axis.at(piece.start)
            width = max(axis.at(piece.end) - x, 1.5)
            parts += _look(piece.step, x, y + 2, width, name)
    return picture(height, title, parts)


def _legend(legend: dict[str, str], name: str) -> tuple[list[str], float]:
    """The signs, and where what comes after them begins."""
    parts, y = [], 0.0
    steps = [step for step in STEPS if step in legend]
    for step, (x, y) in zip(steps, flowing([legend[one] for one in steps], 18), strict=True):
        parts += _look(step, x, y + 6, 18, name)
        parts.append(text(x + 23, y + 16, legend[step], "soft"))
    return parts, y + LEGEND_ROW + 6


def _patterns(name: str) -> str:
    stripes = box(0, 0, 5, 5, "pale") + box(0, 0, 2.5, 5, "accent")
    dots = box(0, 0, 5, 5, "pale") + element("circle", "", "accent", cx=2.5, cy=2.5, r=1.2)
    return element(
        "defs",
        element(
            "pattern",
            stripes,
            id=f"{name}-stripes",
            width=5,
            height=5,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        )
        + element(
            "pattern",
            dots,
            id=f"{name}-dots",
            width=5,
            height=5,
            patternUnits="userSpaceOnUse",
        ),
    )


def _look(step: str, x: float, y: float, width: float, name: str) -> list[str]:
    """Dark for the rebuild, stripes for data, dots for the verification, an outline for evidence,
    a thin dark bar for the reconnection.
    """
    match step:
        case "rebuild":
            return [box(x, y, width, _BAR, "accent")]
        case "clean":
            return [box(x, y, width, _BAR, "accent"), line(x, y + 6, x + width, y + 6, "line", 2)]
        case "restore":
            return [_filled(x, y, width, f"url(#{name}-stripes)")]
        case "verify":
            return [_filled(x, y, width, f"url(#{name}-dots)")]
        case "reconnect":
            return [box(x, y + 4, width, 5, "ink")]
        case _:
            return [box(x, y, width, _BAR, "pale"), line(x, y + _BAR, x + width, y + _BAR, "mark")]


def _filled(x: float, y: float, width: float, fill: str) -> str:
    return element("rect", x=x, y=y, width=width, height=_BAR, fill=fill)
