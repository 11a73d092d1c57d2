"""A batch of sheets that was keyed into a spreadsheet: CSV with a column `serial` and one for
each field, by its identifier. Other columns are refused at entry, by name.
"""

import csv
from io import StringIO
from pathlib import Path

from endigue.desk.handwork_ports import KeyedRow
from endigue.desk.refusal import Refusal
from endigue.readers.csv_limit import cells_up_to

LARGEST = 32 << 20
"""Bytes of one batch; assumed."""

MOST_ROWS = 20_000
"""Sheets of one batch; assumed, and more than a day's keying."""

LONGEST_CELL = 2_000
"""Characters."""

SERIAL = "serial"


def read_keyed_sheets(file: str) -> tuple[KeyedRow, ...]:
    """The rows in order. Raises Refusal where the file is no such table."""
    text = _text(file)
    head = text.split("\n", 1)[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        with cells_up_to(LONGEST_CELL):
            header = [name.strip() for name in next(rows, [])]
            if SERIAL not in header or len(set(header)) != len(header):
                raise Refusal("continuity.keyed_header", file=file, found=", ".join(header))
            found: list[KeyedRow] = []
            for cells in rows:
                if not any(cells):
                    continue
                if len(found) == MOST_ROWS or len(cells) != len(header):
                    raise Refusal("continuity.keyed_row", file=file, line=rows.line_num, column="")
                texts = dict(zip(header, cells, strict=True))
                found.append(KeyedRow(rows.line_num, texts.pop(SERIAL), texts))
    except csv.Error:
        raise Refusal("continuity.keyed_row", file=file, line=rows.line_num, column="") from None
    return tuple(found)


def _text(file: str) -> str:
    try:
        with Path(file).open("rb") as stream:
            content = stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise Refusal("continuity.keyed_too_long", file=file, most=LARGEST)
        return content.decode("utf-8-sig")
    except OSError as trouble:
        raise Refusal("desk.file_unreadable", file=file, why=trouble.strerror or "") from None
    except UnicodeDecodeError:
        raise Refusal("desk.file_unreadable", file=file, why="UTF-8") from None
