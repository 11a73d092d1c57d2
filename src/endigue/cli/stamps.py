"""`endigue journal stamp`: time stamps of the logbook by an authority (RFC 3161)."""

from pathlib import PurePath

import click
from rich.console import Console

from endigue.cli.door import Door, verb
from endigue.cli.late import Listed
from endigue.desk.facts import HeadStamped
from endigue.desk.stamping import Checked, ask_stamp, check_stamps, take_stamp
from endigue.kernel.instant import format_instant
from endigue.locale.problems import say_refusal

_case = click.argument("case", metavar="CASE")
_author = click.option("--author", required=True, help="Who writes it.")


@click.group(cls=Listed)
def stamp() -> None:
    """Time stamps of the logbook: ask on a key, answer elsewhere, verify without a network."""


@stamp.command("request")
@_case
@click.option("--out", "file", required=True, metavar="FILE", help="File to write (.tsq).")
@_author
@verb
def request(door: Door, case: str, file: str, author: str) -> None:
    """Write the request for a time stamp of the last entry, which stands for all before it.

    Carry it to a machine with a line, and send it to a time stamping authority; a qualified one
    is presumed right (eIDAS Art. 41(2)).

    \b
    Example: endigue journal stamp request case --out head.tsq --author Keeper
             curl -H "Content-Type: application/timestamp-query" \\
                  --data-binary @head.tsq https://AUTHORITY > head.tsr
    """
    door.hands.cases.journal(case).close()
    opened = door.hands.cases.open(case, author)
    try:
        entries = list(opened.store.read())
        ledger, made = ask_stamp(opened, opened.ledger(), entries, door.hands.stamps)
    finally:
        opened.store.close()
    door.hands.write_file(file, made)
    asked = ledger.stamps_asked[-1]
    said = door.speech.say("stamps.asked", entry=asked.entry, file=file)
    answer = {"entry": asked.entry, "hash": asked.hash, "nonce": asked.nonce, "file": file}
    door.tell(answer, lambda console: console.print(said, markup=False))


@stamp.command("import")
@_case
@click.argument("file", metavar="FILE")
@click.option(
    "--roots", required=True, metavar="FILE",
    help="Certificates that vouch for the authority, PEM.",
)  # fmt: skip
@_author
@verb
def import_(door: Door, case: str, file: str, roots: str, author: str) -> None:
    """Take the answer of the authority in, once it is verified against the logbook.

    \b
    Example: endigue journal stamp import case head.tsr --roots authority.pem --author Keeper
    """
    answer, certificates = door.hands.read_bytes(file), door.hands.read_bytes(roots)
    door.hands.cases.journal(case).close()
    opened = door.hands.cases.open(case, author)
    try:
        entries = list(opened.store.read())
        _, fact = take_stamp(
            opened, opened.ledger(), entries, door.hands.stamps, answer, certificates
        )
    finally:
        opened.store.close()
    door.tell(_plain(fact), lambda console: console.print(_said(door, fact), markup=False))


@stamp.command("verify")
@_case
@click.option(
    "--roots", metavar="FILE", help="Certificates to trust instead of those that were kept."
)
@click.option("--out", "folder", metavar="DIR", help="Write the answers there, for other tools.")
@verb
def verify(door: Door, case: str, roots: str | None, folder: str | None) -> None:
    """Verify every time stamp anew, without a network. Exit code 1 where one does not hold.

    With --out anybody can verify them with openssl ts -verify -digest HASH -in FILE -CAfile FILE.

    \b
    Example: endigue journal stamp verify case --roots authority.pem --out stamps
    """
    trusted = door.hands.read_bytes(roots) if roots else None
    door.hands.cases.journal(case).close()
    opened = door.hands.cases.open(case, "")
    try:
        entries = list(opened.store.read())
        checked = check_stamps(opened, opened.ledger(), entries, door.hands.stamps, trusted)
        if folder:
            for one in checked:
                stem = PurePath(folder) / f"stamp-{one.fact.entry}"
                door.hands.write_file(f"{stem}.tsr", opened.blobs.get(one.fact.answer))
                door.hands.write_file(f"{stem}.pem", opened.blobs.get(one.fact.roots))
    finally:
        opened.store.close()
    ok = all(one.why is None for one in checked)
    answer = {"ok": ok, "stamps": [_checked(door, one) for one in checked]}
    door.tell(answer, lambda console: _show(console, door, checked))
    if not ok:
        raise click.exceptions.Exit(1)


def _plain(fact: HeadStamped) -> dict[str, object]:
    return {
        "entry": fact.entry,
        "hash": fact.hash,
        "time": format_instant(fact.time),
        "authority": fact.authority,
        "serial": fact.serial,
        "policy": fact.policy,
    }


def _checked(door: Door, one: Checked) -> dict[str, object]:
    why = None if one.why is None else say_refusal(door.speech, one.why)
    return {**_plain(one.fact), "ok": one.why is None, "why": why}


def _said(door: Door, fact: HeadStamped) -> str:
    return door.speech.say(
        "stamps.holds",
        entry=fact.entry,
        moment=door.speech.moment(fact.time),
        authority=fact.authority,
    )


def _show(console: Console, door: Door, checked: tuple[Checked, ...]) -> None:
    if not checked:
        console.print(door.speech.say("stamps.none"))
    for one in checked:
        said = _said(door, one.fact)
        if one.why is not None:
            why = say_refusal(door.speech, one.why)
            said = door.speech.say("stamps.fails", entry=one.fact.entry, why=why)
        console.print("- " + said, markup=False)
