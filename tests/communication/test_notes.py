from datetime import UTC, datetime

from endigue.communication.note_facts import NoteCorrected, NoteWritten
from endigue.communication.notes import NotesView, see_notes
from endigue.journal.chain import extend
from endigue.journal.entry import EMPTY, Draft

NOW = datetime(2026, 2, 6, 21, 30, tzinfo=UTC)


def seen(*facts) -> NotesView:
    view = NotesView()
    for entry, fact in zip(
        extend(EMPTY, [Draft(f, NOW, "a") for f in facts], NOW), facts, strict=True
    ):
        view = see_notes(view, fact, entry)
    return view


def test_a_correction_keeps_the_source_and_says_by_which_entry() -> None:
    view = seen(NoteWritten("a", source="s"), NoteCorrected(1, "b", verified=True, reason="r"))
    assert (view.notes[1].text, view.notes[1].source, view.notes[1].corrected_by) == (
        "b",
        "s",
        (2,),
    )


def test_the_correction_of_what_is_no_note_changes_nothing() -> None:
    assert seen(NoteCorrected(9, "b", verified=True, reason="r")).notes == {}
