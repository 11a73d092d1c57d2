"""What happened while the cut was carried out: asked, answered, looked at, done by hand."""

from datetime import datetime
from typing import Literal

from endigue.containment.enforcement.change import Answer, Change, Doing, State
from endigue.journal.fact import Fact


class EmergencyDecided(Fact, frozen=True, tag="containment.emergency_decided"):
    """Levers are to be pulled at once, without a computed plan."""

    levers: tuple[str, ...]
    reason: str


class ChangeRequested(Fact, frozen=True, tag="containment.change_requested"):
    """A component is about to be asked; written before it is."""

    change: Change
    doing: Doing
    basis: Literal["plan", "emergency", "undo"]
    forced: tuple[str, ...] = ()
    """Codes of the safety rails that were overridden."""
    reason: str = ""
    """Why they were."""


class ChangeAnswered(Fact, frozen=True, tag="containment.change_answered"):
    """What the component answered."""

    key: str
    doing: Doing
    answer: Answer
    detail: str = ""
    seconds: float = 0.0
    """From the request to the answer."""


class ChangeSeen(Fact, frozen=True, tag="containment.change_seen"):
    """What is on the component, whatever it answered."""

    key: str
    state: State
    detail: str = ""


class WorkOrdered(Fact, frozen=True, tag="containment.work_ordered"):
    """People are asked to do by hand what no component does for us."""

    number: int
    lever: str
    doing: Doing
    why: str
    """Code."""
    arguments: dict[str, str]
    """Fields of its sentence."""
    forced: tuple[str, ...] = ()
    """Codes of the safety rails that were overridden."""
    reason: str = ""
    """Why they were."""


class WorkReported(Fact, frozen=True, tag="containment.work_reported"):
    """What came of a work order, as it was typed in from paper."""

    number: int
    outcome: Literal["done", "failed"]
    by: str
    """Who did it."""
    at: datetime
    note: str = ""


FACTS: tuple[type[Fact], ...] = (
    EmergencyDecided,
    ChangeRequested,
    ChangeAnswered,
    ChangeSeen,
    WorkOrdered,
    WorkReported,
)
