"""What one audience is told, from the same facts as everybody else.

The states of services, what happened, what is known of the data and every figure come from the
page and the journal; a message adds the words that are meant for one audience alone.
"""

from datetime import datetime

import msgspec

from endigue.communication.bulletin import Text
from endigue.communication.message import Audience, Letter, Message
from endigue.communication.page import Figure, Page
from endigue.communication.profile import Person


class PublicNotice(msgspec.Struct, frozen=True):
    """Everything that one audience is told."""

    audience: Audience
    number: int
    replaces: int
    """The issued notice to the same audience that it replaces; 0 where it is the first."""
    at: datetime
    organisation: str
    language: str
    time_zone: str
    currency: str
    page: Page | None
    """None where nothing has been told to the public yet."""
    message: Message
    figures: tuple[Figure, ...]
    """Of the texts of both."""

    @property
    def contact(self) -> Text:
        """How to reach us."""
        return self.message.contact or (self.page.contact if self.page else Text())

    @property
    def signed(self) -> Text:
        """Who signs."""
        return self.message.signed or (self.page.signed if self.page else Text())


class PeopleNotice(msgspec.Struct, frozen=True):
    """The letter, with everything that it has beside its own texts."""

    number: int
    replaces: int
    at: datetime
    company: str
    """Its name."""
    country: str
    time_zone: str
    currency: str
    language: str
    dpo: Person
    letter: Letter
    figures: tuple[Figure, ...]
