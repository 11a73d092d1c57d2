"""`endigue containment apply`, `verify`, `settle`, `undo`: the cut carried out."""

from contextlib import AbstractContextManager
from typing import Literal

import click
import msgspec
from rich.console import Console
from rich.table import Table

from endigue.cli.adopted import Adopted, adopted
from endigue.cli.door import Door, verb
from endigue.cli.values import instant_in, names_in
from endigue.containment.enforcement.change import Change
from endigue.desk.enforcing import (
    Prepared,
    decide_emergency,
    enforce,
    look_again,
    prepare,
    report_work,
    sheets,
)
from endigue.desk.enforcing import undo as undo_levers
from endigue.desk.enforcing_ports import Targets
from endigue.desk.enforcing_states import LeverState, lever_states
from endigue.desk.ledger import Ledger
from endigue.desk.lifting import allow_undo
from endigue.desk.lookup import levers_named
from endigue.eradication.checks import Checks
from endigue.organisation.model import Organisation

ORDERS = "work-orders.pdf"
REHEARSAL = "work-orders-rehearsal.pdf"
REALLY = click.option("--really", is_flag=True, help="Do it; without it nothing is changed.")
TARGETS = click.option(
    "--targets", "file", metavar="FILE", help="Components; by default targets.toml of the case."
)
LEVERS = click.option("--levers", default="", metavar="LEVER,...", help="Only these.")
AUTHOR = click.option("--author", required=True, help="Who does it.")


def _opened(door: Door, location: str, author: str) -> AbstractContextManager[Adopted]:
    return adopted(door, location, author, "enforcement.no_organisation")


@click.command("emergency")
@click.argument("case", metavar="CASE")
@click.argument("levers", metavar="LEVER...", nargs=-1, required=True)
@click.option("--reason", required=True, help="Why, for the logbook.")
@AUTHOR
@verb
def emergency(door: Door, case: str, levers: tuple[str, ...], reason: str, author: str) -> None:
    """Decide to pull levers at once, before any plan is approved.

    \b
    Example: endigue containment emergency case isolate-pc-042 --reason "it encrypts now" \\
             --author "IT on call"
    """
    with _opened(door, case, author) as opened:
        named = levers_named(opened.organisation, levers)
        ledger = decide_emergency(opened.case, opened.ledger, named, reason)
    entry = ledger.head.sequence
    said = door.speech.text("Written in the logbook, entry {entry}.", entry=entry)
    door.tell({"levers": named, "entry": entry}, lambda console: console.print(said))


@click.command("apply")
@click.argument("case", metavar="CASE")
@LEVERS
@TARGETS
@REALLY
@click.option("--force", is_flag=True, help="Override the safety rails; needs --reason.")
@click.option("--reason", default="", help="Why the rails are overridden, for the logbook.")
@click.option("--lines", is_flag=True, help="Show every line that is sent.")
@AUTHOR
@verb
def apply(
    door: Door,
    case: str,
    levers: str,
    file: str | None,
    really: bool,
    force: bool,
    reason: str,
    lines: bool,
    author: str,
) -> None:
    """Carry the decided levers out on components; what none can do becomes work orders.

    Without --really it shows what it would do. Components stand in targets.toml.

    \b
    Example: endigue containment apply case --author "IT on call" --really
    """
    targets = door.hands.enforcing.targets(file, case)
    with _opened(door, case, author) as opened:
        named = levers_named(opened.organisation, names_in(levers))
        with door.working("Asking the components") as tell:
            prepared = prepare(opened.ledger, opened.organisation, targets, named, force=force)
            if not really:
                _rehearse(door, case, opened, prepared, lines=lines)
                return
            ledger = enforce(
                opened.case, opened.ledger, prepared, door.hands.stopwatch,
                reason, tell,
            )  # fmt: skip
    papers = _printed(door, case, ledger, opened.organisation)
    _tell_states(door, ledger, opened.organisation, papers, prepared)


