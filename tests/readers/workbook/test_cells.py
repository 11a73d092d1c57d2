from collections.abc import Callable

import pytest

from endigue.desk.refusal import Refusal
from endigue.locale.workbook_sheets import SHEETS
from endigue.readers.workbook.cells import RowReader
from endigue.readers.workbook.tables import Cell, Row, Table

SHEET_OF = {
    column.key: sheet
    for sheet in SHEETS
    for column in sheet.columns
    if (sheet.key, column.key) != ("levers", "kind")
}


@pytest.fixture
def read() -> Callable[..., tuple[object, list[str]]]:
    """`read("people", "whole", 3, ...)`: what the method makes of one cell, and the codes."""

    def make(
        key: str, method: str, value: object, *arguments: object, **cell: bool
    ) -> tuple[object, list[str]]:
        sheet = SHEET_OF[key]
        cells = {} if value is None and not cell else {key: Cell("S!B7", value, **cell)}
        columns = {column.key: "B" for column in sheet.columns}
        table = Table(sheet, "S", columns, (), ())
        errors: list[Refusal] = []
        reader = RowReader(table, Row("S!7", cells), errors)
        options = {"default": False} if method == "yes_no" else {}
        found = getattr(reader, method)(key, *arguments, **options)
        assert all(error.arguments["cell"] == "S!B7" for error in errors)
        return found, [error.code.removeprefix("importing.") for error in errors]

    return make


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (4200, 4200.0), (12.5, 12.5), ("12.5", 12.5), ("12,5", 12.5), ("4 200", 4200.0),
        ("4\u202f200,50", 4200.5), ("4\u00a0200", 4200.0), (0, 0.0),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(
    value: object, number: float, read: Callable[..., tuple[object, list[str]]]
) -> None:
    assert read("value_per_hour", "number", value) == (number, [])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("many", "cell_number"), ("1,200", "cell_number"), ("1.2.3", "cell_number"),
        (True, "cell_number"), ("€ 5", "cell_number"), ("-5", "cell_number"),
        (-5, "cell_range"), (2e9, "cell_range"), ("9" * 40, "cell_number"),
        (None, "cell_missing"), ("", "cell_missing"), ("  ", "cell_missing"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_told(
    value: object, code: str, read: Callable[..., tuple[object, list[str]]]
) -> None:
    assert read("value_per_hour", "money", value) == (0, [code])


def test_money_is_cents_and_an_empty_optional_cell_has_its_default(
    read: Callable[..., tuple[object, list[str]]],
) -> None:
    assert read("value_per_hour", "money", "12,5") == (1250, [])
    assert read("value_per_hour", "money", 0.1 + 0.2) == (30, [])
    assert read("hourly_rate", "money", None, 6000) == (6000, [])


def test_whole_numbers(read: Callable[..., tuple[object, list[str]]]) -> None:
    assert read("people", "whole", 3.0, 0) == (3, [])
    assert read("people", "whole", 2.5, 0)[1] == ["cell_whole"]
    assert read("tier", "whole", 12, 2, 9)[1] == ["cell_range"]
    assert read("tier", "whole", None, 2, 9) == (2, [])


def test_a_choice_is_understood_in_both_languages(
    read: Callable[..., tuple[object, list[str]]],
) -> None:
    for word in ("strategic", "Stratégique", "STRATEGIQUE "):
        assert read("approval", "choice", word, "operational") == ("strategic", [])
    assert read("approval", "choice", None, "operational") == ("operational", [])
    assert read("approval", "choice", "strategical", "operational")[1] == ["cell_choice"]


def test_yes_and_no(read: Callable[..., tuple[object, list[str]]]) -> None:
    assert [read("reversible", "yes_no", word)[0] for word in ("Oui", "yes", True, 1)] == [True] * 4
    assert [read("reversible", "yes_no", word)[0] for word in ("non", "NO", False, 0)] == (
        [False] * 4
    )
    assert read("reversible", "yes_no", "perhaps") == (False, ["cell_yes_no"])


@pytest.mark.parametrize(
    "text", ["24/7", "mon-fri 08:00-18:00", "Lun-Ven 8:00-12:00 ; sam 9:00-12:00"]
)
def test_shifts_are_kept_as_written(
    text: str, read: Callable[..., tuple[object, list[str]]]
) -> None:
    assert read("hours", "hours", text) == (text, [])


@pytest.mark.parametrize("text", ["always", "mon-fri", "mon 8-18", "mon 25:00-26:00", ";"])
def test_what_is_no_calendar_is_told(
    text: str, read: Callable[..., tuple[object, list[str]]]
) -> None:
    assert read("hours", "hours", text)[1] == ["cell_hours"]


def test_identifiers_and_texts(read: Callable[..., tuple[object, list[str]]]) -> None:
    assert read("skill", "identifier", "pbx-1") == ("pbx-1", [])
    assert read("id", "identifier", "my, phones")[1] == ["cell_identifier"]
    assert read("id", "identifier", 7.0) == ("7", [])
    assert read("skill", "text", " two\n words ") == ("two words", [])
    assert read("aliases", "names", "a ; b;;c") == (("a", "b", "c"), [])


def test_a_formula_without_a_value_and_an_error_of_excel_are_told(
    read: Callable[..., tuple[object, list[str]]],
) -> None:
    assert read("skill", "text", None, formula=True)[1] == ["cell_formula"]
    assert read("skill", "text", "#REF!", broken=True)[1] == ["cell_broken"]
    assert read("people", "whole", 4, 0, formula=True) == (4, [])


def test_a_need_that_is_none_is_told_at_its_cell(
    read: Callable[..., tuple[object, list[str]]],
) -> None:
    assert read("manual_needs", "need", "a & (b") == (None, ["need_unfinished"])
    assert read("manual_needs", "need", None) == (None, [])
    assert read("manual_needs", "need", "PBX 1") == ("PBX 1", [])
