"""The map and the inside of a region as SVG: shades never stand alone, figures stand on them."""

from collections.abc import Callable, Sequence
from html import escape
from textwrap import wrap

from endigue.console.terrain import NOWHERE, Box, Terrain
from endigue.writers.pictures.svg import box, element, shortened, text

CANVAS = Box(0, 0, 1000, 560)

SHADES = (0.001, 0.1, 0.3, 0.6, 0.9)
"""Shares of fallen assets from which on a region is one shade darker."""

MOST_CELLS = 1500
"""Squares in the picture of a region; beyond, each stands for several assets."""

MOST_LINES = 3
"""Of a label in a region."""

_CELL, _GAP, _ACROSS = 14.0, 2.0, 60
_LINE, _LETTER = 16.0, 7.9


def shade(share: float) -> str:
    """The class of a share of fallen assets."""
    return f"heat{sum(share >= least for least in SHADES)}"


def map_picture(
    terrain: Terrain,
    hour: int,
    title: str,
    name_of: Callable[[str], str],
    said: Callable[[float, int], str],
    short: Callable[[float, int], str],
    link: Callable[[str, str], str],
) -> str:
    """The map at an hour. `name_of` gives the name of a zone or a company, also of no company;
    `said` says how many of a region have fallen, `short` in figures alone; `link` leads into one.
    """
    fallen = terrain.fallen(hour)
    parts: list[str] = []
    for entity, place in terrain.entities:
        parts.append(box(*_inset(place, 1), "ground"))
        label = shortened(name_of(entity), max(int((place.width - 9) / _LETTER), 3))
        parts.append(text(place.x + 6, place.y + 16, label, "ink bold"))
    for number, region in enumerate(terrain.regions):
        expected = float(fallen[number])
        label = name_of(region.zone) if region.zone != NOWHERE else name_of(NOWHERE)
        figures = said(expected, region.assets)
        parts.append(
            f'<a href="{escape(link(region.zone, region.entity))}">'
            f"<title>{escape(f'{label}: {figures}')}</title>"
            f"{box(*_inset(region.box, 1.5), shade(expected / region.assets))}"
            f"{_labels(region.box, label, short(expected, region.assets))}</a>"
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {CANVAS.width:.0f} '
        f'{CANVAS.height:.0f}" role="group" aria-label="{escape(title)}">{"".join(parts)}</svg>'
    )


def cells_picture(shares: Sequence[float], title: str) -> str:
    """A square for each share, in the order given."""
    rows = (len(shares) + _ACROSS - 1) // _ACROSS
    step = _CELL + _GAP
    parts = [
        element(
            "rect",
            "",
            shade(share),
            x=(place % _ACROSS) * step,
            y=(place // _ACROSS) * step,
            width=_CELL,
            height=_CELL,
        )
        for place, share in enumerate(shares)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_ACROSS * step:.0f} '
        f'{max(rows, 1) * step:.0f}" role="img" aria-label="{escape(title)}">{"".join(parts)}</svg>'
    )


def _inset(place: Box, by: float) -> tuple[float, float, float, float]:
    return place.x + by, place.y + by, place.width - 2 * by, place.height - 2 * by


def _labels(place: Box, label: str, figures: str) -> str:
    room = int((place.width - 9) / _LETTER)
    if room < 3 or place.height < 20:
        return ""
    rows = int((place.height - 6) / _LINE)
    lines = _broken(label, room, min(max(rows - 1, 1), MOST_LINES))
    parts = [text(place.x + 6, place.y + 17 + _LINE * n, one, "on") for n, one in enumerate(lines)]
    if rows > 1:
        below = place.y + 17 + _LINE * len(lines)
        parts.append(text(place.x + 6, below, shortened(figures, room), "on small"))
    return "".join(parts)


def _broken(label: str, room: int, most: int) -> list[str]:
    """A label in at most so many lines, each of at most so many characters."""
    lines = wrap(label, room, break_long_words=False)
    whole = lines if len(lines) <= most else [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [shortened(line, room) for line in whole]
