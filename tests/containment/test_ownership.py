from dataclasses import replace

from endigue.containment.ownership import Ownership
from endigue.organisation.model import Asset, Entity, Zone


def test_an_asset_belongs_to_its_company_else_to_that_of_its_zone(write):
    org = write(
        {"a": ("machine", "z", 0), "b": ("machine", "z", 0), "c": ("account", "", 0)},
        flows={"f": ("z", "y")},
        levers={"l": ("f", 0), "m": ("y", 0), "n": ("elsewhere", 0)},
    )
    first = org.assets[0]
    owned = Asset(first.id, first.name, first.kind, first.zone, "two")
    org = replace(
        org,
        entities=(Entity("one", "One"), Entity("two", "Two")),
        zones=(Zone("z", "Z", "one", 1), Zone("y", "Y", "stranger", 1)),
        assets=(owned, *org.assets[1:]),
    )
    ownership = Ownership(org)
    assert ownership.assets == ("two", "one", "")
    assert ownership.companies == ("one", "two", "", "stranger")
    assert [ownership.companies[place] for place in ownership.of_asset] == ["two", "one", ""]
    assert [ownership.of_target(target) for target in ("f", "y", "b", "elsewhere")] == [
        "one",
        "stranger",
        "one",
        "",
    ]
