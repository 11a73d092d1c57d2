"""What needs what, from any source, as rows of the organisation folder.

A thing that people are served by is an operation. A thing that needs others is a service; where it
is a machine too, the service `with-<machine>` stands for the machine together with what it needs.
Everything else is a machine. Needs that close a circle are left out and counted, the last first.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Literal

from endigue.desk.refusal import Refusal
from endigue.kernel.money import Cents
from endigue.organisation.inventory import Inventory, LeftOut
from endigue.organisation.model import Asset, AssetKind, KOf, Need, Operation, Service
from endigue.readers.defaults import SERVER_HOURS, default_crews, fall_cost, levers_on

Role = Literal["operation", "service", "machine"]

RTO_HOURS = 24.0
"""Assumed, where the source gives none."""
MTPD_HOURS = 72.0
"""Assumed, where the source gives none."""

MOST_THINGS = 200_000
"""Assumed: ten times the largest export that is known."""

LEFT_OUT = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of the source."""

    key: str
    """What tells it apart in the source."""
    name: str
    role: Role
    kind: str
    """What the source calls it, for the counts."""
    appliance: bool = False
    os: str = ""
    rto_hours: float = RTO_HOURS
    mtpd_hours: float = MTPD_HOURS


@dataclass(slots=True)
class Model:
    """Everything that was understood, in the order in which it was read."""

    things: dict[str, Thing] = field(default_factory=dict)
    needs: dict[str, dict[str, None]] = field(default_factory=dict)
    """By key: the keys of what it needs."""
    least: dict[str, str] = field(default_factory=dict)
    """By key: how many of its needs must be up, as `2` or `50%`; all where it is absent."""
    left_out: LEFT_OUT = field(default_factory=Counter)

    def need(self, key: str, on: str) -> None:
        """That one thing needs another; a thing does not need itself."""
        if key == on:
            self.left_out["relation", "importing.self_reference"] += 1
        elif on in self.needs.setdefault(key, {}):
            self.left_out["relation", "importing.said_twice"] += 1
        else:
            self.needs[key][on] = None


def inventory(model: Model) -> Inventory:
    """The rows for the folder; what cannot be one is counted."""
    if len(model.things) > MOST_THINGS:
        raise Refusal("importing.too_many_things", most=MOST_THINGS)
    relations = _without_hollow(model, _without_circles(_known(model), model.left_out))
    names = _identifiers(model)
    needed = {on for ons in relations.values() for on in ons}
    stands_for = {
        key: _stands_for(model.things[key], name, relations, needed) for key, name in names.items()
    }
    rows = _Rows()
    for key, thing in model.things.items():
        need = _need([stands_for[on] for on in relations.get(key, ())], model.least.get(key, ""))
        rows.add(thing, names[key], stands_for[key], need)
    return Inventory(
        assets=tuple(rows.assets),
        services=tuple(rows.services),
        operations=tuple(rows.operations),
        levers=levers_on({asset.id for asset in rows.assets}, rows.assets),
        crews=default_crews() if rows.assets else (),
        asset_counts=dict(Counter(thing.kind for thing in model.things.values())),
        left_out=tuple(
            LeftOut(kind=kind, count=count, why=why)
            for (kind, why), count in model.left_out.items()
        ),
        assumes=True,
    )


@dataclass(slots=True)
class _Rows:
    assets: list[Asset] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)

    def add(self, thing: Thing, name: str, stands_for: str, need: Need | None) -> None:
        if thing.role == "operation":
            if need is not None:
                if stands_for != name:
                    self.services.append(Service(stands_for, need))
                    need = stands_for
                self.operations.append(_operation(thing, name, need))
        elif thing.role == "service" and need is not None:
            self.services.append(Service(name, need))
        else:
            self.assets.append(_asset(thing, name))
            if need is not None:
                self.services.append(Service(stands_for, _and(name, need)))


def _stands_for(
    thing: Thing, name: str, relations: Mapping[str, Sequence[str]], needed: Collection[str]
) -> str:
    """What others name in their needs: a machine with what it needs, the means of an operation."""
    if thing.role == "machine" and relations.get(thing.key):
        return f"with-{name}"
    if thing.role == "operation" and thing.key in needed:
        return f"means-of-{name}"
    return name


