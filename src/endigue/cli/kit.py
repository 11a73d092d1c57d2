"""`endigue continuity kit`: print and pack before the day on which nothing prints."""

from pathlib import PurePath

import click
from babel.dates import format_date

from endigue.cli.door import Door, verb
from endigue.cli.handwork_door import AUTHOR, opened
from endigue.continuity.handwork.serials import serial
from endigue.desk.kit import Wanted, kit_for, pack
from endigue.desk.refusal import Refusal

ARCHIVE = "kit.zip"
READ_ME = "READ-ME.txt"
JOURNAL = "case"


@click.command("kit")
@click.argument("folder", metavar="DIR")
@click.option("--out", required=True, metavar="DIR", help="A new folder for the kit.")
@click.option("--case", metavar="CASE", help="Where numbers are issued; by default inside the kit.")
@click.option("--desk", default="", help="Who gets the kit; by default the crisis cell.")
@click.option("--copies", default=25, show_default=True, type=click.IntRange(1, 2_000),
              help="Sheets of each form.")  # fmt: skip
@click.option("--extract", "extracts", multiple=True, metavar="FILE", help="A table to take along.")
@click.option(
    "--passphrase-file", metavar="FILE", help="Encrypt with the passphrase on its first line."
)
@AUTHOR
@verb
def kit(
    door: Door,
    folder: str,
    out: str,
    case: str | None,
    desk: str,
    copies: int,
    extracts: tuple[str, ...],
    passphrase_file: str | None,
    author: str,
) -> None:
    """Print and pack what is needed when the procedures are on machines that are off.

    Degraded-mode sheets, numbered forms with QR codes, contacts, read-only tables and the offline
    page; encrypted where a passphrase is given. In the cases that are known, this was missing.

    \b
    Example: endigue continuity kit org --out kit --passphrase-file passphrase.txt
    """
    speech = door.speech
    organisation = door.hands.organisations.read(folder).organisation
    passphrase = _passphrase(door, passphrase_file) if passphrase_file else ""
    if passphrase:
        door.hands.handwork.prints.archive({}, passphrase)
    if door.hands.cases.free_name(out) != out:
        raise Refusal("continuity.kit_exists", folder=out)
    day = format_date(door.hands.clock().astimezone(speech.time_zone), locale=speech.language)
    wanted = Wanted(
        desk=desk or speech.text("Crisis cell"),
        copies=copies,
        language=speech.language,
        read_me=speech.say("kit.read_me", organisation=organisation.name, day=day),
        extracts=_extracts(door, extracts),
    )
    hands = door.hands.handwork
    made = kit_for(hands, hands.forms(folder), organisation, folder)
    place = case or str(PurePath(out) / JOURNAL)
    with opened(door, place, author, folder) as work, door.working("Printing the kit"):
        _ledger, documents, ranges = pack(work, work.case.ledger(), made, wanted)
    if passphrase:
        how = speech.say("kit.how_to_open")
        packed = door.hands.handwork.prints.archive(documents, passphrase)
        documents = {READ_ME: how.encode(), ARCHIVE: packed}
    for name, content in documents.items():
        door.hands.write_file(str(PurePath(out) / name), content)
    answer = {
        "out": out,
        "case": place,
        "files": sorted(documents),
        "encrypted": bool(passphrase),
        "ranges": [
            {
                "form": fact.form,
                "first": serial(made.forms[fact.form].code, fact.first),
                "last": serial(made.forms[fact.form].code, fact.last),
            }
            for fact in ranges
        ],
    }
    said = speech.text(
        "{out} is packed: {sheets} sheets of {forms} forms. Print it, and keep it elsewhere.",
        out=out,
        sheets=speech.number(copies * len(ranges)),
        forms=len(ranges),
    )
    door.tell(answer, lambda console: console.print(said, markup=False))


def _passphrase(door: Door, file: str) -> str:
    lines = door.hands.read_text(file).splitlines()
    return lines[0].strip() if lines else " "


def _extracts(door: Door, files: tuple[str, ...]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for file in files:
        name = PurePath(file).name
        if name in found:
            raise Refusal("continuity.kit_name_twice", name=name)
        found[name] = door.hands.read_text(file).encode()
    return found
