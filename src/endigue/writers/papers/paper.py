"""What a paper is made of: every word said and inert, nothing laid out yet."""

from datetime import datetime

import msgspec


class Table(msgspec.Struct, frozen=True, tag="table"):
    """Rows under headings; `weights` are the shares of the width."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    weights: tuple[float, ...]


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """A few sentences; a notice stands out."""

    text: str
    notice: bool = False


class Bullets(msgspec.Struct, frozen=True, tag="bullets"):
    """A list."""

    items: tuple[str, ...]


Block = Table | Paragraph | Bullets


class Part(msgspec.Struct, frozen=True):
    """One headed part."""

    title: str
    blocks: tuple[Block, ...]


class Paper(msgspec.Struct, frozen=True):
    """A whole paper."""

    language: str
    title: str
    organisation: str
    moment: str
    at: datetime
    """The date that the file carries."""
    marks: tuple[str, ...]
    """TLP and PAP."""
    parts: tuple[Part, ...]
    foot: str
    """On every page: the head of the journal that it was written from."""
    sheet: str = "a4"
    landscape: bool = False
    code: str = ""
    """A QR code as SVG; empty where there is none."""
    code_says: str = ""
    """What the code holds, in words."""
