"""`endigue continuity reconcile`: hand-work and lost data into the information system."""

from urllib.parse import urlsplit

import click
import msgspec
from rich.console import Console
from rich.table import Table

from endigue.cli.door import Door, verb
from endigue.cli.handwork_door import AUTHOR, ORGANISATION, opened
from endigue.cli.values import mapping_in
from endigue.continuity.reconciliation.replay import KINDS, Report, Total
from endigue.desk.reconciling import Reconciliation, postings_of, read_plan
from endigue.desk.reconciling import reconcile as reconciled

TROUBLES_SHOWN = 40


@click.command("reconcile")
@click.argument("case", metavar="CASE")
@click.option("--map", "file", required=True, metavar="FILE", help="What goes into which column.")
@click.option(
    "--to",
    "location",
    required=True,
    metavar="TARGET",
    help="postgresql://..., https://..., or a folder for CSV.",
)
@click.option(
    "--lost", "tables", multiple=True, metavar="NAME=FILE", help="What was lost since the backup."
)
@click.option("--headers", metavar="FILE", help="Headers for an API, such as its token.")
@click.option("--timeout", "seconds", default=30.0, show_default=True, help="Of an API, seconds.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@ORGANISATION
@AUTHOR
@verb
def reconcile(
    door: Door,
    case: str,
    file: str,
    location: str,
    tables: tuple[str, ...],
    headers: str | None,
    seconds: float,
    dry_run: bool,
    folder: str | None,
    author: str,
) -> None:
    """Write every entered sheet, and what was lost since the backup, into the target once.

    It can be stopped at any moment and run again: every key is written once for ever, and the
    same serial with another content is a conflict for a person, never overwritten.

    \b
    Example: endigue continuity reconcile case --map map.toml --to postgresql://host/claims
    """
    door.hands.cases.journal(case).close()
    text = door.hands.read_text(file)
    with opened(door, case, author, folder) as work:
        ledger = work.case.ledger()
        plan = read_plan(text, file, work)
        postings, held = postings_of(work, ledger, plan, mapping_in(tables))
        connector = door.hands.handwork.connectors.open(location, case, headers, seconds)
        try:
            with door.working("Replaying into the target"):
                _ledger, report = reconciled(
                    work, ledger, postings, connector, _plain(location), text, dry_run=dry_run
                )
        finally:
            connector.close()
    result = Reconciliation(report, held)
    answer = {**msgspec.to_builtins(report), "held": held}
    door.tell(answer, lambda console: _show(console, door, result))


def _plain(location: str) -> str:
    """The location without user, password and parameters."""
    parts = urlsplit(location)
    if not parts.scheme:
        return location
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"


def _show(console: Console, door: Door, result: Reconciliation) -> None:
    speech, report = door.speech, result.report
    _ = speech.text
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for stream in report.streams:
        name = speech.say(f"continuity.stream_{stream}")
        table.add_column(name, justify="right")
        table.add_column("", justify="right")
    for kind in ("considered", *KINDS):
        said = speech.say(f"continuity.replay_{kind}")
        cells = (_cells(door, totals[kind]) for totals in report.streams.values())
        table.add_row(said, *(cell for pair in cells for cell in pair))
    console.print(table)
    count, amount = _cells(door, report.present)
    console.print(_("Read back from the target: {count}, {amount}.", count=count, amount=amount))
    for state, number in sorted(result.held.items()):
        said = speech.say(f"continuity.sheet_{state}")
        console.print(_("Not replayed, {state}: {count}.", state=said, count=speech.number(number)))
    _show_troubles(console, door, report)
    if not report.dry_run:
        console.print(_("It balances.") if report.balanced else _("IT DOES NOT BALANCE."))


def _show_troubles(console: Console, door: Door, report: Report) -> None:
    for trouble in report.troubles[:TROUBLES_SHOWN]:
        said = door.speech.say(f"continuity.replay_{trouble.kind}")
        console.print(f"! {trouble.key}  {said}  {trouble.detail}", markup=False)
    if len(report.troubles) > TROUBLES_SHOWN:
        more = len(report.troubles) - TROUBLES_SHOWN
        console.print(door.speech.text("and {count} more", count=door.speech.number(more)))


def _cells(door: Door, total: Total) -> tuple[str, str]:
    return door.speech.number(total.count), door.speech.number(total.amount / 100, 2)
