"""Words for one audience alone: members, staff, press, partners, whoever calls, and each person
whose data was hit (GDPR Art. 34). What everybody is told comes from the page.
"""

from collections.abc import Iterable
from typing import Annotated, Literal, get_args

import msgspec

from endigue.communication.bulletin import Text

Audience = Literal["members", "staff", "press", "partners", "telephone", "people"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
"""`people` are those whose data was hit, each by a letter."""

WITHOUT_PAGE: frozenset[Audience] = frozenset({"staff", "partners", "people"})
"""Whom one may have to tell something before anything is public."""

MOST_PROFILES = 200

Identifier = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words for one audience; each written message stands in place of the one before."""

    audience: Literal["members", "staff", "press", "partners", "telephone"]
    title: Text = Text()
    text: Text = Text()
    """The first paragraphs; of `telephone` everything that is said."""
    do: tuple[Text, ...] = ()
    never: tuple[Text, ...] = ()
    """What is not to be done."""
    place: Text = Text()
    """Where and when to come."""
    contact: Text = Text()
    """By default that of the page."""
    signed: Text = Text()
    """By default who signs the page."""

    def texts(self) -> tuple[Text, ...]:
        """Every text of it."""
        single = (self.title, self.text, self.place, self.contact, self.signed)
        return (*single, *self.do, *self.never)


class DataProfile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """People whose data was hit in the same way."""

    id: Identifier
    concerned: Text
    """Which data of theirs."""
    spared: Text = Text()
    """Which data is not concerned."""
    consequences: Text = Text()
    """By default those of the letter."""
    advice: tuple[Text, ...] = ()
    """Beside that of the letter."""


class Letter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the letter to people says, Art. 34(2): one for all, with what differs by profile."""

    company: str
    """Identifier of the controller; empty where the organisation is one company."""
    what: Text
    """The nature of the breach, in plain words."""
    consequences: Text
    measures: Text
    signed: Text
    profile: Annotated[
        tuple[DataProfile, ...], msgspec.Meta(min_length=1, max_length=MOST_PROFILES)
    ]
    advice: tuple[Text, ...] = ()

    def texts(self) -> tuple[Text, ...]:
        """Every text of it."""
        single = (self.what, self.consequences, self.measures, self.signed, *self.advice)
        each = [
            text
            for one in self.profile
            for text in (one.concerned, one.spared, one.consequences, *one.advice)
        ]
        return (*single, *each)


def half_said(texts: Iterable[Text]) -> tuple[str, ...]:
    """The beginnings of texts that are said in one language only."""
    return tuple((text.fr or text.en)[:60] for text in texts if text.half)


class Addressee(msgspec.Struct, frozen=True):
    """One person who is written to."""

    line: int
    """Of the list."""
    name: str
    address: tuple[str, ...]
    profile: str
    language: str
    reference: str = ""


class PeopleList(msgspec.Struct, frozen=True):
    """The people who are written to."""

    people: tuple[Addressee, ...]
    sha256: str
    """Of the file."""
    left_out: tuple[str, ...] = ()
    """Columns that the letter does not use."""
