"""An XLSX file as tables: bounded, without macros, links or formulas being run."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from endigue.desk.refusal import Refusal
from endigue.locale.workbook import NAMES, READ_ME, Column, Sheet, folded
from endigue.locale.workbook_sheets import sheet_called
from endigue.readers.files import open_archive, read_bytes

LARGEST_UNPACKED = 64 << 20
"""Bytes of XML in one workbook; a hundred thousand rows take about a third of it."""
MOST_ROWS = 100_000
MOST_COLUMNS = 32
HEADING_WITHIN = 20
"""Rows at the top among which the headings are looked for."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something; a formula has the value that was last computed."""

    place: str
    """For people: `Operations!D7`."""
    value: object
    formula: bool = False
    broken: bool = False
    """Whether Excel itself shows an error in it, such as #REF!."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the headings; a column without an entry is empty."""

    place: str
    """For people: `Operations!7`."""
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet that is understood."""

    sheet: Sheet
    title: str
    columns: dict[str, str]
    """Letter of each column by its key; empty where no headings were found."""
    unknown_columns: tuple[str, ...]
    """Headings that are not understood."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """The sheets of one file."""

    understood: tuple[Table, ...]
    unknown: tuple[str, ...]
    """Titles of sheets that are neither understood nor written for people only."""


def open_tables(path: str) -> Tables:
    """The tables of a workbook. Raises Refusal where it is none, or hostile."""
    content = read_bytes(path, LARGEST_UNPACKED)
    open_archive(BytesIO(content), path, LARGEST_UNPACKED).close()
    try:
        with warnings.catch_warnings():
            # openpyxl warns of every extension of Excel that it does not know.
            warnings.simplefilter("ignore")
            return _tables(content, path)
    except Refusal:
        raise
    except Exception:  # noqa: BLE001 # openpyxl lets any error out on a file that lies
        raise Refusal("importing.workbook_broken", file=path) from None


def _tables(content: bytes, path: str) -> Tables:
    options = {"read_only": True, "keep_links": False}
    values = load_workbook(BytesIO(content), data_only=True, **options)
    formulas = load_workbook(BytesIO(content), data_only=False, **options)
    understood: list[Table] = []
    unknown: list[str] = []
    for title in values.sheetnames:
        sheet = sheet_called(title)
        if sheet is not None:
            rows = _rows(values[title], formulas[title], title, path)
            understood.append(_table(sheet, title, list(rows)))
        elif folded(title) not in {folded(word) for word in (*READ_ME, *NAMES)}:
            unknown.append(title)
    return Tables(tuple(understood), tuple(unknown))


def _rows(values: Any, formulas: Any, title: str, path: str) -> Iterator[dict[str, Cell]]:
    """The cells of each row by letter; openpyxl has no types."""
    filled = 0
    for sheet in (values, formulas):
        # What a file says of its own size may be anything.
        sheet.reset_dimensions()
    both = zip(
        values.iter_rows(max_col=MOST_COLUMNS),
        formulas.iter_rows(max_col=MOST_COLUMNS),
        strict=False,
    )
    for number, (shown, written) in enumerate(both, start=1):
        row = {
            get_column_letter(column): Cell(
                place=f"{title}!{get_column_letter(column)}{number}",
                value=value.value,
                formula=source.data_type == "f",
                broken=value.data_type == "e",
            )
            for column, (value, source) in enumerate(zip(shown, written, strict=False), start=1)
            if source.value is not None
        }
        filled += bool(row)
        if filled > MOST_ROWS:
            raise Refusal("importing.workbook_too_long", file=path, sheet=title, most=MOST_ROWS)
        yield row


def _table(sheet: Sheet, title: str, rows: list[dict[str, Cell]]) -> Table:
    for number, row in enumerate(rows[:HEADING_WITHIN], start=1):
        headings = {letter: sheet.column(str(cell.value)) for letter, cell in row.items()}
        if any(column is not None and column.key == "id" for column in headings.values()):
            return Table(
                sheet=sheet,
                title=title,
                columns=_letters(headings),
                unknown_columns=tuple(
                    f"{title}!{row[letter].value}"
                    for letter, column in headings.items()
                    if column is None
                ),
                rows=tuple(
                    _row(title, position, cells, headings)
                    for position, cells in enumerate(rows[number:], start=number + 1)
                    if cells
                ),
            )
    return Table(sheet=sheet, title=title, columns={}, unknown_columns=(), rows=())


def _letters(headings: dict[str, Column | None]) -> dict[str, str]:
    letters: dict[str, str] = {}
    for letter, column in headings.items():
        if column is not None:
            letters.setdefault(column.key, letter)
    return letters


def _row(
    title: str, number: int, cells: dict[str, Cell], headings: dict[str, Column | None]
) -> Row:
    understood: dict[str, Cell] = {}
    for letter, cell in cells.items():
        column = headings.get(letter)
        if column is not None:
            understood.setdefault(column.key, cell)
    return Row(place=f"{title}!{number}", cells=understood)
