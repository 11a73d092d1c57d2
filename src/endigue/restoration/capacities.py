"""What crews, clean-room places and backups offer, and what the items want of them at least.

Three reasons why something cannot be back before a tick, each valid alone:
- the way: the steps of one item follow each other, within the hours of the crews, and behind
  the core of trust where they wait for it;
- the hands: the work for one set of crews that must be done before cannot end before all
  their people, from the first moment at which any of it may begin, have worked so much;
- the rooms and the backups: the same for clean-room places, in all hours and in the hours in
  which somebody works in them, and for bandwidth.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from endigue.restoration.items import BANDWIDTH
from endigue.restoration.problem import RestorationProblem

Ticks = NDArray[np.int64]


def ways(problem: RestorationProblem, gate: int) -> tuple[Ticks, Ticks]:
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
class Capacity:
    """What crews, places or the backups offer: `rate` a tick, constant from each edge to the
    next and after the last, where it is not 0.
    """

    edges: Ticks
    rate: Ticks
    offered: Ticks
    """From tick 0 to each edge. It may jump there, by what runs on by itself."""

    def until(self, tick: int) -> int:
        """What is offered up to the tick."""
        at = int(np.searchsorted(self.edges, tick, side="right")) - 1
        return int(self.offered[at] + self.rate[at] * (tick - self.edges[at]))

    def reached(self, amount: int) -> int:
        """The first tick by which so much, more than 0, has been offered."""
        at = int(np.searchsorted(self.offered, amount, side="left")) - 1
        tick = int(self.edges[at] - (self.offered[at] - amount) // self.rate[at])
        return tick if at + 1 == len(self.edges) else min(tick, int(self.edges[at + 1]))


@dataclass(frozen=True, slots=True)
class Resource:
    """What the items want of one capacity; 0 work where an item wants none."""

    capacity: Capacity
    work: Ticks
    head: Ticks
    """The earliest tick at which each item wants it."""
    tail: Ticks
    """Ticks that pass at least from the end of this work to the return of the item."""
    by_task: Ticks
    """The same work, task by task."""

    def done(self, items: Ticks) -> int:
        """A tick before which the items cannot all be back."""
        using = items[self.work[items] > 0]
        if not len(using):
            return 0
        begun = self.capacity.until(int(self.head[using].min()))
        ended = self.capacity.reached(begun + int(self.work[using].sum()))
        return ended + int(self.tail[using].min())

    def done_with(self, items: Ticks, apart: Sequence[Ticks], k: int) -> int:
        """A tick before which the items, and k of these sets that share nothing, cannot all be
        back: at least the k that want least.
        """
        sums = sorted(int(self.work[each].sum()) for each in apart)[:k]
        more = sum(sums)
        if more == 0:
            return 0
        every = np.concatenate([items, *apart])
        using = every[self.work[every] > 0]
        begun = self.capacity.until(int(self.head[using].min()))
        ended = self.capacity.reached(begun + int(self.work[items].sum()) + more)
        return ended + int(self.tail[using].min())


def resources(problem: RestorationProblem, heads: Ticks) -> list[Resource]:
    """Crews as a whole, crews step by step, the clean-room places and the bandwidth."""
    tasks = problem.tasks
    # What runs at tick 0 may run on in a night that has begun before.
    attended = np.where(~tasks.pauses & (tasks.under_way >= 0), 1, tasks.ticks)
    unseen = _unseen(problem)
    steps = np.array(tasks.steps)
    found = []
    for crews, skills in _crew_sets(problem).items():
        offered = _offered_by(problem, crews, unseen)
        here = np.isin(tasks.skill, skills)
        found.append(_resource(problem, offered, heads, here, attended))
        found += [
            _resource(problem, offered, heads, here & (steps == step), attended)
            for step in np.unique(steps[here])
        ]
    found += _rooms(problem, heads, attended, unseen)
    moved = tasks.ticks * tasks.bandwidth
    found.append(_resource(problem, _constant(BANDWIDTH), heads, moved > 0, moved))
    return found


def _unseen(problem: RestorationProblem) -> int:
    """Ticks that copies can run on by themselves when a shift closes. Each has begun in it, and
    the copies that take more than a tick share the bandwidth: mostly only one of them runs.
    """
    tasks = problem.tasks
    long = ~tasks.pauses & (tasks.ticks > 1)
    if not long.any():
        return 0
    together = BANDWIDTH // max(1, int(tasks.bandwidth[long].min()))
    return int((np.sort(tasks.ticks[long] - 1)[::-1][:together]).sum())


def _rooms(
    problem: RestorationProblem, heads: Ticks, attended: Ticks, unseen: int
) -> list[Resource]:
    """The clean-room places: at all hours, and in the hours in which somebody works in them.

    A place is held at night and loses nothing by it; in the hours of the crews, what is held
    at least is the work that they do there.
    """
    tasks = problem.tasks
    items = len(problem.items)
    takes = np.bincount(tasks.item, tasks.takes_place & (tasks.under_way < 0), items) > 0
    leaves = np.bincount(tasks.item, tasks.leaves_place, items) > 0
    places = problem.places + int((leaves & ~takes).sum())
    cleaned = leaves[tasks.item] & np.isin(tasks.steps, ("rebuild", "clean", "restore", "verify"))
    crews = {
        int(crew)
        for skill in np.unique(tasks.skill[cleaned])
        for crew in problem.crews_for(int(skill))
    }
    found = [_resource(problem, _constant(places), heads, cleaned, tasks.ticks)]
    if crews:
        hours = _offered_by(problem, crews, 0)
        rate = np.where(hours.rate > 0, places, 0)
        closing = np.concatenate([[False], (rate[:-1] > 0) & (rate[1:] == 0)])
        since = np.cumsum(rate[:-1] * np.diff(hours.edges))
        offered = np.concatenate([np.zeros(1, np.int64), since]) + unseen * np.cumsum(closing)
        found.append(
            _resource(problem, Capacity(hours.edges, rate, offered), heads, cleaned, attended)
        )
    return found


def _crew_sets(problem: RestorationProblem) -> dict[tuple[int, ...], list[int]]:
    """The skills by who can do them: skills with the same crews compete."""
    skills: dict[tuple[int, ...], list[int]] = {}
    for skill in range(len(problem.skills)):
        skills.setdefault(tuple(problem.crews_for(skill).tolist()), []).append(skill)
    return skills


def _offered_by(problem: RestorationProblem, crews: Iterable[int], unseen: int) -> Capacity:
    """Ticks of people, and at each close of a shift what copies can run on without them."""
    calendar = problem.openings
    crews = list(crews)
    if not crews:
        return _constant(0)
    spans = [slice(calendar.first[crew], calendar.first[crew + 1]) for crew in crews]
    changes = [array[span] for span in spans for array in (calendar.opens, calendar.closes)]
    edges = np.unique(np.concatenate([np.zeros(1, np.int64), *changes]))[:-1]
    offered = sum(problem.people[crew] * calendar.worked(crew, edges) for crew in crews)
    following = sum(problem.people[crew] * calendar.worked(crew, edges + 1) for crew in crews)
    closing = np.isin(edges, np.concatenate([calendar.closes[span] for span in spans]))
    more = unseen * np.cumsum(closing)
    return Capacity(edges, np.asarray(following - offered), np.asarray(offered) + more)


def _constant(rate: int) -> Capacity:
    return Capacity(np.zeros(1, np.int64), np.array([rate], np.int64), np.zeros(1, np.int64))


def _resource(
    problem: RestorationProblem,
    capacity: Capacity,
    heads: Ticks,
    here: NDArray[np.bool_],
    work: Ticks,
) -> Resource:
    """The resource that the tasks `here` use, each with its `work`."""
    tasks, items = problem.tasks, len(problem.items)
    chosen = np.flatnonzero(here)
    ended = np.cumsum(tasks.ticks)
    tails = ended[tasks.first[tasks.item + 1] - 1] - ended
    head, tail = np.full(items, 2**62), np.full(items, 2**62)
    np.minimum.at(head, tasks.item[chosen], heads[chosen])
    np.minimum.at(tail, tasks.item[chosen], tails[chosen])
    total_work = np.bincount(tasks.item[chosen], work[chosen], items).astype(np.int64)
    return Resource(capacity, total_work, head, tail, np.where(here, work, 0).astype(np.int64))
