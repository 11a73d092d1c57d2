"""What to do first, second, third, while the intruder keeps moving.

The actions of a plan take time: each crew does one after the other, with as many hands as it has
people, and a way is closed only when its action is done. Who is through by then is through.
Worlds are drawn as in `uncertainty`; in each of them the attack and the work run side by side.

The order is that of `order.in_order` made better: an action is moved forward where that lowers
the expected harm. What is mandatory keeps its place at the head. No order can be better than
every action begun at once, each by hands of its own, since a way that is closed earlier never
lets more through; how far the order is from that is told. Moves are chosen on other worlds than
those on which the order is judged.
"""

from collections.abc import Mapping, Sequence
from heapq import heapreplace
from itertools import pairwise
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from endigue.containment.plan import Alternative, Alternatives
from endigue.containment.pricer import Pricer
from endigue.containment.sequenced import Sequenced, Timed
from endigue.containment.travel import barriers, passages
from endigue.organisation.model import Organisation
from endigue.spread.link_kinds import LinkKinds
from endigue.spread.problem import build
from endigue.spread.worlds import PER_WORD, fallen_in_worlds

WORLDS = 128
"""On which an order is judged; it is chosen on half as many others."""
MOST_TRIES = 150
"""Moves that are tried at most (assumed)."""
MOST_STEPS = 30_000_000
"""Links times worlds that the tries may look at in all (measured: some two seconds)."""
LEAST_TRIES = 10
"""Moves that are tried however large the organisation."""
MOST_SHOWN = 60
"""Actions of which it is told what each buys; of the later ones of a long plan it is not."""

_CHOSEN, _JUDGED = 1, 2
"""Two sets of worlds, by what is added to the seed."""
_Z = 1.959963984540054


