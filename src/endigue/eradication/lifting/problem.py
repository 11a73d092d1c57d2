"""Which levers of the containment hold something off, and where.

The definition. The *held* assets are those that the intruder may hold, and all that it could
reach from them while the levers are pulled (see `endigue.containment.price`). A *border* link has
one end among them and the other outside. Levers may be lifted together if

- no border link that was closed is open afterwards, in whichever direction it leads: neither is
  the intruder let out, nor anybody in to it;
- none of them acts on an asset itself that is not clean and standing on what is clean: undoing
  that is reconnecting it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from endigue.containment.pricer import Pricer
from endigue.organisation.model import Organisation

NAMED = 5
"""Links that are named of a guard."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Border links that are closed by the same levers: one of these stays pulled."""

    levers: frozenset[int]
    links: int
    """How many."""
    rows: tuple[int, ...]
    """Some of them, by their row in `Organisation.links`."""


@dataclass(frozen=True, slots=True)
class LiftProblem:
    """Levers by their place in `levers`."""

    levers: tuple[str, ...]
    minutes: NDArray[np.float64]
    """That undoing each takes; assumed as long as pulling it."""
    stays: Mapping[int, str]
    """Levers on an asset that is not ready to return, with that asset."""
    guards: tuple[Guard, ...]
    held: frozenset[str]


def lift_problem(
    organisation: Organisation,
    pricer: Pricer,
    pulled: Sequence[str],
    held: Collection[str],
    ready: Collection[str],
) -> LiftProblem:
    """What holds what off. `ready` are the assets that may return by themselves.

    Raises ValueError where a lever or an asset is unknown.
    """
    levers = tuple(dict.fromkeys(pulled))
    by_id = organisation.lever_by_id
    if unknown := [lever for lever in levers if lever not in by_id]:
        raise ValueError(f"no lever is named {unknown[0]}")
    reached = pricer.price(held, levers).fallen if held else np.zeros(
        len(organisation.assets), np.bool_
    )  # fmt: skip
    stays = {
        place: by_id[lever].target
        for place, lever in enumerate(levers)
        if by_id[lever].target in organisation.asset_index and by_id[lever].target not in ready
    }
    return LiftProblem(
        levers=levers,
        minutes=np.array([by_id[lever].minutes for lever in levers]),
        stays=stays,
        guards=tuple(_guards(organisation, levers, reached)),
        held=frozenset(organisation.assets[place].id for place in np.flatnonzero(reached)),
    )


def _guards(
    organisation: Organisation, levers: tuple[str, ...], reached: NDArray[np.bool_]
) -> Iterator[Guard]:
    things = _Things(organisation, levers)
    links = organisation.links
    rows = np.flatnonzero(reached[links.source] != reached[links.target])
    closing = np.sort(things.closing(rows), axis=1)
    if not len(rows):
        return
    kinds, which, counts = np.unique(closing, axis=0, return_inverse=True, return_counts=True)
    for place, kind in enumerate(kinds):
        pulled = frozenset(lever for thing in kind if thing >= 0 for lever in things.levers[thing])
        if pulled:
            some = rows[np.flatnonzero(which.ravel() == place)[:NAMED]]
            yield Guard(pulled, int(counts[place]), tuple(some.tolist()))


class _Things:
    """What levers act on, numbered: assets, flows, zones. Only what a pulled lever acts on counts;
    anything else is -1.
    """

    def __init__(self, organisation: Organisation, levers: tuple[str, ...]) -> None:
        self._organisation = organisation
        assets, flows = organisation.asset_index, organisation.flow_index
        zones = {zone.id: place for place, zone in enumerate(organisation.zones)}
        self._asset = np.full(len(assets), -1)
        flow = np.full(len(flows) + 1, -1)
        zone = np.full(len(zones) + 1, -1)
        self.levers: list[list[int]] = []
        acted: dict[str, int] = {}
        for place, lever in enumerate(levers):
            target = organisation.lever_by_id[lever].target
            if target not in acted:
                acted[target] = len(self.levers)
                self.levers.append([])
                if target in assets:
                    self._asset[assets[target]] = acted[target]
                elif target in flows:
                    flow[flows[target]] = acted[target]
                elif target in zones:
                    zone[zones[target]] = acted[target]
            self.levers[acted[target]].append(place)
        none = len(zones)
        self._flow, self._zone = flow, zone
        self._zone_of = np.array([zones.get(one.zone, none) for one in organisation.assets], int)
        ends = [(one.source_zone, one.target_zone) for one in organisation.flows]
        self._flow_ends = np.array(
            [[zones.get(end, none) for end in pair] for pair in (*ends, ("", ""))], int
        ).reshape(-1, 2)

    def closing(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """What closes each of these rows of the links: seven columns of things, or -1."""
        links = self._organisation.links
        source, target = links.source[rows], links.target[rows]
        flow = np.where(links.flow[rows] >= 0, links.flow[rows], len(self._flow) - 1)
        here, there = self._zone_of[source], self._zone_of[target]
        crosses = here != there
        return np.stack(
            [
                self._asset[source],
                self._asset[target],
                self._flow[flow],
                self._zone[self._flow_ends[flow, 0]],
                self._zone[self._flow_ends[flow, 1]],
                np.where(crosses, self._zone[here], -1),
                np.where(crosses, self._zone[there], -1),
            ],
            axis=1,
        )
