"""Write in the logbook by hand, and correct what was written, each as a new entry."""

from datetime import datetime

from endigue.communication.events import LONGEST_TEXT
from endigue.communication.note_facts import NoteCorrected, NoteWritten
from endigue.communication.rulebook import Rulebook
from endigue.desk.acting import allow_recording
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.recording import refuse_future
from endigue.desk.refusal import Refusal


def write_note(
    case: Case,
    ledger: Ledger,
    book: Rulebook,
    note: NoteWritten,
    occurred_at: datetime | None = None,
) -> Ledger:
    """Write one line. Raises Refusal where it is empty or too long, is said to happen later than
    now, or the author may not record.
    """
    _refuse_text(note.text)
    if occurred_at is not None:
        refuse_future(occurred_at, case.clock())
    allow_recording(case, ledger, book.roles, note.text[:80])
    return case.record([note], ledger, occurred_at)


def correct_note(case: Case, ledger: Ledger, book: Rulebook, correction: NoteCorrected) -> Ledger:
    """Say what counts in place of a note, and why. Raises Refusal where the entry is no note, the
    text is empty or too long, no reason is given, or the author may not record.
    """
    _refuse_text(correction.text)
    if not correction.reason.strip():
        raise Refusal("communication.correction_without_reason")
    if correction.entry not in ledger.communication.notes.notes:
        raise Refusal("communication.no_such_note", entry=correction.entry)
    allow_recording(case, ledger, book.roles, f"correct {correction.entry}")
    return case.record([correction], ledger)


def _refuse_text(text: str) -> None:
    if not text.strip():
        raise Refusal("communication.empty_note")
    if len(text) > LONGEST_TEXT:
        raise Refusal("communication.note_too_long", most=LONGEST_TEXT)
