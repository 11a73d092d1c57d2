"""CSV from anywhere: an EDR's export, a spreadsheet of the crisis room.

Columns are found by their usual English and French names; a mapping names the others
(host=Computer) or fixes a value (kind==edr_alert). Separators: comma, semicolon, tab, bar.
"""

from collections.abc import Mapping
from pathlib import Path

from endigue.desk.refusal import Refusal
from endigue.readers.findings._collect import Collector, FindingsFile
from endigue.readers.findings._fields import (
    add_row,
    check_columns,
    find_columns,
    names_somebody,
)
from endigue.readers.findings._format import FindingsFormat, Head
from endigue.readers.findings._table import sheet
from endigue.readers.findings._text import open_text

NAME = "csv"


def recognises(head: Head) -> bool:
    """Whether the first line names a host or an account column, or looks like a header."""
    if head.first or not "".join(head.columns).isprintable():
        return False
    return names_somebody(head.columns) or len(head.columns) > 1


def read(path: Path, mapping: Mapping[str, str] | None = None) -> FindingsFile:
    """One finding a row. Raises Refusal where no column names a host or an account."""
    collector = Collector(path, NAME, mapping)
    with open_text(path) as stream:
        table = sheet(stream, collector.source)
        check_columns(table.header, collector)
        columns = find_columns(table.header, collector)
        if not {"host", "account"} & {*columns, *collector.fixed}:
            raise Refusal(
                "evidence.no_column_names_a_host",
                file=collector.source,
                columns=", ".join(table.header[:30]),
            )
        for row, cells in table.rows:
            if cells:
                values = {field: cells.get(column) for field, column in columns.items()}
                add_row(collector, row, values)
            else:
                collector.not_understood(row, "evidence.row_is_no_csv")
    return collector.file()


FORMAT = FindingsFormat(NAME, recognises, read)
