"""Edges as links: each end is matched by id, by name, or by properties.

An edge becomes a link of its own kind, since OpenGraph does not say which kinds can be
travelled; those that BloodHound itself never travels are left out.
"""

from typing import NamedTuple

from endigue.kernel.identifier import is_identifier
from endigue.organisation.inventory import Link
from endigue.organisation.model import Flow
from endigue.readers.json_fields import integer, kind_name, mapping, records, text
from endigue.readers.opengraph.kinds import NEVER_TRAVELLED, NODE_KINDS
from endigue.readers.opengraph.nodes import Nodes, can_be_asset

MOST_MATCHES = 1000
"""An end that matches more nodes is ambiguous, whatever its other conditions say; so that
no edge costs more than this to place."""


class _End(NamedTuple):
    """One end of an edge: the key of a node, or why there is none."""

    key: str = ""
    kind: str = ""
    why: str = ""


class Edges:
    """Links between the nodes, and the flows that they name."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes
        self.links: dict[Link, None] = {}
        self.flows: dict[str, Flow] = {}

    def take(self, record: dict[str, object]) -> str:
        """Take one edge; the code of why it was left out, or empty."""
        kind = kind_of(record)
        if not text(record, "kind"):
            return "importing.object_broken"
        if kind in NEVER_TRAVELLED:
            return "importing.no_path_alone"
        source = self._end(mapping(record, "start"))
        target = self._end(mapping(record, "end"))
        if source.why or target.why:
            return source.why or target.why
        if source.key == target.key:
            return "importing.self_reference"
        properties = mapping(record, "properties")
        link = Link(
            source=self._identifier(source),
            target=self._identifier(target),
            kind=kind,
            port=_port(properties, "port"),
            flow=self._flow(properties),
        )
        if link in self.links:
            return "importing.said_twice"
        self.links[link] = None
        return ""

    def _end(self, record: dict[str, object]) -> _End:
        how, kind = text(record, "match_by") or "id", text(record, "kind")
        if how == "id":
            key = text(record, "value").upper()
            known = key in self._nodes.by_key or (kind in NODE_KINDS and can_be_asset(key))
            return _End(key, kind) if known else _End(why="importing.unknown_end")
        matches = self._matches(how, record)
        if kind and len(matches) <= MOST_MATCHES:
            matches = {key for key in matches if kind in self._nodes.by_key[key].kinds}
        if len(matches) == 1:
            return _End(min(matches))
        return _End(why="importing.ambiguous_end" if matches else "importing.unknown_end")

    def _matches(self, how: str, record: dict[str, object]) -> set[str]:
        if how == "name":
            value = text(record, "value")
            return self._nodes.matching("name", value) if value else set()
        sets = [
            self._nodes.matching(text(matcher, "key"), matcher["value"])
            for matcher in records(record, "property_matchers")
            if matcher.get("value") is not None
        ]
        fewest = min(sets, key=len, default=set())
        return fewest if len(fewest) > MOST_MATCHES else fewest.intersection(*sets)

    def _identifier(self, end: _End) -> str:
        node = self._nodes.by_key.get(end.key) or self._nodes.stub(end.key, end.kind)
        return node.asset.id

    def _flow(self, properties: dict[str, object]) -> str:
        identifier = text(properties, "flow")
        if not is_identifier(identifier) or "flowsource" not in properties:
            return ""
        flow = Flow(
            id=identifier,
            source_zone=text(properties, "flowsource"),
            target_zone=text(properties, "flowtarget"),
            protocol=text(properties, "flowprotocol"),
            port=_port(properties, "flowport"),
        )
        return self.flows.setdefault(identifier, flow).id


def kind_of(record: dict[str, object]) -> str:
    """The kind of an edge record; our own writer keeps one that OpenGraph cannot spell."""
    own = kind_name(mapping(record, "properties"), "endiguekind")
    return own or kind_name(record, "kind") or "edge"


def _port(properties: dict[str, object], key: str) -> int:
    port = integer(properties, key)
    return port if 0 < port < 1 << 16 else 0
