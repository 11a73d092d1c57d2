"""What no plan can undercut: for each operation, the earliest return that anything allows.

Three reasons why something cannot be back before a tick, each valid alone:
- the way: the steps of one item follow each other, within the hours of the crews, and behind
  the core of trust where they wait for it;
- the hands: the work for one set of crews that must be done before cannot end before all
  their people, from the first moment at which any of it may begin, have worked so much;
- the rooms and the backups: the same for clean-room places, and for bandwidth.

What must be done before is what every alternative of a need includes; the alternatives
themselves each count at their own earliest. A plan costs at least the sum of what every
operation loses until its earliest return. Operations also wait for each other's work, which
this sum does not see: the gap that it leaves overstates the distance to the best plan.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from endigue.kernel.money import Cents
from endigue.restoration.dependencies import MET
from endigue.restoration.items import BANDWIDTH
from endigue.restoration.losses import total
from endigue.restoration.problem import RestorationProblem

Ticks = NDArray[np.int64]


def lower_bound(problem: RestorationProblem) -> Cents:
    """Cents that every plan of the problem loses at least."""
    return total(problem.losses, earliest_returns(problem))


def earliest_returns(problem: RestorationProblem) -> Ticks:
    """A tick for each operation before which no plan has it back."""
    heads, ends = _ways(problem, 0)
    core = np.flatnonzero(problem.core)
    resources = _resources(problem, heads)
    gate = max([0, *ends[core], *(resource.done(core) for resource in resources)])
    heads, ends = _ways(problem, gate)
    resources = _resources(problem, heads)
    times, compulsory = ends.tolist(), [frozenset((item,)) for item in range(len(ends))]
    needs = problem.dependencies
    for node, k in enumerate(needs.k.tolist()):
        children = needs.children(node).tolist()
        within = _in_every_alternative([compulsory[child] for child in children], k)
        members = np.fromiter(within, np.int64, len(within))
        alternatives = sorted(times[child] for child in children)[k - 1]
        times.append(max([alternatives, *(resource.done(members) for resource in resources)]))
        compulsory.append(within)
    return np.array([0 if root == MET else times[root] for root in needs.roots], np.int64)


def _in_every_alternative(children: list[frozenset[int]], k: int) -> frozenset[int]:
    """The items that k children cannot be met without."""
    if k == len(children):
        return frozenset().union(*children)
    having = Counter(item for child in children for item in child)
    return frozenset(item for item, count in having.items() if count > len(children) - k)


def _ways(problem: RestorationProblem, gate: int) -> tuple[Ticks, Ticks]:
    """The earliest start of every task and the earliest return of every item, if nothing is
    short and the core is back at `gate`.
    """
    tasks = problem.tasks
    heads = np.zeros(len(tasks.item), np.int64)
    ready = np.zeros(len(problem.items), np.int64)
    for step in range(int(np.diff(tasks.first).max(initial=0))):
        items = np.flatnonzero(np.diff(tasks.first) > step)
        now = tasks.first[items] + step
        heads[now] = np.where(tasks.gated[now], np.maximum(ready[items], gate), ready[items])
        for skill in np.unique(tasks.skill[now]):
            here = tasks.skill[now] == skill
            ready[items[here]] = _earliest_ends(problem, now[here], heads[now[here]])
    return heads, ready


def _earliest_ends(problem: RestorationProblem, tasks: Ticks, ready: Ticks) -> Ticks:
    """When tasks of one skill can end, if each has the best of its crews for itself."""
    work, pauses = problem.tasks.ticks[tasks], problem.tasks.pauses[tasks]
    calendar = problem.openings
    ends = [
        np.where(
            pauses,
            calendar.reached(crew, calendar.worked(crew, ready) + work),
            calendar.next_open(crew, ready) + work,
        )
        for crew in problem.crews_for(int(problem.tasks.skill[tasks[0]]))
    ]
    best: Ticks = np.min(ends, axis=0)
    return best


@dataclass(frozen=True, slots=True)
class _Capacity:
    """What crews, places or the backups offer: `rate` a tick, constant from each edge to the
    next and after the last, where it is not 0.
    """

    edges: Ticks
    rate: Ticks
    offered: Ticks
    """From tick 0 to each edge."""

    def until(self, tick: int) -> int:
        """What is offered up to the tick."""
        at = int(np.searchsorted(self.edges, tick, side="right")) - 1
        return int(self.offered[at] + self.rate[at] * (tick - self.edges[at]))

    def reached(self, amount: int) -> int:
        """The first tick by which so much, more than 0, has been offered."""
        at = int(np.searchsorted(self.offered, amount, side="left")) - 1
        return int(self.edges[at] - (self.offered[at] - amount) // self.rate[at])


@dataclass(frozen=True, slots=True)
class _Resource:
    """What the items want of one capacity; 0 work where an item wants none."""

    capacity: _Capacity
    work: Ticks
    head: Ticks
    """The earliest tick at which each item wants it."""
    tail: Ticks
    """Ticks that pass at least from the end of this work to the return of the item."""

    def done(self, items: Ticks) -> int:
        """A tick before which the items cannot all be back."""
        using = items[self.work[items] > 0]
        if not len(using):
            return 0
        begun = self.capacity.until(int(self.head[using].min()))
        ended = self.capacity.reached(begun + int(self.work[using].sum()))
        return ended + int(self.tail[using].min())


def _resources(problem: RestorationProblem, heads: Ticks) -> list[_Resource]:
    """Crews as a whole, crews step by step, the clean-room places and the bandwidth."""
    tasks = problem.tasks
    # A copy that runs on overnight may take no more of a shift than the tick in which it begins.
    attended = np.where(tasks.pauses, tasks.ticks, 1)
    steps = np.array(tasks.steps)
    found = []
    for crews, skills in _crew_sets(problem).items():
        offered = _offered_by(problem, crews)
        here = np.isin(tasks.skill, skills)
        found.append(_resource(problem, offered, heads, here, attended))
        found += [
            _resource(problem, offered, heads, here & (steps == step), attended)
            for step in np.unique(steps[here])
        ]
    in_room = np.bincount(tasks.item, tasks.takes_place, len(problem.items)) > 0
    cleaned = in_room[tasks.item] & np.isin(steps, ("rebuild", "restore", "verify"))
    places, bandwidth = _constant(problem.places), _constant(BANDWIDTH)
    moved = tasks.ticks * tasks.bandwidth
    found.append(_resource(problem, places, heads, cleaned, tasks.ticks))
    found.append(_resource(problem, bandwidth, heads, moved > 0, moved))
    return found


def _crew_sets(problem: RestorationProblem) -> dict[tuple[int, ...], list[int]]:
    """The skills by who can do them: skills with the same crews compete."""
    skills: dict[tuple[int, ...], list[int]] = {}
    for skill in range(len(problem.skills)):
        skills.setdefault(tuple(problem.crews_for(skill).tolist()), []).append(skill)
    return skills


def _offered_by(problem: RestorationProblem, crews: Iterable[int]) -> _Capacity:
    calendar = problem.openings
    spans = [slice(calendar.first[crew], calendar.first[crew + 1]) for crew in crews]
    changes = [array[span] for span in spans for array in (calendar.opens, calendar.closes)]
    edges = np.unique(np.concatenate([np.zeros(1, np.int64), *changes]))[:-1]
    offered = sum(problem.people[crew] * calendar.worked(crew, edges) for crew in crews)
    following = sum(problem.people[crew] * calendar.worked(crew, edges + 1) for crew in crews)
    return _Capacity(edges, np.asarray(following - offered), np.asarray(offered))


def _constant(rate: int) -> _Capacity:
    return _Capacity(np.zeros(1, np.int64), np.array([rate], np.int64), np.zeros(1, np.int64))


def _resource(
    problem: RestorationProblem,
    capacity: _Capacity,
    heads: Ticks,
    here: NDArray[np.bool_],
    work: Ticks,
) -> _Resource:
    """The resource that the tasks `here` use, each with its `work`."""
    tasks, items = problem.tasks, len(problem.items)
    chosen = np.flatnonzero(here)
    ended = np.cumsum(tasks.ticks)
    tails = ended[tasks.first[tasks.item + 1] - 1] - ended
    head, tail = np.full(items, 2**62), np.full(items, 2**62)
    np.minimum.at(head, tasks.item[chosen], heads[chosen])
    np.minimum.at(tail, tasks.item[chosen], tails[chosen])
    total_work = np.bincount(tasks.item[chosen], work[chosen], items).astype(np.int64)
    return _Resource(capacity, total_work, head, tail)
