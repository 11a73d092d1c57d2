"""What every format of findings offers, and what is known of a file before it is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from endigue.readers.findings._collect import FindingsFile
from endigue.readers.findings._json import JsonObject, first_object
from endigue.readers.findings._table import separator_of
from endigue.readers.findings._text import encoding_of


@dataclass(frozen=True, slots=True)
class Head:
    """The start of a file."""

    name: str
    lines: tuple[str, ...]
    """Lines that are not blank; the last may be cut."""
    columns: tuple[str, ...]
    """The cells of the first line."""
    first: JsonObject = field(default_factory=dict)
    """Members of the first JSON object; empty where the file is no JSON."""


Read = Callable[[Path, Mapping[str, str] | None], FindingsFile]


@dataclass(frozen=True, slots=True)
class FindingsFormat:
    """One format. `read` takes the file and a mapping of fields (see `Collector`)."""

    name: str
    recognises: Callable[[Head], bool]
    read: Read


def look(path: Path, head: bytes) -> Head:
    """What the first bytes of a file tell."""
    text = head.decode(encoding_of(head), errors="ignore")
    lines = tuple(line for line in text.splitlines() if line.strip())
    header = next((line for line in lines if not line.lower().startswith("sep=")), "")
    separator = separator_of(header)
    return Head(
        name=path.name,
        lines=lines,
        columns=tuple(cell.strip().strip('"') for cell in header.split(separator)),
        first=first_object(text),
    )
