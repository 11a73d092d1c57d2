"""`endigue communication`: what happened, and what the law asks of whom, by when."""

from datetime import datetime

import click
from rich.console import Console
from rich.table import Table

from endigue.cli.case_reading import known_at, viewer_option
from endigue.cli.cell import cell
from endigue.cli.custody import calls, custody
from endigue.cli.derive import derive
from endigue.cli.door import Door, verb
from endigue.cli.late import Listed
from endigue.cli.message import message
from endigue.cli.regulators import notice, register, report
from endigue.cli.roles import role
from endigue.cli.status import status
from endigue.cli.values import day_in, instant_in
from endigue.communication.classification import Classification
from endigue.communication.clocks import Clock
from endigue.communication.moves import Move
from endigue.communication.profile import Profile
from endigue.desk.acting import allow_company, allow_recording
from endigue.desk.adopting import adopt
from endigue.desk.duties import SETTINGS, Duties, duties_of
from endigue.desk.recording import event_in, refuse_future, withdraw_event
from endigue.kernel.instant import format_instant
from endigue.locale.duties import say_clock, say_company, say_event, say_missing, say_move


@click.group(cls=Listed)
def communication() -> None:
    """Whom we tell, by when: what happened, legal clocks, reports, the public page."""


for command in (report, notice, register, status, message, role, cell, custody, calls, derive):
    communication.add_command(command)


@communication.command("record")
@click.argument("case", metavar="CASE")
@click.argument("events", nargs=-1, required=True, metavar="EVENT...")
@click.option("--author", required=True, help="Who writes it.")
@click.option("--occurred", metavar="INSTANT", help="When it happened; by default now.")
@click.option(
    "--company", default="", metavar="ID", help="The company it concerns; by default all."
)
@click.option("--verified", is_flag=True, help="Somebody has checked it.")
@click.option("--estimate", is_flag=True, help="The figures are estimates.")
@click.option("--note", default="", help="Where it comes from.")
@click.option("--organisation", "folder", metavar="DIR", help="Adopt this organisation first.")
@verb
def record(
    door: Door,
    case: str,
    events: tuple[str, ...],
    author: str,
    occurred: str | None,
    company: str,
    verified: bool,
    estimate: bool,
    note: str,
    folder: str | None,
) -> None:
    """Write down what happened, as facts: EVENT or EVENT=VALUE.

    `endigue communication events` lists what can be recorded. A later record of the same event
    replaces the earlier one; both stay in the logbook.

    \b
    Example: endigue communication record case aware clients-affected=52000 --estimate \\
             --company mutual --author "Logbook keeper" --occurred 2026-02-06T19:00:00+01:00
    """
    when = instant_in(occurred) if occurred else door.hands.clock()
    profile = _profile(door, case, folder)
    kinds = door.hands.rulebook().kinds
    facts = [
        event_in(text, kinds, profile, company, verified=verified, estimated=estimate, note=note)
        for text in events
    ]
    refuse_future(when, door.hands.clock())
    loaded = door.hands.organisations.read(folder) if folder else None
    opened = door.hands.cases.open(case, author)
    try:
        ledger = opened.ledger()
        if folder and loaded:
            ledger = adopt(opened, ledger, loaded, door.hands.organisations.files(folder))
        allow_recording(opened, ledger, door.hands.rulebook().roles, " ".join(events))
        allow_company(opened, ledger, company, " ".join(events))
        before = ledger.head.sequence
        ledger = opened.record(facts, ledger, when)
    finally:
        opened.store.close()
    entries = list(range(before + 1, ledger.head.sequence + 1))
    door.tell(
        {"entries": entries, "occurred_at": format_instant(when)},
        lambda console: console.print(
            door.speech.text("Written in the logbook, entries {first} to {last}.",
                             first=entries[0], last=entries[-1])
        ),
    )  # fmt: skip


@communication.command("withdraw")
@click.argument("case", metavar="CASE")
@click.argument("entry", type=int, metavar="ENTRY")
@click.option("--reason", required=True, help="Why, for the logbook.")
@click.option("--author", required=True, help="Who writes it.")
@verb
def withdraw(door: Door, case: str, entry: int, reason: str, author: str) -> None:
    """Call an earlier record wrong. It stays in the logbook and counts for nothing any more.

    \b
    Example: endigue communication withdraw case 12 --reason "another incident" \\
             --author "Logbook keeper"
    """
    door.hands.cases.journal(case).close()
    opened = door.hands.cases.open(case, author)
    try:
        ledger = opened.ledger()
        allow_recording(opened, ledger, door.hands.rulebook().roles, f"withdraw {entry}")
        ledger = withdraw_event(opened, ledger, entry, reason)
    finally:
        opened.store.close()
    last = ledger.head.sequence
    door.tell(
        {"entry": last, "withdrawn": entry},
        lambda console: console.print(
            door.speech.text("Entry {entry} counts no more; entry {last} says why.",
                             entry=entry, last=last)
        ),
    )  # fmt: skip


@communication.command("events")
@verb
def events(door: Door) -> None:
    """List every event that can be recorded, and its kind of value.

    \b
    Example: endigue communication events
    """
    kinds = door.hands.rulebook().kinds.event
    answer = [
        {
            "event": name,
            "value": kind.value,
            "choices": list(kind.choices),
            "repeatable": kind.repeatable,
            "meaning": say_event(door.speech, name),
        }
        for name, kind in kinds.items()
    ]
    door.tell({"events": answer}, lambda console: _show_events(console, door, answer))


