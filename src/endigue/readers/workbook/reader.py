"""From workbooks to an inventory, or to all of their errors at once."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from endigue.desk.refusal import Refusal, Refusals
from endigue.organisation.inventory import Inventory, LeftOut
from endigue.readers.workbook.cells import RowReader
from endigue.readers.workbook.rows import MAKERS, Thing
from endigue.readers.workbook.tables import Row, Table, open_tables

MOST_ERRORS = 500
"""Told at once; nobody mends more in one go."""
COMMENT = "#"
"""A row whose identifier begins so is an example or a note, and is not read."""


def read(paths: Sequence[str]) -> Inventory:
    """The inventory that operations workbooks describe. Names are kept as written, for
    `endigue.organisation.naming.resolve_names`.

    Raises Refusal for a file that is no workbook of ours, and Refusals with every error of
    every sheet, each with its cell.
    """
    errors: list[Refusal] = []
    left_out: Counter[tuple[str, str]] = Counter()
    things: dict[str, dict[str, Thing]] = {key: {} for key in MAKERS}
    for path in paths:
        tables = open_tables(path)
        if not tables.understood:
            raise Refusal("importing.not_workbook", file=path)
        left_out.update((title, "importing.sheet_unknown") for title in tables.unknown)
        for table in tables.understood:
            left_out.update((one, "importing.column_unknown") for one in table.unknown_columns)
            _read_table(table, things[table.sheet.key], errors)
    if errors:
        each = tuple(errors[:MOST_ERRORS])
        raise Refusals("importing.workbook_errors", each, file=", ".join(paths))
    # Each table holds the things that its maker makes; MAKERS says so, mypy cannot.
    rows: dict[str, Any] = {key: tuple(found.values()) for key, found in things.items()}
    return Inventory(
        **rows,
        asset_counts=dict(sorted(Counter(asset.kind for asset in rows["assets"]).items())),
        left_out=tuple(
            LeftOut(kind=kind, count=count, why=why)
            for (kind, why), count in sorted(left_out.items())
        ),
    )


def _read_table(table: Table, found: dict[str, Thing], errors: list[Refusal]) -> None:
    missing = [
        column
        for column in table.sheet.columns
        if column.required and column.key not in table.columns
    ]
    for column in missing:
        wanted = " / ".join(column.words)
        errors.append(Refusal("importing.column_missing", sheet=table.title, column=wanted))
    if missing:
        return
    places: dict[str, str] = {}
    for row in table.rows:
        if not _is_comment(row):
            _read_row(RowReader(table, row, errors), table, found, places)


def _read_row(
    row: RowReader, table: Table, found: dict[str, Thing], places: dict[str, str]
) -> None:
    thing = MAKERS[table.sheet.key](row)
    if thing.id in places:
        row.refuse("importing.cell_twice", "id", found=thing.id, first=places[thing.id])
    elif thing.id:
        places[thing.id] = row.place_of("id")
        found[thing.id] = thing


def _is_comment(row: Row) -> bool:
    cell = row.cells.get("id")
    return cell is not None and not cell.broken and str(cell.value).startswith(COMMENT)
