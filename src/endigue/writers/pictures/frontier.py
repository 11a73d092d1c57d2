"""What is certain against what is risked: one mark for each option, and the line of those that
no other betters in both.
"""

from collections.abc import Sequence
from typing import NamedTuple

from endigue.writers.pictures.svg import (
    WIDTH,
    area,
    element,
    line,
    path,
    picture,
    shortened,
    text,
)

HEIGHT = 330
_LEFT, _RIGHT, _TOP, _BOTTOM = 24.0, 236.0, 40.0, 52.0
_MOST_CHARACTERS = 30
_APART = 20.0
"""Least distance between two labels, so that they never touch."""


class Mark(NamedTuple):
    """One option: a cost that is certain and a risk that is left, neither below 0."""

    label: str
    cost: float
    risk: float
    strong: bool = False


class Axes(NamedTuple):
    """What the axes mean, and how their ends are said."""

    cost: str
    risk: str
    most_cost: str
    most_risk: str


def frontier(marks: Sequence[Mark], axes: Axes, title: str) -> str:
    """Marks over two axes that begin at 0. On the frontier a mark is full, off it hollow; the
    strong one is a diamond. Labels stand in a column, each joined to its mark.
    """
    base, right = HEIGHT - _BOTTOM, WIDTH - _RIGHT
    widest = max((mark.cost for mark in marks), default=0.0) or 1.0
    highest = max((mark.risk for mark in marks), default=0.0) or 1.0
    places = [
        (
            _LEFT + (right - _LEFT) * mark.cost / widest,
            base - (base - _TOP) * mark.risk / highest,
        )
        for mark in marks
    ]
    best = efficient(marks)
    parts = [
        line(_LEFT, base, right, base),
        line(_LEFT, _TOP - 8, _LEFT, base),
        text(_LEFT, _TOP - 20, f"↑ {axes.risk}", "soft"),
        text(right, HEIGHT - 10, f"{axes.cost} →", "soft", "end"),
        text(_LEFT, base + 18, "0", "soft", "middle"),
        text(right, base + 18, axes.most_cost, "soft", "end"),
        text(_LEFT + 10, _TOP - 3, axes.most_risk, "soft"),
        path(_steps([places[place] for place in best]), "stroke", 1.5),
    ]
    heights = _apart([y for _, y in places], _TOP, base)
    for place, (mark, (x, y), level) in enumerate(zip(marks, places, heights, strict=True)):
        parts.append(line(x, y, right + 14, level - 4))
        parts.append(_sign(x, y, strong=mark.strong, full=place in best))
        style = "ink bold" if mark.strong else "ink"
        parts.append(text(right + 20, level, shortened(mark.label, _MOST_CHARACTERS), style))
    return picture(HEIGHT, title, parts)


def efficient(marks: Sequence[Mark]) -> list[int]:
    """Places of the marks that none betters: cheaper and no riskier, or less risky and no
    dearer; from the cheapest on.
    """
    order = sorted(range(len(marks)), key=lambda place: (marks[place].cost, marks[place].risk))
    kept: list[int] = []
    for place in order:
        same = kept and marks[kept[-1]][1:3] == marks[place][1:3]
        if same or not kept or marks[place].risk < marks[kept[-1]].risk:
            kept.append(place)
    return kept


def _steps(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """A line that goes along before it goes down: between two options there is nothing."""
    steps: list[tuple[float, float]] = []
    for x, y in places:
        if steps:
            steps.append((x, steps[-1][1]))
        steps.append((x, y))
    return steps


def _apart(heights: Sequence[float], top: float, base: float) -> list[float]:
    """Heights of the labels, each near its mark's, in the same order and never closer than
    allowed.
    """
    order = sorted(range(len(heights)), key=lambda place: (heights[place], place))
    levels = [0.0] * len(heights)
    level = top - _APART
    for place in order:
        level = max(level + _APART, heights[place] + 4)
        levels[place] = level
    limit = base + 4
    for place in reversed(order):
        levels[place] = min(levels[place], limit)
        limit = levels[place] - _APART
    return levels


def _sign(x: float, y: float, *, strong: bool, full: bool) -> str:
    look = "accent" if full else "hollow"
    if strong:
        return area([(x, y - 8), (x + 8, y), (x, y + 8), (x - 8, y)], look)
    return element("circle", "", look, cx=x, cy=y, r=5)
