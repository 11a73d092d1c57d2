"""What an importer found, before it is merged into an organisation folder."""

import msgspec

from endigue.organisation.model import Asset, Crew, Entity, Flow, Lever, Operation, Service, Zone


class Link(msgspec.Struct, frozen=True):
    """One way in, by identifier; port 0 and flow empty where there is none."""

    source: str
    target: str
    kind: str
    port: int = 0
    flow: str = ""


class LeftOut(msgspec.Struct, frozen=True):
    """What an importer did not take, counted by kind; `why` is a code with a sentence in
    the catalogues.
    """

    kind: str
    count: int
    why: str


class Inventory(msgspec.Struct, frozen=True):
    """Rows for each table of the folder, and what to report of the import."""

    entities: tuple[Entity, ...] = ()
    zones: tuple[Zone, ...] = ()
    assets: tuple[Asset, ...] = ()
    links: tuple[Link, ...] = ()
    flows: tuple[Flow, ...] = ()
    levers: tuple[Lever, ...] = ()
    services: tuple[Service, ...] = ()
    operations: tuple[Operation, ...] = ()
    crews: tuple[Crew, ...] = ()
    asset_counts: dict[str, int] = {}
    """By the kind that the source itself uses, for example Computer."""
    link_counts: dict[str, int] = {}
    left_out: tuple[LeftOut, ...] = ()
    assumes: bool = False
    """Whether crews, levers, hours and costs were assumed by the importer: then they give way
    to those that the organisation has (see `naming.adopt_known_assets`).
    """
