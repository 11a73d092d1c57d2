"""What no plan can undercut.

Every operation has an earliest return that anything allows (`earliest_returns`). Operations
also wait for each other's work: for each set of them there is an earliest tick by which all of
the set can be back, from the same capacities (`endigue.restoration.capacities`). In whatever
order the operations of a plan return, the last of any first few is back no earlier than that.
So the cheapest of all orders, each operation at the earliest tick of the set that it completes,
is a bound. It is found by dynamic programming over sets, as M. Held and R. M. Karp did ("A
dynamic programming approach to sequencing problems", 1962), and takes 2^n sets: where there are
more operations than `MOST_TOGETHER`, see `endigue.restoration.moments`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray

from endigue.kernel.money import Cents
from endigue.restoration.capacities import Resource, resources, ways
from endigue.restoration.dependencies import MET
from endigue.restoration.losses import total
from endigue.restoration.moments import LOOKS, Wants, bound_by_moments
from endigue.restoration.prefixes import Needs, cheapest, offers
from endigue.restoration.problem import RestorationProblem

Ticks = NDArray[np.int64]

MOST_TOGETHER = 16
"""Operations of which every set is looked at."""

LONGEST_LOOK = 4e8
"""Sets, times resources, times things to look at in each: about a second."""


@dataclass(frozen=True, slots=True)
class Demands:
    """What the operations cannot do without, on the capacities of a problem."""

    earliest: Ticks
    """Of each operation alone."""
    compulsory: tuple[frozenset[int], ...]
    """Items that each operation cannot be back without."""
    choices: tuple[frozenset[int], ...]
    """Nodes of k out of more that each operation needs."""
    alternatives: dict[int, list[frozenset[int]]]
    """What each alternative of such a node cannot do without."""
    resources: list[Resource]
    ends: Ticks
    """Before which no item is back."""


def lower_bound(problem: RestorationProblem, *, thorough: bool = True, looks: int = LOOKS) -> Cents:
    """Cents that every plan of the problem loses at least. Where it need not be `thorough`,
    only what takes milliseconds is looked at. More `looks` bring the bound of many operations up
    a little, see `endigue.restoration.moments`.
    """
    if len(problem.operations) < 2 or not thorough:
        return total(problem.losses, earliest_returns(problem))
    found = demands(problem)
    alone = total(problem.losses, found.earliest)
    if len(problem.operations) <= MOST_TOGETHER:
        needs = needs_of(problem, found)
        looked_at = len(problem.items) + len(needs.private)
        if looked_at * len(found.resources) * 2.0 ** len(problem.operations) <= LONGEST_LOOK:
            return max(alone, _cheapest_order_of_returns(problem, found, needs))
    wants = Wants(
        earliest=found.earliest,
        compulsory=found.compulsory,
        choices=found.choices,
        k={node: int(problem.dependencies.k[node]) for node in found.alternatives},
        alternatives=found.alternatives,
    )
    return max(alone, bound_by_moments(problem, wants, found.resources, found.ends, looks))


def _cheapest_order_of_returns(problem: RestorationProblem, found: Demands, needs: Needs) -> Cents:
    cents = cheapest(needs, offers(found.resources, len(problem.items)), problem.losses)
    # What a plan costs is rounded half up, operation by operation.
    return Cents(max(0, floor(cents) - len(problem.operations)))


def demands(problem: RestorationProblem) -> Demands:
    """The demands of every operation."""
    capacities, ends = _gated(problem)
    times, compulsory = ends.tolist(), [frozenset((item,)) for item in range(len(ends))]
    choices: list[frozenset[int]] = [frozenset() for _ in compulsory]
    alternatives: dict[int, list[frozenset[int]]] = {}
    needs = problem.dependencies
    for node, k in enumerate(needs.k.tolist()):
        children = needs.children(node).tolist()
        within = _in_every_alternative([compulsory[child] for child in children], k)
        members = np.fromiter(within, np.int64, len(within))
        met = sorted(times[child] for child in children)[k - 1]
        apart = _apart([compulsory[child] for child in children], within)
        times.append(
            max(
                met,
                *(each.done(members) for each in capacities),
                *(each.done_with(members, apart, k) for each in capacities),
            )
        )
        compulsory.append(within)
        if k == len(children):
            choices.append(frozenset().union(*(choices[child] for child in children)))
        else:
            choices.append(frozenset((node,)))
            alternatives[node] = [compulsory[child] for child in children]
    roots = needs.roots.tolist()
    return Demands(
        earliest=np.array([0 if root == MET else times[root] for root in roots], np.int64),
        compulsory=tuple(frozenset() if root == MET else compulsory[root] for root in roots),
        choices=tuple(frozenset() if root == MET else choices[root] for root in roots),
        alternatives=alternatives,
        resources=capacities,
        ends=ends,
    )


def _gated(problem: RestorationProblem) -> tuple[list[Resource], Ticks]:
    """The capacities and the earliest return of every item, behind the core of trust."""
    heads, ends = ways(problem, 0)
    core = np.flatnonzero(problem.core)
    gate = max([0, *ends[core], *(each.done(core) for each in resources(problem, heads))])
    heads, ends = ways(problem, gate)
    return resources(problem, heads), ends


def needs_of(problem: RestorationProblem, found: Demands) -> Needs:
    """The demands as arrays."""
    operations, items = len(problem.operations), len(problem.items)
    nodes = sorted(found.alternatives)
    compulsory = np.zeros((operations, items), np.bool_)
    choices = np.zeros((operations, len(nodes)), np.bool_)
    for operation in range(operations):
        compulsory[operation, list(found.compulsory[operation])] = True
        choices[operation] = [node in found.choices[operation] for node in nodes]
    having = Counter(
        item for node in nodes for item in frozenset().union(*found.alternatives[node])
    )
    alternatives = [one for node in nodes for one in found.alternatives[node]]
    inside = [Counter(item for one in found.alternatives[n] for item in one) for n in nodes]
    alone = {item for each in inside for item, count in each.items() if count == 1}
    private = [
        sorted(item for item in alternative if having[item] == 1) for alternative in alternatives
    ]
    return Needs(
        earliest=found.earliest,
        items=compulsory,
        choices=choices,
        k=problem.dependencies.k[nodes].astype(np.int64),
        alternative_first=_offsets([found.alternatives[node] for node in nodes]),
        private_first=_offsets(private),
        private=np.array([item for one in private for item in one], np.int64),
        alone=np.array([item in alone for one in private for item in one], np.bool_),
    )


def _offsets(groups: Sequence[Sequence[object]]) -> Ticks:
    return np.cumsum([0, *(len(group) for group in groups)]).astype(np.int64)


def earliest_returns(problem: RestorationProblem) -> Ticks:
    """A tick for each operation before which no plan has it back."""
    return demands(problem).earliest


def _apart(children: list[frozenset[int]], within: frozenset[int]) -> list[Ticks]:
    """What each child alone cannot do without, and no other has."""
    having = Counter(item for child in children for item in child)
    return [
        np.array([item for item in child if having[item] == 1 and item not in within], np.int64)
        for child in children
    ]


def _in_every_alternative(children: list[frozenset[int]], k: int) -> frozenset[int]:
    """The items that k children cannot be met without."""
    if k == len(children):
        return frozenset().union(*children)
    having = Counter(item for child in children for item in child)
    return frozenset(item for item, count in having.items() if count > len(children) - k)
