"""Facts of the logbook that people write by hand: notes, and their corrections."""

from endigue.journal.fact import Fact


class NoteWritten(Fact, frozen=True, tag="communication.note_written"):
    """Somebody, the author of the entry, wrote down one thing that happened or was said. When it
    happened stands in the entry.
    """

    text: str
    verified: bool = False
    """Whoever writes has seen it or has a proof of it; otherwise it is hearsay."""
    source: str = ""
    """Who said it, or where it stands."""


class NoteCorrected(Fact, frozen=True, tag="communication.note_corrected"):
    """A note was wrong, incomplete or has been verified since. It stays in the journal; what
    counts is this.
    """

    entry: int
    """Of the note, also where it was corrected before."""
    text: str
    verified: bool
    reason: str


NOTE_FACTS: tuple[type[Fact], ...] = (NoteWritten, NoteCorrected)
