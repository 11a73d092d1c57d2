"""The order of the rebuild, and when each operation is back: the results of this chapter.

Every time is in hours from the start of the plan, on the clock: nights and weekends count.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from endigue.kernel.money import Cents

Step = Literal["preserve", "rebuild", "restore", "verify", "reconnect"]


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
