"""Parquet as other tools write it."""

from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from endigue.organisation.columns import Table
from endigue.readers.parquet_table import read_parquet
from endigue.readers.tables import ReadTable, with_cells_checked


def read(**columns: object) -> ReadTable:
    out = BytesIO()
    pq.write_table(pa.table(columns), out, row_group_size=2)
    return with_cells_checked(read_parquet("zones", "zones.parquet", out.getvalue()))


def texts(table: Table | None, column: str) -> list[str]:
    assert table is not None
    return [table.columns[column].values[code] for code in table.columns[column].codes]


def test_numbers_truths_and_nothing_become_text_and_rows_are_numbered() -> None:
    table = read(id=["a", " b ", None], tier=[1, None, 0], name=[0.5, 12.0, None]).table
    assert texts(table, "id") == ["a", "b", ""]
    assert texts(table, "tier") == ["1", "", "0"]
    assert texts(table, "name") == ["0.5", "12.0", ""]
    assert table is not None
    assert table.lines.tolist() == [1, 2, 3]


def test_dictionaries_of_several_row_groups_are_one() -> None:
    ids = pa.array(["a", "b", "c", "a"]).dictionary_encode()
    table = read(id=ids, tier=pa.nulls(4), name=[True, False, None, True]).table
    assert texts(table, "id") == ["a", "b", "c", "a"]
    assert texts(table, "tier") == [""] * 4
    assert texts(table, "name") == ["true", "false", "", "true"]


def test_a_table_without_rows_is_a_table() -> None:
    found = read(id=pa.array([], pa.string()), tier=pa.array([], pa.int64()))
    assert found.table is not None
    assert (len(found.table), found.problems) == (0, ())


def test_columns_are_examined_before_anything_is_read() -> None:
    found = read(id=["a"], tier=[[1]], Name=["x"], size=["y"])
    assert [(one.column, one.code) for one in found.problems] == [
        ("tier", "organisation.parquet_type")
    ]
    assert [one.arguments["found"] for one in found.warnings] == ["size"]
    assert texts(found.table, "name") == ["x"]


def test_a_null_character_in_a_cell_is_named() -> None:
    found = read(id=["a", "b\0"], tier=[0, 1])
    assert [(one.line, one.column, one.code) for one in found.problems] == [
        (2, "id", "organisation.nul_byte")
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"id,tier\na,0\n", "parquet_broken"),
        (b"PAR1" + b"\0" * 100 + b"PAR1", "parquet_broken"),
    ],
)
def test_what_is_no_parquet_is_named(content: bytes, code: str) -> None:
    found = read_parquet("zones", "zones.parquet", content)
    assert [one.code for one in found.problems] == [f"organisation.{code}"]


def test_a_parquet_that_breaks_off_is_named_wherever_it_does() -> None:
    out = BytesIO()
    pq.write_table(pa.table({"id": ["a"] * 50, "tier": [0] * 50}), out)
    whole = out.getvalue()
    for length in range(1, len(whole), 37):
        found = read_parquet("zones", "zones.parquet", whole[:length])
        assert [one.code for one in found.problems] == ["organisation.parquet_broken"]
