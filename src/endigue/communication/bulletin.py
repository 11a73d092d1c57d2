"""What the public is told: states of services, messages, questions, in both languages.

A text may name a recorded event in braces, such as {clients-affected}: the page then says the
value that counts in the journal, with the word estimate where it is one. Two papers cannot give
two values for one fact.
"""

import re
from datetime import datetime
from typing import Annotated, Literal, get_args

import msgspec

State = Literal["working", "slow", "partly", "stopped", "reopening"]
STATES: tuple[State, ...] = get_args(State)
"""Runs as usual; runs with delays; runs in part or by hand; stopped; is being reopened."""

LANGUAGES = ("fr", "en")

LONGEST = 4_000
"""Characters of one text; assumed: nobody reads more on a page of a crisis."""

Words = Annotated[str, msgspec.Meta(max_length=LONGEST)]

_FIGURE = re.compile(r"\{([a-z0-9]+(?:-[a-z0-9]+)*)\}")


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text in both languages; empty in both where there is nothing to say."""

    fr: Words = ""
    en: Words = ""

    def __bool__(self) -> bool:
        return bool(self.fr or self.en)

    def said(self, language: str) -> str:
        """The text in one language."""
        return self.fr if language == "fr" else self.en

    @property
    def half(self) -> bool:
        """Whether it is said in one language only."""
        return bool(self.fr.strip()) != bool(self.en.strip())

    @property
    def figures(self) -> frozenset[str]:
        """The events that it names in braces."""
        return frozenset(_FIGURE.findall(self.fr) + _FIGURE.findall(self.en))


class ServiceTold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a service stands. What is left out stays as it was told before."""

    operation: str
    state: State
    name: Text = Text()
    """By default that of the operation of the organisation."""
    works: Text | None = None
    """What still works."""
    meanwhile: Text | None = None
    """What people can do meanwhile."""
    since: datetime | None = None
    """When the state began; by default when it was told."""
    expected: datetime | None = None
    """When it is expected back; None where nobody can say."""


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question that people ask, and its answer."""

    ask: Text
    answer: Text


class Bulletin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is told at once. What is left out stays as it was told before."""

    update: Text = Text()
    """What is new; it stays in the history."""
    next_update: datetime | None = None
    """When people hear again."""
    happened: Text | None = None
    data: Text | None = None
    """What is known of personal data."""
    fraud: Text | None = None
    """Beware of."""
    contact: Text | None = None
    signed: Text | None = None
    url: str | None = None
    accessibility: Text | None = None
    """The statement that the law asks for at the foot of the page."""
    service: tuple[ServiceTold, ...] = ()
    question: tuple[Asked, ...] | None = None
    resolved: bool = False
    """The incident is over."""

    def texts(self) -> tuple[Text, ...]:
        """Every text of it."""
        single = (self.update, self.happened, self.data, self.fraud, self.contact, self.signed,
                  self.accessibility)  # fmt: skip
        services = [text for one in self.service for text in (one.name, one.works, one.meanwhile)]
        asked = [text for one in self.question or () for text in (one.ask, one.answer)]
        return tuple(text for text in (*single, *services, *asked) if text is not None)


def filled(words: str, figures: dict[str, str]) -> str:
    """The words with every figure in place of its name. KeyError where one is not known."""
    return _FIGURE.sub(lambda found: figures[found[1]], words)
