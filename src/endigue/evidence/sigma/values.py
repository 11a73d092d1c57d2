"""Whether one value passes a test: for the tests that no pattern says."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from math import isnan

from endigue.evidence.sigma.rules import Compare

Network = IPv4Network | IPv6Network


def network_of(text: str) -> Network:
    """The network; ValueError where it is none."""
    return ip_network(text.strip(), strict=False)


def address_of(text: str) -> IPv4Address | IPv6Address | None:
    """The address that a value is, without brackets or zone; None where it is none."""
    try:
        address = ip_address(text.strip().strip("[]").partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped if mapped is not None else address


def inside(text: str, network: Network) -> bool:
    """Whether the value is an address of the network."""
    address = address_of(text)
    return address is not None and address.version == network.version and address in network


def number_of(text: str) -> float | None:
    """The number that a value is, decimal or 0x; None where it is none."""
    try:
        number = float(int(text, 16)) if text[:2].lower() == "0x" else float(text)
    except (ValueError, OverflowError):
        return None
    return None if isnan(number) else number


def compares(text: str, test: Compare) -> bool:
    """Whether the value is a number that stands so to the bound."""
    number = number_of(text)
    if number is None:
        return False
    match test.operator:
        case "lt":
            return number < test.bound
        case "lte":
            return number <= test.bound
        case "gt":
            return number > test.bound
        case "gte":
            return number >= test.bound
        case "neq":
            return number != test.bound
