"""The actions of a plan: what each is good for, and why it is in the plan."""

from collections.abc import Collection, Sequence

from endigue.containment.doctrine import D3FEND
from endigue.containment.order import in_order
from endigue.containment.plan import Action
from endigue.containment.price import Price, Simulator
from endigue.organisation.model import Lever


def without_idle(
    simulator: Simulator, seeds: Sequence[str], pulled: Sequence[str], forced: Collection[str]
) -> tuple[str, ...]:
    """The plan without the actions that can be left out at no harm, most work first, until
    none can.
    """
    levers = simulator.organisation.lever_by_id
    kept = list(dict.fromkeys(pulled))
    harm = simulator.price(seeds, kept).harm
    candidates = sorted(set(kept) - set(forced), key=lambda lever: (-levers[lever].minutes, lever))
    dropped = True
    while dropped:
        dropped = False
        for lever in candidates:
            if lever not in kept:
                continue
            rest = [other for other in kept if other != lever]
            harm_of_rest = simulator.price(seeds, rest).harm
            if harm_of_rest <= harm:
                kept, harm, dropped = rest, harm_of_rest, True
    return tuple(kept)


def actions(
    simulator: Simulator, seeds: Sequence[str], pulled: Sequence[str], ordered: Collection[str]
) -> tuple[Action, ...]:
    """Every pulled lever as an action, in the order in which they are to be done.

    `ordered` are the levers that people ordered.
    """
    price = simulator.price(seeds, pulled)
    levers = [simulator.organisation.lever_by_id[lever] for lever in pulled]
    found = {
        lever.id: _action(simulator, seeds, pulled, lever, price, lever.id in ordered)
        for lever in levers
    }
    harm_without = {lever: action.harm_without for lever, action in found.items()}
    return tuple(found[lever.id] for lever in in_order(simulator, seeds, levers, harm_without))


def _action(
    simulator: Simulator,
    seeds: Sequence[str],
    pulled: Sequence[str],
    lever: Lever,
    price: Price,
    is_ordered: bool,
) -> Action:
    rest = [other for other in pulled if other != lever.id]
    without = simulator.price(seeds, rest)
    saved = without.fallen - price.fallen
    way: tuple[str, ...] = ()
    if saved:
        # The way to what is dearest says most about what the action is for.
        assets = simulator.organisation.assets
        place = simulator.organisation.asset_index
        goal = max(saved, key=lambda asset: (assets[place[asset]].fall_cost, asset))
        way = without.way(goal)
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
        why=_why(
            lever,
            is_ordered=is_ordered,
            is_seed=lever.target in seeds,
            saves=bool(saved),
            is_dear=without.harm < price.harm,
        ),
        closes=simulator.ways_out(price.fallen, rest),
        saves=len(saved),
        harm_without=without.harm,
        d3fend=D3FEND.get(lever.kind, ""),
        way=way,
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
