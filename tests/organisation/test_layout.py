"""The page that documents the folder knows every file, column and key."""

import re
from pathlib import Path

import pytest

from endigue.organisation.layout import COLUMNS, NEEDED_COLUMNS, TableName
from endigue.organisation.model import ASSET_KINDS
from endigue.organisation.validation import operations, services, settings

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "organisation.md").read_text("utf-8")


def documented(section: str) -> dict[str, str]:
    """The default of every column or key in a section's first table, in its order."""
    text = PAGE.split(f"\n## {section}\n")[1].split("\n## ")[0]
    table = text.split("| meaning | example |\n")[1].split("\n\n")[0]
    rows = [re.split(r"(?<!\\)\|", line) for line in table.splitlines()[1:]]
    return {row[1].strip(" `"): row[3].strip() for row in rows}


@pytest.mark.parametrize("table", COLUMNS)
def test_every_column_is_documented_in_order_with_what_is_needed(table: TableName) -> None:
    found = documented(f"{table}.csv")
    assert tuple(found) == COLUMNS[table]
    needed = {column for column, default in found.items() if default == "needed"}
    assert needed == NEEDED_COLUMNS[table]


@pytest.mark.parametrize(
    ("section", "keys"),
    [
        ("services.toml", services.KEYS),
        (
            "operations.toml",
            (*operations.KEYS, *(f"manual.{key}" for key in operations.MANUAL_KEYS)),
        ),
        (
            "organisation.toml",
            (
                *(key for key in settings.KEYS if key != "parameters"),
                *(f"parameters.{key}" for key in settings.PARAMETERS),
            ),
        ),
    ],
)
def test_every_key_is_documented(section: str, keys: tuple[str, ...]) -> None:
    assert set(documented(section)) == set(keys)


def test_every_kind_of_asset_is_documented() -> None:
    assert [kind for kind in ASSET_KINDS if f"`{kind}`" not in PAGE] == []
