import pytest

from endigue.organisation.addressing import addresses, host_names, is_address, network_of
from endigue.organisation.model import Asset, Zone


def test_full_names_come_first_and_sids_and_addresses_are_none() -> None:
    asset = Asset(
        "S-1-5-21-1-2-3-1104", "PC-1", "machine",
        aliases=("PC-1$", r"ACME\PC-1$", "pc-1.acme.test", "10.0.0.7", "fe80::1", "user@acme.test"),
    )  # fmt: skip
    assert host_names(asset) == ("pc-1.acme.test", "PC-1")
    assert (addresses(asset, 4), addresses(asset, 6)) == (("10.0.0.7",), ("fe80::1",))


@pytest.mark.parametrize("name", ["PBX 1", "-pc", "pc-", "a" * 64, "pc..acme", "a\nb", "ü"])
def test_a_name_that_no_network_knows_is_no_host_name(name: str) -> None:
    assert name not in host_names(Asset("x", name, "machine"))


def test_a_zone_is_a_network_where_it_is_called_by_one() -> None:
    assert network_of(Zone("10.0.4.0/24", "Office", "", 2)) == "10.0.4.0/24"
    assert network_of(Zone("office", "2001:db8::/32", "", 2)) == "2001:db8::/32"
    assert network_of(Zone("office", "Office", "", 2)) == network_of(None) == ""
    assert network_of(Zone("10.0.4.7/24", "bits beyond the mask", "", 2)) == ""


def test_addresses_are_told_from_names() -> None:
    assert is_address("192.0.2.1") and is_address("::1")
    assert not is_address("192.0.2") and not is_address("pc")
