"""CSV of an organisation folder: UTF-8, cells between commas or semicolons.

A million rows take a few seconds and the memory of their codes: no row outlives its turn.
"""

import csv
import re
from array import array
from collections.abc import Collection, Iterable, Iterator
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import Protocol

import numpy as np

from endigue.organisation.columns import Column, Table
from endigue.organisation.headers import examine_header
from endigue.organisation.layout import TableName
from endigue.organisation.problems import Problem, Problems
from endigue.readers.csv_limit import cells_up_to
from endigue.readers.encoding import not_utf8
from endigue.readers.tables import LONGEST_CELL, MOST_ROWS, ReadTable, unread

BATCH = 512
"""Rows that are turned into columns at once: few enough for the processor's cache."""

_LINE_END = re.compile(r"\r\n|\r|\n")


def read_csv(name: TableName, file: str, content: bytes) -> ReadTable:
    """The table that the content of a CSV file says."""
    nothing = content.find(b"\0")
    if nothing >= 0:
        return unread(file, content.count(b"\n", 0, nothing) + 1, "nul_byte")
    separator = _separator(content)
    lines = TextIOWrapper(BytesIO(content), encoding="utf-8-sig", newline="")
    rows = csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True)
    reading = _Reading(name, file, rows)
    try:
        with cells_up_to(2 * LONGEST_CELL):
            return reading.table(decimal_comma=separator == ";")
    except UnicodeDecodeError:
        return ReadTable(None, (not_utf8(file, content),))
    except csv.Error as trouble:
        # The module says "field larger than field limit"; anything else is about quotes.
        code = "cell_too_long" if "larger" in str(trouble) else "csv_malformed"
        return unread(file, reading.line, code, most=LONGEST_CELL)


def _separator(content: bytes) -> str:
    """The one of comma and semicolon that the first line with any text has more of."""
    first = next((line for line in BytesIO(content) if line.strip()), b"")
    return ";" if first.count(b";") > first.count(b",") else ","


class _Rows(Protocol):
    """A reader of the csv module, whose type has no public name."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


class _Reading:
    """One pass over the rows of a file; `line` is where the present row begins."""

    def __init__(self, name: TableName, file: str, rows: _Rows) -> None:
        self._name = name
        self._file = file
        self._rows = rows
        self._problems = Problems()
        self._lines, self._ragged = array("q"), array("q")
        self.line = 1

    def table(self, *, decimal_comma: bool) -> ReadTable:
        names = self._header()
        if not names:
            return unread(self._file, 0, "file_empty")
        header = examine_header(self._name, self._file, self.line, names)
        self.line = self._rows.line_num + 1
        drafts = {name: _Draft(position) for name, position in header.positions.items()}
        while batch := self._batch():
            _share_out(self._examined(batch, len(names)), drafts.values())
            self.line = self._rows.line_num + 1
            if len(self._lines) > MOST_ROWS:
                return unread(self._file, self.line, "too_many_rows", most=MOST_ROWS)
        columns = {name: draft.column() for name, draft in drafts.items()}
        ragged = np.zeros(len(self._lines), np.bool_)
        ragged[np.array(self._ragged, np.int64)] = True
        lines = np.array(self._lines, np.int64)
        table = Table(self._file, columns, lines, ragged, decimal_comma)
        problems = (*header.problems, *self._problems.in_order())
        return ReadTable(table, problems, header.warnings)

    def _header(self) -> list[str]:
        """The first row with any text; empty where there is none."""
        for row in self._rows:
            if any(row):
                return row
            self.line = self._rows.line_num + 1
        return []

    def _batch(self) -> list[list[str]]:
        """The next rows, as they stand; where one breaks off, `line` says where it begins."""
        batch: list[list[str]] = []
        try:
            batch.extend(islice(self._rows, BATCH))
        except (csv.Error, UnicodeDecodeError):
            self.line += sum(map(_height, batch))
            raise
        return batch

    def _examined(self, batch: list[list[str]], width: int) -> list[list[str]]:
        """The rows with any text in them, their lines noted; ragged ones filled up and noted.

        Spreadsheets write empty rows below their tables, and empty cells beside them.
        """
        one_line_each = self._rows.line_num + 1 - self.line == len(batch)
        if one_line_each and set(map(len, batch)) == {width} and all(map(any, batch)):
            self._lines.extend(range(self.line, self.line + len(batch)))
            return batch
        kept = []
        for row in batch:
            if any(row):
                kept.append(self._filled(row, width))
                self._lines.append(self.line)
            self.line += _height(row)
        return kept

    def _filled(self, row: list[str], width: int) -> list[str]:
        if len(row) < width or any(row[width:]):
            self._ragged.append(len(self._lines))
            arguments: dict[str, object] = {"found": len(row), "expected": width}
            code = "organisation.ragged_row"
            self._problems.add(Problem(self._file, self.line, "", code, arguments))
        return [*row[:width], *[""] * (width - len(row))]


def _height(row: list[str]) -> int:
    """Lines that a row takes in the file."""
    return 1 + sum(len(_LINE_END.findall(text)) for text in row)


class _Draft:
    """A column that is being read."""

    def __init__(self, position: int) -> None:
        self.position = position
        self._code_of = _Codes()
        self._codes = array("i")

    def extend(self, texts: Iterable[str]) -> None:
        self._codes.extend(map(self._code_of.__getitem__, texts))

    def column(self) -> Column:
        values = tuple(text.strip() for text in self._code_of)
        return Column(np.array(self._codes, np.int32), values, self.position + 1)


class _Codes(dict[str, int]):
    """Numbers texts in the order in which they are asked for."""

    def __missing__(self, text: str) -> int:
        self[text] = code = len(self)
        return code


def _share_out(rows: list[list[str]], drafts: Collection[_Draft]) -> None:
    """Append the cells of the rows, all of one length, to their columns."""
    if rows:
        cells = list(zip(*rows, strict=True))
        for draft in drafts:
            draft.extend(cells[draft.position])
