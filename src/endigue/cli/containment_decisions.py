"""`endigue containment approve` and `derogate`: what people decide, for the logbook."""

import click

from endigue.cli.door import Door, verb
from endigue.cli.equipped import equipped
from endigue.desk.deciding import approve as approve_option
from endigue.desk.deciding import derogate as derogate_from
from endigue.desk.lookup import levers_named


@click.command("approve")
@click.argument("case", metavar="CASE")
@click.argument("option", metavar="ALTERNATIVE")
@click.option("--author", required=True, help="Who approves it.")
@verb
def approve(door: Door, case: str, option: str, author: str) -> None:
    """Approve an alternative of the last plan of a case.

    It is written in the logbook with its levers; exports and the next briefing name it.

    \b
    Example: endigue containment approve case plan --author "Strategic cell"
    """
    door.hands.cases.journal(case).close()
    opened = door.hands.cases.open(case, author)
    try:
        ledger = approve_option(opened, opened.ledger(), option, case)
    finally:
        opened.store.close()
    _tell(door, {"alternative": option, "entry": ledger.head.sequence}, ledger.head.sequence)


@click.command("derogate")
@click.argument("case", metavar="CASE")
@click.argument("lever", metavar="LEVER")
@click.option("--organisation", "folder", required=True, metavar="DIR", help="Organisation folder.")
@click.option("--reason", required=True, help="Why, for the logbook.")
@click.option("--author", required=True, help="Who decides it.")
@verb
def derogate(door: Door, case: str, lever: str, folder: str, reason: str, author: str) -> None:
    """Record that a mandatory lever need not be pulled, and why.

    The next plan may leave it alone.

    \b
    Example: endigue containment derogate case cut-internet --organisation org \\
             --reason "the telephone depends on it" --author "Strategic cell"
    """
    door.hands.cases.journal(case).close()
    organisation = equipped(door, folder)
    (identifier,) = levers_named(organisation, [lever])
    opened = door.hands.cases.open(case, author)
    try:
        ledger = derogate_from(opened, opened.ledger(), organisation, identifier, reason)
    finally:
        opened.store.close()
    _tell(door, {"lever": identifier, "entry": ledger.head.sequence}, ledger.head.sequence)


def _tell(door: Door, answer: dict[str, object], entry: int) -> None:
    said = door.speech.text(
        "Entry {entry} of the logbook. Run `endigue respond` again to compute with it.",
        entry=entry,
    )
    door.tell(answer, lambda console: console.print(said))
