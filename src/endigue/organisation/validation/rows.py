"""The rows of one table: its columns as values, and a problem for every cell that is wrong."""

from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from endigue.organisation.columns import Column, Table
from endigue.organisation.problems import MOST_ALIKE, Problem, Problems, shown
from endigue.organisation.validation.cells import (
    NUMBERS,
    Fault,
    Parser,
    Value,
    fault,
    identifier,
    with_decimal_comma,
)
from endigue.organisation.validation.names import FirstUse, Kind, Names

Default = TypeVar("Default")

WRONG = -2
"""Stands for a cell that is wrong in `Rows.codes`; a position is not negative, and none is -1."""
CELL_EMPTY = Fault("organisation.cell_empty", {})


class Rows:
    """A table under examination.

    A column that is absent stands for one without texts: the missing column itself was
    reported by whoever read the table.
    """

    def __init__(self, table: Table, problems: Problems) -> None:
        self.table = table
        self._problems = problems

    def needed(self, column: str, parse: Parser[Value], stand_in: Value) -> list[Value]:
        """The values of a column that may not be empty; `stand_in` where a cell is wrong."""
        return self._values(column, self._reading(parse), stand_in, lambda: CELL_EMPTY)

    def optional(
        self, column: str, parse: Parser[Value], default: Default
    ) -> list[Value | Default]:
        """The values of a column; `default` where a cell is empty, or wrong."""
        read: Parser[Value | Default] = self._reading(parse)
        return self._values(column, read, default, lambda: default)

    def ids(self) -> list[str]:
        """The identifiers as they stand; `give_ids` reported what is wrong with them."""
        column = self.table.columns.get("id")
        if column is None:
            return [""] * len(self.table)
        return [column.values[code] for code in column.codes.tolist()]

    def codes(self, column: str, parse: Parser[int], empty: int | Fault) -> NDArray[np.int64]:
        """The values of a column as an array; `WRONG` where a cell is wrong."""
        found = self.table.columns.get(column)
        if found is None:
            value = WRONG if isinstance(empty, Fault) else empty
            return np.full(len(self.table), value, np.int64)
        parsed = [parse(text) if text else empty for text in found.values]
        self._report(column, found, parsed)
        by_code = [WRONG if isinstance(value, Fault) else value for value in parsed]
        return np.array(by_code, np.int64)[found.codes]

    def report(self, column: str, rows: NDArray[np.int64], code: str) -> None:
        """The same code for the cells of these rows."""
        if not len(rows):
            return
        found = self.table.columns[column]
        for row in rows[:MOST_ALIKE].tolist():
            self.problem(row, column, fault(code, found.values[found.codes[row]]))
        self._problems.count(self.table.file, column, code, max(0, len(rows) - MOST_ALIKE))

    def problem(self, row: int, column: str, wrong: Fault) -> None:
        """One problem of one row; a ragged row has none but that it is ragged."""
        found = self.table.columns.get(column)
        if self.table.ragged[row]:
            return
        self._problems.add(
            Problem(
                self.table.file,
                int(self.table.lines[row]),
                column,
                wrong.code,
                wrong.arguments,
                0 if found is None else found.position,
            )
        )

    def _reading(self, parse: Parser[Value]) -> Parser[Value]:
        comma = self.table.decimal_comma and parse in NUMBERS
        return with_decimal_comma(parse) if comma else parse

    def _values(
        self,
        column: str,
        parse: Parser[Value],
        stand_in: Value,
        when_empty: Callable[[], Value | Fault],
    ) -> list[Value]:
        found = self.table.columns.get(column)
        if found is None:
            return [stand_in] * len(self.table)
        parsed = [parse(text) if text else when_empty() for text in found.values]
        self._report(column, found, parsed)
        by_code = [stand_in if isinstance(value, Fault) else value for value in parsed]
        return [by_code[code] for code in found.codes.tolist()]

    def _report(self, column: str, found: Column, parsed: list[Value | Fault]) -> None:
        alike: defaultdict[str, list[int]] = defaultdict(list)
        for code, value in enumerate(parsed):
            if isinstance(value, Fault):
                alike[value.code].append(code)
        for code_of_fault, codes in alike.items():
            wrong = np.zeros(len(parsed), np.bool_)
            wrong[codes] = True
            rows = np.flatnonzero(wrong[found.codes] & ~self.table.ragged)
            for row in rows[:MOST_ALIKE]:
                value = parsed[found.codes[row]]
                if isinstance(value, Fault):
                    self.problem(int(row), column, value)
            further = max(0, len(rows) - MOST_ALIKE)
            self._problems.count(self.table.file, column, code_of_fault, further)


def give_ids(rows: Rows, kind: Kind, names: Names) -> None:
    """Give out the identifiers of a table; each second use is a problem."""
    rows.needed("id", identifier, "")
    for row, name in enumerate(rows.ids()):
        if not name:
            continue
        use = FirstUse(kind, rows.table.file, int(rows.table.lines[row]))
        earlier = names.give(name, use)
        if earlier is not None:
            rows.problem(row, "id", taken_before(name, earlier, kind))


def taken_before(name: str, earlier: FirstUse, kind: Kind) -> Fault:
    """That a name was given out before, by the same kind of thing or by another."""
    code = "duplicate_id" if earlier.kind == kind else "id_of_another_kind"
    where = {"found": shown(name), "first_file": earlier.file, "first_line": earlier.line}
    return Fault(f"organisation.{code}", where)
