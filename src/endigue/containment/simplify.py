"""A system of implications made small: equal states merged, what changes nothing left out.

Whatever is done here keeps the harm of every set of levers worth pulling, exactly.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from endigue.containment.components import grouped, reachable, strong_components
from endigue.containment.implications import OPEN, TRUE, System
from endigue.containment.sets import keys_of, numbered
from endigue.kernel.compiled import compiled

Positions = NDArray[np.int32]
Amounts = NDArray[np.int64]
Mask = NDArray[np.bool_]

WORTH_A_ROUND = 0.95
"""Another round is made while the last one left at most this share of the ways (assumed)."""

MOST_STEPS_PER_WAY = 50
"""Onward ways that are looked at, for each way of the graph, when needless ways are sought."""


@dataclass(frozen=True, slots=True)
class Graph:
    """Implications as columns. The children of threshold t are
    `child[threshold_start[t]:threshold_start[t + 1]]`; `levers` and `gates` are those of
    `implications.System`.
    """

    levers: int
    gates: tuple[tuple[int, ...], ...]
    cost: Amounts
    source: Positions
    target: Positions
    gate: Positions
    cut_lever: Positions
    cut_state: Positions
    threshold_state: Positions
    threshold_count: Positions
    threshold_start: Positions
    child: Positions
    stands: Positions
    """For each state of the first graph the one that stands for it now. That one holds if and
    only if one of those that it stands for does; -1 where it was left out."""

    @property
    def count(self) -> int:
        """The number of states."""
        return len(self.cost)

    def closing(self) -> Mask:
        """Which levers close a way."""
        used = np.zeros(self.levers + len(self.gates) + 1, np.bool_)  # the last for "open"
        used[self.gate] = True
        for gate, levers in enumerate(self.gates, start=self.levers):
            if used[gate]:
                used[list(levers)] = True
        return used[: self.levers]

    def is_child(self) -> Mask:
        """Which states are counted in a threshold."""
        named = np.zeros(self.count, np.bool_)
        named[self.child] = True
        return named

    def other_causes(self) -> Mask:
        """Which states have a cause that is no way: an own cut or a threshold."""
        named = np.zeros(self.count, np.bool_)
        named[self.cut_state] = True
        named[self.threshold_state] = True
        return named


@dataclass(frozen=True, slots=True)
class Core:
    """What is left: states, levers and gates renumbered, else as in `ContainmentProblem`."""

    levers: Positions
    """The levers that still close a way, by their old positions."""
    gate_start: Positions
    gate_lever: Positions
    graph: Graph


def graph_of(system: System) -> Graph:
    """The system as columns."""
    ways = system.ways()
    cuts = np.array(system.own_cuts, dtype=np.int32).reshape(-1, 2)
    sizes = [len(children) for _, _, children in system.thresholds]
    return Graph(
        levers=system.levers,
        gates=system.gates,
        cost=np.array(system.cost, dtype=np.int64),
        source=ways[:, 0],
        target=ways[:, 1],
        gate=ways[:, 2],
        cut_lever=cuts[:, 0],
        cut_state=cuts[:, 1],
        threshold_state=np.array([row[0] for row in system.thresholds], dtype=np.int32),
        threshold_count=np.array([row[1] for row in system.thresholds], dtype=np.int32),
        threshold_start=np.cumsum([0, *sizes], dtype=np.int32),
        child=np.array([child for row in system.thresholds for child in row[2]], dtype=np.int32),
        stands=np.arange(len(system.cost), dtype=np.int32),
    )


def simplified(system: System) -> Core:
    """The smallest system that the rules of this module find."""
    return renumbered(contracted(graph_of(system)))


def contracted(graph: Graph) -> Graph:
    """Rounds of merging and leaving out, until they bring no more. States keep their numbers;
    those that were merged or left out are named nowhere and cost nothing.
    """
    rules: tuple[Callable[[Graph], Positions], ...] = (
        _circles,
        _what_always_holds,
        _sole_causes,
        _sole_effects,
        _equal_causes,
        _equal_effects,
    )
    graph = merged(graph, _itself(graph))
    while True:
        before = len(graph.source)
        for rule in rules:
            leader = rule(graph)
            if (leader != np.arange(graph.count)).any():
                graph = merged(graph, leader)
        graph = _detours(_left_in(graph))
        if len(graph.source) > WORTH_A_ROUND * before or not len(graph.source):
            return graph


def merged(graph: Graph, leader: Positions) -> Graph:
    """States become their leaders, which lead themselves; ways are kept once each, and not
    beside an open one.
    """
    cost = np.zeros_like(graph.cost)
    moved = np.flatnonzero(graph.cost)
    np.add.at(cost, leader[moved], graph.cost[moved])
    source, target, gate = _distinct(
        graph.count, leader[graph.source], leader[graph.target], graph.gate
    )
    cuts = np.stack([graph.cut_lever, leader[graph.cut_state]], axis=1)
    cuts = np.unique(cuts[cuts[:, 1] != TRUE], axis=0)
    return _without_settled_thresholds(
        replace(
            graph,
            cost=cost,
            source=source,
            target=target,
            gate=gate,
            cut_lever=cuts[:, 0],
            cut_state=cuts[:, 1],
            threshold_state=leader[graph.threshold_state],
            child=leader[graph.child],
            stands=leader[graph.stands],
        )
    )


def _distinct(
    count: int, source: Positions, target: Positions, gate: Positions
) -> tuple[Positions, Positions, Positions]:
    """The ways that can change something: not to their own source nor to what always holds,
    each once, none beside an open one; sorted by source, target and gate.
    """
    kept = (source != target) & (target != TRUE)
    source, target, gate = source[kept], target[kept], gate[kept]
    gates = int(gate.max(initial=OPEN)) + 2
    if count * count * gates < 2**63:
        key = (source.astype(np.int64) * count + target) * gates + gate + 1
        key.sort()
        pair = key // gates
        gate = (key - pair * gates - 1).astype(np.int32)
        source = (pair // count).astype(np.int32)
        target = (pair - source.astype(np.int64) * count).astype(np.int32)
    else:
        order = np.lexsort((gate, target, source))
        source, target, gate = source[order], target[order], gate[order]
    if not len(source):
        return source, target, gate
    new = (source[1:] != source[:-1]) | (target[1:] != target[:-1])
    first = np.append(np.True_, new)
    other = np.append(np.True_, new | (gate[1:] != gate[:-1]))
    leader = np.maximum.accumulate(np.where(first, np.arange(len(first)), 0))
    lasting = other & (first | (gate[leader] != OPEN))
    return source[lasting], target[lasting], gate[lasting]


def _without_settled_thresholds(graph: Graph) -> Graph:
    """Thresholds of what always holds are left out; children that always hold are counted."""
    lengths = np.diff(graph.threshold_start)
    owner = np.repeat(np.arange(len(lengths)), lengths)
    holding = graph.child == TRUE
    if not holding.any() and not (graph.threshold_state == TRUE).any():
        return graph
    count = graph.threshold_count - np.bincount(owner[holding], minlength=len(lengths))
    settled = graph.threshold_state == TRUE
    now = np.flatnonzero((count <= 0) & ~settled)
    stays = ~settled & (count > 0)
    kept = ~holding & stays[owner]
    sizes = np.bincount(owner[kept], minlength=len(lengths))[stays]
    return replace(
        graph,
        threshold_state=graph.threshold_state[stays],
        threshold_count=count[stays].astype(np.int32),
        threshold_start=np.cumsum(np.append(0, sizes), dtype=np.int32),
        child=graph.child[kept],
        source=np.append(graph.source, np.full(len(now), TRUE, np.int32)),
        target=np.append(graph.target, graph.threshold_state[now]),
        gate=np.append(graph.gate, np.full(len(now), OPEN, np.int32)),
    )


def _itself(graph: Graph) -> Positions:
    return np.arange(graph.count, dtype=np.int32)


def _circles(graph: Graph) -> Positions:
    """States that follow from each other by open ways are one."""
    passable = graph.gate == OPEN
    return strong_components(graph.count, graph.source[passable], graph.target[passable])


def _what_always_holds(graph: Graph) -> Positions:
    """What follows from what always holds by open ways always holds."""
    passable = graph.gate == OPEN
    true = np.array([TRUE], np.int32)
    holds = reachable(graph.count, graph.source[passable], graph.target[passable], true)
    return np.where(holds, np.int32(TRUE), _itself(graph))


def _sole_causes(graph: Graph) -> Positions:
    """A state whose only cause is one open way is its cause. There is no circle of such ways:
    `_circles` went before.
    """
    alone = np.bincount(graph.target, minlength=graph.count) == 1
    alone &= ~graph.other_causes()
    rows = (graph.gate == OPEN) & alone[graph.target]
    leader = _itself(graph)
    leader[graph.target[rows]] = graph.source[rows]
    return _followed(leader)


def _sole_effects(graph: Graph) -> Positions:
    """A state that costs nothing and has one open way as its only effect is its effect."""
    alone = np.bincount(graph.source, minlength=graph.count) == 1
    alone &= (graph.cost == 0) & ~graph.is_child()
    alone[TRUE] = False
    rows = (graph.gate == OPEN) & alone[graph.source]
    leader = _itself(graph)
    leader[graph.source[rows]] = graph.target[rows]
    return _followed(leader)


def _followed(leader: Positions) -> Positions:
    while True:
        further = leader[leader]
        if np.array_equal(further, leader):
            return leader
        leader = further


def _equal_causes(graph: Graph) -> Positions:
    """States with the same ways into them and the same own cuts, and no threshold, hold
    together.
    """
    eligible = np.ones(graph.count, np.bool_)
    eligible[TRUE] = False
    eligible[graph.threshold_state] = False
    gates = graph.levers + len(graph.gates) + 1
    ways = graph.source.astype(np.int64) * gates + graph.gate + 1
    cuts = graph.count * gates + graph.cut_lever.astype(np.int64)
    return _alike(
        graph.count,
        np.concatenate([graph.target, graph.cut_state]),
        np.concatenate([ways, cuts]),
        eligible,
    )


def _equal_effects(graph: Graph) -> Positions:
    """States that cost nothing and lead the same ways matter only as "any of them"."""
    eligible = (graph.cost == 0) & ~graph.is_child()
    eligible[TRUE] = False
    gates = graph.levers + len(graph.gates) + 1
    ways = graph.target.astype(np.int64) * gates + graph.gate + 1
    return _alike(graph.count, graph.source, ways, eligible)


def _alike(count: int, state: Positions, member: NDArray[np.int64], eligible: Mask) -> Positions:
    """Each eligible state led by the first that has the same, not empty, set of members."""
    start, rows = grouped(count, state)
    having = np.flatnonzero((np.diff(start) > 0) & eligible)
    leader = np.arange(count, dtype=np.int32)
    if not len(having):
        return leader
    lengths = (start[1:] - start[:-1])[having]
    starts = np.cumsum(lengths) - lengths
    chosen = rows[np.repeat(start[having] - starts, lengths) + np.arange(lengths.sum())]
    numbers = numbered(*keys_of(starts, member[chosen]).T)
    first = np.full(int(numbers.max()) + 1, count, np.int64)
    np.minimum.at(first, numbers, having)
    leader[having] = first[numbers]
    return leader


def _left_in(graph: Graph) -> Graph:
    """Without what cannot come true, what no cost depends on, and levers that close nothing.

    A lever that closes no way saves nothing, so it is never pulled and cuts nothing.
    """
    closing = graph.closing()[graph.cut_lever]
    graph = replace(graph, cut_lever=graph.cut_lever[closing], cut_state=graph.cut_state[closing])
    possible = _possible(graph)
    graph = replace(graph, cost=np.where(possible, graph.cost, 0))
    ways = possible[graph.source] & possible[graph.target]
    matters = _matters(graph)
    ways &= matters[graph.target]
    lengths = np.diff(graph.threshold_start)
    owner = np.repeat(np.arange(len(lengths)), lengths)
    stays = possible[graph.threshold_state] & matters[graph.threshold_state]
    children = stays[owner] & possible[graph.child]
    sizes = np.bincount(owner[children], minlength=len(lengths))
    stays &= sizes >= graph.threshold_count
    children &= stays[owner]
    cuts = matters[graph.cut_state] & possible[graph.cut_state]
    return replace(
        graph,
        source=graph.source[ways],
        target=graph.target[ways],
        gate=graph.gate[ways],
        cut_lever=graph.cut_lever[cuts],
        cut_state=graph.cut_state[cuts],
        threshold_state=graph.threshold_state[stays],
        threshold_count=graph.threshold_count[stays],
        threshold_start=np.cumsum(np.append(0, sizes[stays]), dtype=np.int32),
        child=graph.child[children],
    )


def _detours(graph: Graph) -> Graph:
    """Without ways that say nothing new: the source leads openly to a state from which the
    same target is reached, openly or through the same gate.
    """
    start, rows = grouped(graph.count, graph.source)
    idle = _needless(start, graph.target[rows], graph.gate[rows])
    if not idle.any():
        return graph
    stays = np.ones(len(rows), np.bool_)
    stays[rows[idle]] = False
    return replace(
        graph,
        source=graph.source[stays],
        target=graph.target[stays],
        gate=graph.gate[stays],
    )


@compiled
def _needless(start: NDArray[np.int64], target: Positions, gate: Positions) -> Mask:
    """Which ways are detoured; a way that was found needless is no longer used to show that
    another one is: open ways form no circle here, so that none depends on itself.
    """
    count = len(start) - 1
    idle = np.zeros(len(target), np.bool_)
    row_to = np.full(count, -1, np.int64)
    steps = 0
    for source in range(count):
        if start[source + 1] - start[source] < 2:
            continue
        for row in range(start[source], start[source + 1]):
            row_to[target[row]] = row
        for row in range(start[source], start[source + 1]):
            if gate[row] != OPEN or idle[row]:
                continue
            middle = target[row]
            steps += start[middle + 1] - start[middle]
            if steps > MOST_STEPS_PER_WAY * len(target):
                return idle
            for onward in range(start[middle], start[middle + 1]):
                direct = row_to[target[onward]]
                if direct < 0 or direct == row or idle[onward]:
                    continue
                if gate[onward] == OPEN or gate[onward] == gate[direct]:
                    idle[direct] = True
        for row in range(start[source], start[source + 1]):
            row_to[target[row]] = -1
    return idle


def _possible(graph: Graph) -> Mask:
    """What can come true for some set of levers; thresholds are taken at their word."""
    roots = np.unique(np.concatenate([[TRUE], graph.cut_state, graph.threshold_state]))
    return reachable(graph.count, graph.source, graph.target, roots.astype(np.int32))


def _matters(graph: Graph) -> Mask:
    """Which states cost something or are among the causes of one that does."""
    owner = np.repeat(graph.threshold_state, np.diff(graph.threshold_start))
    costly = np.flatnonzero(graph.cost).astype(np.int32)
    back = np.concatenate([graph.target, owner])
    causes = np.concatenate([graph.source, graph.child])
    return reachable(graph.count, back, causes, costly[costly != TRUE])


def renumbered(graph: Graph) -> Core:
    """States, levers and gates that are named, from 0 on."""
    kept = np.flatnonzero(graph.closing()).astype(np.int32)
    lever_place = np.full(graph.levers, -1, np.int32)
    lever_place[kept] = np.arange(len(kept))
    used = np.unique(graph.gate[graph.gate >= graph.levers])
    several = [lever_place[list(graph.gates[gate - graph.levers])] for gate in used.tolist()]
    gate_place = np.full(graph.levers + len(graph.gates) + 1, OPEN, np.int32)  # last for "open"
    gate_place[: graph.levers] = lever_place
    gate_place[used] = len(kept) + np.arange(len(used))
    named = np.zeros(graph.count, np.bool_)
    named[TRUE] = True
    named[graph.cost > 0] = True
    for column in (graph.source, graph.target, graph.threshold_state, graph.child):
        named[column] = True
    place = (np.cumsum(named) - 1).astype(np.int32)
    cuts = lever_place[graph.cut_lever] >= 0
    sizes = [*([1] * len(kept)), *(len(gate) for gate in several)]
    return Core(
        levers=kept,
        gate_start=np.cumsum([0, *sizes], dtype=np.int32),
        gate_lever=np.concatenate([np.arange(len(kept)), *several]).astype(np.int32),
        graph=replace(
            graph,
            levers=len(kept),
            gates=tuple(tuple(gate.tolist()) for gate in several),
            cost=graph.cost[named],
            source=place[graph.source],
            target=place[graph.target],
            gate=gate_place[graph.gate],
            cut_lever=lever_place[graph.cut_lever[cuts]],
            cut_state=place[graph.cut_state[cuts]],
            threshold_state=place[graph.threshold_state],
            child=place[graph.child],
            stands=np.where(named, place, np.int32(-1))[graph.stands],
        ),
    )