def sequenced(
    organisation: Organisation,
    probabilities: Mapping[str, float],
    link_kinds: LinkKinds,
    alternative: Alternative,
    seed: int = 0,
    worlds: int = WORLDS,
    tries: int = MOST_TRIES,
) -> Sequenced:
    """The order of the actions of an alternative, and what it is worth.

    Raises ValueError where a suspect is no asset or its probability is none.
    """
    levers = [action.lever for action in alternative.actions]
    head = sum(action.doctrine == "mandatory" for action in alternative.actions)
    race = _Race(organisation, probabilities, link_kinds, levers, seed)
    half = max(1, worlds // 2)
    most = max(LEAST_TRIES, MOST_STEPS // max(1, half * len(organisation.links)))
    order = race.bettered(levers, head, half, min(tries, most))
    judged = seed + _JUDGED
    harms = race.harms(order, race.ends(order), worlds, judged)
    shown = min(len(order), MOST_SHOWN, most)
    buys = race.buys(order[:shown], worlds, judged)
    place = {lever.id: at for at, lever in enumerate(organisation.levers)}
    first_come = sorted(levers, key=place.__getitem__)
    starts, ends = race.starts(order), race.ends(order)
    return Sequenced(
        steps=tuple(
            Timed(lever, starts[lever], ends[lever], buys[at] if at < shown else None)
            for at, lever in enumerate(order)
        ),
        nothing=_mean(race.harms([], {}, worlds, judged)),
        harm=_mean(harms),
        half_width=_Z * float(harms.std(ddof=1)) / sqrt(len(harms)) if len(harms) > 1 else 0.0,
        at_once=_mean(race.harms(order, race.minutes, worlds, judged)),
        first_come=_mean(race.harms(first_come, race.ends(first_come), worlds, judged)),
        minutes=max(ends.values(), default=0.0),
        worlds=worlds,
        seed=seed,
    )


def with_sequence(
    organisation: Organisation,
    probabilities: Mapping[str, float],
    link_kinds: LinkKinds,
    found: Alternatives,
    seed: int = 0,
    worlds: int = WORLDS,
) -> Alternatives:
    """The alternatives, with the actions of the recommended plan in order."""
    plan = found.recommended
    order = sequenced(organisation, probabilities, link_kinds, plan, seed, worlds)
    return Alternatives(
        alternatives=tuple(
            one.with_sequence(order) if one is plan else one for one in found.alternatives
        ),
        evaluated_on=found.evaluated_on,
    )


def _mean(harms: NDArray[np.float64]) -> float:
    return float(harms.mean())


class _Race:
    """The attack and the work, side by side, for any order of some levers."""

    def __init__(
        self,
        organisation: Organisation,
        probabilities: Mapping[str, float],
        link_kinds: LinkKinds,
        levers: Sequence[str],
        seed: int,
    ) -> None:
        self._organisation = organisation
        self._problem = build(organisation, probabilities, link_kinds)
        self._pricer = Pricer(organisation)
        self._closing = barriers(organisation, passages(organisation), levers)
        self._levers = list(levers)
        self._seed = seed
        by_id = organisation.lever_by_id
        self.minutes = {lever: by_id[lever].minutes for lever in levers}
        """What each lever takes."""
        self._crew = {lever: by_id[lever].crew for lever in levers}
        self._people = {crew.id: max(1, crew.people) for crew in organisation.crews}

    def starts(self, order: Sequence[str]) -> dict[str, float]:
        """When each action begins, in minutes from now: each crew's next free hands take its
        next action. A crew that is not described is one person.
        """
        free: dict[str, list[float]] = {}
        begun = {}
        for lever in order:
            crew = self._crew[lever]
            hands = free.setdefault(crew, [0.0] * self._people.get(crew, 1))
            begun[lever] = hands[0]
            heapreplace(hands, hands[0] + self.minutes[lever])
        return begun

    def ends(self, order: Sequence[str]) -> dict[str, float]:
        """When each action is done, in minutes from now."""
        return {lever: at + self.minutes[lever] for lever, at in self.starts(order).items()}

    def harms(
        self, done: Sequence[str], ends: Mapping[str, float], worlds: int, seed: int
    ) -> NDArray[np.float64]:
        """Harm in each world where these actions are done by those minutes."""
        hours = self._organisation.parameters.hours
        shut = self._shut({lever: ends[lever] / 60 for lever in done})
        words = fallen_in_worlds(self._problem, (hours,), worlds, seed, shut=shut)[0]
        harms: list[float] = []
        for block, fallen in enumerate(words):
            count = min(PER_WORD, worlds - block * PER_WORD)
            harms += map(float, self._pricer.harms_of_worlds(fallen, count, done))
        return np.array(harms)

    def _shut(self, hour: Mapping[str, float]) -> NDArray[np.float64]:
        """The hour at which each link of the problem is closed."""
        closing, links = self._closing, self._organisation.links
        by_lever = [hour.get(lever, np.inf) for lever in self._levers]
        several = [min(by_lever[place] for place in gate) for gate in closing.gates]
        by_gate = np.array([*by_lever, *several, np.inf])  # the last for "open"
        on_asset = by_gate[closing.on_asset]
        ends = np.minimum(on_asset[links.source], on_asset[links.target])
        shut: NDArray[np.float64] = np.minimum(ends, by_gate[closing.on_link])
        return shut[self._problem.number]

    def buys(self, order: Sequence[str], worlds: int, seed: int) -> list[float]:
        """What each action avoids, given those before it, in cents."""
        ends = self.ends(order)
        means = [
            _mean(self.harms(order[:done], ends, worlds, seed)) for done in range(len(order) + 1)
        ]
        return [before - after for before, after in pairwise(means)]

    def bettered(self, order: Sequence[str], head: int, worlds: int, tries: int) -> list[str]:
        """An order at least as good on the worlds on which it is chosen: so many moves of an
        action before another one of its crew are tried.
        """
        chance = np.random.default_rng(self._seed)
        best = list(order)
        tried = {self._by_crew(best)}
        seed = self._seed + _CHOSEN
        least = _mean(self.harms(best, self.ends(best), worlds, seed))
        for _ in range(tries if len(best) - head > 1 else 0):
            late = int(chance.integers(head + 1, len(best)))
            earlier = [
                place
                for place in range(head, late)
                if self._crew[best[place]] == self._crew[best[late]]
            ]
            if not earlier:
                continue
            moved = best.copy()
            moved.insert(earlier[int(chance.integers(len(earlier)))], moved.pop(late))
            if (same := self._by_crew(moved)) in tried:
                continue
            tried.add(same)
            harm = _mean(self.harms(moved, self.ends(moved), worlds, seed))
            if harm < least:
                best, least = moved, harm
        return best

    def _by_crew(self, order: Sequence[str]) -> frozenset[tuple[str, ...]]:
        """What each crew does one after the other: all that matters of an order."""
        crews: dict[str, list[str]] = {}
        for lever in order:
            crews.setdefault(self._crew[lever], []).append(lever)
        return frozenset(tuple(levers) for levers in crews.values())
