"""Tables in text: CSV with any of the usual separators."""

import csv
import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple, Protocol, TextIO

from endigue.desk.refusal import Refusal
from endigue.readers.findings._text import LONGEST, lines

SEPARATORS = ",;\t|"

# A cell of an event log (a script block, all fields) passes the module's 128 KiB. The limit is
# kept by the module for the whole process, and rows are read lazily here, so it is set once;
# readers of short cells set their own while they read (see `csv_limit`).
csv.field_size_limit(LONGEST)

_QUOTED = re.compile(r'"[^"]*"')
_EXCEL = re.compile(r"sep=(.)\s*", re.IGNORECASE)


class Sheet(NamedTuple):
    """The header, and every row as its line and its cells by column; a row that is no CSV
    or has more cells than the header has no cells.
    """

    header: tuple[str, ...]
    rows: Iterator[tuple[int, dict[str, str]]]


class _Reader(Protocol):
    """What `csv.reader` gives."""

    @property
    def line_num(self) -> int: ...

    def __next__(self) -> list[str]: ...


def sheet(stream: TextIO, file: str) -> Sheet:
    """Read a table whose first line that is not blank is its header. Raises Refusal where
    there is none.
    """
    texts = lines(stream, file)
    separator = ""
    for skipped, line in enumerate(texts):
        excel = _EXCEL.fullmatch(line)
        if line.strip() and not excel:
            separator = separator or separator_of(line)
            return _sheet(csv.reader(chain([line], texts), delimiter=separator), skipped, file)
        separator = excel[1] if excel else separator
    raise Refusal("evidence.file_is_empty", file=file)


def separator_of(header: str) -> str:
    """The separator that the header uses most, outside quotes; a comma where it uses none."""
    plain = _QUOTED.sub("", header)
    return max(SEPARATORS, key=plain.count)


def _sheet(reader: _Reader, skipped: int, file: str) -> Sheet:
    try:
        header = tuple(cell.strip() for cell in next(reader))
    except csv.Error:
        raise Refusal("evidence.header_is_broken", file=file, line=skipped + 1) from None
    return Sheet(header, _rows(reader, skipped, header))


def _rows(
    reader: _Reader, skipped: int, header: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, str]]]:
    while True:
        line = skipped + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, {}
            continue
        if any(cells):
            fits = len(cells) <= len(header)
            yield line, dict(zip(header, cells, strict=False)) if fits else {}
