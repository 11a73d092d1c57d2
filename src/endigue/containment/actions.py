"""The actions of a plan: what each is good for, what it stops, and why it is in the plan."""

from collections.abc import Collection, Sequence

from endigue.containment.doctrine import D3FEND
from endigue.containment.order import in_order
from endigue.containment.plan import Action
from endigue.containment.pricer import Pricer, Situation, Stopped, Without
from endigue.containment.sweep import WIDTH
from endigue.containment.ways import WaysBehind, named
from endigue.kernel.money import Cents
from endigue.organisation.model import Lever

EXPLAINED = 300
"""Actions of one plan, the first ones, for which a whole way in is searched; of those behind
them `Action.way` is the dearest link that they close. It bounds the time on the largest
organisations."""


def without_idle(
    pricer: Pricer, seeds: Sequence[str], pulled: Sequence[str], forced: Collection[str]
) -> tuple[str, ...]:
    """The plan without the actions that can be left out at no harm, most work first, until
    none can.
    """
    levers = pricer.organisation.lever_by_id
    kept = list(dict.fromkeys(pulled))
    (harm,) = pricer.harms(seeds, [kept])
    while True:
        without = pricer.without_each(seeds, kept)
        idle = [one for one in kept if one not in forced and without[one].harm <= harm]
        if not idle:
            return tuple(kept)
        idle.sort(key=lambda one: (-levers[one].minutes, one))
        kept, harm = _dropped(pricer, seeds, kept, harm, idle)


def _dropped(
    pricer: Pricer, seeds: Sequence[str], kept: list[str], harm: Cents, idle: Sequence[str]
) -> tuple[list[str], Cents]:
    """The plan without those of `idle` that can be left out one after the other.

    What one is worth changes with those left out before it, so the first 64 are left out
    together, the first 63, and so on: in one sweep, up to the first that was not idle after all.
    """
    idle = list(idle)
    while idle:
        some = idle[:WIDTH]
        plans, rest = [], kept
        for lever in some:
            rest = [other for other in rest if other != lever]
            plans.append(rest)
        place = 0
        for found in pricer.harms(seeds, plans):
            if found > harm:
                break
            kept, harm = plans[place], found
            place += 1
        idle = idle[place + 1 :] if place < len(some) else idle[place:]
    return kept, harm


def actions(
    pricer: Pricer, seeds: Sequence[str], pulled: Sequence[str], ordered: Collection[str]
) -> tuple[Action, ...]:
    """Every pulled lever as an action, in the order in which they are to be done.

    `ordered` are the levers that people ordered.
    """
    situation = pricer.price(seeds, pulled)
    without = pricer.without_each(seeds, pulled)
    stopped = pricer.stopped_by_each(pulled)
    fell = pricer.stopped_by_fall(situation)
    ways = WaysBehind(pricer.terrain, situation, pulled)
    harm_without = {lever: one.harm for lever, one in without.items()}
    levers = [pricer.organisation.lever_by_id[lever] for lever in pulled]
    found = []
    for place, lever in enumerate(in_order(pricer, seeds, levers, harm_without)):
        one = without[lever.id]
        way: tuple[str, ...] = ()
        if one.saves and place < EXPLAINED:
            way = ways.to(one.dearest, lever.id)
        elif one.ways:
            (link,) = named(pricer.terrain, one.ways[:1])
            way = (link.source, link.target)
        why = _why(
            lever,
            is_ordered=lever.id in ordered,
            is_seed=lever.target in seeds,
            saves=bool(one.saves),
            is_dear=one.harm < situation.harm,
        )
        found.append(_action(pricer, lever, situation, one, stopped[lever.id], fell, why, way))
    return tuple(found)


def _action(
    pricer: Pricer,
    lever: Lever,
    situation: Situation,
    without: Without,
    stopped: Stopped,
    fell: Stopped,
    why: tuple[str, ...],
    way: tuple[str, ...],
) -> Action:
    because = without.runs | (stopped.operations - fell.operations)
    return Action(
        lever=lever.id,
        kind=lever.kind,
        target=lever.target,
        minutes=lever.minutes,
        crew=lever.crew,
        cost=lever.cost,
        approval=lever.approval,
        reversible=lever.reversible,
        doctrine=lever.doctrine,
        why=why,
        closes=without.closes,
        saves=without.saves,
        harm_without=without.harm,
        d3fend=D3FEND.get(lever.kind, ""),
        way=way,
        ways=named(pricer.terrain, without.ways),
        stops=tuple(one for one in situation.operations_down if one in because),
        stops_services=tuple(one for one in stopped.services if one not in fell.services),
    )


def _why(
    lever: Lever, *, is_ordered: bool, is_seed: bool, saves: bool, is_dear: bool
) -> tuple[str, ...]:
    reasons = {
        "containment.doctrine_mandatory": lever.doctrine == "mandatory",
        "containment.ordered": is_ordered,
        "containment.holds_infected": is_seed,
        "containment.closes_the_only_way": saves,
        "containment.saves_assets": saves,
        "containment.saves_nothing_alone": not saves,
        "containment.costs_more_than_it_saves": is_dear,
    }
    return tuple(code for code, holds in reasons.items() if holds)


def arguments(action: Action) -> dict[str, str | int]:
    """The fields of the sentences of `action.why`."""
    return {
        "lever": action.lever,
        "target": action.target,
        "closes": action.closes,
        "saves": action.saves,
        "source": action.way[0] if action.way else "",
        "reached": action.way[-1] if action.way else "",
    }
