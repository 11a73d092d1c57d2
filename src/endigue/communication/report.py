"""The DORA incident report of one company at one stage: every field filled, or what it lacks."""

from datetime import datetime
from typing import Literal

import msgspec

from endigue.communication.classification import NONE, classify
from endigue.communication.events import Value, instant_of
from endigue.communication.profile import Company, Profile
from endigue.communication.report_checks import Check, checks_of
from endigue.communication.report_conditions import CONDITIONS, Condition
from endigue.communication.report_derivations import DERIVATIONS
from endigue.communication.report_facts import Answer, FieldValue, ReportFacts
from endigue.communication.report_fields import ReportField, ReportFields, Stage
from endigue.communication.thresholds import ThresholdPack
from endigue.communication.view import CommunicationView

State = Literal["filled", "missing", "undecided", "not_required"]
"""`undecided`: nobody recorded what its condition depends on."""


class FieldAnswer(msgspec.Struct, frozen=True):
    """One field of a report."""

    id: str
    state: State
    value: FieldValue = None
    missing: tuple[str, ...] = ()
    """Events to record; `profile:KEY` for a key of organisation.toml."""
    estimated: bool = False
    entries: tuple[int, ...] = ()


class Report(msgspec.Struct, frozen=True):
    """What is sent to the authority."""

    stage: Stage
    company: str
    at: datetime
    fields: tuple[FieldAnswer, ...]
    """Of every field of the template, in its order."""
    checks: tuple[Check, ...]
    """What contradicts itself."""

    def __getitem__(self, identifier: str) -> FieldAnswer:
        return next(field for field in self.fields if field.id == identifier)

    @property
    def lacking(self) -> tuple[FieldAnswer, ...]:
        """The fields without which the report is not complete."""
        return tuple(one for one in self.fields if one.state in {"missing", "undecided"})


def report_of(
    view: CommunicationView,
    profile: Profile,
    company: Company,
    fields: ReportFields,
    thresholds: ThresholdPack,
    stage: Stage,
    at: datetime,
) -> Report:
    """The report by what had happened at an instant."""
    known = view.happened_by(at)
    facts = ReportFacts(
        view=known,
        profile=profile,
        company=company,
        classification=classify(known, company.id, thresholds, at),
        costs_above_cents=thresholds.above.costs.cents or 0,
        stage=stage,
        at=at,
    )
    answers = tuple(_field(field, facts) for field in fields.field)
    return Report(stage, company.id, at, answers, checks_of(facts))


def _field(field: ReportField, facts: ReportFacts) -> FieldAnswer:
    need = field.need(facts.stage)
    condition = CONDITIONS[field.condition](facts) if field.condition else Condition(met=True)
    if need == "-" or condition.met is False:
        return FieldAnswer(field.id, "not_required")
    if condition.met is None:
        return FieldAnswer(field.id, "undecided", missing=condition.undecided)
    answer = _answer(field, facts)
    if answer.missing:
        return FieldAnswer(field.id, "missing", missing=answer.missing)
    return FieldAnswer(
        field.id, "filled", answer.value, (), answer.estimated, tuple(sorted(answer.entries))
    )


def _answer(field: ReportField, facts: ReportFacts) -> Answer:
    if field.derive:
        return DERIVATIONS[field.derive](facts)
    noted = facts.noted(field.event)
    if noted is None or (field.refuses_none and noted.value == (NONE,)):
        return Answer(missing=(field.event,))
    if field.kind == "instant" and noted.value is None:
        value: FieldValue = noted.occurred_at
    else:
        value = _plain(noted.value, field)
    return Answer(value, estimated=noted.estimated, entries=(noted.entry,))


def _plain(value: Value, field: ReportField) -> FieldValue:
    return instant_of(value) if field.kind == "instant" else value
