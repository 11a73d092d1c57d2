"""Prices many plans of one organisation at once, on arrays.

`price.Simulator` is the definition, written for reading; this is the same on bits, for
thousands of plans of an organisation of any size: what an action is good for is the price of
the plan without it. The tests hold the two equal.

Memory: 20 bytes for each link, and some 130 for each asset.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from endigue.containment.amounts import joined, limbs, total
from endigue.containment.needs import Flags, Needs
from endigue.containment.sweep import (
    ALL,
    WIDTH,
    Closed,
    Positions,
    Words,
    fall,
    first_in,
    tally,
    tree,
)
from endigue.containment.terrain import Rows, Terrain
from endigue.kernel.money import Cents
from endigue.organisation.model import HOST_KINDS, Organisation

NAMED = 5
"""Ways in that are kept of one lever, to be named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What follows from one plan. `fallen` and `by` have one value an asset."""

    harm: Cents
    operations_loss: Cents
    fallen_loss: Cents
    levers_cost: Cents
    operations_down: tuple[str, ...]
    by_hand: tuple[str, ...]
    fallen: NDArray[np.bool_]
    order: Positions
    """The fallen, in the order in which a breadth-first search from the seeds finds them."""
    by: Rows
    """The row of `Terrain.links` by which each fell; -1 for a seed, -2 where it stands."""
    down: frozenset[str]
    """Assets and flows that are down, fallen or cut."""


@dataclass(frozen=True, slots=True)
class Without:
    """A plan without one of its levers."""

    harm: Cents
    saves: int
    """Assets that then fall as well."""
    dearest: int
    """Place of the dearest of them; of equals the first. -1 where there is none."""
    runs: frozenset[str]
    """Operations that then are not down."""
    closes: int
    """Links, from what has fallen to what has not, that this lever alone closes."""
    ways: tuple[int, ...]
    """Their rows in `Terrain.links`, those to the dearest assets first, at most `NAMED`."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """What something takes down by itself."""

    operations: frozenset[str]
    services: tuple[str, ...]


class Pricer:
    """Prices any number of plans for one organisation."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.terrain = Terrain(organisation)
        costs = [asset.fall_cost for asset in organisation.assets]
        self.fall_cost = limbs(costs)
        """Of every asset, in two limbs."""
        dearest_first = sorted(range(len(costs)), key=lambda place: -costs[place])
        self._dearest_first = np.array(dearest_first, np.int32)
        self._rank = np.argsort(self._dearest_first)
        self._host = np.array([one.kind in HOST_KINDS for one in organisation.assets], np.bool_)
        self._needs = Needs(organisation)
        index, flows = organisation.asset_index, organisation.flow_index
        assets_needed = [leaf for leaf in self._needs.leaves if leaf in index]
        flows_needed = [leaf for leaf in self._needs.leaves if leaf in flows]
        self._leaves = (*assets_needed, *flows_needed)
        self._leaf_assets = np.array([index[leaf] for leaf in assets_needed], np.int32)
        self._leaf_flows = np.array([flows[leaf] for leaf in flows_needed], np.int32)

    def price(self, seeds: Iterable[str], pulled: Iterable[str]) -> Situation:
        """What follows from pulling these levers while these assets are infected.

        Raises ValueError where an asset or a lever is unknown.
        """
        levers = self._known(pulled)
        closed = self.terrain.closed(self.terrain.closing(levers))
        count = len(self.organisation.assets)
        order, by = np.empty(count, np.int32), np.empty(count, np.int64)
        found = tree(self.terrain.network, closed, self._positions(seeds), order, by)
        fallen = by != -2
        outages = self._needs.outages(self._down(np.where(fallen, ALL, np.uint64(0)), closed, 1), 1)
        fallen_loss, levers_cost = total(self.fall_cost, fallen), self._cost(levers)
        return Situation(
            harm=Cents(outages.loss[0] + fallen_loss + levers_cost),
            operations_loss=Cents(outages.loss[0]),
            fallen_loss=Cents(fallen_loss),
            levers_cost=Cents(levers_cost),
            operations_down=self._operations(outages.down[:, 0]),
            by_hand=self._operations(outages.by_hand[:, 0]),
            fallen=fallen,
            order=order[:found].copy(),
            by=by,
            down=frozenset(self._all_down(fallen, closed)),
        )

    def harms(self, seeds: Iterable[str], plans: Sequence[Collection[str]]) -> list[Cents]:
        """The harm of every plan while these assets are infected.

        Raises ValueError where an asset or a lever is unknown.
        """
        seeds = tuple(seeds)
        harms: list[Cents] = []
        for place in range(0, len(plans), WIDTH):
            some = [frozenset(self._known(plan)) for plan in plans[place : place + WIDTH]]
            # Plans that are compared share nearly all of their levers.
            common = frozenset.intersection(*some)
            others = [plan - common for plan in some]
            closed = self.terrain.closed(self.terrain.closing_in_each(common, others))
            fallen = self._fallen(seeds, closed)
            _, losses, _ = self._tallied(fallen, closed, len(some))
            shared = self._cost(common)
            harms += [
                Cents(loss + shared + self._cost(plan))
                for loss, plan in zip(losses, others, strict=True)
            ]
        return harms

    def without_each(self, seeds: Iterable[str], pulled: Iterable[str]) -> dict[str, Without]:
        """The plan without each of its levers alone, by lever.

        Raises ValueError where an asset or a lever is unknown.
        """
        levers = self._known(pulled)
        by_id, cost = self.organisation.lever_by_id, self._cost(levers)
        things, alone = self.terrain.closing(levers), self.terrain.alone_on(levers)
        base = self._fallen(seeds, self.terrain.closed(things))
        ways = self.terrain.ways_out(base != 0)
        closer = self.terrain.sole_closers(levers, ways)
        named = self._by_closer(ways, closer)
        closes = np.bincount(closer[closer >= 0], minlength=len(levers)).tolist()
        fallen_anyway = int(np.count_nonzero(base))
        found: dict[str, Without] = {}
        for place in range(0, len(levers), WIDTH):
            some = levers[place : place + WIDTH]
            words = things.copy()
            for bit, lever in enumerate(some):
                if lever in alone:
                    words[alone[lever]] &= ~np.uint64(1 << bit)
            closed = self.terrain.closed(words)
            # What falls under the whole plan falls without a part of it too; only the ways
            # that a lever of these closes by itself lead further.
            opened = ways[(closer >= place) & (closer < place + len(some))]
            fallen = base.copy()
            fall(self.terrain.network, closed, np.unique(self.terrain.links.source[opened]), fallen)
            counts, losses, down = self._tallied(fallen, closed, len(some))
            dearest = np.full(WIDTH, -1, np.int32)
            first_in(self._dearest_first, fallen & ~base, dearest)
            for bit, lever in enumerate(some):
                found[lever] = Without(
                    harm=Cents(losses[bit] + cost - by_id[lever].cost),
                    saves=counts[bit] - fallen_anyway,
                    dearest=int(dearest[bit]),
                    runs=frozenset(self._operations(~down[:, bit])),
                    closes=closes[place + bit],
                    ways=named.get(place + bit, ()),
                )
        return found

    def stopped_by_each(self, pulled: Iterable[str]) -> dict[str, Stopped]:
        """What each lever takes down by itself, where nothing is infected, by lever."""
        levers, nothing = self._known(pulled), self._words()
        found: dict[str, Stopped] = {}
        for place in range(0, len(levers), WIDTH):
            some = levers[place : place + WIDTH]
            closed = self.terrain.closed(self.terrain.closing_in_each((), [(one,) for one in some]))
            outages = self._needs.outages(self._down(nothing, closed, len(some)), len(some))
            for bit, lever in enumerate(some):
                found[lever] = Stopped(
                    frozenset(self._operations(outages.down[:, bit])),
                    tuple(name for name, down in outages.services.items() if down[bit]),
                )
        return found

    def stopped_by_fall(self, situation: Situation) -> Stopped:
        """What the fallen assets of a situation take down by themselves, whatever is cut."""
        closed = self.terrain.closed(self.terrain.closing(()))
        words = np.where(situation.fallen, ALL, np.uint64(0))
        outages = self._needs.outages(self._down(words, closed, 1), 1)
        return Stopped(
            frozenset(self._operations(outages.down[:, 0])),
            tuple(name for name, down in outages.services.items() if down[0]),
        )

    def harms_of_worlds(self, fallen: Words, worlds: int, pulled: Iterable[str]) -> list[Cents]:
        """The harm in up to 64 worlds in which it is known what fell: bit n of the word of an
        asset says whether it fell in world n.
        """
        levers = self._known(pulled)
        closed = self.terrain.closed(self.terrain.closing(levers))
        _, losses, _ = self._tallied(fallen, closed, worlds)
        cost = self._cost(levers)
        return [Cents(loss + cost) for loss in losses]

    def _by_closer(self, ways: Rows, closer: Positions) -> dict[int, tuple[int, ...]]:
        """The ways that each lever alone closes, the dearest first, at most `NAMED` of them."""
        sole = closer >= 0
        ways, closer = ways[sole], closer[sole]
        order = np.lexsort((ways, self._rank[self.terrain.links.target[ways]], closer))
        starts = np.flatnonzero(np.diff(closer[order], prepend=-1))
        ends = np.append(starts[1:], len(order))[: len(starts)]
        return {
            int(closer[order[start]]): tuple(ways[order[start : min(end, start + NAMED)]].tolist())
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        }

    def _known(self, pulled: Iterable[str]) -> tuple[str, ...]:
        levers, by_id = tuple(dict.fromkeys(pulled)), self.organisation.lever_by_id
        for lever in levers:
            if lever not in by_id:
                raise ValueError(f"no lever is named {lever}")
        return levers

    def _positions(self, seeds: Iterable[str]) -> Positions:
        index, names = self.organisation.asset_index, sorted(set(seeds))
        for name in names:
            if name not in index:
                raise ValueError(f"no asset is named {name}")
        return np.array(sorted(index[name] for name in names), np.int32)

    def _cost(self, levers: Iterable[str]) -> int:
        return sum(self.organisation.lever_by_id[lever].cost for lever in levers)

    def _fallen(self, seeds: Iterable[str], closed: Closed) -> Words:
        start, fallen = self._positions(seeds), self._words()
        fallen[start] = ALL
        fall(self.terrain.network, closed, start, fallen)
        return fallen

    def _words(self) -> Words:
        return np.zeros(len(self.organisation.assets), np.uint64)

    def _tallied(
        self, fallen: Words, closed: Closed, situations: int
    ) -> tuple[list[int], list[int], Flags]:
        """How many assets fell; the losses, without the levers; which operations are down."""
        counts, lows, highs = (np.zeros(WIDTH, np.int64) for _ in range(3))
        tally(fallen, *self.fall_cost, counts, lows, highs)
        outages = self._needs.outages(self._down(fallen, closed, situations), situations)
        fallen_losses = joined(lows[:situations], highs[:situations])
        losses = [here + there for here, there in zip(fallen_losses, outages.loss, strict=True)]
        return counts[:situations].tolist(), losses, outages.down

    def _down(self, fallen: Words, closed: Closed, situations: int) -> dict[str, Flags]:
        """When each asset and flow that a need names is down; what never is, is left out."""
        assets, flows = self._leaf_assets, self._leaf_flows
        zone = closed.zone[self.terrain.network.zone[assets]]
        hosts = np.where(self._host[assets], fallen[assets] | zone, np.uint64(0))
        words = np.concatenate([closed.asset[assets] | hosts, closed.flow[flows]])
        some = np.flatnonzero(words)
        bits = np.arange(situations, dtype=np.uint64)
        flags = (words[some, None] >> bits & np.uint64(1)).astype(np.bool_)
        return {self._leaves[place]: row for place, row in zip(some.tolist(), flags, strict=True)}

    def _all_down(self, fallen: NDArray[np.bool_], closed: Closed) -> Iterator[str]:
        unplugged = closed.zone[self.terrain.network.zone] != 0
        lost = (closed.asset != 0) | (self._host & (fallen | unplugged))
        yield from (self.organisation.assets[place].id for place in np.flatnonzero(lost))
        shut = np.flatnonzero(closed.flow[:-1])
        yield from (self.organisation.flows[place].id for place in shut)

    def _operations(self, chosen: Flags) -> tuple[str, ...]:
        return tuple(self.organisation.operations[place].id for place in np.flatnonzero(chosen))
