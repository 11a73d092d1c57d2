"""Tables of an organisation folder, whatever their format: bounds, and cells that nobody means."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from endigue.organisation.columns import Table
from endigue.organisation.problems import MOST_ALIKE, Problem, Problems

MOST_ROWS = 20_000_000
"""Rows of one table; twice the largest directory that we know of. Assumed."""
LONGEST_CELL = 65_536
"""Characters of one cell; assumed."""


class ReadTable(NamedTuple):
    """A table, or None where it could not be read, and what is wrong or odd with the file."""

    table: Table | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def unread(file: str, line: int, code: str, **arguments: object) -> ReadTable:
    """That a file could not be read as a table."""
    return ReadTable(None, (Problem(file, line, "", f"organisation.{code}", arguments),))


def with_cells_checked(read: ReadTable) -> ReadTable:
    """The same, with a problem for each cell that is too long or holds a null character. Rows
    of such cells count as ragged, so that nobody looks for sense in them.
    """
    if read.table is None:
        return read
    problems = Problems()
    ragged = read.table.ragged.copy()
    for name, column in read.table.columns.items():
        too_long = [len(text) > LONGEST_CELL for text in column.values]
        with_nul = ["\0" in text for text in column.values]
        for code, wrong in (("cell_too_long", too_long), ("nul_byte", with_nul)):
            if any(wrong):
                rows = np.flatnonzero(np.array(wrong)[column.codes])
                ragged[rows] = True
                _report(read.table, name, f"organisation.{code}", rows, problems)
    return read._replace(
        table=replace(read.table, ragged=ragged),
        problems=(*read.problems, *problems.in_order()),
    )


def _report(
    table: Table, name: str, code: str, rows: NDArray[np.int64], problems: Problems
) -> None:
    position = table.columns[name].position
    for line in table.lines[rows[:MOST_ALIKE]].tolist():
        problems.add(Problem(table.file, line, name, code, {"most": LONGEST_CELL}, position))
    problems.count(table.file, name, code, len(rows[MOST_ALIKE:]))
