"""`endigue restoration` on a case: what people report."""

from dataclasses import replace

import click
import msgspec

from endigue.cli.door import Door, verb
from endigue.cli.restoration_opened import AT, AUTHOR, WHY, opened, told
from endigue.cli.restoration_shown import (
    show_gates,
)
from endigue.cli.values import instant_in
from endigue.desk.lookup import things_named
from endigue.desk.restoration_reports import (
    change_presence,
    choose_instead,
    decide_gate,
    delay_work,
    end_work,
    fail_work,
    give_safe_date,
    report_backup,
    start_work,
)
from endigue.restoration.circumstances import Backup, Instead, Presence
from endigue.restoration.gates import gates


@click.command("start")
@click.argument("case", metavar="CASE")
@click.argument("asset", metavar="ASSET")
@click.argument("step", metavar="STEP")
@click.option("--crew", required=True, metavar="CREW", help="Who is on it.")
@AT
@AUTHOR
@verb
def start_(
    door: Door, case: str, asset: str, step: str, crew: str, at: str | None, author: str
) -> None:
    """Write that a step of an asset was begun.

    STEP is one of preserve, rebuild, clean, restore, verify, reconnect.

    \b
    Example: endigue restoration start case srv-app1 rebuild --crew crew-system
    """
    with opened(door, case, author, at) as held:
        name = things_named(held.organisation, [asset])[0]
        ledger = start_work(held.case, held.ledger, held.now(), name, step, crew, held.at)
        told(door, held._replace(ledger=ledger), name)


@click.command("done")
@click.argument("case", metavar="CASE")
@click.argument("asset", metavar="ASSET")
@click.argument("step", metavar="STEP")
@click.option("--hours", type=float, metavar="HOURS", help="Of work that it took.")
@AT
@AUTHOR
@verb
def done_(
    door: Door,
    case: str,
    asset: str,
    step: str,
    hours: float | None,
    at: str | None,
    author: str,
) -> None:
    """Write that a step of an asset is done; the durations of the next plan learn from it.

    \b
    Example: endigue restoration done case srv-app1 rebuild
    """
    with opened(door, case, author, at) as held:
        name = things_named(held.organisation, [asset])[0]
        ledger = end_work(held.case, held.ledger, held.now(), name, step, held.at, hours)
        told(door, held._replace(ledger=ledger), name)


@click.command("delay")
@click.argument("case", metavar="CASE")
@click.argument("asset", metavar="ASSET")
@click.argument("step", metavar="STEP")
@click.option("--hours", type=float, required=True, metavar="HOURS", help="Of work still left.")
@WHY
@AT
@AUTHOR
@verb
def delay_(
    door: Door,
    case: str,
    asset: str,
    step: str,
    hours: float,
    why: str,
    at: str | None,
    author: str,
) -> None:
    """Write how much work is left of a step that takes longer than foreseen.

    \b
    Example: endigue restoration delay case db-1 restore --hours 9 --why "slow tapes"
    """
    with opened(door, case, author, at) as held:
        name = things_named(held.organisation, [asset])[0]
        ledger = delay_work(held.case, held.ledger, held.now(), name, step, hours, held.at, why)
        told(door, held._replace(ledger=ledger), name)


@click.command("fail")
@click.argument("case", metavar="CASE")
@click.argument("asset", metavar="ASSET")
@click.argument("step", metavar="STEP")
@click.option("--hours", type=float, metavar="HOURS", help="Of work to do it again.")
@WHY
@AT
@AUTHOR
@verb
def fail_(
    door: Door,
    case: str,
    asset: str,
    step: str,
    hours: float | None,
    why: str,
    at: str | None,
    author: str,
) -> None:
    """Write that a step failed: a verification found the intruder, a backup cannot be read.

    \b
    Example: endigue restoration fail case srv-app1 verify --why "infected again"
    """
    with opened(door, case, author, at) as held:
        name = things_named(held.organisation, [asset])[0]
        ledger = fail_work(held.case, held.ledger, held.now(), name, step, held.at, hours, why)
        told(door, held._replace(ledger=ledger), name)


@click.command("people")
@click.argument("case", metavar="CASE")
@click.argument("crew", metavar="CREW")
@click.argument("people", type=int, metavar="N")
@click.option("--until", metavar="INSTANT", help="When it is as before; by default never.")
@WHY
@AT
@AUTHOR
@verb
def people_(
    door: Door,
    case: str,
    crew: str,
    people: int,
    until: str | None,
    why: str,
    at: str | None,
    author: str,
) -> None:
    """Write that a crew has N people more, or fewer with -- -N: leave, illness, help.

    \b
    Example: endigue restoration people case crew-system --why ill -- -2
    """
    with opened(door, case, author, at) as held:
        end = instant_in(until) if until else None
        presence = Presence(crew, people, held.at, end)
        ledger = change_presence(held.case, held.ledger, held.now(), presence, why)
        told(door, held._replace(ledger=ledger), crew)


