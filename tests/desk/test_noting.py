import pytest

from endigue.communication.facts import RoleGiven
from endigue.communication.note_facts import NoteCorrected, NoteWritten
from endigue.desk.noting import correct_note, write_note
from endigue.desk.refusal import Refusal
from endigue.readers.rulebook import load_rulebook

BOOK = load_rulebook()


def test_the_last_correction_is_what_counts_and_all_stay(case) -> None:
    ledger = write_note(case, case.ledger(), BOOK, NoteWritten("three servers", source="Bob"))
    for text in ("four servers", "five servers"):
        correction = NoteCorrected(1, text, verified=True, reason="counted")
        ledger = correct_note(case, ledger, BOOK, correction)
    note = ledger.communication.notes.notes[1]
    assert (note.text, note.verified, note.source) == ("five servers", True, "Bob")
    assert note.corrected_by == (2, 3)
    assert ledger == case.ledger()


@pytest.mark.parametrize("text", ["", "  \n", "x" * 32_768])
def test_a_note_that_says_nothing_or_too_much_is_refused(case, text: str) -> None:
    with pytest.raises(Refusal):
        write_note(case, case.ledger(), BOOK, NoteWritten(text))
    assert case.ledger().head.sequence == 0


def test_what_is_no_note_is_not_corrected(case) -> None:
    with pytest.raises(Refusal) as refused:
        correct_note(case, case.ledger(), BOOK, NoteCorrected(7, "x", verified=False, reason="y"))
    assert refused.value.code == "communication.no_such_note"


def test_who_holds_only_roles_that_do_not_record_writes_nothing(case) -> None:
    ledger = case.record([RoleGiven("tester", "observer")], case.ledger())
    with pytest.raises(Refusal):
        write_note(case, ledger, BOOK, NoteWritten("mine"))
    assert not case.ledger().communication.notes.notes
