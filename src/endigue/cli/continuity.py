"""`endigue continuity`: what still works."""

import click
from rich.console import Console
from rich.table import Table

from endigue.cli.door import Door, verb
from endigue.cli.handwork import COMMANDS as HANDWORK
from endigue.cli.reconciliation import reconcile
from endigue.cli.values import names_in
from endigue.continuity.assess import assess
from endigue.continuity.state import OperationState
from endigue.desk.lookup import things_named
from endigue.organisation.model import Organisation


@click.group()
def continuity() -> None:
    """What still works, what goes on by hand, and why not."""


@continuity.command("assess")
@click.argument("folder", metavar="DIR")
@click.option("--down", required=True, metavar="ID,...", help="Assets and flows that are lost.")
@verb
def assess_(door: Door, folder: str, down: str) -> None:
    """Say which operations run, go on by hand or stop, with the first thing that is missing.

    \b
    Example: endigue continuity assess org --down srv-app1,dc-1
    """
    organisation = door.hands.organisations.read(folder).organisation
    lost = things_named(organisation, names_in(down))
    states = assess(organisation, lost)
    door.tell({"operations": states}, lambda console: _show(console, door, organisation, states))


def _show(
    console: Console, door: Door, organisation: Organisation, states: tuple[OperationState, ...]
) -> None:
    _ = door.speech.text
    words = {
        "running": _("✓ running"),
        "by_hand": _("~ by hand"),
        "stopped": _("✗ stopped"),
    }
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Operation"))
    table.add_column(_("State"))
    table.add_column(_("Missing"))
    table.add_column(_("Loss per hour"), justify="right")
    for operation, state in zip(organisation.operations, states, strict=True):
        table.add_row(
            operation.name.get(door.speech.language, operation.id),
            words[state.state],
            " > ".join(state.missing),
            door.speech.money(state.loss_per_hour, organisation.currency),
        )
    console.print(table)


for command in (*HANDWORK, reconcile):
    continuity.add_command(command)
