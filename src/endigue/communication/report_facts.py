"""What a report draws on: the records of one company, its profile, and its classification."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from endigue.communication.classification import Classification
from endigue.communication.profile import Company, Profile
from endigue.communication.report_fields import Stage
from endigue.communication.view import CommunicationView, Noted

FieldValue = str | int | bool | Decimal | datetime | tuple[str, ...] | None
"""Cents for money, minutes for a duration, a decimal for a percentage."""

ONE_DECIMAL = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Answer:
    """The value of a field, or what is missing for it."""

    value: FieldValue = None
    missing: tuple[str, ...] = ()
    """Events to record; `profile:KEY` for a key of organisation.toml."""
    estimated: bool = False
    entries: tuple[int, ...] = ()
    """The entries of the journal that it rests upon."""


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Everything that fields and conditions are worked out from."""

    view: CommunicationView
    profile: Profile
    company: Company
    classification: Classification
    costs_above_cents: int
    stage: Stage
    at: datetime

    def noted(self, event: str) -> Noted | None:
        """The record of an event that counts."""
        return self.view.latest(event, self.company.id)

    def yes(self, event: str) -> bool | None:
        """The answer to a question; None where there is none."""
        noted = self.noted(event)
        return None if noted is None else noted.value is True

    def among(self, choice: str, event: str) -> bool | None:
        """Whether a choice was made; None where none was."""
        noted = self.noted(event)
        if noted is None:
            return None
        return choice in noted.value if isinstance(noted.value, tuple) else noted.value == choice

    def time_of(self, event: str) -> Answer:
        """When an event happened."""
        noted = self.noted(event)
        if noted is None:
            return Answer(missing=(event,))
        return Answer(noted.occurred_at, estimated=noted.estimated, entries=(noted.entry,))

    def total(self, events: Sequence[str]) -> Answer:
        """The sum of several figures, all of which are needed."""
        noted = {event: self.noted(event) for event in events}
        missing = tuple(event for event, one in noted.items() if one is None)
        known = [one for one in noted.values() if one is not None]
        if missing:
            return Answer(missing=missing)
        return Answer(
            sum(one.value for one in known if isinstance(one.value, int)),
            estimated=any(one.estimated for one in known),
            entries=tuple(one.entry for one in known),
        )

    def share(self, part: Sequence[str], whole: Sequence[str]) -> Answer:
        """A part of a whole as a percentage with one decimal, rounded half up."""
        affected, base = self.total(part), self.total(whole)
        missing = (*affected.missing, *base.missing)
        if missing:
            return Answer(missing=missing)
        assert isinstance(affected.value, int) and isinstance(base.value, int)  # noqa: S101 - sums
        if base.value == 0 and affected.value > 0:
            return Answer(missing=tuple(whole))
        share = Fraction(affected.value * 100, base.value or 1)
        exact = Decimal(share.numerator) / Decimal(share.denominator)
        return Answer(
            exact.quantize(ONE_DECIMAL, rounding=ROUND_HALF_UP),
            estimated=affected.estimated or base.estimated,
            entries=(*affected.entries, *base.entries),
        )
