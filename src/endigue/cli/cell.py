"""`endigue communication cell`: what the crisis cell does, decides, does not know, and reports."""

from dataclasses import replace
from datetime import datetime

import click
from rich.console import Console

from endigue.cli.case_reading import known_at, viewer_option, write_all
from endigue.cli.door import Door, verb
from endigue.cli.late import Listed
from endigue.cli.shift import handover, wall
from endigue.cli.status import OPERATIONS, acting
from endigue.cli.values import instant_in
from endigue.communication.cell_facts import DecisionTaken, Option
from endigue.communication.profile import Profile
from endigue.desk.acting import allow_recording
from endigue.desk.case import Case
from endigue.desk.cell import (
    ask_decision,
    close_action,
    current_situation,
    note_uncertainty,
    reported,
    set_action,
    settle_uncertainty,
    take_decision,
)
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.desk.review import review_of
from endigue.kernel.instant import format_instant


@click.group(cls=Listed)
def cell() -> None:
    """The crisis cell: actions, decisions, uncertainties, situation reports."""


for command in (wall, handover):
    cell.add_command(command)


def _written(door: Door, ledger: Ledger) -> None:
    entry = ledger.head.sequence
    said = door.speech.text("Written in the logbook, entry {entry}.", entry=entry)
    door.tell({"entry": entry}, lambda console: console.print(said))


@cell.command("act")
@click.argument("case", metavar="CASE")
@click.argument("text", metavar="TEXT")
@click.option("--owner", default="", help="Who does it.")
@click.option("--due", metavar="INSTANT", help="Until when.")
@click.option("--author", required=True, help="Who writes it.")
@verb
def act(door: Door, case: str, text: str, owner: str, due: str | None, author: str) -> None:
    """Write down what is to be done.

    \b
    Example: endigue communication cell act case "call the insurer" --owner Finance --author Keeper
    """
    until, book = instant_in(due) if due else None, door.hands.rulebook()
    _written(
        door,
        acting(
            door, case, author, lambda c, ledger, _: set_action(c, ledger, book, text, owner, until)
        ),
    )


@cell.command("close")
@click.argument("case", metavar="CASE")
@click.argument("entry", type=int, metavar="ENTRY")
@click.option("--dropped", is_flag=True, help="It is given up, not done.")
@click.option("--note", default="", help="A word on it.")
@click.option("--author", required=True, help="Who writes it.")
@verb
def close(door: Door, case: str, entry: int, dropped: bool, note: str, author: str) -> None:
    """Write that an action is done, or given up.

    \b
    Example: endigue communication cell close case 41 --author Keeper
    """
    book = door.hands.rulebook()

    def run(opened: Case, ledger: Ledger, _: Profile) -> Ledger:
        return close_action(opened, ledger, book, entry, dropped=dropped, note=note)

    _written(door, acting(door, case, author, run))


@cell.command("ask")
@click.argument("case", metavar="CASE")
@click.argument("question", metavar="QUESTION")
@click.option(
    "--option", "options", multiple=True, metavar="NAME=TEXT",
    help="One way to decide, and what it brings.",
)  # fmt: skip
@click.option("--plan", is_flag=True, help="Offer the alternatives of the computed containment.")
@click.option("--elements", default="", help="What is known now.")
@click.option("--author", required=True, help="Who writes it.")
@verb
def ask(
    door: Door, case: str, question: str, options: tuple[str, ...], plan: bool, elements: str,
    author: str,
) -> None:  # fmt: skip
    """Put a question to those who decide, with at least two options.

    With --plan the options are those of the computed containment, with their harm.

    \b
    Example: endigue communication cell ask case "Cut the Internet?" --option "yes=no web site" \\
             --option "no=the intruder stays" --author Keeper
    """
    book, offered = door.hands.rulebook(), [_option(text) for text in options]

    def run(opened: Case, ledger: Ledger, _: Profile) -> Ledger:
        return ask_decision(opened, ledger, book, question, offered, elements, with_plan=plan)

    _written(door, acting(door, case, author, run))


