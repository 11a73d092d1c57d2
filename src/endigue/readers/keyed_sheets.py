"""A batch of sheets that was keyed into a spreadsheet: CSV with a column `serial` and one for
each field, by its identifier. Other columns are refused at entry, by name.
"""

from endigue.desk.handwork_ports import KeyedRow
from endigue.desk.refusal import Refusal
from endigue.readers.plain_table import read_plain_table

SERIAL = "serial"


def read_keyed_sheets(file: str) -> tuple[KeyedRow, ...]:
    """The sheets in order. Raises Refusal where the file is no such table."""
    rows = read_plain_table(file)
    if rows and SERIAL not in rows[0].texts:
        raise Refusal("continuity.keyed_header", file=file, found=", ".join(rows[0].texts))
    return tuple(
        KeyedRow(
            row.line,
            row.texts[SERIAL],
            {name: text for name, text in row.texts.items() if name != SERIAL},
        )
        for row in rows
    )
