"""How the answers of `endigue restoration` look on a terminal."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from rich.console import Console
from rich.table import Table

from endigue.cli.door import Door
from endigue.desk.what_if import WhatIf
from endigue.kernel.instant import parse_instant
from endigue.kernel.money import Cents
from endigue.locale.speech import Speech
from endigue.organisation.model import Organisation
from endigue.restoration.facts import PlanChanged
from endigue.restoration.gates import Gate
from endigue.restoration.review import BAND, Review
from endigue.restoration.schedule import Outlook, Remark, Schedule

MISSING_SHOWN = 4


def show_schedule(
    console: Console, door: Door, organisation: Organisation, schedule: Schedule, start: datetime
) -> None:
    """Dates of every operation, what the plan costs, and what a reader must know."""
    speech = door.speech
    _ = speech.text
    names = _names(door, organisation)
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Operation"))
    for heading in (_("Planned"), "P50", "P80", "P90"):
        table.add_column(heading, justify="right")
    table.add_column(_("Not before"))
    table.add_column(_("Waits for"))
    for one in schedule.operations:
        hours = (one.planned, one.p50, one.p80, one.p90)
        cells = (f"{speech.number(hour)} h" for hour in hours)
        told = speech.short_moment(start + timedelta(hours=one.p80))
        table.add_row(names[one.id], *cells, told, ", ".join(one.waits_for[:3]))
    console.print(table)
    console.print(
        _(
            "Loss until all is back: {cost}; no plan loses less than {bound}.",
            cost=speech.money(schedule.cost, organisation.currency),
            bound=speech.money(schedule.bound, organisation.currency),
        )
    )
    show_remarks(console, door, (*schedule.unschedulable, *schedule.warnings), names)


def show_outlook(
    console: Console, door: Door, organisation: Organisation, outlook: Outlook
) -> None:
    """What the plan loses when durations vary."""
    money = door.speech.money
    console.print(
        door.speech.text(
            "With durations that vary: {mean} on average, {worst} in the worst tenth of the "
            "scenarios; the order of the rule alone: {greedy}.",
            mean=money(outlook.mean, organisation.currency),
            worst=money(outlook.worst_tenth, organisation.currency),
            greedy=money(outlook.greedy_mean, organisation.currency),
        )
    )


def show_price(
    console: Console, door: Door, organisation: Organisation, operation: str, price: Cents
) -> None:
    """What the wish to have an operation first costs."""
    console.print(
        door.speech.text(
            "The wish to have {operation} first costs {price}.",
            operation=_names(door, organisation)[operation],
            price=door.speech.money(price, organisation.currency),
        )
    )


def show_remarks(
    console: Console, door: Door, remarks: Iterable[Remark], names: Mapping[str, str]
) -> None:
    """A sentence for each."""
    for remark in remarks:
        console.print("- " + said(door, remark, names), markup=False)


def said(door: Door, remark: Remark, names: Mapping[str, str]) -> str:
    """The sentence of a remark."""
    return sentence(door.speech, remark, names)


def sentence(speech: Speech, remark: Remark, names: Mapping[str, str]) -> str:
    """The sentence of a remark in one language; steps are said, operations named."""
    arguments = dict(remark.arguments)
    if "step" in arguments:
        arguments["step"] = speech.say(f"restoration.step_{arguments['step']}")
    if "hours" in arguments:
        hours = float(arguments["hours"])
        sign = ("+" if hours > 0 else "\N{MINUS SIGN}") if "because" in remark.code else ""
        arguments["hours"] = sign + speech.number(abs(hours), 1)
    if "at" in arguments:
        arguments["at"] = speech.short_moment(parse_instant(str(arguments["at"])))
    if "operation" in arguments:
        arguments["operation"] = names.get(str(arguments["operation"]), arguments["operation"])
    subject = names.get(remark.subject, remark.subject)
    return speech.say(remark.code, **{"subject": subject, **arguments})


def show_changed(
    console: Console, door: Door, organisation: Organisation, changed: PlanChanged
) -> None:
    """What moved, and why."""
    speech = door.speech
    names = _names(door, organisation)
    for remark in changed.changes:
        moved = remark.code in {"restoration.later", "restoration.earlier"}
        console.print(("- " if moved else "    ") + said(door, remark, names), markup=False)
    console.print(
        speech.text(
            "Compared with the plan before: {price}. In its order the work would lose {kept}.",
            price=speech.money(changed.price, organisation.currency),
            kept=speech.money(changed.kept_order, organisation.currency),
        )
    )


def show_gates(
    console: Console, door: Door, organisation: Organisation, found: Iterable[Gate]
) -> None:
    """Go or no-go of every operation, with what is missing."""
    _ = door.speech.text
    names = _names(door, organisation)
    table = Table(box=None, pad_edge=False)
    for heading in (_("Operation"), _("Ready"), _("Decided"), _("Missing")):
        table.add_column(heading)
    for gate in found:
        missing = [
            f"{one.asset} ({door.speech.say(f'restoration.step_{one.step}')})"
            for one in gate.missing[:MISSING_SHOWN]
        ]
        more = len(gate.missing) - len(missing)
        table.add_row(
            names[gate.operation],
            _("yes") if gate.ready else _("no"),
            "-" if gate.go is None else _("go") if gate.go else _("no-go"),
            ", ".join(missing) + (f" + {more}" if more > 0 else ""),
        )
    console.print(table)


def show_review(console: Console, door: Door, organisation: Organisation, found: Review) -> None:
    """The first and the last date of every operation that is back, beside what came."""
    speech = door.speech
    _ = speech.text
    names = _names(door, organisation)
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Operation"))
    for heading in (_("Back"), _("First plan: P10"), "P50", "P90", _("Last plan: P50")):
        table.add_column(heading)
    for name, back in sorted(found.back.items(), key=lambda pair: pair[1]):
        told = found.of(name)
        dates = [told[0].p10, told[0].p50, told[0].p90, told[-1].p50] if told else []
        table.add_row(
            names[name], speech.short_moment(back), *(speech.short_moment(one) for one in dates)
        )
    console.print(table)
    if found.share is None:
        console.print(_("Nothing that was foretold has come yet."))
        return
    console.print(
        _(
            "{inside} of {count} dates foretold came within their band of P10 to P90: {share}; "
            "it should hold {band}.",
            inside=sum(each.inside for each in found.foretold),
            count=len(found.foretold),
            share=speech.percent(found.share),
            band=speech.percent(BAND),
        )
    )


def show_what_if(console: Console, door: Door, organisation: Organisation, found: WhatIf) -> None:
    """A row for every change."""
    speech = door.speech
    _ = speech.text
    names = _names(door, organisation)
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Change"))
    table.add_column(_("Saves on average"), justify="right")
    table.add_column(_("Paid work"), justify="right")
    table.add_column(_("Sooner"))
    for gain in found.gains:
        sooner = sorted(gain.hours.items(), key=lambda pair: -pair[1])[:3]
        table.add_row(
            gain.name,
            speech.money(gain.saved, organisation.currency),
            speech.money(gain.work_cost, organisation.currency),
            ", ".join(
                f"{names[name]} {speech.number(hours, 1)} h" for name, hours in sooner if hours > 0
            ),
        )
    console.print(table)


def _names(door: Door, organisation: Organisation) -> dict[str, str]:
    language = door.speech.language
    return {one.id: one.name.get(language) or one.id for one in organisation.operations}
