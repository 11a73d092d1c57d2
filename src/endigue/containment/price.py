"""What a set of pulled levers costs, straight from the definition.

This simulator knows nothing of the optimiser, and the optimiser nothing of it: each is the
other's check. It is written with sets and a breadth-first search, for reading.

The definition. Given the seeds (assets treated as infected) and the levers that are pulled:

- *Blocked assets* are the targets of pulled levers that are assets. *Unplugged zones* are the
  targets that are zones. *Closed flows* are the targets that are flows, and every flow with
  its source or target zone unplugged.
- A link u -> v is *open* unless u or v is blocked, or its flow is closed, or it crosses the
  border of an unplugged zone: exactly one of u and v lies in that zone. An asset without a
  zone lies in none.
- *Fallen* are the seeds and every asset that can be reached from a seed along open links. A
  blocked seed stays fallen and spreads nothing.
- *Down* are the hosts that fell, every blocked asset of any kind, the hosts in an unplugged
  zone, the closed flows; then every service whose needs are not met, through all levels.
- An operation is down if its needs are not met. Its loss is then `harm.loss_by_hand` if the
  needs of its hand-work are met (or it has none to meet), else `harm.loss_without_hands`.
- The *harm* is the sum of the losses of operations, the fall cost of every fallen asset, and
  the cost of every pulled lever.
"""

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from endigue.kernel.money import Cents
from endigue.organisation.harm import loss_by_hand, loss_without_hands
from endigue.organisation.model import HOST_KINDS, Lever, Organisation
from endigue.organisation.needs import is_met, services_in_order


@dataclass(frozen=True, slots=True)
class Price:
    """The situation that results, and its harm in cents.

    `operations_down` and `by_hand` stand in the order of the organisation; `down` holds assets
    and flows, not the services that follow from them.
    """

    harm: Cents
    operations_loss: Cents
    fallen_loss: Cents
    levers_cost: Cents
    operations_down: tuple[str, ...]
    by_hand: tuple[str, ...]
    came_from: Mapping[str, str]
    """Every fallen asset, with the asset from which it fell; a seed fell from nothing."""
    down: frozenset[str]

    @property
    def fallen(self) -> AbstractSet[str]:
        """The fallen assets."""
        return self.came_from.keys()

    def way(self, goal: str) -> tuple[str, ...]:
        """A shortest path of open links from a seed to a fallen asset, both included."""
        path = [goal]
        while self.came_from[path[-1]]:
            path.append(self.came_from[path[-1]])
        return tuple(reversed(path))


@dataclass(frozen=True, slots=True)
class _Cut:
    """What pulled levers do: blocked assets, closed flows, unplugged zones."""

    blocked: frozenset[str]
    closed: frozenset[str]
    unplugged: frozenset[str]
    closing: frozenset[str]
    """Flows and zones together; their identifiers differ."""


