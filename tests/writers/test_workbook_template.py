from pathlib import Path

import pytest
from openpyxl import load_workbook

from endigue.locale.workbook_sheets import SHEETS
from endigue.organisation.model import (
    Asset,
    Crew,
    Entity,
    KOf,
    Manual,
    Operation,
    Organisation,
    Service,
    Zone,
)
from endigue.readers.workbook import read
from endigue.writers.workbook_template import write_template

ORGANISATION = Organisation(
    name="mutual",
    entities=(Entity("mutual", "The mutual"),),
    zones=(Zone("servers", "Servers", "mutual", 1),),
    assets=(
        Asset("S-1-1000", "PAY01.ACME.TEST", "machine", zone="servers"),
        Asset("S-1-1001", '=HYPERLINK("http://x.test")', "machine"),
    ),
    services=(Service("pay", KOf(2, ("a & b", KOf(2, ("x", "y", "z"))))),),
    operations=(
        Operation(
            "phones", {"en": "Telephone", "fr": "Téléphone"}, "mutual", KOf(1, ("pay", "pbx")),
            420_050, 260.5, 4, 24, Manual(60, 72, "mobiles", "sheet"),
        ),
        Operation("mail", {"en": "Mail", "fr": "Messagerie"}, "mutual", "pay", 1, 0, 1, 2),
    ),
    crews=(Crew("it", "system", 3, "mon-fri 08:00-18:00;sat 09:00-12:00", 6550),),
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_empty_template_is_read_as_nothing_without_an_error(
    language: str, tmp_path: Path
) -> None:
    path = str(tmp_path / "t.xlsx")
    write_template(path, language)
    inventory = read([path])
    assert (inventory.operations, inventory.assets, inventory.left_out) == ((), (), ())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_its_examples_are_valid_once_they_are_no_longer_notes(
    language: str, tmp_path: Path
) -> None:
    path = str(tmp_path / "t.xlsx")
    write_template(path, language)
    book = load_workbook(path)
    for sheet in SHEETS:
        cell = book[sheet.title(language)]["A2"]
        assert str(cell.value).startswith("# ")
        cell.value = str(cell.value)[2:]
    book.save(path)
    inventory = read([path])
    rows = (
        inventory.entities, inventory.zones, inventory.services, inventory.operations,
        inventory.crews, inventory.levers, inventory.assets,
    )  # fmt: skip
    assert [len(row) for row in rows] == [1] * 7


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_organisation_comes_back_from_its_own_workbook(language: str, tmp_path: Path) -> None:
    path = str(tmp_path / "t.xlsx")
    write_template(path, language, ORGANISATION)
    inventory = read([path])
    assert inventory.entities == ORGANISATION.entities
    assert inventory.zones == ORGANISATION.zones
    assert inventory.services == ORGANISATION.services
    assert inventory.operations == ORGANISATION.operations
    assert inventory.crews == ORGANISATION.crews
    assert inventory.assets == ()


def test_the_names_of_its_assets_are_listed_and_offered_and_never_a_formula(
    tmp_path: Path,
) -> None:
    path = str(tmp_path / "t.xlsx")
    write_template(path, "en", ORGANISATION)
    book = load_workbook(path)
    names = book["Known names"]
    assert [cell.value for cell in names["D"]] == ["Identifier", "S-1-1001", "S-1-1000"]
    assert [cell.data_type for cell in names["A"]] == ["s"] * 3
    offered = {one.formula1 for one in book["Levers"].data_validations.dataValidation}
    assert "'Known names'!$A$2:$A$3" in offered


def test_the_same_organisation_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_template(str(tmp_path / name), "fr", ORGANISATION)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    properties = load_workbook(tmp_path / "a.xlsx").properties
    assert properties.created == properties.modified
    assert properties.created.year == 2000
    assert properties.creator == "Endigue"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_column_is_explained_in_its_language(language: str, tmp_path: Path) -> None:
    path = str(tmp_path / "t.xlsx")
    write_template(path, language)
    book = load_workbook(path)
    for sheet in SHEETS:
        written = book[sheet.title(language)]
        assert [cell.value for cell in written[1]] == [
            column.heading(language) for column in sheet.columns
        ]
        assert all(cell.comment is not None for cell in written[1])


def test_a_language_that_is_not_spoken_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not spoken"):
        write_template(str(tmp_path / "t.xlsx"), "de")
