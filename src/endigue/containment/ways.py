"""Ways in, by name: what an action closes, and one whole way that would be open without it."""

from collections.abc import Iterable, Sequence

import numpy as np

from endigue.containment.pricer import Situation
from endigue.containment.sweep import distances, onward
from endigue.containment.terrain import Terrain
from endigue.containment.way import Way


def named(terrain: Terrain, rows: Iterable[int]) -> tuple[Way, ...]:
    """Rows of `Terrain.links` as ways in."""
    return tuple(_named(terrain, row) for row in rows)


def _named(terrain: Terrain, row: int) -> Way:
    organisation = terrain.organisation
    links = organisation.links
    return Way(
        source=organisation.assets[terrain.links.source[row]].id,
        target=organisation.assets[terrain.links.target[row]].id,
        kind=links.kinds[links.kind[terrain.links.row[row]]],
    )


class WaysBehind:
    """Ways that would be open if one lever of a plan were not pulled."""

    def __init__(self, terrain: Terrain, situation: Situation, pulled: Sequence[str]) -> None:
        self._terrain = terrain
        self._situation = situation
        self._levers = tuple(pulled)
        self._closing = terrain.closing(self._levers)
        self._alone = terrain.alone_on(self._levers)
        self._distance = np.empty(len(situation.by), np.int32)
        distances(terrain.network, situation.order, situation.by, self._distance)
        rows = terrain.ways_out(situation.fallen)
        self._closer = terrain.sole_closers(self._levers, rows)
        near_first = np.argsort(self._distance[terrain.links.source[rows]], kind="stable")
        self._rows, self._closer = rows[near_first], self._closer[near_first]

    def to(self, goal: int, lever: str) -> tuple[str, ...]:
        """A shortest way to the asset at this place, which falls if the lever is not pulled:
        assets from what is infected to the goal.
        """
        terrain, situation = self._terrain, self._situation
        words = self._closing.copy()
        words[self._alone[lever]] = 0
        opened = self._rows[self._closer == self._levers.index(lever)]
        by, distance = situation.by.copy(), self._distance.copy()
        onward(terrain.network, terrain.closed(words), opened, distance, goal, by)
        assets = terrain.organisation.assets
        path = [goal]
        while (row := int(by[path[-1]])) >= 0:
            path.append(int(terrain.links.source[row]))
        return tuple(assets[place].id for place in reversed(path))
