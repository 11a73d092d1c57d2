"""What pulled levers do, as columns; the meaning stands in `model.Lever`."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from endigue.organisation.model import HOST_KINDS, Flow, Organisation

Mask = NDArray[np.bool_]


def targets(organisation: Organisation, pulled: Collection[str]) -> frozenset[str]:
    """What the pulled levers act on. Raises KeyError at a lever that does not exist."""
    return frozenset(organisation.lever_by_id[lever].target for lever in pulled)


def blocked_assets(organisation: Organisation, pulled: Collection[str]) -> Mask:
    """One flag an asset: nothing travels through it any more."""
    hit = targets(organisation, pulled)
    return np.fromiter((asset.id in hit for asset in organisation.assets), np.bool_)


def closed_flows(organisation: Organisation, pulled: Collection[str]) -> Mask:
    """One flag a flow: closed itself, or with an end in a zone that is unplugged."""
    hit = targets(organisation, pulled)
    return np.fromiter(
        (not hit.isdisjoint((flow.id, *_ends(flow))) for flow in organisation.flows), np.bool_
    )


def _ends(flow: Flow) -> tuple[str, str]:
    return flow.source_zone, flow.target_zone


def unplugged_assets(organisation: Organisation, pulled: Collection[str]) -> Mask:
    """One flag an asset: it lies in a zone that is unplugged."""
    zones = targets(organisation, pulled) & organisation.zone_by_id.keys()
    return np.fromiter((asset.zone in zones for asset in organisation.assets), np.bool_)


def open_links(organisation: Organisation, pulled: Collection[str]) -> Mask:
    """One flag a link: it can still be travelled."""
    links = organisation.links
    blocked = blocked_assets(organisation, pulled)
    closed = closed_flows(organisation, pulled)
    travelled = ~(blocked[links.source] | blocked[links.target])
    if closed.any():
        travelled &= ~((links.flow >= 0) & closed[links.flow])
    crossed = np.zeros(len(links), np.bool_)
    for zone in targets(organisation, pulled) & organisation.zone_by_id.keys():
        inside = np.fromiter((asset.zone == zone for asset in organisation.assets), np.bool_)
        crossed |= inside[links.source] != inside[links.target]
    return travelled & ~crossed


def cut_off(organisation: Organisation, pulled: Collection[str]) -> frozenset[str]:
    """Identifiers of the assets and flows that are down because of the levers alone: blocked
    assets, hosts in unplugged zones, closed flows.
    """
    hosts = np.fromiter((asset.kind in HOST_KINDS for asset in organisation.assets), np.bool_)
    lost = blocked_assets(organisation, pulled) | (unplugged_assets(organisation, pulled) & hosts)
    assets = (organisation.assets[position].id for position in np.flatnonzero(lost))
    closed = np.flatnonzero(closed_flows(organisation, pulled))
    return frozenset((*assets, *(organisation.flows[position].id for position in closed)))
