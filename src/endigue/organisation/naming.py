"""Names as people write them, and the things that they mean.

A thing is called by its identifier, its name or one of its aliases; case does not matter,
except that an exact identifier always wins. A name that nothing or several things carry is
a problem with the nearest candidates, never a guess.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from rapidfuzz.process import extract

from endigue.organisation.inventory import Inventory, Link
from endigue.organisation.model import (
    Asset,
    AssetKind,
    Crew,
    Flow,
    KOf,
    Lever,
    Manual,
    Need,
    Operation,
    Organisation,
    Service,
)

MOST_CANDIDATES = 3
LEAST_LIKENESS = 60.0
"""Of 100, as rapidfuzz scores; assumed: below it a suggestion is noise."""

_NOBODY: frozenset[AssetKind] = frozenset({"group", "directory"})
"""What no need or lever means by its name: domains reuse the same group names, and an
operation needs machines and accounts. Their identifiers can still be written."""


class NameProblem(msgspec.Struct, frozen=True):
    """A name that could not be resolved; `code` has a sentence in the catalogues."""

    code: str
    """`importing.name_unknown` or `importing.name_ambiguous`."""
    subject: str
    """Identifier of what named it, such as an operation."""
    name: str
    candidates: tuple[str, ...]
    """The nearest names, or the identifiers of all things that carry it."""

    @property
    def arguments(self) -> dict[str, object]:
        """For the sentence of the code."""
        return {
            "subject": self.subject,
            "name": self.name,
            "candidates": ", ".join(self.candidates) or "-",
        }


class NameIndex:
    """Finds things by what people call them."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._by_name: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._spelling: dict[str, str] = {}

    def add(self, identifier: str, *names: str) -> None:
        """A thing and what it is called."""
        self._ids.add(identifier)
        for name in (identifier, *names):
            if name:
                self._by_name[name.casefold()][identifier] = None
                self._spelling.setdefault(name.casefold(), name)

    def add_assets(self, assets: Iterable[Asset]) -> None:
        """Assets with their names and aliases."""
        for asset in assets:
            self.add(asset.id, asset.name, *asset.aliases)

    def add_identifiers(self, things: Iterable[Asset | Flow | Service | Crew]) -> None:
        """Things by their identifiers only."""
        for thing in things:
            self.add(thing.id)

    def find(self, name: str) -> tuple[str, ...]:
        """The identifiers of all things so called: none, one, or several."""
        if name in self._ids:
            return (name,)
        return tuple(self._by_name.get(name.casefold(), ()))

    @property
    def only(self) -> str:
        """The one thing that there is; empty where there are none or several."""
        return next(iter(self._ids)) if len(self._ids) == 1 else ""

    def nearest(self, name: str) -> tuple[str, ...]:
        """What may have been meant, best first."""
        found = extract(
            name.casefold(),
            self._spelling.keys(),
            limit=MOST_CANDIDATES,
            score_cutoff=LEAST_LIKENESS,
        )
        return tuple(self._spelling[key] for key, _, _ in found)


def resolve_names(
    inventory: Inventory, organisation: Organisation
) -> tuple[Inventory, tuple[NameProblem, ...]]:
    """The inventory with every name in a need, a lever's target, an entity or a zone
    replaced by the identifier that it means, in the inventory itself or the organisation.

    A name with a problem stays as written, and the problem is returned. An operation without
    an entity belongs to the only one, if there is only one.
    """
    return _Resolver(inventory, organisation).resolved(inventory)


def adopt_known_assets(inventory: Inventory, organisation: Organisation) -> Inventory:
    """The inventory with the identifiers of assets that the organisation has already, so
    that a machine that a scan finds by address is the one that the directory knows.

    An asset is known by its identifier, or if all its names that the organisation knows too
    mean one and the same asset of the same kind; a bare label counts only where there is no
    name with a domain, since two domains may have a machine of one label. Its names become
    aliases of the known asset. Where the importer had to
    assume (`Inventory.assumes`), what it assumed gives way: hours and costs of known assets,
    levers on what has such a lever, and crews stay as they are known.
    """
    index = NameIndex()
    index.add_assets(organisation.assets)
    meant: dict[str, str] = {}
    adopted: dict[str, Asset] = {}
    for asset in inventory.assets:
        same = _known_asset(asset, index, organisation)
        if same is None:
            adopted[asset.id] = asset
        else:
            meant[asset.id] = same.id
            before = adopted.get(same.id, same)
            adopted[same.id] = _joined(before, asset, assumed=inventory.assumes)
    return msgspec.structs.replace(
        inventory,
        assets=tuple(adopted.values()),
        links=tuple(_renamed(link, meant) for link in inventory.links),
        levers=tuple(_new_levers(inventory, organisation, meant)),
        crews=tuple(
            crew
            for crew in inventory.crews
            if not (inventory.assumes and crew.id in organisation.crew_by_id)
        ),
    )


def _known_asset(asset: Asset, index: NameIndex, organisation: Organisation) -> Asset | None:
    position = organisation.asset_index
    if asset.id in position:
        found = {asset.id}
    else:
        found = {one for name in _telling_names(asset) for one in index.find(name)}
    same = [organisation.assets[position[one]] for one in found]
    alike = [one for one in same if one.kind == asset.kind]
    return alike[0] if len(alike) == 1 else None


def _telling_names(asset: Asset) -> list[str]:
    """All of its names, but for bare labels where it has a name with a domain."""
    names = _names(asset)
    if not any(map(_has_domain, names)):
        return list(names)
    return [name for name in names if any(mark in name for mark in ".:\\@")]


