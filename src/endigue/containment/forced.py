"""What orders cost: the plan under `keep` and `cut` against the plan without them."""

from collections.abc import Iterable

import msgspec
import numpy as np

from endigue.containment.actions import without_idle
from endigue.containment.choice import Orders, choose
from endigue.containment.plan import Alternatives
from endigue.containment.pricer import Pricer
from endigue.containment.problem import build
from endigue.containment.solve import SEED, solve
from endigue.kernel.money import Cents
from endigue.organisation.model import Organisation


class Forced(msgspec.Struct, frozen=True):
    """The plan of the middle caution under orders, against the one without; both are priced on
    the same infected assets. Lists stand in the order of the organisation.
    """

    keep: tuple[str, ...]
    cut: tuple[str, ...]
    harm: Cents
    """What the orders add. Below 0 only where the plan without them is not proven."""
    harm_without: Cents
    """Harm of the plan without orders."""
    proven: bool
    """Both plans are proven: it is exactly what the orders cost."""
    operations_lost: tuple[str, ...]
    """Down under the orders only."""
    operations_won: tuple[str, ...]
    """Down without them only."""
    fallen: tuple[str, ...]
    """Assets that fall under the orders only."""
    saved: tuple[str, ...]
    """Assets that fall without them only."""
    added: tuple[str, ...]
    """Levers pulled under the orders only."""
    dropped: tuple[str, ...]
    """Levers pulled without them only."""


def cost_of_orders(
    organisation: Organisation,
    found: Alternatives,
    orders: Orders,
    seconds: float = 60.0,
    seed: int = SEED,
) -> Forced:
    """What the orders cost, that `found` was computed under; derogations hold in both plans.

    The plan without orders gets so many `seconds` of the solver's time.
    """
    pricer, seeds = Pricer(organisation), found.evaluated_on
    under = found.named("plan")
    pulled_under = {action.lever for action in under.actions}
    problem = build(organisation, seeds, (), (), orders.derogations)
    solution = solve(problem, seconds, hint=sorted(pulled_under), seed=seed)
    mandatory = choose(organisation, Orders(derogations=orders.derogations)).forced
    pulled = without_idle(pricer, seeds, solution.pulled, mandatory)
    plain = pricer.price(seeds, pulled)
    fallen_plain = {organisation.assets[place].id for place in np.flatnonzero(plain.fallen)}
    operations = [operation.id for operation in organisation.operations]
    assets = [asset.id for asset in organisation.assets]
    levers = [lever.id for lever in organisation.levers]
    return Forced(
        keep=orders.keep,
        cut=orders.cut,
        harm=Cents(under.harm - plain.harm),
        harm_without=plain.harm,
        proven=under.proven and solution.proven,
        operations_lost=_only(operations, under.operations_down, plain.operations_down),
        operations_won=_only(operations, plain.operations_down, under.operations_down),
        fallen=_only(assets, under.fallen, fallen_plain),
        saved=_only(assets, fallen_plain, under.fallen),
        added=_only(levers, pulled_under, pulled),
        dropped=_only(levers, pulled, pulled_under),
    )


def _only(order: list[str], here: Iterable[str], there: Iterable[str]) -> tuple[str, ...]:
    rest = set(here) - set(there)
    return tuple(name for name in order if name in rest)