@click.command("instead")
@click.argument("case", metavar="CASE")
@click.argument("asset", metavar="ASSET")
@click.argument("way", type=click.Choice(["clean", "other_site"]))
@click.option("--hours", type=float, required=True, metavar="HOURS", help="Of work that it takes.")
@AUTHOR
@verb
def instead_(door: Door, case: str, asset: str, way: str, hours: float, author: str) -> None:
    """Write that an asset is cleaned in place, or stood up on another site, not rebuilt.

    \b
    Example: endigue restoration instead case srv-app1 clean --hours 2
    """
    with opened(door, case, author, None) as held:
        name = things_named(held.organisation, [asset])[0]
        instead = msgspec.convert({"way": way, "hours": hours}, Instead)
        ledger = choose_instead(held.case, held.ledger, held.now(), name, instead)
        told(door, held._replace(ledger=ledger), name)


@click.command("safe-date")
@click.argument("case", metavar="CASE")
@click.argument("before", metavar="INSTANT")
@WHY
@AUTHOR
@verb
def safe_date(door: Door, case: str, before: str, why: str, author: str) -> None:
    """Write from before when a backup can be trusted, as the investigators say.

    \b
    Example: endigue restoration safe-date case 2026-01-30T00:00:00+01:00
    """
    with opened(door, case, author, None) as held:
        ledger = give_safe_date(held.case, held.ledger, instant_in(before), why)
        told(door, held._replace(ledger=ledger), before)


@click.command("backup")
@click.argument("case", metavar="CASE")
@click.argument("asset", metavar="ASSET")
@click.argument("taken", metavar="INSTANT")
@click.option("--bad", is_flag=True, help="It cannot be read, or holds what the intruder left.")
@click.option("--hours", type=float, metavar="HOURS", help="That its restore takes.")
@WHY
@AUTHOR
@verb
def backup_(
    door: Door,
    case: str,
    asset: str,
    taken: str,
    bad: bool,
    hours: float | None,
    why: str,
    author: str,
) -> None:
    """Write that a backup of an asset was found, or found to be bad. The next plan restores from
    the newest good one before the safe date; what was restored from a bad one is done again.

    \b
    Example: endigue restoration backup case db-1 2026-01-30T02:00:00+01:00 --hours 9
    """
    with opened(door, case, author, None) as held:
        name = things_named(held.organisation, [asset])[0]
        backup = Backup(instant_in(taken), not bad, hours)
        ledger = report_backup(held.case, held.ledger, held.now(), name, backup, why)
        told(door, held._replace(ledger=ledger), name)


@click.command("gates")
@click.argument("case", metavar="CASE")
@AT
@verb
def gates_(door: Door, case: str, at: str | None) -> None:
    """Show for each operation whether it may return, and what is missing for it.

    \b
    Example: endigue restoration gates case
    """
    with opened(door, case, "endigue", at) as held:
        operations = tuple(one.id for one in held.organisation.operations)
        now = held.now()
        free = replace(now.circumstances(), held=frozenset())
        found = gates(held.ledger.restoration, now.problem(free), operations)
        safe = held.ledger.restoration.safe_before
    answer = {"gates": msgspec.to_builtins(found), "safe_before": msgspec.to_builtins(safe)}
    door.tell(answer, lambda console: show_gates(console, door, held.organisation, found))


@click.command("gate")
@click.argument("case", metavar="CASE")
@click.argument("operation", metavar="OPERATION")
@click.argument("decision", type=click.Choice(["go", "no-go"]))
@WHY
@AT
@AUTHOR
@verb
def gate_(
    door: Door, case: str, operation: str, decision: str, why: str, at: str | None, author: str
) -> None:
    """Write the decision of the strategic cell: an operation may return, or may not.

    \b
    Example: endigue restoration gate case telephone go
    """
    with opened(door, case, author, at) as held:
        name = things_named(held.organisation, [operation])[0]
        ledger = decide_gate(
            held.case,
            held.ledger,
            held.now(),
            name,
            held.at,
            go=decision == "go",
            why=why,
        )
        told(door, held._replace(ledger=ledger), name)


REPORTS = (
    start_,
    done_,
    delay_,
    fail_,
    people_,
    instead_,
    safe_date,
    backup_,
    gates_,
    gate_,
)
