"""How an intruder travels, as implications: which assets may fall, and by which ways.

An asset that a lever can block is split in two: the attack *arrives* at it, and it *falls*
unless it is blocked. Links through the same gate that lead from the same set of assets to
several others pass through one hub, so that a mesh of n assets costs 2n ways, not n².
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from endigue.containment.components import reachable
from endigue.containment.implications import FALSE, OPEN, TRUE, System
from endigue.containment.sets import hashes, keys_of, numbered
from endigue.organisation.model import Organisation

Positions = NDArray[np.int32]
Mask = NDArray[np.bool_]

LARGEST_TABLE = 1 << 24
"""Keys up to so many are counted in a table, which is faster than sorting them."""


@dataclass(frozen=True, slots=True)
class Barriers:
    """What levers close, as gates of `implications`; `OPEN` stands for nothing.

    `on_asset`, `on_flow` and `on_zone` give the levers that act on each; `on_link` those that
    close each link otherwise than by blocking one of its ends. `gates` holds the gates of
    several levers.
    """

    levers: int
    on_asset: Positions
    on_flow: Positions
    on_zone: Positions
    on_link: Positions
    gates: tuple[tuple[int, ...], ...]

    def members(self, gate: int) -> tuple[int, ...]:
        """The levers of a gate."""
        if gate == OPEN:
            return ()
        return (gate,) if gate < self.levers else self.gates[gate - self.levers]


class _Gates:
    """The gates of several levers that were asked for so far."""

    def __init__(self, levers: int) -> None:
        self._levers = levers
        self.several: dict[tuple[int, ...], int] = {}

    def of(self, closers: Iterable[int]) -> int:
        """The gate of these levers, or `OPEN`."""
        members = tuple(closers)
        if len(members) < 2:
            return members[0] if members else OPEN
        members = tuple(sorted(set(members)))
        if len(members) < 2:
            return members[0]
        return self._levers + self.several.setdefault(members, len(self.several))


@dataclass(frozen=True, slots=True)
class Reach:
    """Assets that fall whatever is done (`surely`), and if nothing more is done (`perhaps`)."""

    surely: Mask
    perhaps: Mask


@dataclass(frozen=True, slots=True)
class Travel:
    """The states of every asset: the attack arrives at it, it has fallen, it spreads."""

    arrives: Positions
    fallen: Positions
    spreads: Positions


@dataclass(frozen=True, slots=True)
class Passages:
    """What a link passes: its flow, the zones of the flow, and the zones whose border it
    crosses. `of_link` gives each link its place in `named`.
    """

    named: tuple[tuple[str, ...], ...]
    of_link: NDArray[np.int64]


def passages(organisation: Organisation) -> Passages:
    """What every link passes."""
    place = {zone.id: position for position, zone in enumerate(organisation.zones)}
    asset_zone = _positions([asset.zone for asset in organisation.assets], place)
    links = organisation.links
    here, there = asset_zone[links.source], asset_zone[links.target]
    crosses = here != there
    zones = len(organisation.zones) + 1
    passage = links.flow.astype(np.int64) + 1
    passage = passage * zones + np.where(crosses, here + 1, 0)
    passage = passage * zones + np.where(crosses, there + 1, 0)
    distinct, of_link = _distinct(passage, (len(organisation.flows) + 1) * zones * zones)
    named = []
    for key in distinct.tolist():
        used, borders = divmod(key, zones * zones)
        names = [organisation.zones[zone - 1].id for zone in divmod(borders, zones) if zone]
        if used:
            flow = organisation.flows[used - 1]
            names += [flow.id, flow.source_zone, flow.target_zone]
        named.append(tuple(names))
    return Passages(tuple(named), of_link)


def barriers(organisation: Organisation, passed: Passages, levers: Sequence[str]) -> Barriers:
    """What is closed by each of the levers."""
    by_id = organisation.lever_by_id
    acting: dict[str, list[int]] = {}
    for place, lever in enumerate(levers):
        acting.setdefault(by_id[lever].target, []).append(place)
    gates = _Gates(len(levers))
    gate_on = {target: gates.of(places) for target, places in acting.items()}
    on_passage = [
        gates.of(lever for name in names for lever in acting.get(name, ()))
        for names in passed.named
    ]
    return Barriers(
        levers=len(levers),
        on_asset=_positions([asset.id for asset in organisation.assets], gate_on),
        on_flow=_positions([flow.id for flow in organisation.flows], gate_on),
        on_zone=_positions([zone.id for zone in organisation.zones], gate_on),
        on_link=np.array(on_passage, dtype=np.int32)[passed.of_link],
        gates=tuple(gates.several),
    )


def _positions(identifiers: Sequence[str], position: Mapping[str, int]) -> Positions:
    return np.array([position.get(identifier, -1) for identifier in identifiers], dtype=np.int32)


def _distinct(keys: NDArray[np.int64], count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The different keys below `count`, sorted, and the place of each row's key among them."""
    if count <= LARGEST_TABLE:
        present = np.zeros(count, np.bool_)
        present[keys] = True
        place = np.cumsum(present) - 1
        return np.flatnonzero(present), place[keys]
    distinct = np.sort(keys)
    distinct = distinct[np.append(np.ones(min(len(keys), 1), np.bool_), np.diff(distinct) > 0)]
    return distinct, np.searchsorted(distinct, keys)


