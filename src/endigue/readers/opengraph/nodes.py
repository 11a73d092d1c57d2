"""Nodes as assets.

A node becomes an asset of the kind that the first of its kinds known here says (Computer,
User, AZVM, EndigueMachine…); one with none becomes a `directory` object: something that
holds rights but is nobody, and that no lever reaches.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from endigue.kernel.identifier import is_identifier
from endigue.kernel.money import MOST, Cents
from endigue.organisation.model import Asset, AssetKind, Entity, Zone
from endigue.readers.defaults import fall_cost, rebuild_hours
from endigue.readers.json_fields import (
    LONGEST_KIND,
    integer,
    label,
    mapping,
    printable,
    text,
    texts,
)
from endigue.readers.opengraph.kinds import NODE_KINDS, OF_A_PLAN, OWN

_ALIASES = (
    *("displayname", "samaccountname", "userprincipalname", "email"),
    *("dnshostname", "fqdn", "hostname", "objectid"),
)
"""Properties by which people and logs may call a node."""


@dataclass(frozen=True, slots=True)
class Node:
    """One node and the asset that it becomes."""

    asset: Asset
    kinds: tuple[str, ...]
    properties: dict[str, object]
    stub: bool = False
    """Whether only an edge speaks of it."""

    @property
    def kind(self) -> str:
        """Its primary kind, for the report."""
        first = self.kinds[0] if self.kinds else "node"
        return f"{first} (referenced only)" if self.stub else first


@dataclass(slots=True)
class Nodes:
    """All nodes of one import, and the places that they name."""

    by_key: dict[str, Node] = field(default_factory=dict)
    """By identifier in upper case, as BloodHound compares them."""
    zones: dict[str, Zone] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    _index: dict[str, defaultdict[object, set[str]]] = field(default_factory=dict)

    def take(self, record: dict[str, object]) -> str:
        """Take one node; the code of why it was left out, or empty."""
        identifier = text(record, "id")
        if OF_A_PLAN.intersection(_kinds(record)):
            return "importing.part_of_a_plan"
        if not can_be_asset(identifier):
            return "importing.object_broken"
        if identifier.upper() in self.by_key:
            return "importing.object_twice"
        kinds, properties = _kinds(record), mapping(record, "properties")
        asset = _asset(identifier, kinds, properties)
        self.by_key[identifier.upper()] = Node(asset, kinds, properties)
        self._take_place(asset, properties)
        return ""

    def stub(self, key: str, kind: str) -> Node:
        """Add what only an edge speaks of; `kind` is a key of `NODE_KINDS`."""
        node = Node(Asset(id=key, name=key, kind=NODE_KINDS[kind]), (kind,), {}, stub=True)
        self.by_key[key] = node
        return node

    def matching(self, name: str, value: object) -> set[str]:
        """Keys of the nodes whose property is this value; texts are compared without case."""
        if name not in self._index:
            self._index[name] = defaultdict(set)
            for key, node in self.by_key.items():
                self._index[name][_folded(node.properties.get(name))].add(key)
        return self._index[name].get(_folded(value), set())

    def _take_place(self, asset: Asset, properties: dict[str, object]) -> None:
        if asset.entity:
            name = label(properties, "entityname") or asset.entity
            self.entities.setdefault(asset.entity, Entity(id=asset.entity, name=name))
        if asset.zone:
            written = "zoneentity" in properties
            zone = Zone(
                id=asset.zone,
                name=label(properties, "zonename") or asset.zone,
                entity=text(properties, "zoneentity") if written else asset.entity,
                tier=integer(properties, "zonetier"),
            )
            self.zones.setdefault(zone.id, zone)


def can_be_asset(identifier: str) -> bool:
    """Whether an asset, and the lever that is named after it, can carry this identifier."""
    return bool(identifier) and is_identifier(f"isolate-{identifier}")


def kind_of(record: dict[str, object]) -> str:
    """The primary kind of a node record, for the report."""
    return next(iter(_kinds(record)), "node")


def _kinds(record: dict[str, object]) -> tuple[str, ...]:
    return tuple(printable(kind, LONGEST_KIND) for kind in texts(record, "kinds") if kind)


def _asset(identifier: str, kinds: Sequence[str], properties: dict[str, object]) -> Asset:
    known = [NODE_KINDS[one] for one in kinds if one in NODE_KINDS]
    kind: AssetKind = known[0] if known else "directory"
    system = label(properties, "operatingsystem")
    own = any(one.startswith(OWN) for one in kinds)
    assumed = rebuild_hours(system) if kind == "machine" and not own else 0.0
    hours = _number(properties, "rebuildhours") or assumed
    cost = integer(properties, "fallcost") if own else fall_cost(hours)
    name = label(properties, "name") or label(properties, "displayname") or identifier
    zone, entity = text(properties, "zone"), text(properties, "entity")
    return Asset(
        id=identifier,
        name=name,
        kind=kind,
        zone=zone if is_identifier(zone) else "",
        entity=entity if is_identifier(entity) else "",
        os=system,
        records=max(0, integer(properties, "records")),
        rebuild_hours=hours,
        restore_gb=_number(properties, "restoregb"),
        fall_cost=Cents(min(MOST, max(0, cost))),
        aliases=_aliases({identifier.casefold(), name.casefold(), ""}, properties),
    )


def _aliases(known: set[str], properties: dict[str, object]) -> tuple[str, ...]:
    written = map(printable, texts(properties, "aliases"))
    said = [*written, *(label(properties, key) for key in _ALIASES)]
    return tuple({one.casefold(): one for one in said if one.casefold() not in known}.values())


def _number(properties: dict[str, object], key: str) -> float:
    value = properties.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return float(value) if 0 <= value < 1e9 else 0.0


def _folded(value: object) -> object:
    if isinstance(value, str):
        return value.casefold()
    return value if isinstance(value, int | float) else None
