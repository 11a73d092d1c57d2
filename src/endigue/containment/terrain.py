"""The organisation as arrays on which plans are priced: links by source, and what closes them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from endigue.containment.sweep import ALL, WIDTH, Closed, Network, Positions, Words
from endigue.organisation.model import Organisation

Rows = NDArray[np.int64]


class LinkRows(NamedTuple):
    """The links in the order of their sources; `row` is the place in the organisation."""

    source: Positions
    target: Positions
    row: Rows


class Terrain:
    """The network of one organisation, and what its levers act on.

    A *thing* is an asset, a flow or a zone, by its place among all of them in this order.
    """

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self._assets, self._flows = len(organisation.assets), len(organisation.flows)
        self._zone_place = {zone.id: place for place, zone in enumerate(organisation.zones)}
        none = len(organisation.zones)
        zone = [self._zone_place.get(asset.zone, none) for asset in organisation.assets]
        links = organisation.links
        row = np.argsort(links.source, kind="stable")
        flow = np.where(links.flow[row] >= 0, links.flow[row], self._flows)
        self.links = LinkRows(
            links.source[row].astype(np.int32), links.target[row].astype(np.int32), row
        )
        self.network = Network(
            np.searchsorted(self.links.source, np.arange(self._assets + 1)).astype(np.int64),
            self.links.target,
            flow.astype(np.int32),
            np.array(zone, np.int32),
        )
        source = [self._zone_place.get(one.source_zone, none) for one in organisation.flows]
        target = [self._zone_place.get(one.target_zone, none) for one in organisation.flows]
        self._thing = {lever.id: self._place(lever.target) for lever in organisation.levers}
        self._flow_source = np.array([*source, none], np.int32)
        self._flow_target = np.array([*target, none], np.int32)

    def closing(self, levers: Iterable[str]) -> Words:
        """A word for every thing, all ones where one of the levers acts on it."""
        words = np.zeros(self._assets + self._flows + len(self._zone_place) + 1, np.uint64)
        for lever in levers:
            if (thing := self._thing[lever]) is not None:
                words[thing] = ALL
        return words

    def closing_in_each(self, common: Iterable[str], plans: Sequence[Iterable[str]]) -> Words:
        """The same for up to 64 plans, one bit a plan, that share the `common` levers; bits to
        spare are like the last plan.
        """
        words = self.closing(common)
        for bit in range(WIDTH):
            for lever in plans[min(bit, len(plans) - 1)]:
                if (thing := self._thing[lever]) is not None:
                    words[thing] |= np.uint64(1 << bit)
        return words

    def closed(self, words: Words) -> Closed:
        """What is cut where those things are acted on: a flow is closed with the zone at either
        end of it.
        """
        zone = words[self._assets + self._flows :]
        flow = np.append(words[self._assets : self._assets + self._flows], np.uint64(0))
        flow |= zone[self._flow_source] | zone[self._flow_target]
        return Closed(words[: self._assets], flow, zone)

    def alone_on(self, levers: Iterable[str]) -> dict[str, int]:
        """The thing of each lever that no other of them acts on."""
        things = {lever: self._thing[lever] for lever in levers}
        times: dict[int | None, int] = {None: 2}
        for thing in things.values():
            times[thing] = times.get(thing, 0) + 1
        return {
            lever: thing
            for lever, thing in things.items()
            if thing is not None and times[thing] == 1
        }

    def ways_out(self, fallen: NDArray[np.bool_]) -> Rows:
        """The rows of `links` that lead from what has fallen to what has not."""
        return np.flatnonzero(fallen[self.links.source] & ~fallen[self.links.target])

    def sole_closers(self, levers: Sequence[str], rows: Rows) -> Positions:
        """For each of these rows of `links` the place of the lever that alone closes it: -1
        where it is open, -2 where several close it.
        """
        several = len(levers)
        mark = np.full(self._assets + self._flows + len(self._zone_place) + 1, -1, np.int32)
        alone = self.alone_on(levers)
        for place, lever in enumerate(levers):
            if (thing := self._thing[lever]) is not None:
                mark[thing] = place if lever in alone else several
        on_flow = np.append(mark[self._assets : self._assets + self._flows], np.int32(-1))
        on_zone = mark[self._assets + self._flows :]
        source, target = self.links.source[rows], self.links.target[rows]
        here, there = self.network.zone[source], self.network.zone[target]
        flow = self.network.flow[rows]
        closers = np.stack(
            [
                mark[source],
                mark[target],
                on_flow[flow],
                on_zone[self._flow_source[flow]],
                on_zone[self._flow_target[flow]],
                np.where(here != there, on_zone[here], -1),
                np.where(here != there, on_zone[there], -1),
            ]
        )
        last = closers.max(axis=0)
        first = np.where(closers < 0, several, closers).min(axis=0)
        sole = np.where((first == last) & (last < several), last, -2)
        return np.where(last < 0, -1, sole).astype(np.int32)

    def _place(self, target: str) -> int | None:
        """The place of a thing; None of what is neither asset nor flow nor zone."""
        organisation = self.organisation
        if (place := organisation.asset_index.get(target)) is not None:
            return place
        if (place := organisation.flow_index.get(target)) is not None:
            return self._assets + place
        if (place := self._zone_place.get(target)) is not None:
            return self._assets + self._flows + place
        return None
