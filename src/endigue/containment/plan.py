"""What is laid side by side for the people who decide: alternatives, each with its actions."""

from math import inf
from typing import Literal

import msgspec

from endigue.containment.company import Company
from endigue.containment.expected import Expected
from endigue.containment.sequenced import Sequenced
from endigue.containment.way import Way
from endigue.kernel.money import Cents
from endigue.organisation.model import Approval, Doctrine

RECOMMENDABLE = ("plan", "plan_cautious", "plan_bold")
"""The plans, the one before the other where they are as good."""


class Action(msgspec.Struct, frozen=True):
    """One lever pulled by one alternative, and what it is good for there."""

    lever: str
    kind: str
    target: str
    minutes: float
    crew: str
    cost: Cents
    approval: Approval
    reversible: bool
    doctrine: Doctrine
    why: tuple[str, ...]
    """Codes; `actions.arguments` gives the fields of their sentences."""
    closes: int
    """Ways in, from what has fallen to what has not, that nothing else in the plan closes."""
    saves: int
    """Assets that would fall without this action alone."""
    harm_without: Cents
    """Harm of the plan without this action alone."""
    d3fend: str
    """Identifier of the MITRE D3FEND technique, or empty."""
    way: tuple[str, ...] = ()
    """One path of assets, from what is infected to the dearest that is saved, that would be
    open; of the last actions of a very long plan the dearest link that it closes."""
    ways: tuple[Way, ...] = ()
    """The ways counted by `closes`, those to the dearest assets first, five at most."""
    stops: tuple[str, ...] = ()
    """Operations that are down under the plan and would run without this action alone, or that
    it stops by itself; not those that the intruder has stopped anyway."""
    stops_services: tuple[str, ...] = ()
    """Services that it takes down by itself, and the intruder does not."""


class Stop(msgspec.Struct, frozen=True):
    """Why one operation is down: the first thing that it needs and lost."""

    operation: str
    chain: tuple[str, ...]
    """From its needs to the root: services first, then the asset, account or flow."""
    by: Literal["intruder", "cut"]
    """Whether the intruder took what is at the root, or we cut it."""
    levers: tuple[str, ...] = ()
    """The levers of this alternative that take the root down; none where the intruder did."""


class Alternative(msgspec.Struct, frozen=True):
    """One way to respond, priced.

    Everything but the five fields of the proof is priced on `Alternatives.evaluated_on`, so
    that alternatives can be compared. The proof (`own_harm`, `bound`, `gap`, `proven`) is
    about the alternative's own `seeds`; `bound` and `gap` are None where nothing was optimised.
    """

    name: str
    """`do_nothing`, `isolate_known`, `plan_bold`, `plan`, `plan_cautious` or `pull_the_plug`."""
    caution: float
    """Assets at least this likely to be compromised are treated as infected."""
    seeds: tuple[str, ...]
    harm: Cents
    own_harm: Cents
    bound: Cents | None
    gap: float | None
    """(own_harm - bound) / own_harm, between 0 and 1."""
    proven: bool
    operations_loss: Cents
    fallen_loss: Cents
    levers_cost: Cents
    operations_down: tuple[str, ...]
    by_hand: tuple[str, ...]
    """Operations that are down and go on by hand, in part or whole."""
    fallen: tuple[str, ...]
    down: tuple[str, ...]
    """Assets and flows that are down; services and operations follow from them."""
    actions: tuple[Action, ...]
    """In the order in which they are to be done."""
    minutes: float
    """Work of hands, summed over the actions."""
    cost_per_hour: Cents
    """Loss of operations per hour of the situation."""
    also: tuple[str, ...] = ()
    """Names of other alternatives that pull exactly the same levers, so are not shown twice."""
    remarks: tuple[str, ...] = ()
    """Codes of what must be said plainly about this alternative."""
    certain: Cents = Cents(0)
    """The part of `harm` that the cut does by itself, were nothing infected: its work, and
    the operations that it takes down."""
    stopped: tuple[Stop, ...] = ()
    """One for each of `operations_down`, in their order."""
    companies: tuple[Company, ...] = ()
    """Every company of the group, and what belongs to none where there is such."""
    expected: Expected | None = None
    """In sampled worlds; None where none were sampled."""
    sequence: Sequenced | None = None
    """The order of the actions against an intruder who keeps moving, where one was sought."""

    def with_expected(self, expected: Expected) -> "Alternative":
        """The same with what is expected of it."""
        return msgspec.structs.replace(self, expected=expected)

    def with_sequence(self, sequence: Sequenced) -> "Alternative":
        """The same with its actions in that order."""
        by_lever = {action.lever: action for action in self.actions}
        actions = tuple(by_lever[step.lever] for step in sequence.steps)
        return msgspec.structs.replace(self, actions=actions, sequence=sequence)


class Alternatives(msgspec.Struct, frozen=True):
    """Ways to respond, side by side, in the order in which they are shown."""

    alternatives: tuple[Alternative, ...]
    evaluated_on: tuple[str, ...]
    """The one set of seeds on which all of them are priced: those of the middle caution."""

    def named(self, name: str) -> Alternative:
        """The alternative of that name, or the one that pulls the same levers.

        Raises KeyError where there is none.
        """
        for alternative in self.alternatives:
            if name == alternative.name or name in alternative.also:
                return alternative
        raise KeyError(name)

    @property
    def recommended(self) -> Alternative:
        """The plan with the least mean harm in the sampled worlds; that of the middle caution
        where none were sampled, and before another that is as good.

        Only plans are recommended: they alone keep to the doctrine and the hands there are. Where
        another alternative does less harm on average, whoever shows them says so.

        Raises KeyError where there is no plan.
        """
        plans = dict.fromkeys(self.named(name).name for name in RECOMMENDABLE if self._has(name))
        if not plans:
            raise KeyError("plan")
        return min(map(self.named, plans), key=_mean_harm)

    def _has(self, name: str) -> bool:
        return any(name in (one.name, *one.also) for one in self.alternatives)


def _mean_harm(alternative: Alternative) -> float:
    return inf if alternative.expected is None else alternative.expected.harm
