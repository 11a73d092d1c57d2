import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.workbook import tables
from endigue.readers.workbook.tables import open_tables


def code_of(path: str) -> str:
    with pytest.raises(Refusal) as refusal:
        open_tables(path)
    return refusal.value.code


def with_entry(path: str, name: str, change: Callable[[bytes], bytes]) -> str:
    """The archive with one entry changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            target.writestr(entry.filename, change(content) if entry.filename == name else content)
    Path(path).write_bytes(out.getvalue())
    return path


def test_headings_may_stand_below_a_title_and_in_either_language(
    book: Callable[..., str],
) -> None:
    path = book(
        OPÉRATIONS=[["Notre société"], [None], ["Besoins", "identifiant", "Et puis"], ["a", "x"]],
        Zones=[["no", "headings"], ["x", "y"]],
        Budget=[["id"]],
    )
    found = open_tables(path)
    operations, zones = found.understood
    assert operations.columns == {"needs": "A", "id": "B"}
    assert operations.unknown_columns == ("OPÉRATIONS!Et puis",)
    (row,) = operations.rows
    assert {key: (cell.place, cell.value) for key, cell in row.cells.items()} == {
        "needs": ("OPÉRATIONS!A4", "a"), "id": ("OPÉRATIONS!B4", "x"),
    }  # fmt: skip
    assert zones.columns == {} and zones.rows == ()
    assert found.unknown == ("Budget",)


def test_a_formula_has_the_value_that_excel_last_computed_or_none(
    book: Callable[..., str],
) -> None:
    path = book(Crews=[["id", "people"], ["=A9", "=1+1"]])
    (table,) = open_tables(path).understood
    cell = table.rows[0].cells["people"]
    assert (cell.formula, cell.value) == (True, None)
    computed = with_entry(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>").replace(
            b"<f>1+1</f><v/>", b"<f>1+1</f><v>2</v>"
        ),
    )
    cell = open_tables(computed).understood[0].rows[0].cells["people"]
    assert (cell.formula, cell.value) == (True, 2)


def test_what_a_file_says_of_its_own_size_is_not_believed(book: Callable[..., str]) -> None:
    path = with_entry(
        book(Crews=[["id"], ["a"]]),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"'),
    )
    assert len(open_tables(path).understood[0].rows) == 1


def test_more_rows_than_an_organisation_has_are_refused(
    book: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    assert code_of(book(Crews=[["id"], ["a"], ["b"], ["c"]])) == "importing.workbook_too_long"


def test_a_bomb_in_a_workbook_is_refused_before_it_is_read(book: Callable[..., str]) -> None:
    path = book(Crews=[["id"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.bin", b"0" * (11 << 20))
    assert code_of(path) == "importing.archive_bomb"


@pytest.mark.parametrize(
    ("entry", "content"),
    [
        ("xl/workbook.xml", b"<not>"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r='x'>"),
        ("[Content_Types].xml", b""),
        (
            "xl/worksheets/sheet1.xml",
            b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>',
        ),
    ],
)
def test_a_workbook_that_lies_is_refused_not_followed(
    entry: str, content: bytes, book: Callable[..., str]
) -> None:
    path = with_entry(book(Crews=[["id"], ["a"]]), entry, lambda _: content)
    assert code_of(path) == "importing.workbook_broken"


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"id;needs\n")
    assert code_of(str(path)) == "importing.archive_broken"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    assert code_of(str(path)) == "importing.workbook_broken"
