"""Which cuts to lift now, in which order, and what each gives back."""

from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

import msgspec
import numpy as np

from endigue.containment.pricer import Pricer
from endigue.containment.way import Way
from endigue.eradication.lifting.problem import Guard, LiftProblem, lift_problem
from endigue.kernel.money import Cents
from endigue.organisation.model import Organisation

MOST_CHOICES = 4_096
"""Smallest sets of levers to keep that are compared; beyond, one good set is taken."""

EXACT_ORDER = 9
"""Levers whose best order is found among all; more are put in order by what they give a minute."""


class Lift(msgspec.Struct, frozen=True):
    """One cut that is undone."""

    lever: str
    target: str
    minutes: float
    gives_back: tuple[str, ...]
    """Operations that run again from then on."""
    loss_per_hour: Cents
    """What the operations that are still down lose in an hour, after it."""


class Kept(msgspec.Struct, frozen=True):
    """One cut that stays."""

    lever: str
    target: str
    because: str
    """`unverified`: it is on an asset that is not ready to return; `guards`: it holds the
    intruder off."""
    ways: tuple[Way, ...] = ()
    """Some of the links that would open."""
    count: int = 0
    """Of these in all."""
    holds_back: tuple[str, ...] = ()
    """Operations that it alone keeps from running."""


class LiftPlan(msgspec.Struct, frozen=True):
    """What can be undone now."""

    lifts: tuple[Lift, ...]
    kept: tuple[Kept, ...]
    loss_per_hour: Cents
    """Before anything is lifted."""
    proven: bool
    """Whether no other set of cuts gives back more, and no other order of these loses less until
    then."""
    held: int
    """Assets that the intruder holds or could reach."""


def lift_plan(
    organisation: Organisation,
    pulled: Sequence[str],
    held: Collection[str],
    ready: Collection[str],
) -> LiftPlan:
    """The cuts among `pulled` that can be lifted, in order, and why the others stay."""
    pricer = Pricer(organisation)
    problem = lift_problem(organisation, pricer, pulled, held, ready)
    value = _Value(organisation, pricer, problem)
    stays, whole = _best_kept(problem, value)
    lifted = [place for place in range(len(problem.levers)) if place not in stays]
    order, exact = _best_order(problem, value, lifted)
    lifts: list[Lift] = []
    done: set[int] = set()
    down = value.down(done)
    for place in order:
        done.add(place)
        after = value.down(done)
        lifts.append(
            Lift(
                lever=problem.levers[place],
                target=organisation.lever_by_id[problem.levers[place]].target,
                minutes=float(problem.minutes[place]),
                gives_back=tuple(one for one in down if one not in after),
                loss_per_hour=value.loss(done),
            )
        )
        down = after
    return LiftPlan(
        lifts=tuple(lifts),
        kept=tuple(_kept(organisation, problem, value, done, place) for place in sorted(stays)),
        loss_per_hour=value.loss(()),
        proven=whole and exact,
        held=len(problem.held),
    )


def opened(problem: LiftProblem, lifted: Iterable[int]) -> tuple[Guard, ...]:
    """The guards that nothing would hold any more if these were lifted."""
    gone = frozenset(lifted)
    return tuple(guard for guard in problem.guards if guard.levers <= gone)


class _Value:
    """What is lost while a set of levers is lifted; each set is priced once."""

    def __init__(self, organisation: Organisation, pricer: Pricer, problem: LiftProblem) -> None:
        self._pricer = pricer
        self._problem = problem
        self._hours = organisation.parameters.hours
        self._known: dict[frozenset[int], tuple[Cents, tuple[str, ...]]] = {}

    def _of(self, lifted: Iterable[int]) -> tuple[Cents, tuple[str, ...]]:
        gone = frozenset(lifted)
        if gone not in self._known:
            kept = [name for at, name in enumerate(self._problem.levers) if at not in gone]
            price = self._pricer.price(self._problem.held, kept)
            loss = Cents(round(price.operations_loss / self._hours))
            self._known[gone] = loss, price.operations_down
        return self._known[gone]

    def loss(self, lifted: Iterable[int]) -> Cents:
        """An hour, on average over the hours that the organisation counts with."""
        return self._of(lifted)[0]

    def down(self, lifted: Iterable[int]) -> tuple[str, ...]:
        """Operations that are down."""
        return self._of(lifted)[1]


def _best_kept(problem: LiftProblem, value: _Value) -> tuple[frozenset[int], bool]:
    """The levers that stay pulled: of all smallest sets that hold every guard the one under which
    least is lost, then the one that leaves fewest pulled. And whether it was the best of all.
    """
    forced = frozenset(problem.stays)
    forced |= {next(iter(guard.levers)) for guard in problem.guards if len(guard.levers) == 1}
    left = _smallest({g.levers for g in problem.guards if not g.levers & forced})
    choices, whole = _hitting_sets(left)
    everything = range(len(problem.levers))

    def rank(kept: frozenset[int]) -> tuple[int, int, list[int]]:
        return value.loss(one for one in everything if one not in kept), len(kept), sorted(kept)

    return min((forced | choice for choice in choices), key=rank), whole


