"""What an action acts on, as other tools know it: host names, addresses, networks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from endigue.organisation.model import Asset, Flow, Organisation, Zone

_HOST_NAME = re.compile(
    r"(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
    r"(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*"
)
"""RFC 1123, and the underscore that Windows allows."""


@dataclass(frozen=True, slots=True)
class Target:
    """An asset, a flow or a zone; exactly one is given, or none where nothing is so called."""

    asset: Asset | None = None
    flow: Flow | None = None
    zone: Zone | None = None


def target_of(organisation: Organisation, identifier: str) -> Target:
    """What an action's target is."""
    if (place := organisation.asset_index.get(identifier)) is not None:
        return Target(asset=organisation.assets[place])
    if (place := organisation.flow_index.get(identifier)) is not None:
        return Target(flow=organisation.flows[place])
    return Target(zone=organisation.zone_by_id.get(identifier))


def host_names(asset: Asset) -> tuple[str, ...]:
    """Names of a host by which a network knows it, fully qualified ones first; SIDs and
    addresses are none.
    """
    found = [
        name
        for name in _names(asset)
        if _HOST_NAME.fullmatch(name) and not is_address(name) and not name.startswith("S-1-")
    ]
    return tuple(sorted(found, key=lambda name: "." not in name))


def addresses(asset: Asset, version: int) -> tuple[str, ...]:
    """Its addresses of IP version 4 or 6."""
    return tuple(
        name for name in _names(asset) if is_address(name) and ip_address(name).version == version
    )


def is_address(text: str) -> bool:
    """Whether this is one address of IP."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def network_of(zone: Zone | None) -> str:
    """The network that a zone is, such as 10.0.4.0/24, where it is called by one; else empty."""
    for name in (zone.id, zone.name) if zone is not None else ():
        try:
            return str(ip_network(name))
        except ValueError:
            continue
    return ""


def _names(asset: Asset) -> Iterator[str]:
    seen: set[str] = set()
    for name in (asset.name, asset.id, *asset.aliases):
        if name and name.casefold() not in seen:
            seen.add(name.casefold())
            yield name
