"""An import laid over an organisation: what it says wins, what it leaves out stays."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from endigue.organisation.inventory import Inventory, Link
from endigue.organisation.model import (
    Asset,
    Crew,
    Entity,
    Flow,
    Lever,
    Links,
    Operation,
    Organisation,
    Service,
    Zone,
)
from endigue.organisation.validation.links import MOST_KINDS

Row = TypeVar("Row", Entity, Zone, Asset, Flow, Lever, Service, Operation, Crew)

UNNAMED = "organisation"
"""Name of an organisation that an import begins and does not name."""


class MergeError(ValueError):
    """An import that does not fit: `code` has a sentence in the catalogues, with `arguments`."""

    def __init__(self, code: str, **arguments: object) -> None:
        super().__init__(code, arguments)
        self.code = code
        self.arguments = arguments


def merge_inventory(organisation: Organisation | None, inventory: Inventory) -> Organisation:
    """The organisation with the rows of the inventory: known ones updated, new ones at the end.

    A field that the import leaves empty or at its default keeps what was known, aliases are
    added up, and a name that only repeats the identifier says nothing. A link that is there
    already is not added again. Raises MergeError where an identifier means something of
    another kind, or a link has an end that nobody knows.
    """
    base = organisation or Organisation(name=_name_in(inventory))
    _refuse_other_kinds(base, inventory)
    merged = replace(
        base,
        entities=_merged(base.entities, inventory.entities),
        zones=_merged(base.zones, inventory.zones),
        assets=_merged(base.assets, inventory.assets),
        flows=_merged(base.flows, inventory.flows),
        levers=_merged(base.levers, inventory.levers),
        services=_merged(base.services, inventory.services),
        operations=_merged(base.operations, inventory.operations),
        crews=_merged(base.crews, inventory.crews),
    )
    return replace(merged, links=_with_links(merged, inventory.links))


def _name_in(inventory: Inventory) -> str:
    names = (entity.name or entity.id for entity in inventory.entities)
    return next(names, UNNAMED)


def _refuse_other_kinds(organisation: Organisation, inventory: Inventory) -> None:
    known = dict(_kinds_of(organisation))
    clashes: list[tuple[str, str, str]] = []
    for name, kind in _kinds_of(inventory):
        before = known.setdefault(name, kind)
        if before != kind:
            clashes.append((name, kind, before))
    if clashes:
        name, kind, before = clashes[0]
        raise MergeError(
            "organisation.merge_other_kind",
            found=name,
            brought=kind,
            known=before,
            count=len(clashes),
        )


def _kinds_of(rows: Organisation | Inventory) -> Iterator[tuple[str, str]]:
    """Every identifier that is unique over the whole folder, and what it is."""
    yield from ((zone.id, "zone") for zone in rows.zones)
    yield from ((asset.id, asset.kind) for asset in rows.assets)
    yield from ((flow.id, "flow") for flow in rows.flows)
    yield from ((service.id, "service") for service in rows.services)
    yield from ((operation.id, "operation") for operation in rows.operations)


def _merged(known: tuple[Row, ...], brought: tuple[Row, ...]) -> tuple[Row, ...]:
    rows = {row.id: row for row in known}
    for row in brought:
        before = rows.get(row.id)
        rows[row.id] = row if before is None else _updated(before, row)
    return tuple(rows.values())


def _updated(before: Row, after: Row) -> Row:
    said = dict(_said(after))
    if isinstance(before, Asset) and isinstance(after, Asset):
        said["aliases"] = tuple(dict.fromkeys((*before.aliases, *after.aliases)))
    return msgspec.structs.replace(before, **said)


def _said(row: Row) -> Iterator[tuple[str, object]]:
    """The fields of a row that say something."""
    for field in msgspec.structs.fields(row):
        value: object = getattr(row, field.name)
        if value not in ("", field.default) and (field.name, value) != ("name", row.id):
            yield field.name, value


def _with_links(organisation: Organisation, brought: tuple[Link, ...]) -> Links:
    known = organisation.links
    kinds = tuple(dict.fromkeys((*known.kinds, *(link.kind for link in brought))))
    if len(kinds) > MOST_KINDS:
        raise MergeError("organisation.too_many_kinds", found=len(kinds), most=MOST_KINDS)
    place_of_kind = {kind: place for place, kind in enumerate(kinds)}
    assets, flows = organisation.asset_index, {**organisation.flow_index, "": -1}
    _refuse_unknown_ends(brought, assets, flows)
    new = {
        "source": [assets[link.source] for link in brought],
        "target": [assets[link.target] for link in brought],
        "kind": [place_of_kind[link.kind] for link in brought],
        "port": [link.port for link in brought],
        "flow": [flows[link.flow] for link in brought],
    }
    columns = {
        name: np.concatenate([getattr(known, name), np.array(values, getattr(known, name).dtype)])
        for name, values in new.items()
    }
    kept = _first_of_each(list(columns.values()))
    return Links(**{name: column[kept] for name, column in columns.items()}, kinds=kinds)


def _refuse_unknown_ends(
    links: Iterable[Link], assets: Mapping[str, int], flows: Mapping[str, int]
) -> None:
    unknown = [
        name
        for link in links
        for name, known in ((link.source, assets), (link.target, assets), (link.flow, flows))
        if name not in known
    ]
    if unknown:
        raise MergeError("organisation.merge_unknown_end", found=unknown[0], count=len(unknown))


def _first_of_each(columns: list[NDArray[np.int32]]) -> NDArray[np.int64]:
    """Positions, in order, of the first row of each kind of equal rows."""
    order = np.lexsort(columns)
    differs = np.ones(len(order), np.bool_)
    if len(order):
        changes = [np.diff(column[order]) != 0 for column in columns]
        differs[1:] = np.logical_or.reduce(changes)
    return np.sort(order[differs])
