"""SVG elements as text."""

from collections.abc import Iterable, Sequence
from html import escape
from re import sub

WIDTH = 720
"""Of every picture, in units of its own; the page and the print scale it."""

LEGEND_ROW = 20.0
"""Height of a row of a legend."""

LEGEND_WIDTH = 480.0
"""Of a legend: what a telephone shows of a picture before one moves it."""

STATES = (
    ("#ffffff", "#1b2733"), ("#f6d9b8", "#1b2733"), ("#a4480c", "#ffffff"),
    ("#d98f4e", "#1b2733"), ("#e4dccb", "#1b2733"), ("#8fb8c8", "#1b2733"),
    ("#3f86a3", "#ffffff"), ("#0b3d52", "#ffffff"), ("#777f87", "#ffffff"), ("#1b2733", "#ffffff"),
)  # fmt: skip
"""Fill and ink of ten states in print; neighbours differ in lightness too."""

_TITLE = 40
"""Height of the title of a sheet."""

PRINT_STYLE = (
    ".ink{fill:#1b2733}.soft{fill:#55636f}.bold{font-weight:bold}.accent{fill:#0b5c7a}"
    ".pale{fill:#cfe3ea}.warm{fill:#a4480c}.hollow{fill:#ffffff;stroke:#1b2733}.line{stroke:#c9d1d8;fill:none}"
    ".stroke{stroke:#0b5c7a;fill:none}.mark{stroke:#1b2733;fill:none}.limit{stroke:#a4480c;fill:none}"
    ".halo{paint-order:stroke;stroke:#ffffff;stroke-width:4px;stroke-linejoin:round}"
    + "".join(
        f".state{place}{{fill:{fill};stroke:#1b2733}}.on-state{place}{{fill:{ink}}}"
        for place, (fill, ink) in enumerate(STATES)
    )
)
"""The classes of a picture in print; the style sheet of the page has the same."""

FONT = "Libertinus Serif"
"""One of those inside the typst package."""


def element(name: str, content: str = "", style: str = "", **attributes: str | float) -> str:
    """One element of a class. Underscores in names of attributes stand for hyphens."""
    classed = {"class": style} if style else {}
    said = "".join(
        f' {key.replace("_", "-")}="{_value(value)}"'
        for key, value in {**classed, **attributes}.items()
    )
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def text(x: float, y: float, words: str, style: str = "ink", anchor: str = "start") -> str:
    """A line of words, escaped."""
    return element("text", escape(words), style, x=x, y=y, text_anchor=anchor, font_size=13)


def wide(words: str) -> float:
    """How much room words take at most, with a gap after them."""
    return 6.9 * len(words) + 10


def flowing(words: Sequence[str], sign: float) -> list[tuple[float, float]]:
    """Where the signs of a legend stand, each before its words, in as many rows of `LEGEND_ROW` as
    it takes; `sign` is their width.
    """
    places, x, y = [], 6.0, 0.0
    for each in words:
        whole = sign + 6 + wide(each)
        if x > 6.0 and x + whole > LEGEND_WIDTH:
            x, y = 6.0, y + LEGEND_ROW
        places.append((x, y))
        x += whole + 8
    return places


def tick_text(x: float, y: float, words: str) -> str:
    """Words below a tick of an axis, centred where the picture has the room."""
    half = wide(words) / 2
    anchor = "start" if x < half else "end" if x > WIDTH - half else "middle"
    return text(x, y, words, "soft", anchor)


def line(x1: float, y1: float, x2: float, y2: float, style: str = "line", width: float = 1) -> str:
    """A straight line."""
    return element("line", "", style, x1=x1, y1=y1, x2=x2, y2=y2, stroke_width=width)


def box(x: float, y: float, width: float, height: float, style: str) -> str:
    """A rectangle."""
    return element("rect", "", style, x=x, y=y, width=max(width, 0), height=height)


def path(points: Iterable[tuple[float, float]], style: str, width: float = 2) -> str:
    """A line through points."""
    said = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return element("polyline", "", style, points=said, stroke_width=width)


def area(points: Iterable[tuple[float, float]], style: str) -> str:
    """A closed surface."""
    said = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return element("polygon", "", style, points=said)


def picture(height: float, title: str, parts: Iterable[str], width: float = WIDTH) -> str:
    """The whole picture; `title` is what is read aloud in place of it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'role="img" aria-label="{escape(title)}">{"".join(parts)}</svg>'
    )


def standalone(svg: str) -> str:
    """The picture with its own classes and font, for print."""
    head, rest = svg.split(">", 1)
    return f'{head} font-family="{FONT}"><style>{PRINT_STYLE}</style>{rest}'


def sheet(svg: str, title: str) -> str:
    """The picture as a file that is looked at by itself: under its title, on white paper, so that
    it reads as well in a viewer that is dark.
    """
    head, style, rest = standalone(svg).partition("</style>")
    head = sub(
        r'viewBox="0 0 (\d+) (\d+)"',
        lambda found: f'viewBox="0 {-_TITLE} {found[1]} {int(found[2]) + _TITLE}"',
        head,
    )
    paper = element("rect", x=0, y=-_TITLE, width="100%", height="100%", fill="#ffffff")
    words = element("text", escape(title), "ink bold", x=6, y=-14, font_size=16)
    return head + style + paper + words + rest


def shortened(words: str, most: int) -> str:
    """Words cut to at most so many characters."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
