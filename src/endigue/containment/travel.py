"""How an intruder travels, as implications: which assets may fall, and by which ways.

An asset that a lever can block is split in two: the attack *arrives* at it, and it *falls*
unless it is blocked. Links that are closed by the same levers and lead from the same set of
assets to several others pass through one hub, so that a mesh of n assets costs 2n ways, not n².
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from endigue.containment.components import reachable
from endigue.containment.implications import FALSE, OPEN, TRUE, System
from endigue.organisation.model import Organisation

Rows = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Barriers:
    """What levers close; a lever is a position in a list, -1 stands for none.

    `on_asset`, `on_flow` and `on_zone` give the lever that acts on each; `on_link` has a row
    per link: the levers that close it otherwise than by blocking one of its ends, in rising
    order, each once, padded in front with -1.
    """

    on_asset: NDArray[np.int32]
    on_flow: NDArray[np.int32]
    on_zone: NDArray[np.int32]
    on_link: Rows


@dataclass(frozen=True, slots=True)
class Reach:
    """Assets that fall whatever is done (`surely`), and if nothing more is done (`perhaps`)."""

    surely: NDArray[np.bool_]
    perhaps: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Travel:
    """The states of every asset: the attack arrives at it, it has fallen, it spreads."""

    arrives: NDArray[np.int32]
    fallen: NDArray[np.int32]
    spreads: NDArray[np.int32]


def barriers(organisation: Organisation, lever_on: Mapping[str, int]) -> Barriers:
    """What is closed by the lever that acts on each target."""
    position = {zone.id: place for place, zone in enumerate(organisation.zones)}
    # One row more than there are zones and flows, so that index -1 finds "none".
    on_zone = _positions([*(zone.id for zone in organisation.zones), ""], lever_on)
    on_flow = _positions([*(flow.id for flow in organisation.flows), ""], lever_on)
    source_zone = _positions([*(flow.source_zone for flow in organisation.flows), ""], position)
    target_zone = _positions([*(flow.target_zone for flow in organisation.flows), ""], position)
    asset_zone = _positions([asset.zone for asset in organisation.assets], position)
    links = organisation.links
    here, there = asset_zone[links.source], asset_zone[links.target]
    crosses = here != there
    on_link = np.stack(
        [
            on_flow[links.flow],
            on_zone[source_zone[links.flow]],
            on_zone[target_zone[links.flow]],
            np.where(crosses, on_zone[here], OPEN),
            np.where(crosses, on_zone[there], OPEN),
        ],
        axis=1,
    )
    on_link.sort(axis=1)
    on_link[:, 1:][on_link[:, 1:] == on_link[:, :-1]] = OPEN
    on_link.sort(axis=1)
    on_asset = _positions([asset.id for asset in organisation.assets], lever_on)
    return Barriers(on_asset, on_flow[:-1], on_zone[:-1], on_link)


def open_while(
    organisation: Organisation, closing: Barriers, pulled: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which links are open while these levers are pulled (one value per lever)."""
    pulled = np.append(pulled, np.False_)  # found by index -1
    links = organisation.links
    ends = pulled[closing.on_asset[links.source]] | pulled[closing.on_asset[links.target]]
    return ~(ends | pulled[closing.on_link].any(axis=1))


def reach(
    organisation: Organisation,
    closing: Barriers,
    seeds: NDArray[np.int32],
    forced: NDArray[np.bool_],
    free: NDArray[np.bool_],
) -> Reach:
    """What falls with the forced levers alone, and with every lever that may be pulled."""
    links = organisation.links
    count = len(organisation.assets)
    found = []
    for pulled in (forced | free, forced):
        still = open_while(organisation, closing, pulled)
        found.append(reachable(count, links.source[still], links.target[still], seeds))
    return Reach(surely=found[0], perhaps=found[1])


def useful_links(
    organisation: Organisation, closing: Barriers, fate: Reach, forced: NDArray[np.bool_]
) -> NDArray[np.bool_]:
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


def travel(
    system: System,
    organisation: Organisation,
    closing: Barriers,
    fate: Reach,
    seeds: NDArray[np.int32],
    links: NDArray[np.bool_],
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
    _write_ways(system, organisation, closing, links, Travel(arrives, fallen, spreads))
    return Travel(arrives, fallen, spreads)


def _write_ways(
    system: System,
    organisation: Organisation,
    closing: Barriers,
    links: NDArray[np.bool_],
    states: Travel,
) -> None:
    """The ways of the links, those with the same sources and closers bundled."""
    source = states.spreads[organisation.links.source[links]]
    target = organisation.links.target[links]
    closers, closed_by = np.unique(closing.on_link[links], axis=0, return_inverse=True)
    rows = np.unique(np.stack([closed_by.ravel(), target, source], axis=1), axis=0)
    starts = np.flatnonzero(np.any(np.diff(rows[:, :2], axis=0, prepend=-1), axis=1))
    bundles: dict[tuple[int, bytes], list[int]] = {}
    for group, asset, sources in _sharing(rows, starts, states.spreads):
        bundles.setdefault((group, sources.tobytes()), []).append(asset)
    for (group, sources_bytes), assets in bundles.items():
        levers = closers[group][closers[group] != OPEN]
        _write_bundle(
            system,
            np.frombuffer(sources_bytes, dtype=np.int32),
            states.arrives[assets],
            levers.tolist(),
        )


def _sharing(
    rows: Rows, starts: NDArray[np.int64], spreads: NDArray[np.int32]
) -> list[tuple[int, int, NDArray[np.int32]]]:
    """For each closers and target the sources, chosen so that targets share them.

    In a mesh every asset leads to every other: the sources become the same once each target
    is counted among its own. That changes nothing: what has fallen has been arrived at.
    """
    blocks = []
    shared: Counter[tuple[int, bytes]] = Counter()
    for block in np.split(rows, starts[1:]) if len(rows) else ():
        group, asset = int(block[0, 0]), int(block[0, 1])
        plain = block[:, 2].astype(np.int32)
        if plain[0] == TRUE:
            plain = plain[:1]  # nothing else is needed
        with_self = np.union1d(plain, spreads[asset]) if len(plain) > 1 else plain
        blocks.append((group, asset, plain, with_self))
        shared.update({(group, plain.tobytes()), (group, with_self.tobytes())})
    found = []
    for group, asset, plain, with_self in blocks:
        better = shared[group, with_self.tobytes()] > shared[group, plain.tobytes()]
        found.append((group, asset, with_self if better else plain))
    return found


def _write_bundle(
    system: System,
    sources: NDArray[np.int32],
    targets: NDArray[np.int32],
    levers: list[int],
) -> None:
    """From every source to every target, past every lever."""
    if not levers and min(len(sources), len(targets)) == 1:
        for source in sources.tolist():
            system.lead_all(source, targets)
        return
    entry = int(sources[0])
    if len(sources) > 1:
        entry = system.state()
        system.lead_all(sources, entry)
    for lever in levers[:-1]:
        behind = system.state()
        system.lead(entry, behind, lever)
        entry = behind
    if levers and len(targets) > 1:
        behind = system.state()
        system.lead(entry, behind, levers[-1])
        system.lead_all(behind, targets)
    else:
        system.lead_all(entry, targets, levers[-1] if levers else OPEN)


def _positions(names: list[str], place: Mapping[str, int]) -> NDArray[np.int32]:
    return np.array([place.get(name, -1) for name in names], dtype=np.int32)
