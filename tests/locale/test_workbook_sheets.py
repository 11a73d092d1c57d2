from collections import Counter

import pytest

from endigue.locale.workbook import NAMES, READ_ME, Sheet, folded
from endigue.locale.workbook_sheets import SHEETS, sheet_called
from endigue.organisation.model import ASSET_KINDS


def test_no_two_sheets_are_called_the_same_in_any_language() -> None:
    titles = Counter(
        word for sheet in SHEETS for word in {folded(word) for word in (sheet.key, *sheet.words)}
    )
    titles.update({folded(word) for word in READ_ME})
    titles.update({folded(word) for word in NAMES})
    assert titles.most_common(1)[0][1] == 1
    assert max(len(word) for sheet in SHEETS for word in sheet.words) <= 31, "Excel allows 31"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)
def test_every_column_is_found_by_its_key_and_its_words_alone(sheet: Sheet) -> None:
    for column in sheet.columns:
        for word in (column.key, *column.words):
            assert sheet.column(word) is column
    assert sheet.columns[0].key == "id" and sheet.columns[0].required
    assert sheet.column("nothing") is None


def test_sheets_are_found_in_both_languages() -> None:
    assert sheet_called("équipes") is sheet_called("Crews") is sheet_called("CREWS")
    assert sheet_called("Budget") is None


def test_every_kind_of_asset_can_be_chosen() -> None:
    assets = sheet_called("assets")
    assert assets is not None
    kind = assets.column("kind")
    assert kind is not None and {value for value, _ in kind.choices} == set(ASSET_KINDS)