def open_while(organisation: Organisation, closing: Barriers, pulled: Mask) -> Mask:
    """Which links are open while these levers are pulled (one value per lever)."""
    links = organisation.links
    several = np.array([pulled[list(gate)].any() for gate in closing.gates], np.bool_)
    closed = np.concatenate([pulled, several, [np.False_]])  # the last for "open"
    blocked = closed[closing.on_asset]
    shut: Mask = blocked[links.source] | blocked[links.target] | closed[closing.on_link]
    return ~shut


def reach(
    organisation: Organisation, closing: Barriers, seeds: Positions, forced: Mask, free: Mask
) -> Reach:
    """What falls with the forced levers alone, and with every lever that may be pulled."""
    links = organisation.links
    count = len(organisation.assets)
    found = []
    for pulled in (forced | free, forced):
        still = open_while(organisation, closing, pulled)
        found.append(reachable(count, links.source[still], links.target[still], seeds))
    return Reach(surely=found[0], perhaps=found[1])


def useful_links(organisation: Organisation, closing: Barriers, fate: Reach, forced: Mask) -> Mask:
    """The links that are open so far, can be travelled, and whose end is not lost anyway.

    A free lever that closes none of them changes nothing that falls, whatever else is pulled.
    Suppose an asset falls without the lever and not with it. On its path from a seed take the
    last asset that falls even with the lever: the link after it is closed by the lever, its
    source may fall, and its target does not fall with the lever, so not surely: it is one of
    these links. So a lever that closes none only costs money and takes things down: some best
    plan does without it.
    """
    links = organisation.links
    may = fate.perhaps[links.source] & fate.perhaps[links.target] & ~fate.surely[links.target]
    return may & open_while(organisation, closing, forced)


def helpful(organisation: Organisation, closing: Barriers, links: Mask) -> Mask:
    """Which levers close one of these links, by its gate or by blocking an end of it."""
    used = np.zeros(closing.levers + len(closing.gates) + 1, np.bool_)  # the last for "open"
    used[closing.on_link[links]] = True
    used[closing.on_asset[organisation.links.source[links]]] = True
    used[closing.on_asset[organisation.links.target[links]]] = True
    for gate, closers in enumerate(closing.gates, start=closing.levers):
        if used[gate]:
            used[list(closers)] = True
    return used[: closing.levers]


