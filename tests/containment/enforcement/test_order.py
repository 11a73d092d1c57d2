import pytest

from endigue.containment.enforcement.order import order_of
from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Flow, Lever, Organisation, Zone


@pytest.fixture
def organisation():
    levers = [("one", "pc-1"), ("two", "smb"), ("three", "lan"), ("four", "gone")]
    return Organisation(
        "Small",
        zones=(Zone("lan", "10.77.2.0/24", "co", 2), Zone("srv", "Servers", "co", 1)),
        assets=(
            Asset("pc-1", "PC-1", "machine", "lan", aliases=("fe80::1", "10.77.2.10", "PC-1")),
        ),
        flows=(Flow("smb", "lan", "srv", "TCP", 445),),
        levers=tuple(Lever(n, "kind", target, 1.0, "it", Cents(0)) for n, target in levers),
    )


def test_an_asset_is_named_by_every_name_once_and_by_its_addresses(organisation):
    order = order_of(organisation, "one")
    assert order.sort == "asset"
    assert order.names == ("PC-1", "pc-1", "fe80::1", "10.77.2.10")
    assert order.addresses == ("10.77.2.10", "fe80::1")
    assert order.network == "10.77.2.0/24"


def test_a_flow_is_named_by_both_ends(organisation):
    order = order_of(organisation, "two")
    assert (order.source_zone, order.target_zone, order.protocol, order.port) == (
        "lan", "srv", "tcp", 445,
    )  # fmt: skip
    assert (order.source_network, order.target_network) == ("10.77.2.0/24", "")


def test_a_zone_is_named_by_its_network(organisation):
    assert order_of(organisation, "three").network == "10.77.2.0/24"


def test_what_is_not_in_the_organisation_is_unknown(organisation):
    assert order_of(organisation, "four").sort == "unknown"
