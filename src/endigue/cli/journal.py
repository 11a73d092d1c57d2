"""`endigue journal`: verify it, export it, read it."""

from collections.abc import Sequence
from pathlib import PurePath

import click
from rich.console import Console

from endigue.cli.door import Door, verb
from endigue.cli.late import LateGroup, Place, Shelf
from endigue.cli.values import instant_in
from endigue.journal.entry import Entry
from endigue.journal.export import export_lines
from endigue.journal.verification import Verdict, verify
from endigue.kernel.instant import format_instant

VERIFIER = "verify_journal.py"


COMMANDS = {
    "stamp": Place(
        "endigue.cli.stamps",
        "stamp",
        "Time stamps of the logbook: ask on a key, answer elsewhere, verify without a network.",
    ),
}
"""Commands that need more than a logbook."""


@click.group(cls=LateGroup, commands=Shelf(COMMANDS))
def journal() -> None:
    """The logbook: verify it, export it, read it."""


@journal.command("verify")
@click.argument("case", metavar="CASE")
@verb
def verify_(door: Door, case: str) -> None:
    """Check every entry of a case's logbook against the chain of hashes.

    Exit code 1 where an entry is not what was written.

    \b
    Example: endigue journal verify case
    """
    store = door.hands.cases.journal(case)
    with door.working("Checking the logbook"):
        verdict = verify(store.read())
    store.close()
    why = (
        None if verdict.why is None else door.speech.say(verdict.why.code, **verdict.why.arguments)
    )
    answer = {
        "entries": verdict.entries,
        "head": verdict.head,
        "merkle_root": verdict.merkle_root,
        "ok": verdict.ok,
        "first_bad": verdict.first_bad,
        "why": why,
    }
    door.tell(answer, lambda console: _show_verdict(console, door, verdict, why))
    if not verdict.ok:
        raise click.exceptions.Exit(1)


def _show_verdict(console: Console, door: Door, verdict: Verdict, why: str | None) -> None:
    if why is not None:
        console.print(why, markup=False)
        return
    console.print(
        door.speech.text(
            "The logbook is whole: {entries} entries, head {head}, Merkle root {root}.",
            entries=verdict.entries,
            head=verdict.head,
            root=verdict.merkle_root,
        ),
        soft_wrap=True,
    )


@journal.command("export")
@click.argument("case", metavar="CASE")
@click.option("--out", "file", required=True, metavar="FILE", help="File to write (.jsonl).")
@verb
def export(door: Door, case: str, file: str) -> None:
    """Export the logbook, with a verifier beside it that anybody with Python can run.

    \b
    Example: endigue journal export case --out logbook.jsonl
             python3 verify_journal.py logbook.jsonl
    """
    store = door.hands.cases.journal(case)
    content = b"".join(export_lines(store.read()))
    store.close()
    door.hands.write_file(file, content)
    beside = str(PurePath(file).with_name(VERIFIER))
    door.hands.write_file(beside, door.hands.verifier())
    door.tell(
        {"file": file, "verifier": beside},
        lambda console: console.print(
            door.speech.text(
                "Written. Anybody can check it with: python3 {verifier} {file}",
                verifier=beside,
                file=file,
            ),
            markup=False,
            soft_wrap=True,
        ),
    )


@journal.command("show")
@click.argument("case", metavar="CASE")
@click.option("--at", metavar="INSTANT", help="As known at this instant.")
@verb
def show(door: Door, case: str, at: str | None) -> None:
    """List the entries, or those that were known at a past instant.

    \b
    Example: endigue journal show case --at 2021-02-05T22:00:00+01:00
    """
    store = door.hands.cases.journal(case)
    limit = instant_in(at) if at else None
    entries = [e for e in store.read() if limit is None or e.recorded_at <= limit]
    store.close()
    door.tell(
        {"entries": [_plain(entry) for entry in entries]},
        lambda console: _show(console, door, entries),
    )


def _plain(entry: Entry) -> dict[str, object]:
    return {
        "sequence": entry.sequence,
        "occurred_at": format_instant(entry.occurred_at),
        "recorded_at": format_instant(entry.recorded_at),
        "author": entry.author,
        "fact": entry.fact,
        "hash": entry.hash,
    }


def _show(console: Console, door: Door, entries: Sequence[Entry]) -> None:
    for entry in entries:
        when = door.speech.moment(entry.occurred_at)
        console.print(f"{entry.sequence:>5}  {when}  {entry.author}  {entry.fact}", markup=False)
