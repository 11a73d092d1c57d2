"""What happened, as steps that may have caused one another."""

from datetime import datetime
from typing import Literal

import msgspec

StepKind = Literal["campaign", "message", "click", "process", "logon", "sign"]

STEP_KINDS: tuple[StepKind, ...] = ("campaign", "message", "click", "process", "logon", "sign")


class Step(msgspec.Struct, frozen=True):
    """One thing that happened, at one place. Steps at the same instant are ordered by kind."""

    id: str
    kind: StepKind
    at: datetime
    host: str = ""
    account: str = ""
    detail: str = ""
    """Address, command, subject...; as its source wrote it, clipped."""
    code: str = ""
    """What is wrong with it, a code of `wrong`, or a kind of finding; empty where nothing is."""
    weight: float = 0.0
    """How much it needs an explanation, 0 to 1."""
    source: str = ""
    row: int = 0


class Cause(msgspec.Struct, frozen=True):
    """One step led to another, with a probability that was assumed for this kind of tie."""

    cause: str
    effect: str
    strength: float
    why: str
    """A code: `received`, `own_link`, `downloaded`, `started`, `same_session`..."""


class Trace(msgspec.Struct, frozen=True):
    """Steps and ties of one incident, as far as evidence shows them."""

    steps: tuple[Step, ...] = ()
    """In the order of time."""
    causes: tuple[Cause, ...] = ()
