"""What the desk itself writes down."""

from datetime import datetime

from endigue.journal.fact import Fact


class BriefingWritten(Fact, frozen=True, tag="desk.briefing_written"):
    """A briefing was written from everything up to an entry of the journal."""

    upto: int
    """The last entry that it rests upon."""
    documents: dict[str, str]
    """SHA-256 of every document, by its name under `out`."""


class StampAsked(Fact, frozen=True, tag="journal.stamp_asked"):
    """A request to a time stamping authority (RFC 3161) was written for an entry."""

    entry: int
    hash: str
    """Of the entry: what is to be stamped."""
    nonce: str
    """In hexadecimal; the answer repeats it."""


class HeadStamped(Fact, frozen=True, tag="journal.stamped"):
    """An authority says that an entry, and so all before it, existed at an instant. The answer
    and the certificates that it was verified with are kept beside the journal.
    """

    entry: int
    hash: str
    time: datetime
    authority: str
    """Subject of its certificate."""
    serial: str
    policy: str
    answer: str
    """SHA-256 of the answer."""
    roots: str
    """SHA-256 of the certificates, PEM."""
