"""`endigue continuity`: what still works."""

from math import inf
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table

from endigue.cli.door import Door, verb
from endigue.cli.handwork import COMMANDS as HANDWORK
from endigue.cli.kit import kit
from endigue.cli.late import Listed
from endigue.cli.reconciliation import reconcile
from endigue.cli.values import instant_in, mapping_in, names_in, numbers_in, shifts_in
from endigue.continuity.assess import assess
from endigue.continuity.outlook import Outlook, Spread
from endigue.continuity.state import OperationState
from endigue.desk.lookup import things_named
from endigue.desk.queueing import Expectations, outlooks
from endigue.desk.refusal import Refusal
from endigue.organisation.model import Organisation


@click.group(cls=Listed)
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


@continuity.command("queue")
@click.argument("folder", metavar="DIR")
@click.option("--down", required=True, metavar="ID,...", help="Assets and flows that are lost.")
@click.option(
    "--back",
    "returns",
    multiple=True,
    metavar="OPERATION=HOURS,...",
    help="Its returns, one a scenario; by default P50, P80 and P90 of the plan of restoration.",
)
@click.option("--days", default=60, show_default=True, type=click.IntRange(1, 400), help="Ahead.")
@click.option("--calendar", default="24/7", show_default=True, help="When people come and work.")
@click.option(
    "--lost",
    multiple=True,
    metavar="OPERATION=RECORDS",
    help="Records to recreate that were lost since the backup.",
)
@click.option("--patience", default=inf, metavar="HOURS", help="After which people give up.")
@click.option("--seed", default=0, show_default=True, help="Of the chance.")
@click.option("--now", metavar="INSTANT", help="Start of the outage; by default now.")
@verb
def queue(
    door: Door,
    folder: str,
    down: str,
    returns: tuple[str, ...],
    days: int,
    calendar: str,
    lost: tuple[str, ...],
    patience: float,
    seed: int,
    now: str | None,
) -> None:
    """Say who waits and how long, when each queue is worked off, and until when each operation
    can still be helped.

    \b
    Example: endigue continuity queue org --down srv-app1,dc-1 --back telephone=30,48,90
    """
    organisation = door.hands.organisations.read(folder).organisation
    gone = things_named(organisation, names_in(down))
    start = instant_in(now) if now else door.hands.clock()
    local = start.astimezone(ZoneInfo(organisation.time_zone))
    wanted = _by_operation(organisation, returns, "telephone=30,48,90")
    records = _by_operation(organisation, lost, "claims=120")
    with door.working("Planning the restoration"):
        found = outlooks(
            organisation,
            gone,
            local,
            Expectations(wanted, {name: sum(each) for name, each in records.items()}),
            hours=24 * days,
            calendar=shifts_in(calendar),
            patience_hours=patience,
            seed=seed,
        )
    door.tell(
        {"operations": found}, lambda console: _show_queue(console, door, organisation, found)
    )


def _by_operation(
    organisation: Organisation, texts: tuple[str, ...], example: str
) -> dict[str, tuple[float, ...]]:
    figures = {
        things_named(organisation, [name])[0]: numbers_in(text, example)
        for name, text in mapping_in(texts).items()
    }
    for each in figures.values():
        if not all(0 <= figure < inf for figure in each):
            raise Refusal("desk.not_numbers", text=", ".join(map(str, each)), example=example)
    return figures


def _show_queue(
    console: Console, door: Door, organisation: Organisation, found: tuple[Outlook, ...]
) -> None:
    speech = door.speech
    _ = speech.text
    down = [one for one in found if one.state != "running"]
    names = {one.id: one.name.get(speech.language, one.id) for one in organisation.operations}
    waiting = _table(
        _("Operation"), _("Back, P50 / P90"), _("Waiting"), _("Longest wait"), _("Re-entry"),
        _("Empty, P50 / P90"),
    )  # fmt: skip
    helped = _table(_("Operation"), _("Back by"), _("Hand-work by"))
    for one in down:
        waiting.add_row(
            names[one.operation],
            _both(door, one.back),
            speech.number(one.waiting.p50 or 0),
            _hours(door, one.oldest_wait.p50),
            _hours(door, one.reentry_hours.p50),
            _both(door, one.empty),
        )
        begin = _("too late") if one.too_late else _hours(door, one.hand_by)
        helped.add_row(names[one.operation], _hours(door, one.back_by), begin)
    console.print(waiting)
    console.print()
    console.print(helped)


def _table(first: str, *headings: str) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(first, min_width=24)
    for heading in headings:
        table.add_column(heading, justify="right")
    return table


def _both(door: Door, spread: Spread) -> str:
    return f"{_hours(door, spread.p50)} / {_hours(door, spread.p90)}"


def _hours(door: Door, hours: float | None) -> str:
    return "-" if hours is None else door.speech.duration(hours)


for command in (*HANDWORK, reconcile, kit):
    continuity.add_command(command)
