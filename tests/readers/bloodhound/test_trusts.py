from collections.abc import Callable
from typing import Any

import pytest

from endigue.organisation.inventory import Inventory
from endigue.readers.bloodhound import read

US, THEM = "S-1-5-21-1-2-3", "S-1-5-21-9-9-9"


@pytest.fixture
def trusting(collection: Callable[..., str], thing: Callable[..., Any]) -> Callable[..., Inventory]:
    def make(direction: object, kind: object = "External", **fields: object) -> Inventory:
        trust = {
            "TargetDomainSid": THEM,
            "TargetDomainName": "THEM.TEST",
            "TrustDirection": direction,
            "TrustType": kind,
            "SidFilteringEnabled": True,
            **fields,
        }
        return read([collection(domains=[thing("Domain", US, "ACME.TEST", {"Trusts": [trust]})])])

    return make


def ways(inventory: Inventory) -> set[tuple[str, str, str]]:
    return {(link.source, link.target, link.kind) for link in inventory.links}


def test_inside_a_forest_both_domains_fall_together(trusting: Callable[..., Inventory]) -> None:
    for kind in ("ParentChild", "TreeRoot", "CrossLink", 0, "1"):
        assert ways(trusting("Bidirectional", kind)) == {
            (US, THEM, "SameForestTrust"),
            (THEM, US, "SameForestTrust"),
        }


def test_a_filtered_trust_across_forests_is_no_way_in_either_direction(
    trusting: Callable[..., Inventory],
) -> None:
    inventory = trusting("Bidirectional")
    assert ways(inventory) == set()
    assert {(one.kind, one.why) for one in inventory.left_out} == {
        ("SpoofSIDHistory", "importing.trust_filtered"),
        ("AbuseTGTDelegation", "importing.trust_filtered"),
    }


@pytest.mark.parametrize("direction", ["Outbound", 2, "2"])
def test_an_unfiltered_trust_lets_the_trusted_domain_in(
    direction: object, trusting: Callable[..., Inventory]
) -> None:
    inventory = trusting(direction, "Forest", SidFilteringEnabled=False)
    assert ways(inventory) == {(THEM, US, "SpoofSIDHistory")}
    stub = next(asset for asset in inventory.assets if asset.id == THEM)
    assert (stub.kind, stub.name) == ("directory", "THEM.TEST")


def test_delegated_tickets_let_the_trusting_domain_in(trusting: Callable[..., Inventory]) -> None:
    inventory = trusting("Inbound", TGTDelegationEnabled=True)
    assert ways(inventory) == {(THEM, US, "AbuseTGTDelegation")}


@pytest.mark.parametrize(
    ("direction", "why"),
    [
        ("Disabled", "trust_disabled"),
        (0, "trust_disabled"),
        ("Sideways", "kind_not_understood"),
        (None, "kind_not_understood"),
        (7, "kind_not_understood"),
    ],
)
def test_a_trust_without_a_direction_is_counted(
    direction: object, why: str, trusting: Callable[..., Inventory]
) -> None:
    inventory = trusting(direction)
    assert [(one.kind, one.why) for one in inventory.left_out] == [("Trust", f"importing.{why}")]
