"""`endigue evidence assess` and `endigue evidence state`: what findings come to, and what people
state against them.
"""

import click
from rich.console import Console
from rich.table import Table

from endigue.cli.door import Door, verb
from endigue.cli.values import mapping_in
from endigue.desk.lookup import assets_named
from endigue.evidence.assess import assess
from endigue.evidence.facts import StatementMade
from endigue.evidence.findings import Assessment, Verdict


@click.command("assess")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--organisation", "folder", required=True, metavar="DIR", help="Organisation folder.")
@click.option("--format", "form", default="auto", show_default=True, help="Format of the files.")
@click.option("--map", "columns", multiple=True, metavar="FIELD=COLUMN", help="Name a column.")
@verb
def assess_(
    door: Door, files: tuple[str, ...], folder: str, form: str, columns: tuple[str, ...]
) -> None:
    """Say how likely each asset is compromised, and why, without a case.

    \b
    Example: endigue evidence assess findings.csv --organisation org
    """
    loaded = door.hands.organisations.read(folder)
    mapping = mapping_in(columns)
    with door.working("Reading the evidence"):
        facts = [f for file in files for f in door.hands.imports.findings(file, mapping, form)]
        findings = [finding for fact in facts for finding in fact.findings]
        result = assess(loaded.organisation, findings, {}, door.hands.likelihoods())
    door.tell(result, lambda console: _show(console, door, result))


def _show(console: Console, door: Door, result: Assessment) -> None:
    _ = door.speech.text
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Asset"))
    table.add_column(_("Probability"), justify="right")
    table.add_column(_("Findings"))
    for one in result.suspicions:
        kinds = dict.fromkeys(c.kind for c in one.contributions if c.counted)
        table.add_row(one.asset, door.speech.percent(one.probability, 1), ", ".join(kinds))
    console.print(table)
    for name in result.unmatched:
        near = ", ".join(name.candidates) or "-"
        message = (
            _("{name} fits several assets: {near}", name=name.name, near=near)
            if name.ambiguous
            else _("{name} is no asset that we know; nearest: {near}", name=name.name, near=near)
        )
        console.print("? " + message, markup=False)


@click.command("state")
@click.argument("case", metavar="CASE")
@click.argument("asset", metavar="ASSET")
@click.argument("verdict", type=click.Choice(["confirmed", "cleared"]))
@click.option("--organisation", "folder", required=True, metavar="DIR", help="Organisation folder.")
@click.option("--reason", required=True, help="Why, for the logbook.")
@click.option("--author", required=True, help="Who states it.")
@verb
def state(
    door: Door, case: str, asset: str, verdict: str, folder: str, reason: str, author: str
) -> None:
    """State that an asset is compromised (confirmed) or not (cleared).

    It is written in the logbook, stands above every finding, and a later statement replaces it.

    \b
    Example: endigue evidence state case srv-files confirmed --organisation org \\
             --reason "ransom note seen on screen" --author "Logbook keeper"
    """
    door.hands.cases.journal(case).close()
    organisation = door.hands.organisations.read(folder).organisation
    (identifier,) = assets_named(organisation, [asset])
    opened = door.hands.cases.open(case, author)
    said: Verdict = "confirmed" if verdict == "confirmed" else "cleared"
    ledger = opened.record([StatementMade(identifier, said, reason)], opened.ledger())
    opened.store.close()
    door.tell(
        {"asset": identifier, "verdict": verdict, "entry": ledger.head.sequence},
        lambda console: console.print(
            door.speech.text(
                "Entry {entry} of the logbook. Run `endigue respond` again to compute with it.",
                entry=ledger.head.sequence,
            )
        ),
    )