def _rehearse(door: Door, case: str, opened: Adopted, prepared: Prepared, *, lines: bool) -> None:
    papers: list[str] = []
    if prepared.by_hand:
        drafts = sheets(opened.ledger, opened.organisation, prepared.by_hand)
        name, speech = opened.organisation.name, door.speech
        content = door.hands.enforcing.work_orders(drafts, name, speech.language, draft=True)
        door.hands.cases.write_out(case, {REHEARSAL: content})
        papers.append(REHEARSAL)
    answer = {
        "dry_run": True,
        "changes": [
            {
                "lever": one.order.lever,
                "component": one.change.target,
                "known": one.known,
                "steps": _steps(door, one.change),
                "lines": one.actuator.preview(one.change),
            }
            for one in prepared.ready
        ],
        "by_hand": [
            {"lever": one.order.lever, "why": door.speech.say(one.why, **one.arguments)}
            for one in prepared.by_hand
        ],
        "refused": [
            {"lever": order.lever, "rails": [door.speech.say(f"rail.{rail}") for rail in rails]}
            for order, rails in prepared.refused
        ],
        "papers": papers,
    }
    door.tell(answer, lambda console: _show_rehearsal(console, door, prepared, papers, lines))


def _show_rehearsal(
    console: Console, door: Door, prepared: Prepared, papers: list[str], lines: bool
) -> None:
    _ = door.speech.text
    table = Table(_("Lever"), _("Component"), _("What is done"), box=None, pad_edge=False)
    for one in prepared.ready:
        table.add_row(one.order.lever, one.change.target, " ".join(_steps(door, one.change)))
    by_hand = _("by hand")
    for hand in prepared.by_hand:
        table.add_row(hand.order.lever, by_hand, door.speech.say(hand.why, **hand.arguments))
    if table.row_count:
        console.print(table)
    if lines:
        for one in prepared.ready:
            for line in one.actuator.preview(one.change):
                console.print(f"  {line}", markup=False, soft_wrap=True)
    _show_refused(console, door, prepared)
    if papers:
        file = f"out/{papers[0]}"
        console.print(_("The work orders as they would be: {file}", file=file), markup=False)
    console.print(_("Nothing was changed. Add --really to do it."))


def _show_refused(console: Console, door: Door, prepared: Prepared) -> None:
    for order, rails in prepared.refused:
        why = door.speech.listed([door.speech.say(f"rail.{rail}") for rail in rails])
        said = door.speech.text("{lever} is refused: {why}.", lever=order.lever, why=why)
        console.print(said, markup=False)


def _steps(door: Door, change: Change) -> list[str]:
    return [door.speech.say(step.code, **step.arguments) for step in change.steps]


@click.command("verify")
@click.argument("case", metavar="CASE")
@TARGETS
@AUTHOR
@verb
def verify(door: Door, case: str, file: str | None, author: str) -> None:
    """Look at every component, whatever it said, and write down what is in force.

    \b
    Example: endigue containment verify case --author "IT on call"
    """
    _look(door, case, file, author, only_open=False)


@click.command("settle")
@click.argument("case", metavar="CASE")
@TARGETS
@AUTHOR
@verb
def settle(door: Door, case: str, file: str | None, author: str) -> None:
    """After a crash or a silence: look how what was begun has ended, and write it down.

    \b
    Example: endigue containment settle case --author "IT on call"
    """
    _look(door, case, file, author, only_open=True)


def _look(door: Door, case: str, file: str | None, author: str, *, only_open: bool) -> None:
    targets = door.hands.enforcing.targets(file, case)
    with _opened(door, case, author) as opened, door.working("Asking the components"):
        ledger = look_again(opened.case, opened.ledger, targets, only_open=only_open)
    _tell_states(door, ledger, opened.organisation, [])