def _has_domain(name: str) -> bool:
    """Whether a name is a host or an account with its domain, not a label or an address."""
    if "\\" in name or "@" in name:
        return True
    return "." in name and ":" not in name and not name.replace(".", "").isdigit()


def _joined(known: Asset, said: Asset, *, assumed: bool) -> Asset:
    """A known asset and what an import says of it: what people wrote wins, and so does the
    source that it came from, but for assumed figures; any other source only fills gaps.
    """
    fresh = {key: value for key, value in msgspec.structs.asdict(said).items() if value}
    if assumed and known.id == said.id:
        kept = {"rebuild_hours": known.rebuild_hours, "fall_cost": known.fall_cost}
        fresh |= {key: value for key, value in kept.items() if value}
    elif assumed:
        fresh |= {key: value for key, value in msgspec.structs.asdict(known).items() if value}
    fresh["id"] = known.id
    return _with_aliases(msgspec.structs.replace(known, **fresh), (*_names(known), *_names(said)))


def _new_levers(
    inventory: Inventory, organisation: Organisation, meant: Mapping[str, str]
) -> Iterator[Lever]:
    there = {(lever.kind, lever.target) for lever in organisation.levers}
    for lever in inventory.levers:
        target = meant.get(lever.target, lever.target)
        if not (inventory.assumes and (lever.kind, target) in there):
            yield msgspec.structs.replace(lever, target=target)


class _Resolver:
    """Looks names up and collects the problems."""

    def __init__(self, inventory: Inventory, organisation: Organisation) -> None:
        self._needed, self._targets = NameIndex(), NameIndex()
        self._entities, self._zones, self._crews = NameIndex(), NameIndex(), NameIndex()
        self._problems: list[NameProblem] = []
        for source in (organisation, inventory):
            for index in (self._needed, self._targets):
                index.add_assets(asset for asset in source.assets if asset.kind not in _NOBODY)
                index.add_identifiers(source.assets)
                index.add_identifiers(source.flows)
            self._needed.add_identifiers(source.services)
            self._crews.add_identifiers(source.crews)
            for zone in source.zones:
                self._zones.add(zone.id, zone.name)
                self._targets.add(zone.id, zone.name)
            for entity in source.entities:
                self._entities.add(entity.id, entity.name)

    def resolved(self, inventory: Inventory) -> tuple[Inventory, tuple[NameProblem, ...]]:
        replaced = msgspec.structs.replace(
            inventory,
            zones=tuple(
                msgspec.structs.replace(
                    zone, entity=self._one(self._entities, zone.entity, zone.id)
                )
                for zone in inventory.zones
            ),
            assets=tuple(self._asset(asset) for asset in inventory.assets),
            services=tuple(self._service(service) for service in inventory.services),
            operations=tuple(self._operation(one) for one in inventory.operations),
            levers=tuple(self._lever(lever) for lever in inventory.levers),
        )
        return replaced, tuple(self._problems)

    def _asset(self, asset: Asset) -> Asset:
        subject = asset.id
        zone = self._one(self._zones, asset.zone, subject)
        entity = self._one(self._entities, asset.entity, subject)
        if (zone, entity) == (asset.zone, asset.entity):
            return asset
        return msgspec.structs.replace(asset, zone=zone, entity=entity)

    def _service(self, service: Service) -> Service:
        needs = self._need(service.needs, service.id)
        return msgspec.structs.replace(service, needs=needs)

    def _operation(self, operation: Operation) -> Operation:
        subject = operation.id
        return msgspec.structs.replace(
            operation,
            entity=self._one(self._entities, operation.entity or self._entities.only, subject),
            needs=self._need(operation.needs, subject),
            manual=self._manual(operation.manual, subject),
        )

    def _manual(self, manual: Manual | None, subject: str) -> Manual | None:
        if manual is None or manual.needs is None:
            return manual
        return msgspec.structs.replace(manual, needs=self._need(manual.needs, subject))

    def _lever(self, lever: Lever) -> Lever:
        target = self._one(self._targets, lever.target, lever.id)
        crew = self._one(self._crews, lever.crew, lever.id)
        if (target, crew) == (lever.target, lever.crew):
            return lever
        return msgspec.structs.replace(lever, target=target, crew=crew)

    def _need(self, need: Need, subject: str) -> Need:
        if isinstance(need, str):
            return self._one(self._needed, need, subject)
        return KOf(k=need.k, of=tuple(self._need(child, subject) for child in need.of))

    def _one(self, index: NameIndex, name: str, subject: str) -> str:
        if not name:
            return name
        found = index.find(name)
        if len(found) == 1:
            return found[0]
        code = "importing.name_ambiguous" if found else "importing.name_unknown"
        self._problems.append(NameProblem(code, subject, name, found or index.nearest(name)))
        return name


def _names(asset: Asset) -> tuple[str, ...]:
    return (asset.id, asset.name, *asset.aliases)


def _with_aliases(asset: Asset, names: Iterable[str]) -> Asset:
    """The asset called by all these names too, each once."""
    own = {asset.id.casefold(), asset.name.casefold()}
    added = {name.casefold(): name for name in reversed(tuple(names))}
    aliases = [added[key] for key in reversed(added) if key not in own]
    return msgspec.structs.replace(asset, aliases=tuple(aliases))


def _renamed(link: Link, meant: Mapping[str, str]) -> Link:
    source, target = meant.get(link.source, link.source), meant.get(link.target, link.target)
    if (source, target) == (link.source, link.target):
        return link
    return msgspec.structs.replace(link, source=source, target=target)