def minimum(least: str, count: int) -> int:
    """How many of `count` needs must be up: all, or so many, or so many in a hundred.

    Raises ValueError where the text says neither.
    """
    text = least.strip()
    if not text or text == "disabled":
        return count
    if text.endswith("%"):
        share = int(text[:-1])
        return max(1, min(count, ceil(count * share / 100)))
    return max(1, min(count, int(text)))


def _known(model: Model) -> dict[str, list[str]]:
    """The needs whose two ends are things that were read."""
    known: dict[str, list[str]] = {}
    for key, ons in model.needs.items():
        for on in ons:
            if key in model.things and on in model.things:
                known.setdefault(key, []).append(on)
            else:
                model.left_out["relation", "importing.end_unknown"] += 1
    return known


def _without_circles(
    relations: Mapping[str, Sequence[str]], left_out: LEFT_OUT
) -> dict[str, list[str]]:
    """Without the needs that close a circle, found in the order of reading."""
    kept: dict[str, list[str]] = {}
    state: dict[str, bool] = {}
    for start in relations:
        if start in state:
            continue
        state[start] = False
        path: list[tuple[str, Iterator[str]]] = [(start, iter(relations[start]))]
        while path:
            key, remaining = path[-1]
            on = next(remaining, None)
            if on is None:
                state[key] = True
                path.pop()
            elif state.get(on) is False:
                left_out["relation", "importing.circle"] += 1
            else:
                kept.setdefault(key, []).append(on)
                if on not in state:
                    state[on] = False
                    path.append((on, iter(relations.get(on, ()))))
    return kept


def _without_hollow(model: Model, relations: dict[str, list[str]]) -> dict[str, list[str]]:
    """Without operations that need nothing: nothing could ever be said of them."""
    hollow: set[str] = set()
    while True:
        found = {
            key
            for key, thing in model.things.items()
            if thing.role == "operation" and key not in hollow and not relations.get(key)
        }
        if not found:
            return relations
        hollow |= found
        for key in found:
            model.left_out[model.things[key].kind, "importing.needs_nothing"] += 1
        for key, ons in relations.items():
            relations[key] = [on for on in ons if on not in found]


def _identifiers(model: Model) -> dict[str, str]:
    """An identifier for each thing: its name where that can be one and is unique, else its key."""
    counted = Counter(_slug(thing.name) for thing in model.things.values())
    names: dict[str, str] = {}
    for key, thing in model.things.items():
        slug = _slug(thing.name)
        names[key] = slug if slug and counted[slug] == 1 else _slug(key)
    twice = Counter(names.values())
    for place, (key, name) in enumerate(names.items()):
        if not name or twice[name] > 1:
            names[key] = f"thing-{place + 1}"
    return names


def _slug(text: str) -> str:
    words = "".join(c if c.isprintable() and c not in ',;"' else " " for c in text).split()
    return "-".join(words).lower()[:200]


def _need(wanted: Sequence[str], least: str) -> Need | None:
    if not wanted:
        return None
    if len(wanted) == 1:
        return wanted[0]
    return KOf(minimum(least, len(wanted)), tuple(wanted))


def _and(machine: str, need: Need) -> Need:
    if isinstance(need, KOf) and need.k == len(need.of):
        return KOf(1 + len(need.of), (machine, *need.of))
    return KOf(2, (machine, need))


def _asset(thing: Thing, identifier: str) -> Asset:
    kind: AssetKind = "appliance" if thing.appliance else "machine"
    return Asset(
        id=identifier,
        name=thing.name,
        kind=kind,
        os=thing.os,
        rebuild_hours=SERVER_HOURS,
        fall_cost=fall_cost(SERVER_HOURS),
        aliases=(thing.name,) if thing.name and thing.name != identifier else (),
    )


def _operation(thing: Thing, identifier: str, need: Need) -> Operation:
    return Operation(
        id=identifier,
        name={"fr": thing.name, "en": thing.name},
        entity="",
        needs=need,
        value_per_hour=Cents(0),
        arrivals_per_hour=0.0,
        rto_hours=thing.rto_hours,
        mtpd_hours=thing.mtpd_hours,
    )
