import io

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.findings import _table
from endigue.readers.findings._table import separator_of, sheet


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_separator_is_found(separator: str) -> None:
    text = separator.join(["host", '"kind, level"', "a;b" if separator == "," else "c"])
    assert separator_of(text) == separator
    table = sheet(io.StringIO(text + "\n" + separator.join("xyz")), "f")
    assert next(table.rows)[1] == dict(zip(table.header, "xyz", strict=True))


def test_excel_may_name_the_separator() -> None:
    table = sheet(io.StringIO("sep=;\r\nhost;a,b,c\r\nsrv1;2\r\n"), "f")
    assert table.header == ("host", "a,b,c")
    assert list(table.rows) == [(3, {"host": "srv1", "a,b,c": "2"})]


def test_a_row_has_the_line_where_it_begins() -> None:
    text = '\nhost,detail\nsrv1,"two\nlines"\n\nsrv2\nsrv3,a,b\n'
    assert list(sheet(io.StringIO(text), "f").rows) == [
        (3, {"host": "srv1", "detail": "two\nlines"}),
        (6, {"host": "srv2"}),
        (7, {}),
    ]


def test_a_cell_without_end_is_told_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    before = _table.csv.field_size_limit(100)
    try:
        table = sheet(io.StringIO('host\n"' + "x\n" * 200 + "srv1\n"), "f")
        found = list(table.rows)
    finally:
        _table.csv.field_size_limit(before)
    assert found[0] == (2, {})
    assert found[-1][1] == {"host": "srv1"}


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        sheet(io.StringIO("\n \n"), "f")
    assert refusal.value.code == "evidence.file_is_empty"