def _option(text: str) -> Option:
    name, _, said = text.partition("=")
    if not name.strip():
        raise Refusal("communication.not_an_option", text=text)
    return Option(name.strip(), said.strip())


@cell.command("decide")
@click.argument("case", metavar="CASE")
@click.argument("entry", type=int, metavar="ENTRY")
@click.argument("option", metavar="OPTION")
@click.option("--reason", default="", help="Why.")
@click.option("--dissent", default="", help="Who was against it, and why.")
@click.option("--review", metavar="INSTANT", help="When it is looked at again.")
@click.option("--author", required=True, help="Who writes it.")
@verb
def decide(
    door: Door, case: str, entry: int, option: str, reason: str, dissent: str,
    review: str | None, author: str,
) -> None:  # fmt: skip
    """Decide. It takes a role that decides; the attempt of anybody else is kept.

    \b
    Example: endigue communication cell decide case 43 plan --reason "least harm" --author Director
    """
    again, book = instant_in(review) if review else None, door.hands.rulebook()
    fact = DecisionTaken(entry, option, reason, dissent, again)
    _written(
        door,
        acting(door, case, author, lambda c, ledger, _: take_decision(c, ledger, book, fact)),
    )


@cell.command("doubt")
@click.argument("case", metavar="CASE")
@click.argument("text", metavar="TEXT")
@click.option("--author", required=True, help="Who writes it.")
@verb
def doubt(door: Door, case: str, text: str, author: str) -> None:
    """Write down something that is not known.

    \b
    Example: endigue communication cell doubt case "was data taken?" --author Keeper
    """
    book = door.hands.rulebook()
    _written(
        door,
        acting(door, case, author, lambda c, ledger, _: note_uncertainty(c, ledger, book, text)),
    )


@cell.command("settle")
@click.argument("case", metavar="CASE")
@click.argument("entry", type=int, metavar="ENTRY")
@click.option("--note", default="", help="A word on it.")
@click.option("--author", required=True, help="Who writes it.")
@verb
def settle(door: Door, case: str, entry: int, note: str, author: str) -> None:
    """Write that an uncertainty is settled.

    \b
    Example: endigue communication cell settle case 45 --note "no" --author Keeper
    """
    book = door.hands.rulebook()

    def run(opened: Case, ledger: Ledger, _: Profile) -> Ledger:
        return settle_uncertainty(opened, ledger, book, entry, note)

    _written(door, acting(door, case, author, run))


@cell.command("situation")
@click.argument("case", metavar="CASE")
@click.option("--out", "folder", required=True, metavar="DIR", help="Folder to write to.")
@click.option("--summary", required=True, help="The situation in three lines.")
@click.option("--next", "following", metavar="INSTANT", help="The next point.")
@click.option("--preview", is_flag=True, help="Do not write it in the logbook.")
@click.option("--author", required=True, help="Who writes it.")
@viewer_option
@verb
def situation(
    door: Door, case: str, folder: str, summary: str, following: str | None, preview: bool,
    author: str, viewer: str | None,
) -> None:  # fmt: skip
    """Write the next situation report, numbered, with the hash of the logbook's head.

    With --preview, or for a viewer, it is written to the folder and not in the logbook.

    \b
    Example: endigue communication cell situation case --out papers --author Keeper \\
             --summary "Contained; telephone by hand." --next 2026-02-07T12:00:00+01:00
    """
    after, book = instant_in(following) if following else None, door.hands.rulebook()
    told: dict[str, object] = {}

    def run(opened: Case, ledger: Ledger, profile: Profile) -> Ledger:
        allow_recording(opened, ledger, book.roles, "situation report")
        shown, group = ledger, profile
        if viewer is not None:
            group = profile.of(ledger.communication.scopes.get(viewer))
            shown = replace(ledger, communication=ledger.communication.seen_by(viewer))
        found = current_situation(shown, group, book, opened.clock(), summary, after)
        files = door.hands.documents.situation(found, group, ledger.head, door.speech.language)
        write_all(door, folder, files)
        told["number"], told["files"] = found.number, sorted(files)
        told["entry"], told["head"] = ledger.head.sequence, ledger.head.hash
        return ledger if preview or viewer else reported(opened, ledger, found, files)

    acting(door, case, author, run)
    said = door.speech.text("Written to {folder}.", folder=folder)
    door.tell(told, lambda console: console.print(said))


