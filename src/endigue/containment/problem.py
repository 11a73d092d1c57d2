"""The containment problem as arrays, for any solver.

Minimise `constant` + the cost of the pulled levers + the cost of the states that hold, where
a state holds if and only if one of its causes does:

- a way: its source holds and no lever of its gate is pulled;
- an own cut: its lever is pulled;
- a threshold: at least `count` of its children hold.

State 0 always holds. Everything is in integer cents and nothing is negative, so the states
that hold are the least solution, and a state may be treated as continuous by a solver that
minimises. The problem holds only what the seeds can reach and what can still be changed.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from endigue.containment.amounts import MOST_AT_STAKE
from endigue.containment.choice import Choice, Orders, choose
from endigue.containment.implications import TRUE, System
from endigue.containment.outage import charge_operations
from endigue.containment.simplify import Graph, simplified
from endigue.containment.travel import barriers, helpful, passages, reach, travel, useful_links
from endigue.organisation.harm import loss_without_hands
from endigue.organisation.levers import cut_off
from endigue.organisation.model import Organisation


@dataclass(frozen=True, slots=True)
class ContainmentProblem:
    """Positions in `levers` stand for levers; -1 in `way_gate` for a way nothing closes.

    Gate g is the levers `gate_lever[gate_start[g]:gate_start[g + 1]]`; each lever has the gate
    of its own position. The children of threshold t are
    `threshold_child[threshold_start[t]:threshold_start[t + 1]]`; a child named twice counts
    twice.
    """

    constant: int
    forced: tuple[str, ...]
    """Levers pulled in every plan; `constant` holds their cost."""
    levers: tuple[str, ...]
    lever_cost: NDArray[np.int64]
    state_cost: NDArray[np.int64]
    way_source: NDArray[np.int32]
    way_target: NDArray[np.int32]
    way_gate: NDArray[np.int32]
    gate_start: NDArray[np.int32]
    gate_lever: NDArray[np.int32]
    cut_lever: NDArray[np.int32]
    cut_state: NDArray[np.int32]
    threshold_state: NDArray[np.int32]
    threshold_count: NDArray[np.int32]
    threshold_start: NDArray[np.int32]
    threshold_child: NDArray[np.int32]

    def as_graph(self) -> Graph:
        """The implications alone, as `simplify` reads them."""
        several = range(len(self.levers), len(self.gate_start) - 1)
        bounds = self.gate_start.tolist()
        return Graph(
            levers=len(self.levers),
            gates=tuple(
                tuple(self.gate_lever[bounds[gate] : bounds[gate + 1]].tolist()) for gate in several
            ),
            cost=self.state_cost,
            source=self.way_source,
            target=self.way_target,
            gate=self.way_gate,
            cut_lever=self.cut_lever,
            cut_state=self.cut_state,
            threshold_state=self.threshold_state,
            threshold_count=self.threshold_count,
            threshold_start=self.threshold_start,
            child=self.threshold_child,
            stands=np.arange(len(self.state_cost), dtype=np.int32),
        )


def build(
    organisation: Organisation,
    seeds: Iterable[str],
    keep: Collection[str] = (),
    cut: Collection[str] = (),
    derogations: Collection[str] = (),
    *,
    hands: bool = False,
) -> ContainmentProblem:
    """The problem of containing an attack that holds the seeds.

    `keep`, `cut` and `derogations` are those of `choice.Orders`; `hands` says that the work of
    crews will be limited (see `hands.caps`). Raises ValueError where a seed is unknown, the
    orders contradict each other, a cost is negative, or all costs together are too large.
    """
    _check_costs(organisation)
    orders = Orders(tuple(keep), tuple(cut), tuple(derogations))
    choice = choose(organisation, orders, hands=hands)
    positions = _positions(organisation, seeds)
    acting = [*choice.free, *choice.forced]
    free = np.arange(len(acting)) < len(choice.free)
    passed = passages(organisation)
    closing = barriers(organisation, passed, acting)
    fate = reach(organisation, closing, positions, forced=~free, free=free)
    links = useful_links(organisation, closing, fate, forced=~free)
    useful = helpful(organisation, closing, links)[: len(choice.free)]
    levers = [lever for lever, helps in zip(choice.free, useful, strict=True) if helps]
    closing = barriers(organisation, passed, levers)
    system = System(len(levers), closing.gates)
    states = travel(system, organisation, closing, fate, positions, links)
    charge_operations(system, organisation, closing, states, cut_off(organisation, choice.forced))
    return _arrays(organisation, choice, levers, system)


def _check_costs(organisation: Organisation) -> None:
    hours = organisation.parameters.hours
    costs = [
        *((asset.id, asset.fall_cost) for asset in organisation.assets),
        *((lever.id, lever.cost) for lever in organisation.levers),
        *((each.id, loss_without_hands(each, hours)) for each in organisation.operations),
    ]
    for identifier, cost in costs:
        if cost < 0:
            raise ValueError(f"{identifier} costs less than nothing")
    if sum(cost for _, cost in costs) > MOST_AT_STAKE:
        dearest = max(costs, key=lambda one: one[1])[0]
        raise ValueError(f"all costs together are too large to be exact; the dearest is {dearest}")


def _positions(organisation: Organisation, seeds: Iterable[str]) -> NDArray[np.int32]:
    names = sorted(set(seeds))
    for name in names:
        if name not in organisation.asset_index:
            raise ValueError(f"no asset is named {name}")
    return np.array(sorted(organisation.asset_index[name] for name in names), dtype=np.int32)


def _arrays(
    organisation: Organisation, choice: Choice, levers: Sequence[str], system: System
) -> ContainmentProblem:
    core = simplified(system)
    by_id = organisation.lever_by_id
    kept = tuple(levers[place] for place in core.levers.tolist())
    graph = core.graph
    constant = int(graph.cost[TRUE]) + sum(by_id[lever].cost for lever in choice.forced)
    state_cost = graph.cost.copy()
    state_cost[TRUE] = 0
    return ContainmentProblem(
        constant=constant,
        forced=choice.forced,
        levers=kept,
        lever_cost=np.array([by_id[lever].cost for lever in kept], dtype=np.int64),
        state_cost=state_cost,
        way_source=graph.source,
        way_target=graph.target,
        way_gate=graph.gate,
        gate_start=core.gate_start,
        gate_lever=core.gate_lever,
        cut_lever=graph.cut_lever,
        cut_state=graph.cut_state,
        threshold_state=graph.threshold_state,
        threshold_count=graph.threshold_count,
        threshold_start=graph.threshold_start,
        threshold_child=graph.child,
    )
