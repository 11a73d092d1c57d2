"""A small CSV table with any columns: a batch of keyed sheets, a list of what was lost."""

import csv
from io import StringIO
from pathlib import Path

from endigue.desk.handwork_ports import PlainRow
from endigue.desk.refusal import Refusal
from endigue.readers.csv_limit import cells_up_to

LARGEST = 32 << 20
"""Bytes of one table; assumed."""

MOST_ROWS = 200_000
"""Rows of one table; assumed."""

LONGEST_CELL = 2_000
"""Characters."""


def read_plain_table(file: str) -> tuple[PlainRow, ...]:
    """The rows in order, with their lines. Raises Refusal where the file is no such table."""
    text = _text(file)
    head = text.split("\n", 1)[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[PlainRow] = []
    try:
        with cells_up_to(LONGEST_CELL):
            header = [name.strip() for name in next(rows, [])]
            if not any(header) or len(set(header)) != len(header):
                raise Refusal("continuity.table_header", file=file, found=", ".join(header))
            for cells in rows:
                if not any(cells):
                    continue
                if len(found) == MOST_ROWS or len(cells) != len(header):
                    raise Refusal("continuity.keyed_row", file=file, line=rows.line_num, column="")
                found.append(PlainRow(rows.line_num, dict(zip(header, cells, strict=True))))
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
