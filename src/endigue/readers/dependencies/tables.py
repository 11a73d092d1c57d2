"""Plain CSV exports of others, within bounds, as rows by column."""

import csv
from collections.abc import Iterator
from io import StringIO

from endigue.desk.refusal import Refusal
from endigue.readers.csv_limit import cells_up_to
from endigue.readers.files import Part

LONGEST_CELL = 65_536
"""Characters; assumed."""


def csv_rows(part: Part) -> Iterator[dict[str, str]]:
    """The rows of a CSV file, commas or semicolons, with the names of its columns in small
    letters. Raises Refusal for what is none.
    """
    try:
        text = (part.content or b"").decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise Refusal("importing.not_text", file=part.name, byte=trouble.start) from None
    head = text.split("\n", 1)[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        with cells_up_to(LONGEST_CELL):
            header = [name.strip().casefold() for name in next(rows, [])]
            for cells in rows:
                if any(cells):
                    yield dict(zip(header, (cell.strip() for cell in cells), strict=False))
    except csv.Error:
        raise Refusal("importing.not_csv", file=part.name) from None
