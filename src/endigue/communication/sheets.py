"""Notices that are filled by hand into somebody's form: what each has to say, and what is known."""

import tomllib
from datetime import datetime
from typing import Literal

import msgspec

from endigue.communication.events import EventKinds, Value
from endigue.communication.profile import Company, Person
from endigue.communication.view import CommunicationView

ProfileKey = Literal["", "dpo", "primary_contact"]


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question of a notice."""

    id: str
    article: str
    event: str = ""
    profile: ProfileKey = ""
    optional: bool = False
    """Told where it is known; never missing."""
    when: str = ""
    """Asked only after a yes to this event."""
    late: str = ""
    """Asked only where this event came after its limit, or that has passed without it."""


class Sheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One notice."""

    name: str
    scope: str
    source: str
    question: tuple[Question, ...]


class Sheets(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every notice."""

    sheet: tuple[Sheet, ...]

    def __getitem__(self, name: str) -> Sheet:
        return next(sheet for sheet in self.sheet if sheet.name == name)


class SheetAnswer(msgspec.Struct, frozen=True):
    """What is known for a question; neither value nor instant where it is missing."""

    question: str
    article: str
    value: Value = None
    instant: datetime | None = None
    """Of an event that has no value: when it happened."""
    person: Person | None = None
    estimated: bool = False
    entry: int = 0
    event: str = ""
    """What fills it; an event to be recorded where it is missing."""
    missing: bool = False


def parse_sheets(text: str, kinds: EventKinds) -> Sheets:
    """Read the notices from TOML. ValueError with a sentence where they have another shape or
    name an event that is none.
    """
    sheets = msgspec.convert(tomllib.loads(text), Sheets)
    for sheet in sheets.sheet:
        for question in sheet.question:
            if bool(question.event) == bool(question.profile):
                raise ValueError(f"{question.id}: either an event or a key of the profile")
            for event in (question.event, question.when, question.late):
                if event and event not in kinds:
                    raise ValueError(f"{question.id}: '{event}' is no event")
    return sheets


def answers_of(
    sheet: Sheet,
    view: CommunicationView,
    company: Company,
    late: frozenset[str],
    at: datetime,
) -> tuple[SheetAnswer, ...]:
    """The answers of one company by what had happened at an instant; questions that are not
    asked are left out. `late` are the events that came, or will come, after their limit.
    """
    known = view.happened_by(at)
    return tuple(
        answer
        for question in sheet.question
        if _asked(question, known, company, late)
        for answer in _answer(question, known, company)
    )


def _asked(
    question: Question, view: CommunicationView, company: Company, late: frozenset[str]
) -> bool:
    if question.when and view.value(question.when, company.id) is not True:
        return False
    return not question.late or question.late in late


def _answer(
    question: Question, view: CommunicationView, company: Company
) -> tuple[SheetAnswer, ...]:
    if question.profile:
        person = company.dpo if question.profile == "dpo" else company.table.primary_contact
        key = f"profile:{question.profile}"
        lacks = not person.name
        return (
            SheetAnswer(
                question.id, question.article, person=None if lacks else person, event=key,
                missing=lacks,
            ),
        )  # fmt: skip
    noted = view.latest(question.event, company.id)
    if noted is None:
        if question.optional:
            return ()
        return (
            SheetAnswer(question.id, question.article, event=question.event, missing=True),
        )  # fmt: skip
    return (
        SheetAnswer(
            question.id,
            question.article,
            noted.value,
            noted.occurred_at if noted.value is None else None,
            None,
            noted.estimated,
            noted.entry,
            question.event,
        ),
    )
