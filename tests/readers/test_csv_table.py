"""CSV as people and spreadsheets write it."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.organisation.columns import Table
from endigue.organisation.layout import TableName
from endigue.readers import csv_table
from endigue.readers.csv_table import read_csv
from endigue.readers.tables import LONGEST_CELL, ReadTable, with_cells_checked


def read(content: bytes | str, table: TableName = "zones") -> ReadTable:
    raw = content if isinstance(content, bytes) else content.encode()
    return with_cells_checked(read_csv(table, f"{table}.csv", raw))


def texts(found: ReadTable, column: str) -> list[str]:
    assert found.table is not None
    return texts_of(found.table, column)


def texts_of(table: Table, column: str) -> list[str]:
    return [table.columns[column].values[code] for code in table.columns[column].codes]


def codes(found: ReadTable) -> list[tuple[int, str]]:
    return [(one.line, one.code.removeprefix("organisation.")) for one in found.problems]


def test_cells_lose_the_white_space_around_them_and_rows_know_their_lines() -> None:
    found = read("\n id , Tier \r\na ,0\r\n\r\n  b,1\n")
    assert texts(found, "id") == ["a", "b"]
    assert texts(found, "tier") == ["0", "1"]
    assert found.table is not None
    assert found.table.lines.tolist() == [3, 5]


def test_a_byte_order_mark_and_semicolons_are_understood() -> None:
    found = read(b"\xef\xbb\xbfid;tier\na;0\n")
    assert texts(found, "id") == ["a"]
    assert found.table is not None
    assert found.table.decimal_comma


def test_lines_are_counted_through_cells_of_several_lines() -> None:
    found = read('id,name,tier\na,"one\r\ntwo\nthree",0\nb,x,1\n')
    assert found.table is not None
    assert found.table.lines.tolist() == [2, 5]
    assert texts(found, "name") == ["one\r\ntwo\nthree", "x"]


def test_empty_rows_and_empty_cells_beside_the_table_are_nothing() -> None:
    found = read("id,tier\na,0,,,\n,\nb,1\n,,,\n")
    assert texts(found, "id") == ["a", "b"]
    assert found.problems == ()


def test_rows_that_are_too_short_or_too_long_are_named_and_stay() -> None:
    found = read("id,tier\na\nb,1\nc,1,2\n")
    assert codes(found) == [(2, "ragged_row"), (4, "ragged_row")]
    assert texts(found, "id") == ["a", "b", "c"]
    assert found.table is not None
    assert found.table.ragged.tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", (0, "file_empty")),
        (b" \n\n", (0, "file_empty")),
        (b"\xef\xbb\xbf\n", (0, "file_empty")),
        (b"id,tier\na,0\nb\xe9,1\n", (3, "not_utf8")),
        ("id,tier\n".encode("utf-16"), (1, "nul_byte")),
        (b"id,tier\na\0,0\n", (2, "nul_byte")),
        (b'id,tier\na,0\n"b,1\nc,2\n', (3, "csv_malformed")),
        (b'id,tier\na,0\n"b"x,1\n', (3, "csv_malformed")),
        (b"id,tier\na,0\n" + b"b" * 200_000 + b",1\n", (3, "cell_too_long")),
        (b"id,tier\rb,1\rc,2", None),
    ],
)
def test_what_is_no_csv_is_named_with_its_line(
    content: bytes, expected: tuple[int, str] | None
) -> None:
    found = read(content)
    assert codes(found) == ([] if expected is None else [expected])
    assert (found.table is None) == (expected is not None)


def test_a_cell_that_is_too_long_for_us_is_the_only_problem_of_its_row() -> None:
    found = read(f"id,tier\na,0\n{'b' * (LONGEST_CELL + 1)},x\n")
    assert codes(found) == [(3, "cell_too_long")]
    assert found.table is not None
    assert found.table.ragged.tolist() == [False, True]


def test_headers_are_examined() -> None:
    found = read("id,name,NAME,colour,teir\na,,,,\n")
    assert codes(found) == [(1, "column_missing"), (1, "column_twice")]
    assert [one.arguments for one in found.warnings] == [
        {"found": "colour", "nearest": ""},
        {"found": "teir", "nearest": "tier"},
    ]


cells = st.text(
    st.characters(codec="utf-8", exclude_characters="\0")
    | st.sampled_from(["\r", "\n", '"', ",", ";", " "]),
    max_size=5,
)


@given(st.lists(st.tuples(cells, cells, cells), max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_what_the_csv_module_writes_is_read_back_with_its_lines(
    rows: list[tuple[str, str, str]], end: str
) -> None:
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(["id", "name", "tier"])
    starts, kept = [], []
    for row in rows:
        lines = out.getvalue().replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
        writer.writerow(row)
        if any(row):
            starts.append(lines)
            kept.append(tuple(cell.strip() for cell in row))
    patch = pytest.MonkeyPatch()
    patch.setattr(csv_table, "BATCH", 3)
    found = read(out.getvalue())
    patch.undo()
    assert found.table is not None
    columns = [texts_of(found.table, name) for name in ("id", "name", "tier")]
    assert list(zip(*columns, strict=True)) == kept
    assert found.table.lines.tolist() == starts