@click.command("undo")
@click.argument("case", metavar="CASE")
@LEVERS
@TARGETS
@REALLY
@AUTHOR
@verb
def undo(door: Door, case: str, levers: str, file: str | None, really: bool, author: str) -> None:
    """Undo levers that are in force, the last pulled first; all of them where none is named.

    Without --really it shows what is in force. Once a case has a board of eradication, nothing is
    undone that would open a way to something unverified.

    \b
    Example: endigue containment undo case --levers isolate-pc-042 --author "IT on call" --really
    """
    targets: Targets = door.hands.enforcing.targets(file, case)
    with _opened(door, case, author) as opened:
        ledger, organisation = opened.ledger, opened.organisation
        named = levers_named(organisation, names_in(levers))
        if really:
            checks = Checks({check.id: check for check in door.hands.checks(None)})
            allow_undo(ledger, organisation, checks, door.hands.clock(), named)
            with door.working("Asking the components") as tell:
                ledger = undo_levers(
                    opened.case, ledger, targets, named, door.hands.stopwatch, tell
                )
    papers = _printed(door, case, ledger, organisation) if really else []
    _tell_states(door, ledger, organisation, papers)


@click.command("reported")
@click.argument("case", metavar="CASE")
@click.argument("number", type=int, metavar="NUMBER")
@click.argument("outcome", type=click.Choice(("done", "failed")))
@click.option("--by", required=True, metavar="NAME", help="Who did the work.")
@click.option("--at", metavar="INSTANT", help="When it ended; by default now.")
@click.option("--note", default="", help="The remarks of the paper.")
@AUTHOR
@verb
def reported(
    door: Door,
    case: str,
    number: int,
    outcome: Literal["done", "failed"],
    by: str,
    at: str | None,
    note: str,
    author: str,
) -> None:
    """Type in what came of a work order.

    \b
    Example: endigue containment reported case 3 done --by "A. Martin" --author Keeper
    """
    instant = instant_in(at) if at else door.hands.clock()
    with _opened(door, case, author) as opened:
        ledger = report_work(opened.case, opened.ledger, number, outcome, by, instant, note)
    _tell_states(door, ledger, opened.organisation, [])


@click.command("state")
@click.argument("case", metavar="CASE")
@verb
def state(door: Door, case: str) -> None:
    """Where every decided lever stands, as the logbook knows it; nobody is asked.

    \b
    Example: endigue containment state case
    """
    with _opened(door, case, "endigue") as opened:
        pass
    _tell_states(door, opened.ledger, opened.organisation, [])


def _printed(door: Door, case: str, ledger: Ledger, organisation: Organisation) -> list[str]:
    """The PDF with every work order that is out."""
    out = sheets(ledger, organisation)
    if not out:
        return []
    language = door.speech.language
    content = door.hands.enforcing.work_orders(out, organisation.name, language, draft=False)
    door.hands.cases.write_out(case, {ORDERS: content})
    return [ORDERS]


def _tell_states(
    door: Door,
    ledger: Ledger,
    organisation: Organisation,
    papers: list[str],
    prepared: Prepared | None = None,
) -> None:
    states = lever_states(ledger, organisation)
    refused = [] if prepared is None else [order.lever for order, _ in prepared.refused]
    answer = {
        "dry_run": False,
        "levers": msgspec.to_builtins(states),
        "refused": refused,
        "papers": papers,
        "entry": ledger.head.sequence,
    }

    def show(console: Console) -> None:
        _show_states(console, door, states)
        if prepared is not None:
            _show_refused(console, door, prepared)
        for paper in papers:
            said = door.speech.text("Work orders to hand out: {file}", file=f"out/{paper}")
            console.print(said, markup=False)

    door.tell(answer, show)


def _show_states(console: Console, door: Door, states: tuple[LeverState, ...]) -> None:
    _ = door.speech.text
    table = Table(_("Lever"), _("State"), _("Component"), _("Detail"), box=None, pad_edge=False)
    for one in states:
        parts = ", ".join(part.component for part in one.parts)
        if one.work_order is not None:
            order = _("order {number}", number=one.work_order)
            parts = f"{parts}, {order}" if parts else order
        details = [part.detail for part in one.parts if part.detail]
        table.add_row(one.lever, door.speech.say(f"enforced.{one.status}"), parts,
                      "; ".join((*details, one.done_by) if one.done_by else details))  # fmt: skip
    console.print(table)


VERBS = (emergency, apply, verify, settle, undo, reported, state)
