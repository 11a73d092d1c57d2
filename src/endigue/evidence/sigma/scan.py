"""Many patterns over one text at once. The only file that knows Hyperscan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import hyperscan
import msgspec

Flags = int

CASELESS: Flags = hyperscan.HS_FLAG_CASELESS
MULTILINE: Flags = hyperscan.HS_FLAG_MULTILINE
DOTALL: Flags = hyperscan.HS_FLAG_DOTALL
CHARACTERS: Flags = hyperscan.HS_FLAG_UTF8
"""The text is UTF-8, and `.` one character of it instead of one byte."""
ONCE: Flags = hyperscan.HS_FLAG_SINGLEMATCH
"""Tell a pattern once a text, not for every end of a match."""
EMPTY: Flags = hyperscan.HS_FLAG_ALLOWEMPTY


class Pattern(msgspec.Struct, frozen=True):
    """An expression, the flags it is read with, and the number it is told by."""

    expression: str
    flags: Flags
    number: int


class Refused(ValueError):
    """An expression that Hyperscan does not take."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """Compiled patterns. One scanner belongs to one thread at a time."""

    _database: hyperscan.Database

    def found(self, text: bytes) -> list[int]:
        """Numbers of the patterns that match somewhere; each once if flagged `ONCE`."""
        numbers: list[int] = []
        self._database.scan(text, match_event_handler=_note_number, context=numbers)
        return numbers

    def places(self, text: bytes | bytearray | memoryview) -> list[tuple[int, int]]:
        """Every match: the number of the pattern and the place behind it."""
        places: list[tuple[int, int]] = []
        database: Any = self._database  # its types do not know that any buffer will do
        database.scan(text, match_event_handler=_note_place, context=places)
        return places


def _note_number(number: int, _start: int, _end: int, _flags: int, numbers: Any) -> None:
    numbers.append(number)


def _note_place(number: int, _start: int, end: int, _flags: int, places: Any) -> None:
    places.append((number, end))


def compile_patterns(patterns: Sequence[Pattern]) -> bytes:
    """A database as bytes, for `load`; Refused where an expression is not taken."""
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    try:
        database.compile(
            expressions=[pattern.expression.encode() for pattern in patterns],
            ids=[pattern.number for pattern in patterns],
            flags=[pattern.flags for pattern in patterns],
        )
    except (hyperscan.HyperscanError, UnicodeEncodeError) as trouble:
        raise Refused(str(trouble)) from None
    return hyperscan.dumpb(database)


def load(compiled: bytes | memoryview) -> Scanner:
    """The scanner of compiled patterns; ValueError where another version or kind of
    processor compiled them.
    """
    try:
        database = hyperscan.loadb(bytes(compiled), mode=hyperscan.HS_MODE_BLOCK)
        database.scratch = hyperscan.Scratch(database)
    except hyperscan.HyperscanError as trouble:
        raise ValueError(str(trouble)) from None
    return Scanner(database)
