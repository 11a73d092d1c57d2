"""What a document is made of, before it is laid out: every word said, nothing drawn yet."""

from typing import Literal

import msgspec

Tone = Literal["", "good", "hand", "bad", "warn"]
"""A state. It is always shown by its symbol and by words, never by colour alone."""

SYMBOLS: dict[Tone, str] = {"": "", "good": "✓", "hand": "◐", "bad": "✗", "warn": "▲"}


class Cell(msgspec.Struct, frozen=True):
    """A few words, with smaller lines below them."""

    text: str
    notes: tuple[str, ...] = ()
    tone: Tone = ""


class Column(msgspec.Struct, frozen=True):
    """The head of a column; `weight` is its share of the width in print."""

    heading: str
    weight: float = 1.0
    numeric: bool = False


class Table(msgspec.Struct, frozen=True, tag="table"):
    """Rows of cells; the first cell of a row is its heading."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shown: int
    """Rows that terminal and print show; the page folds the others."""
    more: str = ""
    """Said below in terminal and print: how many rows they leave out."""
    fold: str = ""
    """Said on the page in place of the folded rows."""
    beyond: str = ""
    """Said below on the page: how many rows are not listed anywhere in the document."""
    strong: tuple[int, ...] = ()
    """Places of rows that stand out."""


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """A sentence or a few; a tone makes it a notice."""

    text: str
    tone: Tone = ""


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """Opens a part of a section."""

    text: str


class Bullets(msgspec.Struct, frozen=True, tag="bullets"):
    """A list."""

    items: tuple[Cell, ...]


class Tile(msgspec.Struct, frozen=True):
    """One large figure under its label."""

    label: str
    value: str
    notes: tuple[str, ...] = ()
    strong: bool = False


class Tiles(msgspec.Struct, frozen=True, tag="tiles"):
    """Figures to be compared, side by side."""

    tiles: tuple[Tile, ...]


class Picture(msgspec.Struct, frozen=True, tag="picture"):
    """An SVG drawing. Whatever it shows stands in a table beside it as well."""

    svg: str
    alt: str
    caption: str


Block = Table | Paragraph | Heading | Bullets | Tiles | Picture


class Section(msgspec.Struct, frozen=True):
    """One question and its answer; `lead` answers in a sentence."""

    id: str
    title: str
    lead: str
    blocks: tuple[Block, ...]


class Document(msgspec.Struct, frozen=True):
    """A whole briefing in words."""

    language: str
    title: str
    organisation: str
    moment: str
    marks: tuple[str, ...]
    """TLP and PAP."""
    handling: str
    """What the marks ask of the reader."""
    basis: tuple[Cell, ...]
    """What the document rests upon."""
    decision: Section
    sections: tuple[Section, ...]
    words: dict[str, str]
    """Words of the frame: contents, skip link, page."""
