"""BloodHound OpenGraph JSON out, for BloodHound CE 8 and whatever else reads it.

Every asset is a node of kind `EndigueMachine`, `EndigueAccount`…; every link an edge of its
own kind, by identifier. What BloodHound has no words for stands in flat properties, so that
`endigue.readers.opengraph` reads the same assets and links back. Schema:
cmd/api/src/services/upload/jsonschema of SpecterOps/BloodHound.
"""

import re
from collections.abc import Iterable
from typing import BinaryIO

import msgspec

from endigue.organisation.model import Asset, Entity, Organisation

SOURCE_KIND = "Endigue"
_NOT_IN_A_KIND = re.compile(r"[^A-Za-z0-9_]")


def write(organisation: Organisation, stream: BinaryIO) -> None:
    """Write the organisation's assets and links as one OpenGraph document in UTF-8."""
    entities = entities_of(organisation)
    write_graph(
        (node(asset, organisation, entities) for asset in organisation.assets),
        (edge(position, organisation) for position in range(len(organisation.links))),
        stream,
    )


def write_graph(
    nodes: Iterable[dict[str, object]], edges: Iterable[dict[str, object]], stream: BinaryIO
) -> None:
    """Write nodes and edges as one OpenGraph document in UTF-8."""
    encode = msgspec.json.encode
    stream.write(b'{"metadata":{"source_kind":%b},"graph":{"nodes":[' % encode(SOURCE_KIND))
    for position, one in enumerate(nodes):
        stream.write(b",\n" if position else b"\n")
        stream.write(encode(one))
    stream.write(b'\n],"edges":[')
    for position, one in enumerate(edges):
        stream.write(b",\n" if position else b"\n")
        stream.write(encode(one))
    stream.write(b"\n]}}\n")


def entities_of(organisation: Organisation) -> dict[str, Entity]:
    """Its companies by identifier."""
    return {entity.id: entity for entity in organisation.entities}


def node(
    asset: Asset, organisation: Organisation, entities: dict[str, Entity]
) -> dict[str, object]:
    """The node of an asset."""
    zone = organisation.zone_by_id.get(asset.zone)
    entity = entities.get(asset.entity)
    properties: dict[str, object] = {
        "name": asset.name,
        "operatingsystem": asset.os,
        "records": asset.records,
        "rebuildhours": asset.rebuild_hours,
        "restoregb": asset.restore_gb,
        "fallcost": asset.fall_cost,
        "aliases": list(asset.aliases),
        "zone": asset.zone,
        "entity": asset.entity,
        "entityname": entity.name if entity else "",
    }
    filled = {key: value for key, value in properties.items() if value}
    if zone:
        filled |= {"zonename": zone.name, "zonetier": zone.tier, "zoneentity": zone.entity}
    return {"id": asset.id, "kinds": [SOURCE_KIND + asset.kind.capitalize()], "properties": filled}


def edge(position: int, organisation: Organisation) -> dict[str, object]:
    """The edge of the link at this position."""
    links = organisation.links
    kind = links.kinds[links.kind[position]]
    port = int(links.port[position])
    flow = int(links.flow[position])
    properties: dict[str, object] = {}
    if port:
        properties["port"] = port
    if flow >= 0:
        found = organisation.flows[flow]
        properties |= {
            "flow": found.id,
            "flowsource": found.source_zone,
            "flowtarget": found.target_zone,
            "flowprotocol": found.protocol,
            "flowport": found.port,
        }
    allowed = _NOT_IN_A_KIND.sub("_", kind)
    if allowed != kind:
        properties["endiguekind"] = kind
    return {
        "kind": allowed,
        "start": {"value": organisation.assets[links.source[position]].id, "match_by": "id"},
        "end": {"value": organisation.assets[links.target[position]].id, "match_by": "id"},
        "properties": properties,
    }
