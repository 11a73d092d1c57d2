"""From OpenGraph documents to an inventory."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from endigue.desk.refusal import Refusal
from endigue.organisation.inventory import Inventory, LeftOut
from endigue.organisation.model import Lever
from endigue.readers.defaults import default_crews, levers_on
from endigue.readers.files import parts
from endigue.readers.json_bytes import decode_json
from endigue.readers.opengraph import edges as edge_records
from endigue.readers.opengraph import nodes as node_records
from endigue.readers.opengraph.edges import Edges
from endigue.readers.opengraph.nodes import Nodes

MOST_EDGES = 20_000_000


class _Graph(msgspec.Struct):
    nodes: list[msgspec.Raw] = []
    edges: list[msgspec.Raw] = []


class _Document(msgspec.Struct):
    graph: _Graph | None = None


def read(paths: Sequence[str]) -> Inventory:
    """The inventory that OpenGraph documents describe: JSON files, folders, ZIP archives.

    Raises Refusal for what is no OpenGraph document.
    """
    left_out: Counter[tuple[str, str]] = Counter()
    graphs = list(_graphs(paths, left_out))
    if not graphs:
        raise Refusal("importing.nothing_to_read", file=", ".join(paths))
    if sum(len(graph.edges) for graph in graphs) > MOST_EDGES:
        raise Refusal("importing.too_many_relations", most=MOST_EDGES)
    nodes = Nodes()
    edges = Edges(nodes)
    for record in _objects([raw for graph in graphs for raw in graph.nodes]):
        left_out[node_records.kind_of(record), nodes.take(record)] += 1
    for record in _objects([raw for graph in graphs for raw in graph.edges]):
        left_out[edge_records.kind_of(record), edges.take(record)] += 1
    return Inventory(
        entities=tuple(nodes.entities.values()),
        zones=tuple(nodes.zones.values()),
        assets=tuple(node.asset for node in nodes.by_key.values()),
        links=tuple(edges.links),
        flows=tuple(edges.flows.values()),
        levers=_levers(nodes),
        crews=default_crews(),
        assumes=True,
        asset_counts=_sorted(Counter(node.kind for node in nodes.by_key.values())),
        link_counts=_sorted(Counter(link.kind for link in edges.links)),
        left_out=tuple(
            LeftOut(kind=kind, count=count, why=why)
            for (kind, why), count in sorted(left_out.items())
            if why
        ),
    )


def _graphs(paths: Sequence[str], left_out: Counter[tuple[str, str]]) -> Iterator[_Graph]:
    for part in parts(paths, frozenset({".json"})):
        if part.content is None:
            left_out[part.name.rpartition("/")[2], "importing.no_json"] += 1
            continue
        graph = decode_json(part.content, _Document, part.name).graph
        if graph is None:
            raise Refusal("importing.not_opengraph", file=part.name)
        yield graph


def _objects(raws: Sequence[msgspec.Raw]) -> Iterator[dict[str, object]]:
    """Each record; what is no object, or cannot be decoded, is an empty one."""
    for raw in raws:
        try:
            record = msgspec.json.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            record = {}
        yield record if isinstance(record, dict) else {}


def _levers(nodes: Nodes) -> tuple[Lever, ...]:
    """The standard ones on each host and each account that is not disabled."""
    described = [node for node in nodes.by_key.values() if not node.stub]
    able = {
        node.asset.id
        for node in described
        if node.asset.kind != "account" or node.properties.get("enabled") is not False
    }
    return levers_on(able, (node.asset for node in described), nodes.zones.values())


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))
