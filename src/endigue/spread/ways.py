"""The most likely way in to every asset, so that a person can check a forecast."""

import numpy as np
from numpy.typing import NDArray

from endigue.kernel.compiled import compiled
from endigue.spread.chance import inlined
from endigue.spread.problem import SpreadProblem, within
from endigue.spread.reach import Step

LONGEST_WAY = 100
"""Steps that are kept of a way in, the last ones: a person checks it, and a chain of a hundred
thousand nested groups must not fill the memory."""

_LEAST = 1e-300
"""Stands for a probability that is too small for its logarithm."""

Floats = NDArray[np.float64]
Positions = NDArray[np.int32]


class Ways:
    """The most probable single way to every asset: the path with the greatest product of the
    probabilities that its seed is held, and that each link works and is passed within the
    horizon.
    """

    def __init__(self, problem: SpreadProblem, horizon: float) -> None:
        chance = problem.p * within(problem, horizon)
        self._problem = problem
        self._known: dict[int, tuple[Step, ...]] = {-1: ()}
        self.order, before, by, self._cost = _cheapest(
            problem.first,
            problem.target,
            -np.log(np.maximum(chance, _LEAST)),
            problem.seed,
            -np.log(np.maximum(problem.seed_p, _LEAST)),
        )
        """All assets that can be reached at all, the most probable first."""
        self._before: list[int] = before.tolist()
        self._by: list[int] = by.tolist()

    def to(self, asset: int) -> tuple[Step, ...]:
        """The way to one asset, from its seed on; empty where it is best held from the start.

        Ways are kept, and the next one begins with that of the asset before it: whoever asks in
        the order of `order` pays for one step each.
        """
        climbed: list[int] = []
        while asset not in self._known and len(climbed) < LONGEST_WAY:
            climbed.append(asset)
            asset = self._before[asset]
        whole = asset in self._known
        way = self._known.get(asset, ())
        for at in reversed(climbed):
            if self._before[at] >= 0:
                way = (*way[1 - LONGEST_WAY :], self._step_into(at))
            if whole:
                self._known[at] = way
        return way

    def probability(self, asset: int) -> float:
        """That the way to one asset succeeds; 0 where there is none."""
        return float(np.exp(-self._cost[asset]))

    def _step_into(self, asset: int) -> Step:
        """The last step of its way."""
        problem = self._problem
        kind = problem.kinds[problem.kind[self._by[asset]]]
        return Step(problem.assets[self._before[asset]], problem.assets[asset], kind)


@compiled
def _cheapest(
    first: NDArray[np.int64],
    target: Positions,
    cost: Floats,
    seeds: NDArray[np.int64],
    seed_cost: Floats,
) -> tuple[Positions, Positions, NDArray[np.int64], Floats]:
    """Dijkstra's search: the nodes that can be reached, the cheapest first; and for every
    node the node before it and the link to it on its cheapest path, or -1, and its cost.
    """
    order, found = np.empty(len(first) - 1, np.int32), 0
    best = np.full(len(first) - 1, np.inf)
    before = np.full(len(first) - 1, -1, np.int32)
    by = np.full(len(first) - 1, -1)
    costs = np.empty(len(target) + len(seeds) + 1)
    nodes = np.empty(len(target) + len(seeds) + 1, np.int32)
    size = 0
    for index in range(len(seeds)):
        best[seeds[index]] = seed_cost[index]
        size = _push(costs, nodes, size, seed_cost[index], seeds[index])
    done = np.zeros(len(first) - 1, np.bool_)
    while size > 0:
        node = nodes[0]
        size = _pop(costs, nodes, size)
        if done[node]:
            continue
        done[node] = True
        order[found] = node
        found += 1
        for link in range(first[node], first[node + 1]):
            after = target[link]
            if best[node] + cost[link] < best[after]:
                best[after] = best[node] + cost[link]
                before[after] = node
                by[after] = link
                size = _push(costs, nodes, size, best[after], after)
    return order[:found], before, by, best


@inlined
def _push(costs: Floats, nodes: Positions, size: int, cost: float, node: int) -> int:
    at = size
    while at > 0 and costs[(at - 1) // 2] > cost:
        costs[at] = costs[(at - 1) // 2]
        nodes[at] = nodes[(at - 1) // 2]
        at = (at - 1) // 2
    costs[at] = cost
    nodes[at] = node
    return size + 1


@inlined
def _pop(costs: Floats, nodes: Positions, size: int) -> int:
    """Drop the first; its place is taken by the last, sunk to where it belongs."""
    size -= 1
    cost, node, at = costs[size], nodes[size], 0
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and costs[child + 1] < costs[child]:
            child += 1
        if costs[child] >= cost:
            break
        costs[at] = costs[child]
        nodes[at] = nodes[child]
        at = child
    costs[at] = cost
    nodes[at] = node
    return size
