"""The first line of a table: which of its columns are known, missing, or there twice."""

from collections.abc import Iterable
from typing import NamedTuple

from endigue.organisation.layout import COLUMNS, NEEDED_COLUMNS, TableName
from endigue.organisation.problems import Problem, Problems, shown
from endigue.organisation.validation.names import nearest_word


class Header(NamedTuple):
    """Where the columns are."""

    positions: dict[str, int]
    """Of every known column, from 0."""
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def examine_header(table: TableName, file: str, line: int, names: Iterable[str]) -> Header:
    """Find the columns by name; case and white space around names do not matter."""
    known = COLUMNS[table]
    positions: dict[str, int] = {}
    problems, warnings = Problems(), Problems()
    for position, written in enumerate(names):
        name = written.strip().lower()
        if name not in known:
            if name:
                warnings.add(_unknown(file, line, position, written.strip(), known))
        elif name in positions:
            problems.add(Problem(file, line, name, "organisation.column_twice", {}, position + 1))
        else:
            positions[name] = position
    for name in known:
        if name in NEEDED_COLUMNS[table] and name not in positions:
            problems.add(Problem(file, line, name, "organisation.column_missing"))
    return Header(positions, problems.in_order(), warnings.in_order())


def _unknown(file: str, line: int, position: int, name: str, known: tuple[str, ...]) -> Problem:
    arguments: dict[str, object] = {"found": shown(name), "nearest": nearest_word(name, known)}
    return Problem(file, line, "", "organisation.unknown_column", arguments, position + 1)
