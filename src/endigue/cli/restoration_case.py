"""`endigue restoration` on a case: what people report, and the plan made again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath
from typing import NamedTuple

import click
import msgspec
from rich.console import Console

from endigue.cli.door import Door, verb
from endigue.cli.patience import waiting
from endigue.cli.restoration import (
    OUT,
    PROVE,
    REST,
    SECONDS,
    SEED,
    lost_named,
    restoration,
    write_documents,
)
from endigue.cli.restoration_shown import (
    show_changed,
    show_gates,
    show_outlook,
    show_price,
    show_review,
    show_schedule,
)
from endigue.cli.values import instant_in
from endigue.desk.adopting import adopt
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.lookup import things_named
from endigue.desk.refusal import Refusal
from endigue.desk.restoration_reports import (
    change_presence,
    choose_instead,
    decide_gate,
    declare,
    delay_work,
    end_work,
    fail_work,
    give_safe_date,
    report_backup,
    start_work,
)
from endigue.desk.restoring import Situation, replan, situation
from endigue.desk.settings import Settings
from endigue.eradication.checks import Checks
from endigue.organisation.model import Organisation
from endigue.organisation.standard_levers import with_levers
from endigue.restoration.circumstances import Backup, Instead, Presence
from endigue.restoration.gates import gates
from endigue.restoration.review import review

AT = click.option("--at", metavar="INSTANT", help="When it happened; by default now.")
WHY = click.option("--why", default="", metavar="TEXT", help="The reason, for the logbook.")
AUTHOR = click.option(
    "--author", default="endigue", show_default=True, help="Who writes the logbook."
)


class _Opened(NamedTuple):
    case: Case
    ledger: Ledger
    organisation: Organisation
    at: datetime
    checks: Checks

    def now(self, *, weekly_rest: bool = False) -> Situation:
        return situation(
            self.ledger,
            self.organisation,
            self.at,
            weekly_rest=weekly_rest,
            checks=self.checks,
        )


@contextmanager
def _opened(door: Door, location: str, author: str, at: str | None) -> Iterator[_Opened]:
    """A case with its organisation; Refusal where it has none."""
    door.hands.cases.journal(location).close()
    case = door.hands.cases.open(location, author)
    try:
        ledger = case.ledger()
        if ledger.organisation is None:
            raise Refusal("restoration.no_organisation", case=location)
        files = {name: case.blobs.get(kept) for name, kept in ledger.organisation.files.items()}
        described = door.hands.organisations.kept(files).organisation
        organisation = with_levers(described, door.hands.lever_figures())
        instant = instant_in(at) if at else door.hands.clock()
        checks = Checks({check.id: check for check in door.hands.checks(None)})
        yield _Opened(case, ledger, organisation, instant, checks)
    finally:
        case.store.close()


def _told(door: Door, opened: _Opened, asset: str) -> None:
    work = opened.ledger.restoration.work.get(asset)
    answer = {"asset": asset, "entries": opened.ledger.head.sequence, "work": work}
    door.tell(
        msgspec.to_builtins(answer),
        lambda console: console.print(door.speech.text("Written to the logbook."), markup=False),
    )


@click.command("declare")
@click.argument("case", metavar="CASE")
@click.argument("folder", metavar="DIR")
@click.option("--down", required=True, metavar="ID,...", help="Assets and flows that are lost.")
@click.option("--only-cut", default="", metavar="ID,...", help="Of these, cut but not infected.")
@AUTHOR
@verb
def declare_(door: Door, case: str, folder: str, down: str, only_cut: str, author: str) -> None:
    """Say what has to be restored, in a case that no containment was planned for.

    \b
    Example: endigue restoration declare case org --down srv-app1,dc-1
    """
    hands = door.hands
    loaded = hands.organisations.read(folder)
    lost = lost_named(loaded.organisation, down, only_cut)
    opened = hands.cases.open(case, author)
    try:
        ledger = adopt(opened, opened.ledger(), loaded, hands.organisations.files(folder))
        ledger = declare(opened, ledger, lost.fallen, lost.down)
    finally:
        opened.store.close()
    answer = {"fallen": lost.fallen, "down": lost.down, "entries": ledger.head.sequence}
    said = door.speech.text("Written to the logbook.")
    door.tell(answer, lambda console: console.print(said, markup=False))


@click.command("replan")
@click.argument("case", metavar="CASE")
@click.option("--first", default="", metavar="OPERATION", help="Put this operation first.")
@SECONDS
@PROVE
@SEED
@REST
@OUT
@AT
@AUTHOR
@verb
def replan_(
    door: Door,
    case: str,
    first: str,
    seconds: float,
    prove: float,
    seed: int,
    weekly_rest: bool,
    out: str | None,
    at: str | None,
    author: str,
) -> None:
    """Plan again with all that was reported, and say what changed and why.

    \b
    Example: endigue restoration replan case --first telephone
    """
    with _opened(door, case, author, at) as opened:
        organisation = opened.organisation
        wanted = things_named(organisation, [first])[0] if first else ""
        share = 0.5 if wanted else 1.0
        with waiting(door, seconds * share, organisation.currency) as patience:
            ledger = replan(
                opened.case,
                opened.ledger,
                opened.now(weekly_rest=weekly_rest),
                Settings(seed=seed),
                patience,
                wanted,
                prove,
            )
    view = ledger.restoration
    planned, outlook, changed = view.plan, view.outlook, view.changed
    if planned is None or outlook is None:
        raise ValueError("a plan was made and is not there")
    moved = changed if changed is not None and changed.input == planned.input else None
    start = planned.start.astimezone(opened.now().at.tzinfo)
    if out is not None:
        write_documents(door, out, organisation, start, planned.schedule, outlook.outlook)
    answer = {
        **msgspec.to_builtins(planned.schedule),
        "outlook": msgspec.to_builtins(outlook.outlook),
        "price_of_first": outlook.price_of_first if wanted else None,
        "start": start.isoformat(),
        "changed": None if moved is None else msgspec.to_builtins(moved),
    }

    def show(console: Console) -> None:
        show_schedule(console, door, organisation, planned.schedule, start)
        show_outlook(console, door, organisation, outlook.outlook)
        if wanted:
            show_price(console, door, organisation, wanted, outlook.price_of_first)
        if moved is not None:
            show_changed(console, door, organisation, moved)

    door.tell(answer, show)


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
    with _opened(door, case, author, at) as opened:
        name = things_named(opened.organisation, [asset])[0]
        ledger = start_work(opened.case, opened.ledger, opened.now(), name, step, crew, opened.at)
        _told(door, opened._replace(ledger=ledger), name)


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
    with _opened(door, case, author, at) as opened:
        name = things_named(opened.organisation, [asset])[0]
        ledger = end_work(opened.case, opened.ledger, opened.now(), name, step, opened.at, hours)
        _told(door, opened._replace(ledger=ledger), name)


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
    with _opened(door, case, author, at) as opened:
        name = things_named(opened.organisation, [asset])[0]
        ledger = delay_work(
            opened.case, opened.ledger, opened.now(), name, step, hours, opened.at, why
        )
        _told(door, opened._replace(ledger=ledger), name)


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
    with _opened(door, case, author, at) as opened:
        name = things_named(opened.organisation, [asset])[0]
        ledger = fail_work(
            opened.case, opened.ledger, opened.now(), name, step, opened.at, hours, why
        )
        _told(door, opened._replace(ledger=ledger), name)


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
    with _opened(door, case, author, at) as opened:
        end = instant_in(until) if until else None
        presence = Presence(crew, people, opened.at, end)
        ledger = change_presence(opened.case, opened.ledger, opened.now(), presence, why)
        _told(door, opened._replace(ledger=ledger), crew)


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
    with _opened(door, case, author, None) as opened:
        name = things_named(opened.organisation, [asset])[0]
        instead = msgspec.convert({"way": way, "hours": hours}, Instead)
        ledger = choose_instead(opened.case, opened.ledger, opened.now(), name, instead)
        _told(door, opened._replace(ledger=ledger), name)


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
    with _opened(door, case, author, None) as opened:
        ledger = give_safe_date(opened.case, opened.ledger, instant_in(before), why)
        _told(door, opened._replace(ledger=ledger), before)


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
    with _opened(door, case, author, None) as opened:
        name = things_named(opened.organisation, [asset])[0]
        backup = Backup(instant_in(taken), not bad, hours)
        ledger = report_backup(opened.case, opened.ledger, opened.now(), name, backup, why)
        _told(door, opened._replace(ledger=ledger), name)


@click.command("gates")
@click.argument("case", metavar="CASE")
@AT
@verb
def gates_(door: Door, case: str, at: str | None) -> None:
    """Show for each operation whether it may return, and what is missing for it.

    \b
    Example: endigue restoration gates case
    """
    with _opened(door, case, "endigue", at) as opened:
        operations = tuple(one.id for one in opened.organisation.operations)
        now = opened.now()
        free = replace(now.circumstances(), held=frozenset())
        found = gates(opened.ledger.restoration, now.problem(free), operations)
        safe = opened.ledger.restoration.safe_before
    answer = {"gates": msgspec.to_builtins(found), "safe_before": msgspec.to_builtins(safe)}
    door.tell(answer, lambda console: show_gates(console, door, opened.organisation, found))


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
    with _opened(door, case, author, at) as opened:
        name = things_named(opened.organisation, [operation])[0]
        ledger = decide_gate(
            opened.case,
            opened.ledger,
            opened.now(),
            name,
            opened.at,
            go=decision == "go",
            why=why,
        )
        _told(door, opened._replace(ledger=ledger), name)


@click.command("review")
@click.argument("case", metavar="CASE")
@OUT
@verb
def review_(door: Door, case: str, out: str | None) -> None:
    """Show every date that was foretold beside what came, and how many bands held.

    \b
    Example: endigue restoration review case --out review
    """
    with _opened(door, case, "endigue", None) as opened:
        organisation, now = opened.organisation, opened.now()
        view = opened.ledger.restoration
        found = review(organisation, now.lost.fallen, now.lost.down, view)
        start = (view.first_start or opened.at).astimezone(now.at.tzinfo)
    if out is not None:
        documents = door.hands.documents.restoration_review(
            organisation, start, found, door.speech.language
        )
        for name, content in documents.items():
            door.hands.write_file(str(PurePath(out) / name), content)
    answer = {
        "back": found.back,
        "foretold": [
            {**msgspec.to_builtins(one), "inside": one.inside, "late_hours": one.late_hours}
            for one in found.foretold
        ],
        "share": found.share,
    }
    door.tell(answer, lambda console: show_review(console, door, organisation, found))


for on_a_case in (
    declare_,
    replan_,
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
    review_,
):
    restoration.add_command(on_a_case)
