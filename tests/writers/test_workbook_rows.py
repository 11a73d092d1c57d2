from endigue.locale.workbook_sheets import SHEETS
from endigue.organisation.model import Asset, Entity, KOf, Organisation, Service
from endigue.writers.workbook_rows import known_rows

ORGANISATION = Organisation(
    name="x",
    entities=(Entity("mutual", "The mutual"),),
    assets=(Asset("a", "A", "machine"),),
    services=(Service("s", KOf(2, ("a", "b", "c"))),),
)


def test_rows_stand_in_the_order_of_the_columns_and_importers_keep_their_assets() -> None:
    rows = {sheet.key: list(known_rows(sheet, ORGANISATION, "fr")) for sheet in SHEETS}
    assert rows["entities"] == [("mutual", "The mutual")]
    assert rows["services"] == [("s", "2 parmi (a, b, c)")]
    assert rows["assets"] == rows["levers"] == []
