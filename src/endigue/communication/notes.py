"""The notes of the logbook as known so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from endigue.communication.note_facts import NoteCorrected, NoteWritten
from endigue.journal.entry import Entry
from endigue.journal.fact import Fact


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it counts now."""

    text: str
    verified: bool
    source: str
    corrected_by: tuple[int, ...] = ()
    """Entries of its corrections, in order."""


@dataclass(frozen=True, slots=True)
class NotesView:
    """Every note by the entry that wrote it."""

    notes: Mapping[int, Note] = field(default_factory=dict)


def see_notes(view: NotesView, fact: Fact, entry: Entry) -> NotesView:
    """The view after one more fact; the correction of what is no note is passed over."""
    match fact:
        case NoteWritten():
            note = Note(fact.text, fact.verified, fact.source)
            return replace(view, notes={**view.notes, entry.sequence: note})
        case NoteCorrected() if fact.entry in view.notes:
            before = view.notes[fact.entry]
            after = replace(
                before,
                text=fact.text,
                verified=fact.verified,
                corrected_by=(*before.corrected_by, entry.sequence),
            )
            return replace(view, notes={**view.notes, fact.entry: after})
        case _:
            return view
