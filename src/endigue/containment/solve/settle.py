"""What can be said of levers before any search, so that little is left to search.

*Settled*: take a lever that closes exactly one way, from *here* to *there*, and nothing else
leads there. If being *there* alone costs at least as much as the lever, and the lever takes
nothing down that *here* does not take down anyway, then some best plan pulls it whenever *here*
holds: isolating costs less than losing. So its cost is charged to *here*, and everything behind
it is gone. In real directories this settles almost every host.

*Bundled*: of levers that each close just one way, all from one state to one other, pulling some
saves nothing. They are one lever with the sum of their costs.

*Spared*: of two such levers, one behind the other with nothing between them, the dearer is not
needed if the cheaper takes nothing down. Nor is a lever that costs more than a known plan.

All of this holds only while nothing but money limits the levers: not under a cap on hands.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from endigue.containment.components import grouped
from endigue.containment.consequences import Consequences
from endigue.containment.implications import OPEN, TRUE
from endigue.containment.problem import ContainmentProblem
from endigue.containment.simplify import Core, Graph, contracted, renumbered

Mask = NDArray[np.bool_]
Amounts = NDArray[np.int64]
Rows = NDArray[np.int64]
Positions = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Rule:
    """Levers to pull wherever a state holds, both by position; what `stands` for each state of
    the first problem was the state by then.
    """

    levers: tuple[Rows, ...]
    here: Positions
    stands: Positions


@dataclass(frozen=True, slots=True)
class Settled:
    """A smaller problem, and how its plans become plans of the first one."""

    problem: ContainmentProblem
    first: ContainmentProblem
    stands_for: tuple[Rows, ...]
    """For each lever of the smaller problem the levers of the first, by position."""
    rules: tuple[Rule, ...]

    def plan(self, chosen: Iterable[int]) -> list[int]:
        """A plan of the smaller problem as one of the first: what was settled is pulled where
        its way begins in a state that holds.
        """
        surely = {member for lever in chosen for member in self.stands_for[lever].tolist()}
        perhaps = {
            member for rule in self.rules for levers in rule.levers for member in levers.tolist()
        }
        holds = Consequences(self.first).states(surely, quietly=perhaps)
        for rule in self.rules:
            true = np.zeros(len(holds) + 1, np.bool_)
            true[rule.stands[holds]] = True
            for levers, here in zip(rule.levers, rule.here.tolist(), strict=True):
                if true[here]:
                    surely.update(levers.tolist())
        return sorted(surely)

    def hinted(self, levers: Iterable[int]) -> list[int]:
        """The levers of the smaller problem that a plan of the first one pulls."""
        pulled = set(levers)
        return [
            lever
            for lever, members in enumerate(self.stands_for)
            if pulled.issuperset(members.tolist())
        ]


def settled(problem: ContainmentProblem, ceiling: int | None = None) -> Settled:
    """All of the above, in rounds: what is gone lets more be settled. No plan that matters
    costs more than `ceiling` beside the constant of the problem.
    """
    levers = _Levers(problem.lever_cost)
    graph = problem.as_graph()
    rules: list[Rule] = []
    while True:
        ways = len(graph.source)
        if ceiling is not None:
            graph = _opened(graph, levers.cost > ceiling)
        graph = _spared(levers.bundled(graph), levers.cost)
        rows = _settling(graph, levers.cost)
        if len(rows):
            rules.append(Rule(levers.members(graph.gate[rows]), graph.source[rows], graph.stands))
        graph = contracted(_charged(graph, rows, levers.cost))
        if len(graph.source) >= ways:
            break
    core = renumbered(graph)
    return Settled(
        problem=_smaller(problem, core, levers.cost),
        first=problem,
        stands_for=levers.members(core.levers),
        rules=tuple(rules),
    )


class _Levers:
    """What has become of the levers so far."""

    def __init__(self, cost: Amounts) -> None:
        self.cost = cost.copy()
        self.leader = np.arange(len(cost))
        """The lever that stands for each, itself or the first of its bundle."""

    def bundled(self, graph: Graph) -> Graph:
        """Parallel ways of single levers as one way of one lever."""
        rows = _alone(graph)
        pair = graph.source[rows].astype(np.int64) * graph.count + graph.target[rows]
        order = np.argsort(pair, kind="stable")
        rows, pair = rows[order], pair[order]
        new = np.append(np.ones(min(len(rows), 1), np.bool_), np.diff(pair) > 0)
        if new.all():
            return graph
        first = graph.gate[rows[new]][np.cumsum(new) - 1]
        leads = np.arange(graph.levers)
        leads[graph.gate[rows]] = first
        cost = np.zeros_like(self.cost)
        np.add.at(cost, leads, self.cost)
        self.cost = cost
        self.leader = leads[self.leader]
        stays = np.ones(len(graph.source), np.bool_)
        stays[rows[~new]] = False
        return replace(
            graph,
            source=graph.source[stays],
            target=graph.target[stays],
            gate=graph.gate[stays],
            cut_lever=leads[graph.cut_lever].astype(np.int32),
        )

    def members(self, levers: Positions) -> tuple[Rows, ...]:
        """For each of these levers those that it stands for."""
        start, order = grouped(len(self.leader), self.leader.astype(np.int32))
        bounds = start.tolist()
        return tuple(order[bounds[lever] : bounds[lever + 1]] for lever in levers.tolist())


def _uses(graph: Graph) -> Rows:
    """How many ways each lever closes."""
    used = np.zeros(graph.levers, np.int64)
    gates = np.bincount(graph.gate[graph.gate != OPEN], minlength=graph.levers + len(graph.gates))
    used += gates[: graph.levers]
    for gate, levers in enumerate(graph.gates, start=graph.levers):
        used[list(levers)] += gates[gate]
    return used


def _alone(graph: Graph) -> Rows:
    """The ways that are closed by one lever, which closes no other."""
    rows = np.flatnonzero((graph.gate != OPEN) & (graph.gate < graph.levers))
    alone: Rows = rows[_uses(graph)[graph.gate[rows]] == 1]
    return alone


def _opened(graph: Graph, levers: Mask) -> Graph:
    """Without these levers: they are never pulled."""
    single = np.append(levers, np.zeros(len(graph.gates) + 1, np.bool_))
    gate = np.where(single[graph.gate], np.int32(OPEN), graph.gate)
    cuts = ~levers[graph.cut_lever]
    gates = tuple(tuple(lever for lever in members if not levers[lever]) for members in graph.gates)
    place = np.arange(graph.levers + len(gates) + 1, dtype=np.int32)
    place[-1] = OPEN
    for at, members in enumerate(gates, start=graph.levers):
        if len(members) < 2:
            place[at] = members[0] if members else OPEN
    return replace(
        graph,
        gates=gates,
        gate=place[gate],
        cut_lever=graph.cut_lever[cuts],
        cut_state=graph.cut_state[cuts],
    )


def _spared(graph: Graph, cost: Amounts) -> Graph:
    """One of two levers that stand one behind the other is never pulled."""
    rows = _alone(graph)
    into = np.full(graph.count, -1, np.int64)
    into[graph.target[rows]] = rows
    between = (graph.cost == 0) & ~graph.is_child() & ~graph.other_causes()
    between &= np.bincount(graph.target, minlength=graph.count) == 1
    between &= np.bincount(graph.source, minlength=graph.count) == 1
    between[TRUE] = False
    behind = rows[between[graph.source[rows]] & (into[graph.source[rows]] >= 0)]
    before = into[graph.source[behind]]
    a, b = graph.gate[before], graph.gate[behind]
    cuts = np.zeros(graph.levers, np.bool_)
    cuts[graph.cut_lever] = True
    never = np.zeros(graph.levers, np.bool_)
    first_wins = (cost[a] <= cost[b]) & ~cuts[a]
    never[b[first_wins]] = True
    second_wins = (cost[b] <= cost[a]) & ~cuts[b] & ~first_wins
    # In a chain each lever is compared with its neighbours only while these still stand.
    never[a[second_wins & ~never[b] & ~never[a]]] = True
    keeps = np.zeros(graph.levers, np.bool_)
    keeps[a[first_wins]] = True
    keeps[b[second_wins]] = True
    return _opened(graph, never & ~keeps) if never.any() else graph


def _settling(graph: Graph, cost: Amounts) -> Rows:
    """The ways whose lever is pulled whenever their source holds."""
    rows = _alone(graph)
    there = graph.target[rows]
    causes = np.bincount(graph.target, minlength=graph.count)
    apart = (causes[there] == 1) & ~(graph.other_causes() | graph.is_child())[there]
    rows = rows[apart & (graph.cost[there] >= cost[graph.gate[rows]])]
    settling: Rows = rows[~_takes_down(graph, rows)[graph.gate[rows]]]
    return settling


def _takes_down(graph: Graph, rows: Rows) -> Mask:
    """Which levers make a state true that the source of their way does not make true."""
    here = np.full(graph.levers, -1, np.int64)
    here[graph.gate[rows]] = graph.source[rows]
    passable = graph.gate == OPEN
    known = graph.source[passable].astype(np.int64) * graph.count + graph.target[passable]
    source = here[graph.cut_lever]
    implied = (source == graph.cut_state) | np.isin(source * graph.count + graph.cut_state, known)
    down = np.zeros(graph.levers, np.bool_)
    down[graph.cut_lever[~implied]] = True
    return down


def _charged(graph: Graph, rows: Rows, lever_cost: Amounts) -> Graph:
    """Without the ways and what is behind them; each source pays for the lever."""
    gone = np.zeros(graph.count, np.bool_)
    gone[graph.target[rows]] = True
    cost = np.where(gone, 0, graph.cost)
    np.add.at(cost, graph.source[rows], lever_cost[graph.gate[rows]])
    stays = ~gone[graph.source] & ~gone[graph.target]
    return replace(
        graph,
        cost=cost,
        source=graph.source[stays],
        target=graph.target[stays],
        gate=graph.gate[stays],
    )


def _smaller(problem: ContainmentProblem, core: Core, cost: Amounts) -> ContainmentProblem:
    graph = core.graph
    state_cost = graph.cost.copy()
    state_cost[TRUE] = 0
    return ContainmentProblem(
        constant=problem.constant + int(graph.cost[TRUE]),
        forced=problem.forced,
        levers=tuple(problem.levers[lever] for lever in core.levers.tolist()),
        lever_cost=cost[core.levers],
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
