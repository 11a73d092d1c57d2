"""What a lever asks for, in the names by which components know the thing that it acts on."""

from typing import Literal

import msgspec
from msgspec.structs import replace

from endigue.organisation.addressing import addresses, host_names, network_of, target_of
from endigue.organisation.model import Organisation

Sort = Literal["asset", "flow", "zone", "unknown"]


class Order(msgspec.Struct, frozen=True):
    """One lever, spelled out: everything that a component needs to find what is meant."""

    lever: str
    kind: str
    """Of the lever, such as isolate_host."""
    target: str
    """Identifier of the asset, flow or zone."""
    sort: Sort
    name: str = ""
    """As people call it."""
    names: tuple[str, ...] = ()
    """Of an asset: its own name, aliases and host names, none twice."""
    addresses: tuple[str, ...] = ()
    """Of an asset: IPv4 first."""
    zone: str = ""
    """Of an asset the zone that it stands in, of a zone itself."""
    network: str = ""
    """Of a zone, where it is called by one."""
    source_zone: str = ""
    target_zone: str = ""
    source_network: str = ""
    target_network: str = ""
    protocol: str = ""
    port: int = 0
    """Of a flow; 0 is any."""


def order_of(organisation: Organisation, lever: str) -> Order:
    """The order of a lever. Raises KeyError where there is no such lever."""
    found = organisation.lever_by_id[lever]
    target = target_of(organisation, found.target)
    plain = Order(found.id, found.kind, found.target, "unknown")
    if target.asset is not None:
        asset = target.asset
        known = (asset.name, asset.id, *asset.aliases, *host_names(asset))
        return replace(
            plain,
            sort="asset",
            name=asset.name,
            names=tuple(dict.fromkeys(name for name in known if name)),
            addresses=(*addresses(asset, 4), *addresses(asset, 6)),
            zone=asset.zone,
            network=network_of(organisation.zone_by_id.get(asset.zone)),
        )
    if target.flow is not None:
        flow = target.flow
        ends = (flow.source_zone, flow.target_zone)
        networks = [network_of(organisation.zone_by_id.get(zone)) for zone in ends]
        return replace(
            plain,
            sort="flow",
            name=flow.id,
            source_zone=flow.source_zone,
            target_zone=flow.target_zone,
            source_network=networks[0],
            target_network=networks[1],
            protocol=flow.protocol.lower(),
            port=flow.port,
        )
    if target.zone is not None:
        zone = target.zone
        return replace(plain, sort="zone", name=zone.name, zone=zone.id, network=network_of(zone))
    return plain