def _smallest(sets: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """Those that contain no other."""
    found: list[frozenset[int]] = []
    for one in sorted(sets, key=lambda each: (len(each), sorted(each))):
        if not any(other <= one for other in found):
            found.append(one)
    return found


def _hitting_sets(sets: Sequence[frozenset[int]]) -> tuple[list[frozenset[int]], bool]:
    """Every smallest set that meets all of these, and True; or one, and False, where there are
    too many. Built up one set after the other (Berge's algorithm).
    """
    found: list[frozenset[int]] = [frozenset()]
    for one in sets:
        grown = {partial for partial in found if partial & one}
        for partial in found:
            if not partial & one:
                grown |= {partial | {lever} for lever in one}
        found = _smallest(grown)
        if len(found) > MOST_CHOICES:
            return [_greedy(sets)], False
    return found, True


def _greedy(sets: Sequence[frozenset[int]]) -> frozenset[int]:
    left, chosen = list(sets), set[int]()
    while left:
        levers = sorted({lever for one in left for lever in one})
        best = max(levers, key=lambda lever: sum(lever in one for one in left))
        chosen.add(best)
        left = [one for one in left if best not in one]
    return frozenset(chosen)


def _best_order(
    problem: LiftProblem, value: _Value, lifted: Sequence[int]
) -> tuple[list[int], bool]:
    """The order, one after the other, in which least is lost until all are lifted. Those that give
    nothing back come last, the shortest first.
    """
    helping = _helping(value, lifted)
    rest = sorted(set(lifted) - set(helping), key=lambda one: (problem.minutes[one], one))
    if len(helping) <= EXACT_ORDER:
        return [*_exact(problem, value, helping), *rest], True
    return [*_by_rate(problem, value, helping), *rest], False


def _helping(value: _Value, lifted: Sequence[int]) -> list[int]:
    """Levers that have to be lifted for something to run again."""
    everything = frozenset(lifted)
    best = value.loss(everything)
    if value.loss(()) == best:
        return []
    needed = set(everything)
    for one in sorted(everything):
        if value.loss(needed - {one}) == best:
            needed.discard(one)
    return sorted(needed)


def _exact(problem: LiftProblem, value: _Value, helping: Sequence[int]) -> list[int]:
    """Dynamic programming over sets: what is lost until a set is lifted."""
    best: dict[frozenset[int], tuple[float, list[int]]] = {frozenset(): (0.0, [])}
    for size in range(1, len(helping) + 1):
        for some in map(frozenset, combinations(helping, size)):
            options = []
            for last in some:
                cost, order = best[some - {last}]
                more = float(problem.minutes[last]) * value.loss(some - {last})
                options.append((cost + more, [*order, last]))
            best[some] = min(options)
    return best[frozenset(helping)][1]


def _by_rate(problem: LiftProblem, value: _Value, helping: Sequence[int]) -> list[int]:
    """The set for one operation after the other that gives back most a minute."""
    done: list[int] = []
    while len(done) < len(helping):
        bundles = _bundles(value, done, [one for one in helping if one not in done])
        minutes = np.array([sum(problem.minutes[list(bundle)]) for bundle in bundles])
        gains = np.array([value.loss(done) - value.loss([*done, *bundle]) for bundle in bundles])
        done += bundles[int(np.argmax(gains / np.maximum(minutes, 1e-9)))]
    return done


def _bundles(value: _Value, done: Sequence[int], left: Sequence[int]) -> list[list[int]]:
    """For each operation that the levers left bring back, levers without which it stays down."""
    everything = frozenset([*done, *left])
    back = [one for one in value.down(done) if one not in value.down(everything)]
    found: list[list[int]] = []
    for operation in back:
        needed = set(left)
        for one in left:
            if operation not in value.down([*done, *(needed - {one})]):
                needed.discard(one)
        found.append(sorted(needed))
    return found or [list(left)]


def _kept(
    organisation: Organisation, problem: LiftProblem, value: _Value, done: set[int], place: int
) -> Kept:
    links, assets = organisation.links, organisation.assets
    open_then = opened(problem, {*done, place})
    rows = [row for guard in open_then for row in guard.rows]
    down = value.down(done)
    without = value.down({*done, place}) if down else ()
    return Kept(
        lever=problem.levers[place],
        target=organisation.lever_by_id[problem.levers[place]].target,
        because="unverified" if place in problem.stays else "guards",
        ways=tuple(
            Way(
                assets[links.source[row]].id,
                assets[links.target[row]].id,
                links.kinds[links.kind[row]],
            )
            for row in rows[:5]
        ),
        count=sum(guard.links for guard in open_then),
        holds_back=tuple(one for one in down if one not in without),
    )
