"""`endigue communication custody`: the evidence register, and every hand that evidence goes
through; `endigue communication calls`: who calls whom.
"""

from datetime import datetime

import click
from rich.console import Console

from endigue.cli.case_reading import known_at, write_all
from endigue.cli.door import Door, verb
from endigue.cli.hashing import hashed
from endigue.cli.late import Listed
from endigue.cli.status import acting
from endigue.cli.values import instant_in
from endigue.communication.calls import Unconnected, call_tree
from endigue.communication.custody import Exhibit
from endigue.communication.custody_facts import KINDS, ExhibitHandedOver, ExhibitTaken, Kind
from endigue.desk.custody import (
    check_exhibit,
    evidence_register,
    hand_over_exhibit,
    take_exhibit,
)
from endigue.desk.recording import refuse_future
from endigue.desk.refusal import Refusal
from endigue.kernel.instant import format_instant

_occurred = click.option("--occurred", metavar="INSTANT", help="When it happened; by default now.")
_author = click.option("--author", required=True, help="Who writes it.")


@click.group(cls=Listed)
def custody() -> None:
    """The evidence register: what was taken, who has it, every hand that it went through."""


def _when(door: Door, occurred: str | None) -> datetime:
    when = instant_in(occurred) if occurred else door.hands.clock()
    refuse_future(when, door.hands.clock())
    return when


@custody.command("take")
@click.argument("case", metavar="CASE")
@click.argument("what", metavar="WHAT")
@click.option("--by", "taken_by", required=True, metavar="PERSON", help="Who has it from now.")
@click.option("--kind", type=click.Choice(KINDS), default="other", show_default=True)
@click.option("--file", metavar="FILE", help="Its bytes: hashed, and left where they are.")
@click.option("--serial", default="", help="Serial number.")
@click.option("--place", default="", help="Where it was taken.")
@click.option("--storage", default="", help="Where it is kept.")
@click.option("--seal", default="", help="Number of the seal.")
@_occurred
@_author
@verb
def take(
    door: Door, case: str, what: str, taken_by: str, kind: Kind, file: str | None, serial: str,
    place: str, storage: str, seal: str, occurred: str | None, author: str,
) -> None:  # fmt: skip
    """Write that something was taken as evidence; it is given a number.

    \b
    Example: endigue communication custody take case "disk image of srv-1" --kind disk \\
             --file srv-1.dd --by "A. Expert" --place "server room" --seal S-42 --author Keeper
    """
    when = _when(door, occurred)
    found = hashed(door, file) if file else None
    exhibit = ExhibitTaken(
        0, what, kind, taken_by, place, serial, found.sha256 if found else "",
        found.size if found else None, storage, seal,
    )  # fmt: skip
    book = door.hands.rulebook()
    ledger = acting(
        door, case, author, lambda c, known, _: take_exhibit(c, known, book, exhibit, when)
    )
    number = max(ledger.communication.custody)
    said = door.speech.say("custody.has_number", number=number)
    answer = {"number": number, "sha256": exhibit.sha256, "size": exhibit.size}
    door.tell(answer, lambda console: console.print(said))


@custody.command("hand")
@click.argument("case", metavar="CASE")
@click.argument("number", type=int, metavar="NUMBER")
@click.option("--from", "giver", required=True, metavar="PERSON", help="Who gives it.")
@click.option("--to", "receiver", required=True, metavar="PERSON", help="Who has it from now.")
@click.option("--why", required=True, help="Why.")
@click.option("--storage", default="", help="Where it is kept from now.")
@click.option("--seal", default="", help="Number of the new seal.")
@_occurred
@_author
@verb
def hand(
    door: Door, case: str, number: int, giver: str, receiver: str, why: str, storage: str,
    seal: str, occurred: str | None, author: str,
) -> None:  # fmt: skip
    """Write that evidence went from one hand to another. Only who has it can give it.

    \b
    Example: endigue communication custody hand case 1 --from "A. Expert" --to "Police" \\
             --why "complaint" --author Keeper
    """
    when, book = _when(door, occurred), door.hands.rulebook()
    fact = ExhibitHandedOver(number, giver, receiver, why, storage, seal)
    ledger = acting(
        door, case, author, lambda c, known, _: hand_over_exhibit(c, known, book, fact, when)
    )
    entry = ledger.head.sequence
    said = door.speech.text("Written in the logbook, entry {entry}.", entry=entry)
    door.tell({"entry": entry}, lambda console: console.print(said))


