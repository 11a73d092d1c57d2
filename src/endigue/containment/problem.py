"""The containment problem as arrays, for any solver.

Minimise `constant` + the cost of the pulled levers + the cost of the states that hold, where
a state holds if and only if one of its causes does:

- a way: its source holds and the lever that closes it is not pulled;
- an own cut: its lever is pulled;
- a threshold: at least `count` of its children hold.

State 0 always holds. Everything is in integer cents and nothing is negative, so the states
that hold are the least solution, and a state may be treated as continuous by a solver that
minimises. The problem holds only what the seeds can reach and what can still be changed.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from endigue.containment.choice import Choice, Orders, choose
from endigue.containment.implications import System
from endigue.containment.outage import charge_operations
from endigue.containment.simplify import simplified
from endigue.containment.travel import barriers, reach, travel, useful_links
from endigue.organisation.levers import cut_off
from endigue.organisation.model import Organisation


@dataclass(frozen=True, slots=True)
class ContainmentProblem:
    """Positions in `levers` stand for levers; -1 in `way_closer` for a way nothing closes.

    The children of threshold t are `threshold_child[threshold_start[t]:threshold_start[t+1]]`;
    a child named twice counts twice.
    """

    constant: int
    forced: tuple[str, ...]
    """Levers pulled in every plan; `constant` holds their cost."""
    levers: tuple[str, ...]
    lever_cost: NDArray[np.int64]
    state_cost: NDArray[np.int64]
    way_source: NDArray[np.int32]
    way_target: NDArray[np.int32]
    way_closer: NDArray[np.int32]
    cut_lever: NDArray[np.int32]
    cut_state: NDArray[np.int32]
    threshold_state: NDArray[np.int32]
    threshold_count: NDArray[np.int32]
    threshold_start: NDArray[np.int32]
    threshold_child: NDArray[np.int32]


def build(
    organisation: Organisation,
    seeds: Iterable[str],
    keep: Collection[str] = (),
    cut: Collection[str] = (),
    derogations: Collection[str] = (),
) -> ContainmentProblem:
    """The problem of containing an attack that holds the seeds.

    `keep`, `cut` and `derogations` are those of `choice.Orders`. Raises ValueError where a seed
    is unknown, the orders contradict each other, or a cost is negative.
    """
    _check_costs(organisation)
    choice = choose(organisation, Orders(tuple(keep), tuple(cut), tuple(derogations)))
    positions = _positions(organisation, seeds)
    acting = [*choice.free, *choice.forced]
    free = np.arange(len(acting)) < len(choice.free)
    closing = barriers(organisation, _lever_on(organisation, acting))
    fate = reach(organisation, closing, positions, forced=~free, free=free)
    links = useful_links(organisation, closing, fate, forced=~free)
    helpful = np.zeros(len(acting) + 1, dtype=np.bool_)  # the last is found by index -1
    helpful[closing.on_link[links]] = True
    helpful[closing.on_asset[organisation.links.source[links]]] = True
    helpful[closing.on_asset[organisation.links.target[links]]] = True
    levers = tuple(
        lever
        for lever, helps in zip(choice.free, helpful[: len(choice.free)], strict=True)
        if helps
    )
    closing = barriers(organisation, _lever_on(organisation, levers))
    system = System()
    states = travel(system, organisation, closing, fate, positions, links)
    charge_operations(system, organisation, closing, states, cut_off(organisation, choice.forced))
    return _arrays(organisation, choice, levers, system)


def _check_costs(organisation: Organisation) -> None:
    costs = [
        *((asset.id, asset.fall_cost) for asset in organisation.assets),
        *((lever.id, lever.cost) for lever in organisation.levers),
        *((operation.id, operation.value_per_hour) for operation in organisation.operations),
    ]
    for identifier, cost in costs:
        if cost < 0:
            raise ValueError(f"{identifier} costs less than nothing")


def _positions(organisation: Organisation, seeds: Iterable[str]) -> NDArray[np.int32]:
    names = sorted(set(seeds))
    for name in names:
        if name not in organisation.asset_index:
            raise ValueError(f"no asset is named {name}")
    return np.array(sorted(organisation.asset_index[name] for name in names), dtype=np.int32)


def _lever_on(organisation: Organisation, levers: Iterable[str]) -> dict[str, int]:
    by_id = organisation.lever_by_id
    return {by_id[lever].target: place for place, lever in enumerate(levers)}


def _arrays(
    organisation: Organisation, choice: Choice, levers: tuple[str, ...], system: System
) -> ContainmentProblem:
    core = simplified(system, len(levers))
    by_id = organisation.lever_by_id
    kept = [levers[place] for place in core.levers]
    return ContainmentProblem(
        constant=core.constant + sum(by_id[lever].cost for lever in choice.forced),
        forced=choice.forced,
        levers=tuple(kept),
        lever_cost=np.array([by_id[lever].cost for lever in kept], dtype=np.int64),
        state_cost=core.state_cost,
        way_source=core.ways[:, 0],
        way_target=core.ways[:, 1],
        way_closer=core.ways[:, 2],
        cut_lever=core.own_cuts[:, 0],
        cut_state=core.own_cuts[:, 1],
        threshold_state=core.threshold_state,
        threshold_count=core.threshold_count,
        threshold_start=core.threshold_start,
        threshold_child=core.threshold_child,
    )
