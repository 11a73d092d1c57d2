"""The organisation as every later chapter sees it: immutable, complete, already checked."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, get_args

import msgspec
import numpy as np
from numpy.typing import NDArray

from endigue.kernel.money import Cents

AssetKind = Literal[
    "machine", "appliance", "account", "group", "directory", "mailbox", "dataset", "external"
]
"""`directory` is an object of a directory that holds rights but is nobody: a domain, an
organisational unit, a container, a policy, a certificate template or authority."""

ASSET_KINDS: tuple[AssetKind, ...] = get_args(AssetKind)

HOST_KINDS: frozenset[AssetKind] = frozenset({"machine", "appliance", "dataset"})
"""Kinds that are down once they fell; any other kind is down only if we cut it."""

Doctrine = Literal["mandatory", "deferrable", "secondary", ""]
Approval = Literal["operational", "strategic"]


class KOf(msgspec.Struct, frozen=True):
    """At least `k` of the needs `of` are met. `all` is k = len(of); `any` is k = 1."""

    k: int
    of: tuple["Need", ...]


Need = str | KOf
"""An identifier (asset, account, flow or service), or at least k of further needs."""


class Entity(msgspec.Struct, frozen=True):
    """A company of the group."""

    id: str
    name: str


class Zone(msgspec.Struct, frozen=True):
    """A network segment. Tier 0 is the core of trust, 1 servers, 2 workstations, 3 outside."""

    id: str
    name: str
    entity: str
    tier: int


class Asset(msgspec.Struct, frozen=True):
    """Something that an intruder can hold."""

    id: str
    name: str
    kind: AssetKind
    zone: str = ""
    """Identifier of its zone; empty where it has no place in the network, such as an account."""
    entity: str = ""
    os: str = ""
    records: int = 0
    """People whose data it holds."""
    rebuild_hours: float = 0.0
    restore_gb: float = 0.0
    fall_cost: Cents = Cents(0)
    aliases: tuple[str, ...] = ()
    """Other names by which findings may call it: FQDN, NetBIOS, SID, UPN, addresses."""


class Flow(msgspec.Struct, frozen=True):
    """An allowed network flow between two zones; port 0 means any."""

    id: str
    source_zone: str
    target_zone: str
    protocol: str
    port: int


class Lever(msgspec.Struct, frozen=True):
    """Something that can be done to contain, and undone.

    What it does follows from its target. An asset: nothing travels through it any more and
    it is down. A flow: the links that use it are cut and it is down. A zone: the links that
    cross its border and the flows with an end in it are cut, and its hosts are down for
    everyone outside.
    """

    id: str
    kind: str
    target: str
    minutes: float
    crew: str
    cost: Cents
    reversible: bool = True
    approval: Approval = "operational"
    doctrine: Doctrine = ""


class Crew(msgspec.Struct, frozen=True):
    """People who can work, with one skill and one calendar."""

    id: str
    skill: str
    people: int
    hours: str
    """Shifts in local time: `24/7`, or days and hours such as `mon-fri 08:00-18:00`, joined
    by `;`."""
    hourly_rate: Cents


class Service(msgspec.Struct, frozen=True):
    """A technical service: up while its needs are met."""

    id: str
    needs: Need


class Manual(msgspec.Struct, frozen=True):
    """How an operation goes on by hand."""

    capacity_per_hour: float
    stamina_hours: float
    needs: Need | None = None
    form: str = ""


class Operation(msgspec.Struct, frozen=True):
    """What the organisation does for people."""

    id: str
    name: dict[str, str]
    """By language code, `fr` and `en` at least."""
    entity: str
    needs: Need
    value_per_hour: Cents
    arrivals_per_hour: float
    rto_hours: float
    mtpd_hours: float
    manual: Manual | None = None


class Parameters(msgspec.Struct, frozen=True):
    """Defaults that hold for the whole organisation."""

    hours: float = 48.0
    """How long the situation that is priced lasts."""
    hourly_rate: Cents = Cents(6000)
    """Assumed rate of work where no crew gives one."""
    clean_room_places: int = 20
    restore_gb_per_hour: float = 400.0


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Ways in which an intruder can move, as columns of one length.

    `source` and `target` index `Organisation.assets`; `kind` indexes `kinds`; `port` is 0
    where none is given; `flow` indexes `Organisation.flows`, or is -1. Links are equal where
    their rows say the same, in whatever order `kinds` stands.
    """

    source: NDArray[np.int32]
    target: NDArray[np.int32]
    kind: NDArray[np.int16]
    port: NDArray[np.int32]
    flow: NDArray[np.int32]
    kinds: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.source)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Links):
            return NotImplemented
        return (
            np.array_equal(self.source, other.source)
            and np.array_equal(self.target, other.target)
            and np.array_equal(self.port, other.port)
            and np.array_equal(self.flow, other.flow)
            and np.array_equal(self.kind_names(), other.kind_names())
        )

    def kind_names(self) -> NDArray[np.object_]:
        """The kind of every link, spelled out."""
        return np.array(self.kinds, np.object_)[self.kind]


def no_links() -> Links:
    """Columns of length 0."""
    return Links(
        source=np.empty(0, np.int32),
        target=np.empty(0, np.int32),
        kind=np.empty(0, np.int16),
        port=np.empty(0, np.int32),
        flow=np.empty(0, np.int32),
        kinds=(),
    )


@dataclass(frozen=True)
class Organisation:
    """Everything that the chapters compute on. Identifiers are unique across all kinds of
    thing that a need or a lever can name: assets, zones, flows, services and operations.
    """

    name: str
    currency: str = "EUR"
    time_zone: str = "Europe/Paris"
    language: str = "fr"
    parameters: Parameters = field(default_factory=Parameters)
    legal: dict[str, object] = field(default_factory=dict)
    entities: tuple[Entity, ...] = ()
    zones: tuple[Zone, ...] = ()
    assets: tuple[Asset, ...] = ()
    links: Links = field(default_factory=no_links)
    flows: tuple[Flow, ...] = ()
    levers: tuple[Lever, ...] = ()
    services: tuple[Service, ...] = ()
    operations: tuple[Operation, ...] = ()
    crews: tuple[Crew, ...] = ()

    @cached_property
    def asset_index(self) -> dict[str, int]:
        """Position of every asset in `assets`, by identifier."""
        return {asset.id: position for position, asset in enumerate(self.assets)}

    @cached_property
    def flow_index(self) -> dict[str, int]:
        """Position of every flow in `flows`, by identifier."""
        return {flow.id: position for position, flow in enumerate(self.flows)}

    @cached_property
    def zone_by_id(self) -> dict[str, Zone]:
        """Every zone by identifier."""
        return {zone.id: zone for zone in self.zones}

    @cached_property
    def service_by_id(self) -> dict[str, Service]:
        """Every service by identifier."""
        return {service.id: service for service in self.services}

    @cached_property
    def lever_by_id(self) -> dict[str, Lever]:
        """Every lever by identifier."""
        return {lever.id: lever for lever in self.levers}

    @cached_property
    def crew_by_id(self) -> dict[str, Crew]:
        """Every crew by identifier."""
        return {crew.id: crew for crew in self.crews}