@custody.command("check")
@click.argument("case", metavar="CASE")
@click.argument("number", type=int, metavar="NUMBER")
@click.argument("file", metavar="FILE")
@_author
@verb
def check(door: Door, case: str, number: int, file: str, author: str) -> None:
    """Hash the bytes of an exhibit again, and write whether they are those that were taken.

    \b
    Example: endigue communication custody check case 1 srv-1.dd --author Keeper
    """
    found, book = hashed(door, file), door.hands.rulebook()
    ledger = acting(
        door, case, author, lambda c, known, _: check_exhibit(c, known, book, number, found.sha256)
    )
    same = ledger.communication.custody[number].checks[-1][1].same
    said = door.speech.say("custody.checked_same" if same else "custody.checked_other")
    answer = {"number": number, "same": same, "sha256": found.sha256}
    door.tell(answer, lambda console: console.print(said))


@custody.command("register")
@click.argument("case", metavar="CASE")
@click.option("--out", "folder", required=True, metavar="DIR", help="Folder to write to.")
@click.option("--at", metavar="INSTANT", help="As known at this instant; by default now.")
@verb
def register(door: Door, case: str, folder: str, at: str | None) -> None:
    """Write the evidence register, as CSV and PDF: a custody sheet for each exhibit.

    \b
    Example: endigue communication custody register case --out papers
    """
    instant = instant_in(at) if at else door.hands.clock()
    ledger, profile = known_at(door, case, instant if at else None)
    found = evidence_register(ledger, profile.name, instant)
    files = door.hands.documents.custody(found, profile, door.speech.language)
    write_all(door, folder, files)
    answer = {"exhibits": [_plain(one) for one in found.exhibits], "files": sorted(files)}
    door.tell(answer, lambda console: _written(console, door, folder))


def _plain(one: Exhibit) -> dict[str, object]:
    return {
        "number": one.fact.number,
        "what": one.fact.what,
        "sha256": one.fact.sha256,
        "taken": format_instant(one.taken.at),
        "holder": one.holder,
        "transfers": len(one.transfers),
        "altered": one.altered,
    }


def _written(console: Console, door: Door, folder: str) -> None:
    console.print(door.speech.text("Written to {folder}.", folder=folder))


@click.command("calls")
@click.argument("organisation", metavar="DIR")
@click.option("--out", "folder", required=True, metavar="DIR", help="Folder to write to.")
@verb
def calls(door: Door, organisation: str, folder: str) -> None:
    """Write the directory and the call tree of an organisation, to be printed before it is needed.

    From contacts.csv of the folder: name, telephone, role, and called_by, the name of who calls
    them.

    \b
    Example: endigue communication calls organisation --out papers
    """
    files = door.hands.organisations.files(organisation)
    if "organisation.toml" not in files:
        door.hands.organisations.read(organisation)  # says in a sentence what is missing
    profile = door.hands.legal_profile(files["organisation.toml"])
    contacts = door.hands.handwork.contacts(organisation)
    if not contacts:
        raise Refusal("calls.no_contacts", folder=organisation)
    try:
        tree = call_tree(contacts)
    except Unconnected as alone:
        raise Refusal("calls.unconnected", name=alone.name, caller=alone.called_by) from None
    except ValueError as twice:
        raise Refusal("calls.named_twice", name=str(twice)) from None
    made = door.hands.documents.calls(tree, profile, door.hands.clock(), door.speech.language)
    write_all(door, folder, made)
    answer = {
        "people": len(tree),
        "minutes": max(call.reached for call in tree),
        "files": sorted(made),
    }
    door.tell(answer, lambda console: _written(console, door, folder))