def travel(
    system: System,
    organisation: Organisation,
    closing: Barriers,
    fate: Reach,
    seeds: Positions,
    links: Mask,
) -> Travel:
    """Write the states of the assets and the ways between them; levers are the free ones.

    `links` is the selection of `useful_links`.
    """
    count = len(organisation.assets)
    fallen = np.full(count, FALSE, dtype=np.int32)
    fallen[fate.surely] = TRUE
    undecided = np.flatnonzero(fate.perhaps & ~fate.surely)
    fallen[undecided] = system.states(len(undecided))
    for asset in np.flatnonzero(fate.perhaps).tolist():
        system.charge(int(fallen[asset]), organisation.assets[asset].fall_cost)
    arrives, spreads = fallen.copy(), fallen.copy()
    blockable = closing.on_asset >= 0
    split = undecided[blockable[undecided]]
    arrives[split] = system.states(len(split))
    system.lead_all(arrives[split], fallen[split], closing.on_asset[split])
    held = seeds[blockable[seeds]]
    spreads[held] = system.states(len(held))
    system.lead_all(TRUE, spreads[held], closing.on_asset[held])
    states = Travel(arrives, fallen, spreads)
    _write_ways(system, organisation, closing, links, states)
    return states


def _write_ways(
    system: System,
    organisation: Organisation,
    closing: Barriers,
    links: Mask,
    states: Travel,
) -> None:
    """The ways of the links; those that lead from the same sources through one gate to several
    targets pass through a hub.
    """
    rows = np.stack(
        [
            closing.on_link[links],
            organisation.links.target[links],
            states.spreads[organisation.links.source[links]],
        ]
    )
    rows = rows[:, np.lexsort(rows[::-1])]
    new = np.any(rows[:, 1:] != rows[:, :-1], axis=0)
    gate, target, source = rows[:, np.append(np.ones(min(rows.shape[1], 1), np.bool_), new)]
    sets = _Sets(gate, target, source, states.spreads)
    into_hub = sets.hub >= 0
    hubs = system.states(int(sets.hub.max(initial=-1)) + 1)
    plain = ~into_hub[sets.of_row]
    system.lead_all(source[plain], states.arrives[target[plain]], gate[plain])
    feeding = sets.feeds[sets.of_row]
    system.lead_all(source[feeding], hubs[sets.hub[sets.of_row[feeding]]])
    joining = sets.feeds & sets.joined
    system.lead_all(states.spreads[sets.target[joining]], hubs[sets.hub[joining]])
    system.lead_all(
        hubs[sets.hub[into_hub]], states.arrives[sets.target[into_hub]], sets.gate[into_hub]
    )


class _Sets:
    """For each gate and target the set of sources, and the hub that it shares with others.

    In a mesh every asset leads to every other: the sources become the same once each target
    is counted among its own (`joined`). That changes nothing: what has fallen was arrived at.
    """

    def __init__(
        self, gate: Positions, target: Positions, source: Positions, spreads: Positions
    ) -> None:
        """Rows sorted by gate, target and source, each once."""
        new = np.append(
            np.ones(min(len(gate), 1), np.bool_),
            (gate[1:] != gate[:-1]) | (target[1:] != target[:-1]),
        )
        starts = np.flatnonzero(new)
        self.of_row = np.cumsum(new) - 1
        self.gate, self.target = gate[starts], target[starts]
        key = keys_of(starts, source)
        own = spreads[self.target]
        apart = np.bincount(self.of_row[source == own[self.of_row]], minlength=len(starts)) == 0
        whole = key + hashes(own) * apart[:, None].astype(np.uint64)
        size = np.bincount(self.of_row, minlength=len(starts))
        shared_whole, shared = (
            np.bincount(numbers)[numbers] if len(numbers) else numbers
            for numbers in (numbered(self.gate, *whole.T), numbered(self.gate, *key.T))
        )
        wins = (shared_whole > shared) & (size > 1)
        self.joined = wins & apart
        """The target is counted among its own sources although no link says so."""
        which = numbered(self.gate, *np.where(wins[:, None], whole, key).T)
        size = size + self.joined
        members = np.bincount(which)[which] if len(which) else which
        worth = (members > 1) & (members * size > members + size)
        self.hub = np.full(len(starts), -1, np.int64)
        """Number of the hub, from 0; -1 for none."""
        self.feeds = np.zeros(len(starts), np.bool_)
        """The one set of each hub by which its sources are written."""
        if worth.any():
            _, first, numbers = np.unique(which[worth], return_index=True, return_inverse=True)
            self.hub[worth] = numbers
            self.feeds[np.flatnonzero(worth)[first]] = True
