"""Facts of the notices: what was written for an audience, and how far each notice came."""

from datetime import datetime

from endigue.communication.message import Audience, Letter, Message
from endigue.journal.fact import Fact


class MessageWritten(Fact, frozen=True, tag="communication.message_written"):
    """Words for one audience were written."""

    message: Message


class LetterWritten(Fact, frozen=True, tag="communication.letter_written"):
    """The letter to the people whose data was hit was written. It names nobody."""

    letter: Letter


class NoticeDrafted(Fact, frozen=True, tag="communication.notice_drafted"):
    """The next notice to an audience was drawn up from everything up to an entry."""

    audience: Audience
    number: int
    replaces: int
    upto: int
    at: datetime
    """The date that it carries."""
    digest: str
    """SHA-256 of what it says."""


class NoticeReviewed(Fact, frozen=True, tag="communication.notice_reviewed"):
    """Somebody, the author of the entry, found nothing wrong with it."""

    audience: Audience
    number: int
    digest: str


class NoticeApproved(Fact, frozen=True, tag="communication.notice_approved"):
    """Somebody who may, the author of the entry, let it go out."""

    audience: Audience
    number: int
    digest: str


class NoticeIssued(Fact, frozen=True, tag="communication.notice_issued"):
    """It was given out."""

    audience: Audience
    number: int
    digest: str
    files: dict[str, str]
    """SHA-256 of every file, by its name."""


class LettersMerged(Fact, frozen=True, tag="communication.letters_merged"):
    """A letter was made for each person of a list. Nobody is named; the list stays where it was."""

    number: int
    digest: str
    """Of the letter."""
    list: str
    """SHA-256 of the file."""
    people: int
    by_profile: dict[str, int]
    by_language: dict[str, int]
    files: int


NOTICE_FACTS: tuple[type[Fact], ...] = (
    MessageWritten,
    LetterWritten,
    NoticeDrafted,
    NoticeReviewed,
    NoticeApproved,
    NoticeIssued,
    LettersMerged,
)
