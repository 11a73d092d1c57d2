from ipaddress import IPv4Address, IPv4Network

import pytest

from endigue.organisation.example.network import FLOW_AT, FLOWS, ZONES, address


def test_every_flow_joins_zones_that_exist_and_has_its_own_name() -> None:
    zones = {zone.id for zone in ZONES}
    assert all({flow.source_zone, flow.target_zone} <= zones for flow in FLOWS)
    assert len(FLOW_AT) == len(FLOWS)


def test_addresses_are_private_and_each_zone_has_its_own_part() -> None:
    last = 2**19 - 12
    found = [IPv4Address(address(zone.id, number)) for zone in ZONES for number in (0, 1, last)]
    assert len(set(found)) == len(found)
    assert all(one in IPv4Network("10.0.0.0/8") for one in found)
    assert found == sorted(found)


def test_a_full_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="zone-core"):
        address("zone-core", 2**19)