def _show_events(console: Console, door: Door, answer: list[dict[str, object]]) -> None:
    _ = door.speech.text
    table = Table(box=None, pad_edge=False)
    for heading in (_("Event"), _("Value"), _("Meaning")):
        table.add_column(heading, overflow="fold")
    for row in answer:
        value = "" if row["value"] == "none" else str(row["value"])
        table.add_row(str(row["event"]), value, str(row["meaning"]))
    console.print(table)


@communication.command("clocks")
@click.argument("case", metavar="CASE")
@click.option("--at", metavar="INSTANT", help="As known at this instant; by default now.")
@click.option("--law", metavar="DAY", help="Under the law of another day, to rehearse an old case.")
@click.option("--company", metavar="ID", help="Only the clocks of this company.")
@viewer_option
@verb
def clocks(
    door: Door, case: str, at: str | None, law: str | None, company: str | None,
    viewer: str | None,
) -> None:  # fmt: skip
    """Show the legal clocks of every company, from what was recorded.

    The safe time is the limit as the text gives it; the legal time has the relief of weekends
    and bank holidays, for those who have it.

    \b
    Example: endigue communication clocks case --at 2026-02-07T08:00:00+01:00
    """
    instant = instant_in(at) if at else door.hands.clock()
    day = day_in(law) if law else None
    ledger, profile = known_at(door, case, instant if at else None, viewer)
    duties = duties_of(ledger, profile, door.hands.rulebook(), instant, day)
    shown = [clock for clock in duties.clocks if company in {None, clock.company}]
    door.tell(
        {
            "at": format_instant(instant),
            "clocks": [_plain_clock(clock) for clock in shown],
            "moves": [
                _plain_move(move) for move in duties.moves if company in {None, move.company}
            ],
            "classification": {
                of: _plain_classification(one)
                for of, one in duties.classifications.items()
                if company in {None, of}
            },
        },
        lambda console: _show_clocks(console, door, duties, shown, profile),
    )


def _profile(door: Door, case: str, folder: str | None) -> Profile:
    """That of a folder; else of the organisation that the case has adopted."""
    if folder is None:
        return known_at(door, case, None)[1]
    files = door.hands.organisations.files(folder)
    if SETTINGS not in files:
        door.hands.organisations.read(folder)  # says in a sentence what is missing
    return door.hands.legal_profile(files[SETTINGS])


def _time(instant: datetime | None) -> str | None:
    return None if instant is None else format_instant(instant)


def _plain_clock(clock: Clock) -> dict[str, object]:
    return {
        "regime": clock.regime,
        "company": clock.company,
        "name": clock.name,
        "state": clock.state,
        "starts": _time(clock.starts),
        "started_by": clock.started_by,
        "start_entry": clock.start_entry,
        "safe": _time(clock.safe),
        "legal": _time(clock.legal),
        "without_delay": clock.without_delay,
        "article": clock.article,
        "missing": list(clock.missing),
        "relief": list(clock.relief),
        "relief_article": clock.relief_article,
        "cannot_meet": clock.cannot_meet,
        "done": _time(clock.done),
        "done_entry": clock.done_entry,
        "done_by": clock.done_by,
        "because": clock.because,
    }


def _plain_move(move: Move) -> dict[str, object]:
    return {
        "regime": move.regime,
        "company": move.company,
        "name": move.name,
        "entry": move.entry,
        "event": move.event,
        "cause": move.cause,
        "safe_before": _time(move.safe_before),
        "safe_after": _time(move.safe_after),
        "legal_before": _time(move.legal_before),
        "legal_after": _time(move.legal_after),
    }


def _plain_classification(one: Classification) -> dict[str, object]:
    return {
        "major": one.major,
        "critical": one.critical.met,
        "criteria": {criterion.name: criterion.met for criterion in one.criteria},
        "missing": list(one.missing),
        "estimated": one.estimated,
        "conditions": [
            {"criterion": c.name, "name": d.name, "article": d.article, "met": d.met}
            for c in (one.critical, *one.criteria)
            for d in c.conditions
        ],
    }


def _show_clocks(
    console: Console, door: Door, duties: Duties, shown: list[Clock], profile: Profile
) -> None:
    _ = door.speech.text
    console.print(_("Clocks on {moment}", moment=door.speech.moment(duties.at)), markup=False)
    table = Table(box=None, pad_edge=False)
    for heading in (_("Company"), _("Duty"), _("State"), _("Safe"), _("Legal"), _("Article")):
        table.add_column(heading, overflow="fold")
    for clock in shown:
        table.add_row(*say_clock(door.speech, clock, profile))
    console.print(table)
    for clock in shown:
        if clock.missing and clock.state in {"running", "past_safe"}:
            console.print("- " + say_missing(door.speech, clock, profile), markup=False)
    for move in duties.moves:
        console.print("- " + say_move(door.speech, move, profile), markup=False)
    for of, one in duties.classifications.items():
        name = say_company(profile, of)
        console.print("- " + door.speech.say(_verdict(one), company=name,
            missing=door.speech.listed([say_event(door.speech, e) for e in one.missing])),
            markup=False)  # fmt: skip


def _verdict(one: Classification) -> str:
    if one.major is None:
        return "communication.major_unknown"
    return "communication.major_yes" if one.major else "communication.major_no"
