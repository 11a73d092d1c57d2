from collections.abc import Callable

import pytest

from endigue.desk.refusal import Refusal, Refusals
from endigue.locale.sentences import sentences
from endigue.readers.workbook import read, reader


def test_every_error_of_every_sheet_is_told_at_once_with_its_cell(
    book: Callable[..., str],
) -> None:
    path = book(
        Operations=[
            ["Identifier", "Needs", "Loss per hour", "Remark", "rto_hours", "mtpd_hours"],
            ["phones", "voip &", "a lot", None, 4, 24],
            ["my phones", "voip", 100, None, None, 24],
            ["phones", "voip", 100, None, 1, 24],
        ],
        Crews=[["id", "people"], ["it", 3]],
        Equipes=[["id"]],
    )
    with pytest.raises(Refusals) as refusals:
        read([path])
    told = [
        (one.code, one.arguments.get("cell") or one.arguments.get("sheet"))
        for one in refusals.value.each
    ]
    assert told == [
        ("importing.need_unfinished", "Operations!B2"),
        ("importing.cell_number", "Operations!C2"),
        ("importing.cell_identifier", "Operations!A3"),
        ("importing.cell_missing", "Operations!E3"),
        ("importing.cell_twice", "Operations!A4"),
        ("importing.column_missing", "Crews"),
        ("importing.column_missing", "Equipes"),
        ("importing.column_missing", "Equipes"),
    ]
    for one in (refusals.value, *refusals.value.each):
        assert sentences()[one.code].format(**one.arguments)


def test_examples_notes_and_empty_rows_are_not_read(book: Callable[..., str]) -> None:
    path = book(Services=[["id", "needs"], ["# voip", "&&"], [None, None], ["web", "srv"]])
    assert [service.id for service in read([path]).services] == ["web"]


def test_what_is_not_understood_is_counted_and_named(book: Callable[..., str]) -> None:
    path = book(Services=[["id", "needs", "Colour"], ["web", "srv", "red"]], Budget=[["id"]])
    inventory = read([path])
    assert {(one.kind, one.why) for one in inventory.left_out} == {
        ("Services!Colour", "importing.column_unknown"),
        ("Budget", "importing.sheet_unknown"),
    }


def test_a_workbook_of_something_else_is_refused(book: Callable[..., str]) -> None:
    with pytest.raises(Refusal) as refusal:
        read([book(Budget=[["id"]])])
    assert refusal.value.code == "importing.not_workbook"


def test_a_text_that_looks_like_a_formula_is_a_text(book: Callable[..., str]) -> None:
    path = book(Services=[["id", "needs"], ["web", "'=1+1"]])
    assert read([path]).services[0].needs == "'=1+1"


def test_the_number_of_errors_is_bounded(
    book: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MOST_ERRORS", 4)
    path = book(Services=[["id", "needs"], *[[f"s{n}", "("] for n in range(9)]])
    with pytest.raises(Refusals) as refusals:
        read([path])
    assert len(refusals.value.each) == 4
