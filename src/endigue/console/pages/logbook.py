"""Logbook: what happened, who wrote it, and what counts now."""

from collections.abc import Callable

import msgspec
from starlette.responses import Response

from endigue.communication.note_facts import NoteCorrected, NoteWritten
from endigue.console.chronicle import Line
from endigue.console.entering import Served, instant_typed
from endigue.console.pages.login import local_path
from endigue.console.story import say_line
from endigue.console.visit import Visit
from endigue.desk.acting import allow_recording
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.noting import correct_note, write_note
from endigue.desk.recording import withdraw_event
from endigue.desk.refusal import Refusal

SHOWN = 200
"""Lines of a page; older ones are asked for."""

LONGEST_SHOWN = 100_000
"""Characters of the text of an entry that its page shows; the export has all."""

BY_HAND = frozenset({
    "communication.note_written", "communication.note_corrected", "communication.event_recorded",
    "communication.event_withdrawn", "communication.uncertainty_noted",
    "communication.decision_taken", "communication.action_set",
})  # fmt: skip

VIEWS = ("all", "people", "verified", "unverified", "decisions", "computed", "access")


def logbook(visit: Visit) -> Response:
    """The journal as a story, the latest first."""
    before = visit.number(visit.asked("before")) if visit.asked("before") else visit.head + 1
    view = visit.asked("view") if visit.asked("view") in VIEWS else "all"
    author, words = visit.asked("author"), visit.asked("words").casefold().split()
    upto = min(before - 1, visit.head)
    lines = visit.room.chronicle.latest(upto, SHOWN + 1, _wanted(visit, view, author, words))
    return visit.show(
        "logbook.html.j2",
        page="logbook",
        lines=lines[:SHOWN],
        older=lines[SHOWN - 1].sequence if len(lines) > SHOWN else None,
        notes=visit.ledger.communication.notes.notes,
        withdrawn=visit.ledger.communication.withdrawn,
        view=view,
        views=VIEWS,
        author=author,
        words=visit.asked("words"),
        grows=visit.at is None and not (author or words or visit.asked("before")) and view == "all",
    )


def line(visit: Visit, sequence: int) -> Response:
    """One line of the story, as it is put on every open logbook."""
    return visit.show(
        "line.html.j2",
        line=visit.line(sequence),
        notes=visit.ledger.communication.notes.notes,
        withdrawn=visit.ledger.communication.withdrawn,
    )


def write(visit: Visit) -> Response:
    """A new entry."""
    happened = visit.text("at", 40).strip()
    occurred = instant_typed(happened, visit.speech.time_zone) if happened else None
    note = NoteWritten(
        visit.text("text").strip(),
        visit.text("verified") == "yes",
        visit.text("source", 500).strip(),
    )
    book = visit.room.rulebook
    visit.room.act(
        visit.person, lambda case, ledger: write_note(case, ledger, book, note, occurred)
    )
    return visit.go(local_path(visit.text("next", 500) or "/logbook"))


def entry(visit: Visit) -> Response:
    """One entry as it stands in the journal, with its place in the chain."""
    sequence = visit.number(visit.request.path_params["entry"], "console.absent_entry_named")
    found = visit.line(sequence)
    kept = visit.room.chronicle.entry(sequence)
    body = "" if kept is None else _spread_out(kept.body)
    view = visit.ledger.communication
    note = view.notes.notes.get(sequence)
    correcting = [visit.room.chronicle.line(one) for one in (note.corrected_by if note else ())]
    return visit.show(
        "entry.html.j2",
        page="logbook",
        line=found,
        entry=kept,
        body=body[:LONGEST_SHOWN],
        cut=len(body) > LONGEST_SHOWN,
        note=note,
        correcting=correcting,
        withdrawal=view.withdrawn.get(sequence),
        may_withdraw=found.fact == "communication.event_recorded"
        and sequence not in view.withdrawn
        and visit.may_record(),
    )


def correct(visit: Visit) -> Response:
    """What counts in place of a note, as a new entry."""
    sequence = visit.number(visit.request.path_params["entry"], "console.absent_entry_named")
    visit.line(sequence)
    correction = NoteCorrected(
        sequence,
        visit.text("text").strip(),
        visit.text("verified") == "yes",
        visit.text("reason", 2000).strip(),
    )
    book = visit.room.rulebook
    visit.room.act(visit.person, lambda case, ledger: correct_note(case, ledger, book, correction))
    return visit.go(f"/logbook/{sequence}")


def withdraw(visit: Visit) -> Response:
    """Say that a recorded event was wrong."""
    sequence = visit.number(visit.request.path_params["entry"], "console.absent_entry_named")
    visit.line(sequence)
    reason = visit.text("reason", 2000).strip()
    if not reason:
        raise Refusal("communication.correction_without_reason")
    roles = visit.room.rulebook.roles

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow_recording(case, ledger, roles, f"withdraw {sequence}")
        return withdraw_event(case, ledger, sequence, reason)

    visit.room.act(visit.person, verb)
    return visit.go(f"/logbook/{sequence}")


def _wanted(visit: Visit, view: str, author: str, words: list[str]) -> Callable[[Line], bool]:
    notes = visit.ledger.communication.notes.notes

    def in_view(line: Line) -> bool:
        match view:
            case "people":
                return line.fact in BY_HAND
            case "verified" | "unverified":
                note = notes.get(line.sequence)
                verified = line.told.verified if note is None else note.verified
                return verified is (view == "verified")
            case "decisions":
                return any(
                    word in line.fact for word in ("approv", "decision", "derogation", "gate")
                )
            case "computed":
                return line.fact.rpartition(".")[2] in {
                    "forecast", "planned", "assessed", "compromise_assessed", "orders_answered",
                    "outlook_drawn", "plan_changed", "computation_started", "computation_ended",
                }  # fmt: skip
            case "access":
                return line.fact.startswith("access.")
        return True

    def said(line: Line) -> str:
        return say_line(line.told, visit.speech, visit.called, visit.titles).casefold()

    return lambda line: (
        visit.sees(line)
        and in_view(line)
        and (not author or line.author == author)
        and all(word in said(line) or word in line.author.casefold() for word in words)
    )


def _spread_out(body: str) -> str:
    return msgspec.json.format(body, indent=2)


PAGES = (
    Served("/logbook", logbook),
    Served("/logbook", write, "POST"),
    Served("/logbook/{entry}", entry),
    Served("/logbook/{entry}/correct", correct, "POST"),
    Served("/logbook/{entry}/withdraw", withdraw, "POST"),
)
