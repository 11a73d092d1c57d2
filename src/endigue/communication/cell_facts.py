"""Facts of the crisis cell: actions, decisions, uncertainties, situation reports."""

from datetime import datetime
from typing import Literal

import msgspec

from endigue.journal.fact import Fact


class Option(msgspec.Struct, frozen=True):
    """One way to decide, with what it would bring as far as it was computed."""

    name: str
    said: str = ""
    """In words of whoever asks."""
    harm: int | None = None
    """Cents, where the containment priced it."""
    operations_down: int | None = None


class ActionSet(Fact, frozen=True, tag="communication.action_set"):
    """Something is to be done."""

    text: str
    owner: str = ""
    due: datetime | None = None


class ActionClosed(Fact, frozen=True, tag="communication.action_closed"):
    """An action was done, or given up."""

    entry: int
    """Of the action."""
    outcome: Literal["done", "dropped"]
    note: str = ""


class DecisionAsked(Fact, frozen=True, tag="communication.decision_asked"):
    """A question was put to those who decide."""

    question: str
    options: tuple[Option, ...]
    elements: str = ""
    """What was known then."""


class DecisionTaken(Fact, frozen=True, tag="communication.decision_taken"):
    """Somebody who may, the author of the entry, decided."""

    entry: int
    """Of the question."""
    option: str
    reason: str = ""
    dissent: str = ""
    """Who was against it, and why."""
    review_at: datetime | None = None


class UncertaintyNoted(Fact, frozen=True, tag="communication.uncertainty_noted"):
    """Something is not known."""

    text: str


class UncertaintySettled(Fact, frozen=True, tag="communication.uncertainty_settled"):
    """It is known now, or does not matter any more."""

    entry: int
    note: str = ""


class SituationReported(Fact, frozen=True, tag="communication.situation_reported"):
    """A numbered situation report was written from everything up to an entry."""

    number: int
    upto: int
    head: str
    """The hash of that entry, as printed on the report."""
    summary: str
    next_point: datetime | None = None
    documents: dict[str, str] = msgspec.field(default_factory=dict)
    """SHA-256 of every document, by its name."""


class ShiftHandedOver(Fact, frozen=True, tag="communication.shift_handed_over"):
    """Somebody, the author of the entry, left a post to somebody else."""

    post: str
    to: str
    upto: int
    """The last entry that the one who leaves has seen."""
    note: str = ""


CELL_FACTS: tuple[type[Fact], ...] = (
    ActionSet,
    ActionClosed,
    DecisionAsked,
    DecisionTaken,
    UncertaintyNoted,
    UncertaintySettled,
    SituationReported,
    ShiftHandedOver,
)
