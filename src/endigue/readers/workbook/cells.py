"""One row of a table, cell by cell: a value, or an error that names the cell.

A row keeps going after an error, so that all errors of a workbook are told at once; what it
returns in place of a bad cell is never used.
"""

import re
from math import isfinite

from rapidfuzz.process import extractOne

from endigue.desk.refusal import Refusal
from endigue.kernel.identifier import is_identifier
from endigue.kernel.money import Cents, parse_money
from endigue.locale.workbook import NO, YES, Column, folded
from endigue.organisation.model import Need
from endigue.organisation.need_text import NeedTextError, parse_need
from endigue.organisation.shifts import parse_shifts
from endigue.readers.workbook.tables import Cell, Row, Table

LARGEST_NUMBER = 1e9

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")
_AMBIGUOUS = re.compile(r"\d{1,3}(,\d{3})+")
"""1,200 is twelve hundred in English and one point two in French."""


class RowReader:
    """Reads the cells of one row; errors go to the list that it was given."""

    def __init__(self, table: Table, row: Row, errors: list[Refusal]) -> None:
        self._table = table
        self._row = row
        self._errors = errors

    @property
    def place(self) -> str:
        """Of the first cell, for errors of the whole row."""
        return self._row.place

    def has(self, key: str) -> bool:
        """Whether the cell holds something."""
        return key in self._row.cells and self._text(self._row.cells[key]) != ""

    def place_of(self, key: str) -> str:
        """Of one cell, filled or not."""
        letter = self._table.columns.get(key, "")
        sheet, _, number = self._row.place.rpartition("!")
        return f"{sheet}!{letter}{number}"

    def refuse(self, code: str, key: str, **arguments: object) -> None:
        """Tell an error of one cell."""
        self._errors.append(Refusal(code, cell=self.place_of(key), **arguments))

    def text(self, key: str, default: str = "") -> str:
        """A text on one line."""
        cell = self._cell(key)
        return default if cell is None else " ".join(self._text(cell).split())

    def identifier(self, key: str) -> str:
        """A name without spaces."""
        text = self.text(key)
        if text and not is_identifier(text):
            self.refuse("importing.cell_identifier", key, found=text, nearest=_slug(text))
        return text

    def names(self, key: str) -> tuple[str, ...]:
        """Several names with semicolons between."""
        each = (one.strip() for one in self.text(key).split(";"))
        return tuple(one for one in each if one)

    def number(self, key: str, default: float = 0.0) -> float:
        """A number from 0 to `LARGEST_NUMBER`."""
        cell = self._cell(key)
        if cell is None:
            return default
        number = _number(cell.value)
        if number is None:
            self.refuse("importing.cell_number", key, found=self._text(cell))
            return default
        if not 0 <= number <= LARGEST_NUMBER:
            most = int(LARGEST_NUMBER)
            self.refuse("importing.cell_range", key, found=self._text(cell), most=most)
            return default
        return number

    def whole(self, key: str, default: int, most: int = int(LARGEST_NUMBER)) -> int:
        """A whole number from 0 to `most`."""
        number = self.number(key, default)
        if number != int(number):
            self.refuse("importing.cell_whole", key, found=self.text(key))
        elif number > most:
            self.refuse("importing.cell_range", key, found=self.text(key), most=most)
        return int(number)

    def money(self, key: str, default: Cents = Cents(0)) -> Cents:  # noqa: B008 # a plain int
        """An amount in whole units with or without cents."""
        if not self.has(key):
            self._cell(key)
            return default
        return parse_money(format(self.number(key), ".4f"))

    def choice(self, key: str, default: str) -> str:
        """The value of a choice, which may be written in either language."""
        cell = self._cell(key)
        if cell is None:
            return default
        column = self._column(key)
        words = {folded(word): value for value, said in column.choices for word in (value, *said)}
        found = folded(self._text(cell))
        if found not in words:
            nearest = extractOne(found, words.keys())
            self.refuse(
                "importing.cell_choice",
                key,
                found=self._text(cell),
                expected=", ".join(value for value, _ in column.choices),
                nearest=words[nearest[0]] if nearest else "",
            )
        return words.get(found, default)

    def yes_no(self, key: str, *, default: bool) -> bool:
        """Yes or no, in either language."""
        cell = self._cell(key)
        if cell is None:
            return default
        found = folded(self._text(cell))
        if found in {"true", "vrai", "1", *map(folded, YES)}:
            return True
        if found not in {"false", "faux", "0", *map(folded, NO)}:
            self.refuse("importing.cell_yes_no", key, found=self._text(cell))
        return False

    def hours(self, key: str) -> str:
        """Shifts, as written."""
        text = self.text(key)
        try:
            if text:
                parse_shifts(text)
        except ValueError:
            self.refuse("importing.cell_hours", key, found=text)
        return text

    def need(self, key: str) -> Need | None:
        """A need; None where the cell is empty."""
        cell = self._cell(key)
        if cell is None:
            return None
        try:
            return parse_need(self._text(cell))
        except NeedTextError as trouble:
            self.refuse(trouble.code, key, **trouble.arguments)
            return None

    def _cell(self, key: str) -> Cell | None:
        """The cell if it holds something usable; tells the error where it should and does not."""
        cell = self._row.cells.get(key)
        if cell is not None and cell.broken:
            self.refuse("importing.cell_broken", key, found=cell.value)
            return None
        if cell is not None and cell.formula and cell.value is None:
            self.refuse("importing.cell_formula", key)
            return None
        if cell is not None and self._text(cell):
            return cell
        column = self._column(key)
        if column.required and key in self._table.columns:
            self.refuse("importing.cell_missing", key, column=column.words[0])
        return None

    def _column(self, key: str) -> Column:
        return next(column for column in self._table.sheet.columns if column.key == key)

    @staticmethod
    def _text(cell: Cell) -> str:
        value = cell.value
        if isinstance(value, float) and value.is_integer() and abs(value) <= LARGEST_NUMBER:
            value = int(value)
        return "" if value is None else str(value).strip()


def _number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if isfinite(value) else None
    if not isinstance(value, str):
        return None
    text = _SPACES.sub("", value)
    if len(text) > 30 or not _DECIMAL.fullmatch(text) or _AMBIGUOUS.fullmatch(text):
        return None
    return float(text.replace(",", "."))


def _slug(text: str) -> str:
    """An identifier made of a text that is none."""
    return "-".join(re.findall(r"[^\s,;\"]+", text))[:60]
