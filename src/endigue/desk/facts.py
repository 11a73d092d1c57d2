"""What the desk itself writes down."""

from endigue.journal.fact import Fact


class BriefingWritten(Fact, frozen=True, tag="desk.briefing_written"):
    """A briefing was written from everything up to an entry of the journal."""

    upto: int
    """The last entry that it rests upon."""
    documents: dict[str, str]
    """SHA-256 of every document, by its name under `out`."""