@cell.command("decisions")
@click.argument("case", metavar="CASE")
@click.option("--out", "folder", required=True, metavar="DIR", help="Folder to write to.")
@click.option("--at", metavar="INSTANT", help="As known at this instant; by default now.")
@verb
def decisions(door: Door, case: str, folder: str, at: str | None) -> None:
    """Write the register of decisions, as CSV and PDF.

    \b
    Example: endigue communication cell decisions case --out papers
    """
    instant = instant_in(at) if at else door.hands.clock()
    ledger, profile = known_at(door, case, instant if at else None)
    found = tuple(ledger.communication.cell.decisions.values())
    files = door.hands.documents.decisions(
        found, profile, ledger.head, instant, door.speech.language
    )
    write_all(door, folder, files)
    answer = {
        "decisions": [
            {
                "entry": one.mark.entry,
                "question": one.fact.question,
                "option": one.taking.option if one.taking else None,
                "decided_by": one.taken.author if one.taken else None,
            }
            for one in found
        ],
        "files": sorted(files),
    }
    door.tell(answer, lambda console: _show(console, door, folder))


@cell.command("review")
@click.argument("case", metavar="CASE")
@click.option("--out", "folder", required=True, metavar="DIR", help="Folder to write to.")
@click.option("--at", metavar="INSTANT", help="As known at this instant; by default now.")
@viewer_option
@verb
def review(
    door: Door, case: str, folder: str, at: str | None, viewer: str | None
) -> None:  # fmt: skip
    """Write the post-incident review: timeline, causes, what was foretold and what came.

    Everything comes from the logbook: limits that were kept, decisions and dissent, what was
    not known for how long, what was believed wrongly, costs. Room is left for the lessons.

    \b
    Example: endigue communication cell review case --out papers
    """
    instant = instant_in(at) if at else door.hands.clock()
    store = door.hands.cases.journal(case)
    try:
        entries = [one for one in store.read() if at is None or one.recorded_at <= instant]
    finally:
        store.close()
    ledger, profile = known_at(door, case, instant if at else None)
    names = _operation_names(door, case, ledger)
    found = review_of(entries, profile, door.hands.rulebook(), instant, names, viewer)
    files = door.hands.documents.review(found, names, profile, door.speech.language)
    write_all(door, folder, files)
    answer = {
        "spans": {
            f"{one.start} {one.end}": None if one.length is None else one.length.total_seconds()
            for one in found.spans
        },
        "moments": len(found.moments),
        "foretold": [
            {"operation": one.operation, "first": _time(one.first), "late": _time(one.first_late),
             "last": _time(one.last), "came": _time(one.came), "verdict": one.verdict}
            for one in found.foretold
        ],
        "limits": {state: sum(1 for clock in found.clocks if clock.state == state)
                   for state in ("done", "done_late", "overdue")},
        "files": sorted(files),
    }  # fmt: skip
    door.tell(answer, lambda console: _show(console, door, folder))


def _time(instant: datetime | None) -> str | None:
    return None if instant is None else format_instant(instant)


def _operation_names(door: Door, case: str, ledger: Ledger) -> dict[str, str]:
    """Names of the operations of the organisation, and of those that the public was told of."""
    adopted = ledger.organisation
    content = adopted.files.get(OPERATIONS, "") if adopted else ""
    blobs = door.hands.cases.blobs(case)
    names = door.hands.operation_names(blobs.get(content)) if content else {}
    told = {
        one.operation: one.name
        for bulletin in ledger.communication.bulletins
        for one in bulletin.bulletin.service
        if one.name
    }
    return {name: text.said(door.speech.language) for name, text in {**told, **names}.items()}


def _show(console: Console, door: Door, folder: str) -> None:
    console.print(door.speech.text("Written to {folder}.", folder=folder))
