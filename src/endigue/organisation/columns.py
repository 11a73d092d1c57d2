"""A folder as it was read, before anything in it is believed: texts and the places they have.

Tables are columns of codes into their distinct texts, so a million rows are a few arrays.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from endigue.organisation.layout import DocumentName, PartName, TableName
from endigue.organisation.problems import Problem

Path = tuple[str | int, ...]
"""Keys and positions that lead to a value of a document, such as ("service", 0, "needs")."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the text of row r is `values[codes[r]]`, without white space around it."""

    codes: NDArray[np.int32]
    values: tuple[str, ...]
    """Distinct texts; a few may be equal, and some may be used by no row."""
    position: int
    """In the file, from 1."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table."""

    file: str
    columns: Mapping[str, Column]
    """By name; all have the length of `lines`."""
    lines: NDArray[np.int64]
    """Where each row begins in the file, from 1; in Parquet the number of the row."""
    ragged: NDArray[np.bool_]
    """Rows with too few or too many cells. They were reported; only their identifiers count."""
    decimal_comma: bool = False
    """Whether 12,5 is a number here: so in files that separate their cells by semicolons."""

    def __len__(self) -> int:
        return len(self.lines)


@dataclass(frozen=True, slots=True)
class Document:
    """One TOML document. Its numbers with a point are Decimals, so that no cent is lost."""

    file: str
    content: Mapping[str, object]
    places: Mapping[Path, tuple[int, int]]
    """Line and column, from 1, of every key, table header and member of a list."""

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column of a path, or of the nearest one that leads to it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return (1, 1)


@dataclass(frozen=True, slots=True)
class RawFolder:
    """Everything that could be read, and what could not."""

    documents: Mapping[DocumentName, Document]
    tables: Mapping[TableName, Table]
    unreadable: frozenset[PartName] = frozenset()
    """Parts that are there but could not be read: names in them are unknown to us, not wrong."""
    problems: tuple[Problem, ...] = ()
    """Why, and what is wrong with files as files."""
    warnings: tuple[Problem, ...] = ()
    time_zones: frozenset[str] = field(default_factory=frozenset)
    """Names of time zones that exist; empty where nobody could tell."""