class Simulator:
    """Prices any number of plans for one organisation."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self._assets = {asset.id: asset for asset in organisation.assets}
        self._flows = {flow.id for flow in organisation.flows}
        self._zones = {zone.id for zone in organisation.zones}
        self._levers = {lever.id: lever for lever in organisation.levers}
        self._services = services_in_order(
            {service.id: service for service in organisation.services}
        )
        self._hosts_in: dict[str, list[str]] = {}
        for asset in organisation.assets:
            if asset.kind in HOST_KINDS:
                self._hosts_in.setdefault(asset.zone, []).append(asset.id)
        self._ways = _ways_out(organisation)
        hours = organisation.parameters.hours
        self._losses = {
            operation.id: (loss_without_hands(operation, hours), loss_by_hand(operation, hours))
            for operation in organisation.operations
        }
        """Without hands, by hand."""

    def price(self, seeds: Iterable[str], pulled: Iterable[str]) -> Price:
        """The price of pulling these levers when these assets are infected.

        Raises ValueError where an asset or a lever is unknown.
        """
        levers = self._known_levers(pulled)
        cut = self._cut(levers)
        came_from = self._fallen_from(self._known_seeds(seeds), cut)
        return self._priced(levers, came_from, self._down(came_from.keys(), cut))

    def ways_out(self, inside: AbstractSet[str], pulled: Iterable[str]) -> int:
        """How many open links lead from these assets to others."""
        cut = self._cut(self._known_levers(pulled))
        return sum(
            target not in inside and _is_open(target, closers, cut)
            for source in inside - cut.blocked
            for target, closers in self._ways[source]
        )

    def _known_seeds(self, seeds: Iterable[str]) -> list[str]:
        known = sorted(set(seeds))
        for seed in known:
            if seed not in self._assets:
                raise ValueError(f"no asset is named {seed}")
        return known

    def _known_levers(self, pulled: Iterable[str]) -> tuple[Lever, ...]:
        names = sorted(set(pulled))
        for name in names:
            if name not in self._levers:
                raise ValueError(f"no lever is named {name}")
        return tuple(self._levers[name] for name in names)

    def _cut(self, levers: tuple[Lever, ...]) -> _Cut:
        targets = {lever.target for lever in levers}
        unplugged = targets & self._zones
        crossing = {
            flow.id
            for flow in self.organisation.flows
            if flow.source_zone in unplugged or flow.target_zone in unplugged
        }
        closed = frozenset((targets & self._flows) | crossing)
        return _Cut(
            blocked=frozenset(targets & self._assets.keys()),
            closed=closed,
            unplugged=frozenset(unplugged),
            closing=closed | unplugged,
        )

    def _fallen_from(self, seeds: list[str], cut: _Cut) -> dict[str, str]:
        """What falls, each with the asset that it falls from; a seed falls from nothing."""
        came_from = dict.fromkeys(seeds, "")
        pending = deque(seeds)
        while pending:
            source = pending.popleft()
            if source in cut.blocked:
                continue
            for target, closers in self._ways[source]:
                if target not in came_from and _is_open(target, closers, cut):
                    came_from[target] = source
                    pending.append(target)
        return came_from

    def _down(self, fallen: AbstractSet[str], cut: _Cut) -> frozenset[str]:
        hosts_fallen = {asset for asset in fallen if self._assets[asset].kind in HOST_KINDS}
        hosts_unplugged = {host for zone in cut.unplugged for host in self._hosts_in.get(zone, ())}
        return cut.blocked | cut.closed | hosts_fallen | hosts_unplugged

    def _priced(
        self, levers: tuple[Lever, ...], came_from: Mapping[str, str], down: frozenset[str]
    ) -> Price:
        lost = self._with_services_down(down)
        operations_loss = 0
        operations_down: list[str] = []
        by_hand: list[str] = []
        for operation in self.organisation.operations:
            if is_met(operation.needs, lost):
                continue
            operations_down.append(operation.id)
            manual = operation.manual
            hands = manual is not None and (manual.needs is None or is_met(manual.needs, lost))
            if hands:
                by_hand.append(operation.id)
            operations_loss += self._losses[operation.id][hands]
        fallen_loss = sum(self._assets[asset].fall_cost for asset in came_from)
        levers_cost = sum(lever.cost for lever in levers)
        return Price(
            harm=Cents(operations_loss + fallen_loss + levers_cost),
            operations_loss=Cents(operations_loss),
            fallen_loss=Cents(fallen_loss),
            levers_cost=Cents(levers_cost),
            operations_down=tuple(operations_down),
            by_hand=tuple(by_hand),
            came_from=came_from,
            down=down,
        )

    def _with_services_down(self, down: Collection[str]) -> set[str]:
        lost = set(down)
        for service in self._services:
            if not is_met(service.needs, lost):
                lost.add(service.id)
        return lost


def price(organisation: Organisation, seeds: Iterable[str], pulled: Iterable[str]) -> Price:
    """The price of pulling these levers when these assets are infected.

    Raises ValueError where an asset or a lever is unknown.
    """
    return Simulator(organisation).price(seeds, pulled)


def _is_open(target: str, closers: tuple[str, ...], cut: _Cut) -> bool:
    """Whether a link from an asset that is not blocked is open."""
    return target not in cut.blocked and cut.closing.isdisjoint(closers)


def _ways_out(organisation: Organisation) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """From every asset, the assets that it leads to, each with the flow that the link uses and
    the zones whose border it crosses.
    """
    names = [asset.id for asset in organisation.assets]
    zones = [asset.zone for asset in organisation.assets]
    flows = [flow.id for flow in organisation.flows]
    links = organisation.links
    ways: dict[str, list[tuple[str, tuple[str, ...]]]] = {name: [] for name in names}
    for source, target, flow in zip(
        links.source.tolist(), links.target.tolist(), links.flow.tolist(), strict=True
    ):
        crossed = {zones[source], zones[target]} if zones[source] != zones[target] else set()
        used = {flows[flow]} if flow >= 0 else set()
        ways[names[source]].append((names[target], tuple(sorted((crossed | used) - {""}))))
    return ways
