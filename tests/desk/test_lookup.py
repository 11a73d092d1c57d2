import pytest

from endigue.desk.lookup import assets_named, levers_named, things_named
from endigue.desk.refusal import Refusal
from endigue.organisation.model import Organisation


def test_an_asset_is_found_by_identifier_name_or_alias_in_any_case(
    organisation: Organisation,
) -> None:
    assert assets_named(organisation, ["PC-1", "srv-1", "pc-1.CO.example"]) == (
        "pc-1",
        "srv-1",
        "pc-1",
    )


def test_a_name_that_two_assets_share_stands_for_none(organisation: Organisation) -> None:
    with pytest.raises(Refusal) as refusal:
        assets_named(organisation, ["desk"])
    assert refusal.value.code == "desk.unknown_asset"


def test_an_unknown_name_comes_with_the_nearest(organisation: Organisation) -> None:
    with pytest.raises(Refusal) as refusal:
        things_named(organisation, ["telefone"])
    assert refusal.value.arguments == {"name": "telefone", "nearest": "telephone"}
    with pytest.raises(Refusal) as refusal:
        levers_named(organisation, ["isolate-pc-2"])
    assert refusal.value.arguments["nearest"] == "isolate-pc-1"
