"""A system of implications made small: equal states merged, what costs nothing left out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from endigue.containment.components import reachable, strong_components
from endigue.containment.implications import OPEN, TRUE, System

Rows = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Core:
    """What is left: states and levers renumbered, the rest as in `ContainmentProblem`."""

    constant: int
    levers: list[int]
    """The levers that still close a way, by their old positions."""
    state_cost: NDArray[np.int64]
    ways: Rows
    own_cuts: Rows
    threshold_state: NDArray[np.int32]
    threshold_count: NDArray[np.int32]
    threshold_start: NDArray[np.int32]
    threshold_child: NDArray[np.int32]


def simplified(system: System, levers: int) -> Core:
    """The smallest system with the same least harm for every set of levers worth pulling.

    States that follow from each other by ways nothing closes are one state. A state that no
    costly state depends on is left out, and with it the ways that lead to it. A lever that
    then closes no way is left out: pulling it saves nothing.
    """
    count = len(system.cost)
    ways = np.concatenate([np.empty((0, 3), np.int32), *system.ways])
    passable = ways[ways[:, 2] == OPEN]
    merged = strong_components(count, passable[:, 0], passable[:, 1])
    ways = _distinct(merged, ways)
    costs = [0] * count
    for state, cost in zip(merged.tolist(), system.cost, strict=True):
        costs[state] += cost
    thresholds = [
        (int(merged[state]), needed, merged[list(children)].tolist())
        for state, needed, children in system.thresholds
    ]
    matters = _matters(costs, ways, thresholds)
    ways = ways[matters[ways[:, 1]]]
    matters[TRUE] = True
    closers = np.unique(ways[:, 2])
    lever_place = _renumbered(np.isin(np.arange(levers), closers))
    state_place = _renumbered(matters)
    thresholds = [row for row in thresholds if matters[row[0]]]
    return Core(
        constant=costs[TRUE],
        levers=np.flatnonzero(lever_place[:-1] >= 0).tolist(),
        state_cost=_state_costs(costs, matters),
        ways=np.stack(
            [state_place[ways[:, 0]], state_place[ways[:, 1]], lever_place[ways[:, 2]]], axis=1
        ),
        own_cuts=_own_cuts(system, lever_place, state_place[merged]),
        threshold_state=state_place[np.array([row[0] for row in thresholds], dtype=np.int64)],
        threshold_count=np.array([row[1] for row in thresholds], dtype=np.int32),
        threshold_start=np.cumsum([0, *(len(row[2]) for row in thresholds)], dtype=np.int32),
        threshold_child=state_place[
            np.array([child for row in thresholds for child in row[2]], dtype=np.int64)
        ],
    )


def _distinct(merged: NDArray[np.int32], ways: Rows) -> Rows:
    """The ways between merged states, once each, without those beside an open one."""
    ways = np.stack([merged[ways[:, 0]], merged[ways[:, 1]], ways[:, 2]], axis=1)
    ways = np.unique(ways[ways[:, 0] != ways[:, 1]], axis=0)  # OPEN sorts before every lever
    if not len(ways):
        return ways
    first = np.append(True, np.any(ways[1:, :2] != ways[:-1, :2], axis=1))
    leader = np.maximum.accumulate(np.where(first, np.arange(len(ways)), 0))
    lasting: Rows = ways[first | (ways[leader, 2] != OPEN)]
    return lasting


def _matters(
    costs: list[int], ways: Rows, thresholds: list[tuple[int, int, list[int]]]
) -> NDArray[np.bool_]:
    """Which states cost something or are among the causes of one that does."""
    pairs = [(state, child) for state, _, children in thresholds for child in children]
    back = np.concatenate([ways[:, 1::-1], np.array(pairs, dtype=np.int32).reshape(-1, 2)])
    costly = np.array([state for state, cost in enumerate(costs) if cost and state], np.int32)
    return reachable(len(costs), back[:, 0], back[:, 1], costly)


def _renumbered(kept: NDArray[np.bool_]) -> NDArray[np.int32]:
    """New positions; -1 for what is not kept and, found by index -1, for none."""
    place = np.where(kept, np.cumsum(kept) - 1, -1)
    return np.append(place, -1).astype(np.int32)


def _state_costs(costs: list[int], matters: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Costs of the states that matter; that of state 0 went into the constant."""
    own = [0, *costs[1:]]
    return np.array([own[state] for state in np.flatnonzero(matters).tolist()], dtype=np.int64)


def _own_cuts(
    system: System, lever_place: NDArray[np.int32], state_place: NDArray[np.int32]
) -> Rows:
    pairs = np.array(system.own_cuts, dtype=np.int32).reshape(-1, 2)
    moved = np.stack([lever_place[pairs[:, 0]], state_place[pairs[:, 1]]], axis=1)
    return np.unique(moved[(moved >= 0).all(axis=1)], axis=0)
