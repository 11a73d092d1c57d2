"""`endigue organisation`: import, check, make."""

import click
import msgspec
from rich.console import Console
from rich.table import Table

from endigue.cli.door import Door, verb
from endigue.cli.late import Listed
from endigue.cli.organisation_levers import levers
from endigue.desk.adopting import counts_of
from endigue.desk.importing import import_into
from endigue.desk.refusal import Refusals
from endigue.locale.problems import say_problem, say_refusal
from endigue.locale.shortcomings import say_shortcoming
from endigue.organisation.check import Shortcoming, check
from endigue.organisation.inventory import Inventory
from endigue.organisation.loaded import Loaded


@click.group(cls=Listed)
def organisation() -> None:
    """What we are: import it, check it, make a template or an example."""


organisation.add_command(levers)


@organisation.command("import")
@click.argument("kind", metavar="KIND")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--into", required=True, metavar="DIR", help="Organisation folder to make or add to.")
@verb
def import_(door: Door, kind: str, files: tuple[str, ...], into: str) -> None:
    """Import an inventory, laid over what the folder knows already.

    What was not understood is counted by kind and named. KIND is one of:

    \b
    bloodhound      SharpHound and BloodHound CE collections (JSON, ZIP)
    opengraph       BloodHound OpenGraph JSON, from any tool
    nmap            nmap XML (nmap -oX)
    flows           Zeek conn, dns and kerberos logs, or a CSV of flows
    workbook        the operations workbook (XLSX)
    ciso-assistant  CISO Assistant: assets and business impact (XLSX)
    glpi            GLPI: impact relations (CSV)
    itop            iTop: answers to core/get (JSON)
    nbservice       NetBox with nbservice: answers of its API (JSON)

    \b
    Example: endigue organisation import bloodhound collection.zip --into org
    """
    with door.working("Reading the files"):
        result = import_into(door.hands, kind, files, into)
    door.tell(
        {
            "assets": result.asset_counts,
            "links": result.link_counts,
            "left_out": _left_out(result),
        },
        lambda console: _show_import(console, door, result, into),
    )


def _left_out(result: Inventory) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for one in result.left_out:
        key = one.kind if one.kind not in found else f"{one.kind} ({one.why})"
        found[key] = {"count": one.count, "why": one.why}
    return found


def _show_import(console: Console, door: Door, result: Inventory, into: str) -> None:
    _ = door.speech.text
    for title, counts in ((_("Assets"), result.asset_counts), (_("Links"), result.link_counts)):
        table = Table(title=title, title_justify="left", box=None, pad_edge=False)
        table.add_column(_("Kind"))
        table.add_column(_("Count"), justify="right")
        for kind, count in counts.items():
            table.add_row(kind, door.speech.number(count))
        console.print(table)
        console.print()
    if result.left_out:
        table = Table(title=_("Left out"), title_justify="left", box=None, pad_edge=False)
        table.add_column(_("Kind"))
        table.add_column(_("Count"), justify="right")
        table.add_column(_("Why"))
        for one in result.left_out:
            table.add_row(one.kind, door.speech.number(one.count), door.speech.say(one.why))
        console.print(table)
    console.print(_("Written to {folder}. Next: endigue organisation check {folder}", folder=into))


@organisation.command("check")
@click.argument("folder", metavar="DIR")
@verb
def check_(door: Door, folder: str) -> None:
    """Check a folder: every error, then what is missing for each engine to work.

    \b
    Example: endigue organisation check org
    """
    try:
        with door.working("Checking the folder"):
            loaded = door.hands.organisations.read(folder)
    except Refusals as refusals:
        if not door.as_json:
            raise
        errors = [{"code": one.code, **_plain(one.arguments)} for one in refusals.each]
        for error, one in zip(errors, refusals.each, strict=True):
            error["message"] = say_refusal(door.speech, one)
        answer = {"errors": errors, "warnings": [], "counts": {}}
        click.echo(msgspec.json.encode(answer, order="sorted").decode())
        raise click.exceptions.Exit(2) from None
    found = check(loaded.organisation, door.hands.link_kinds().known())
    whole = {
        "errors": [],
        "warnings": [
            *(_warning(one.code, one.subject, say_shortcoming(door.speech, one)) for one in found),
            *(
                _warning(one.code, one.file, say_problem(door.speech, one))
                for one in loaded.warnings
            ),
        ],
        "counts": _counts(loaded),
    }
    door.tell(whole, lambda console: _show_check(console, door, loaded, found))


def _plain(arguments: dict[str, object]) -> dict[str, object]:
    return {
        key: value if isinstance(value, str | int | float) else str(value)
        for key, value in arguments.items()
    }


def _warning(code: str, subject: str, message: str) -> dict[str, object]:
    return {"code": code, "subject": subject, "message": message}


def _counts(loaded: Loaded) -> dict[str, int]:
    return counts_of(loaded.organisation)


def _show_check(
    console: Console, door: Door, loaded: Loaded, found: tuple[Shortcoming, ...]
) -> None:
    _ = door.speech.text
    counts = ", ".join(f"{key} {door.speech.number(n)}" for key, n in _counts(loaded).items())
    console.print(_("No error. {counts}", counts=counts))
    for one in found:
        console.print("- " + say_shortcoming(door.speech, one), markup=False)
    for note in loaded.warnings:
        console.print("- " + say_problem(door.speech, note), markup=False)


@organisation.command("example")
@click.argument("name", type=click.Choice(["mutual"]))
@click.option("--into", required=True, metavar="DIR", help="New folder to write.")
@click.option("--seed", default=5, show_default=True, help="Another seed gives another one.")
@click.option("--staff", default=700, show_default=True, help="Number of staff, up to 100000.")
@verb
def example(door: Door, name: str, into: str, seed: int, staff: int) -> None:
    """Write the reference mutual, a fictional organisation with its own evidence.

    \b
    Example: endigue organisation example mutual --into mutual --seed 5
    """
    with door.working("Making the example"):
        door.hands.organisations.write_example(into, seed, staff)
    door.tell(
        {"name": name, "folder": into, "seed": seed, "staff": staff},
        lambda console: console.print(door.speech.text("Written to {folder}.", folder=into)),
    )


@organisation.command("template")
@click.option("--out", "file", required=True, metavar="FILE", help="Workbook to write (.xlsx).")
@click.option("--for", "folder", metavar="DIR", help="Fill in what this organisation has.")
@verb
def template(door: Door, file: str, folder: str | None) -> None:
    """Write the workbook in which operations, services and crews are described.

    \b
    Example: endigue organisation template --out operations.xlsx --for org
    """
    known = door.hands.organisations.read(folder).organisation if folder else None
    door.hands.documents.write_workbook(file, door.speech.language, known)
    door.tell(
        {"file": file},
        lambda console: console.print(door.speech.text("Written to {folder}.", folder=file)),
    )


@organisation.command("export")
@click.argument("folder", metavar="DIR")
@click.option("--out", "file", required=True, metavar="FILE", help="OpenGraph JSON to write.")
@verb
def export(door: Door, folder: str, file: str) -> None:
    """Write the organisation as OpenGraph JSON, which BloodHound CE reads.

    \b
    Example: endigue organisation export org --out org.json
    """
    loaded = door.hands.organisations.read(folder)
    door.hands.write_file(file, door.hands.documents.opengraph(loaded.organisation))
    door.tell(
        {"file": file, "assets": len(loaded.organisation.assets)},
        lambda console: console.print(door.speech.text("Written to {folder}.", folder=file)),
    )
