import pytest

from endigue.readers.flows._seen import columns_of, is_inside


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (["Source", "Destination", "Port"], True),
        (["srcaddr", "dstaddr", "dstport", "protocol"], True),
        (["name", "address"], False),
        ([""], False),
    ],
)
def test_a_table_of_flows_is_known_by_its_columns(header: list[str], found: bool) -> None:
    assert (columns_of(header) is not None) == found


@pytest.mark.parametrize(
    ("address", "inside"),
    [("10.1.2.3", True), ("192.168.0.4", True), ("fd00::1", True), ("8.8.8.8", False),
     ("127.0.0.1", False), ("169.254.1.1", False), ("0.0.0.0", False)],
)  # fmt: skip
def test_inside_is_what_organisations_use_inside(address: str, inside: bool) -> None:
    assert is_inside(address) == inside
