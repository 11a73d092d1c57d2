"""The order of the rebuild, and when each operation is back: the results of this chapter.

Every time is in hours from the start of the plan, on the clock: nights and weekends count.
"""

from collections.abc import Mapping
from typing import Literal, get_args

import msgspec

from endigue.kernel.money import Cents

Step = Literal["preserve", "rebuild", "clean", "restore", "verify", "reconnect"]
STEPS: tuple[Step, ...] = get_args(Step)


class Task(msgspec.Struct, frozen=True):
    """One step of one asset, account or flow, done by one person of one crew."""

    asset: str
    step: Step
    crew: str
    start: float
    end: float


class OperationReturn(msgspec.Struct, frozen=True):
    """When an operation is back: as planned, and over the scenarios."""

    id: str
    planned: float
    """With every duration as foreseen."""
    p50: float
    p80: float
    """No date earlier than this one is published."""
    p90: float
    waits_for: tuple[str, ...]
    """What comes back last of all that it needs, in the plan."""


class Remark(msgspec.Struct, frozen=True):
    """Something that a reader of the plan must know, as a code with a sentence."""

    subject: str
    """The asset, account, flow, skill or operation that it is about."""
    code: str
    arguments: Mapping[str, str | int | float] = {}


class Schedule(msgspec.Struct, frozen=True):
    """A plan of restoration with its proof. Operations that run need no return and are left
    out; so are those that cannot return, which `unschedulable` names.
    """

    tasks: tuple[Task, ...]
    operations: tuple[OperationReturn, ...]
    cost: Cents
    """What is lost until every operation is back, with every duration as foreseen."""
    bound: Cents
    """No plan of the same problem costs less."""
    gap: float
    """(cost - bound) / cost, 0 where the cost is 0."""
    makespan: float
    seed: int
    scenarios: int
    unschedulable: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()


class Curve(msgspec.Struct, frozen=True):
    """How many operations are back at each hour, over the scenarios; all of one length."""

    hours: tuple[float, ...]
    least: tuple[int, ...]
    """Nine scenarios in ten have at least so many back."""
    middle: tuple[int, ...]
    most: tuple[int, ...]
    """One scenario in ten has at least so many back."""


class Outlook(msgspec.Struct, frozen=True):
    """What is known of a plan beside its schedule."""

    mean: Cents
    """Lost on average over the scenarios."""
    worst_tenth: Cents
    """Lost on average over the worst tenth of them."""
    greedy_cost: Cents
    """What the order of the rule alone costs, with every duration as foreseen."""
    greedy_mean: Cents
    """And on average over the scenarios."""
    tried: int
    """Orders that the search looked at."""
    curve: Curve
    p10: Mapping[str, float]
    """The optimistic date of each operation, in hours: one scenario in ten is sooner."""
    order: tuple[str, ...] = ()
    """Everything that comes back, the most urgent first: what the crews work by, and where the
    next plan begins from. Empty in journals of before it was written."""
