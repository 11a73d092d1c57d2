"""How the answers of `endigue eradication` look on a terminal."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table

from endigue.cli.door import Door
from endigue.containment.way import Way
from endigue.desk.triage import Ending, Rehearsal
from endigue.eradication.board import NEXT, Board, Standing
from endigue.eradication.checks import Checks
from endigue.eradication.core.checklist import Tick
from endigue.eradication.facts import STATIONS
from endigue.eradication.lifting.plan import LiftPlan
from endigue.eradication.line.tally import PLACES, Tally
from endigue.eradication.states import STATES
from endigue.evidence.findings import Suspicion
from endigue.locale.eradication import say_step
from endigue.organisation.model import Organisation

FEW = 4
ROWS = 40
HOURS = 12


def _table(door: Door, *headings: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(door.speech.text(heading))
    return table


def _few(things: Sequence[str], most: int = FEW) -> str:
    more = f" +{len(things) - most}" if len(things) > most else ""
    return ", ".join(things[:most]) + more


def show_board(console: Console, door: Door, board: Board, standings: Sequence[Standing]) -> None:
    """Counts, what each asset lacks, what blocks most, and what relapsed."""
    speech = door.speech
    counted = [
        f"{speech.say(f'eradication.state_{state}')} {speech.number(board.count[state])}"
        for state in STATES
        if board.count[state]
    ]
    console.print(" · ".join(counted), markup=False)
    due = [
        f"{speech.say(f'eradication.next_{step}')} {speech.number(board.next[step])}"
        for step in NEXT
        if board.next[step]
    ]
    if due:
        console.print(speech.text("To be done: {steps}.", steps=", ".join(due)), markup=False)
    table = _table(door, "Asset", "State", "Since", "Checks missing", "Stands on what is not clean")
    for one in standings[:ROWS]:
        since = speech.short_moment(one.since) if one.since else ""
        said = speech.say(f"eradication.state_{one.state}")
        waits = ", ".join(one.waits_for[:2])
        waits += f" +{one.waits - 2}" if one.waits > 2 else ""
        table.add_row(one.asset, said, since, _few(one.lacking), waits)
    if standings:
        console.print(table)
    if len(standings) > ROWS:
        console.print(speech.text("… and {count} more.", count=len(standings) - ROWS))
    if board.blocks:
        worst = sorted(board.blocks.items(), key=lambda pair: (-pair[1], pair[0]))[:FEW]
        said = ", ".join(f"{thing} ({count})" for thing, count in worst)
        console.print(speech.text("Blocks most: {things}.", things=said), markup=False)
    for fell in board.fallbacks[-FEW:]:
        console.print(
            speech.text(
                "{asset} fell back at {at} ({why}); with it: {behind}.",
                asset=fell.asset,
                at=speech.short_moment(fell.at),
                why=fell.why or "-",
                behind=_few(fell.behind, 10) or "-",
            ),
            markup=False,
        )
    if board.objections:
        console.print(
            speech.text(
                "{count} reports do not count, because a gate stops them:",
                count=len(board.objections),
            )
        )
        for objection in board.objections[-FEW:]:
            said = speech.say(objection.code, asset=objection.asset, **objection.arguments)
            console.print(f"  {said}", markup=False)


def show_checks(console: Console, door: Door, checks: Checks) -> None:
    """Every check with the kinds that it is made on."""
    table = _table(door, "Check", "Kinds", "What is looked at", "Source")
    for check in checks.check.values():
        name = check.name.get(door.speech.language, check.id)
        table.add_row(check.id, ", ".join(check.kinds), name, check.source)
    console.print(table)


def show_core(
    console: Console,
    door: Door,
    organisation: Organisation,
    ticks: Sequence[Tick],
    *,
    ready: bool = False,
) -> None:
    """The checklist: what is done, what can be done now, what waits for what; with `ready` only
    what waits for no step.
    """
    speech = door.speech
    names = {asset.id: asset.name or asset.id for asset in organisation.assets}
    number = {tick.step.id: place for place, tick in enumerate(ticks, start=1)}
    table = Table(box=None, pad_edge=False)
    for heading in ("", "", "Step", "What is done", "After"):
        table.add_column(speech.text(heading) if heading else "", overflow="fold")
    shown = [tick for tick in ticks if not (ready and (tick.done or tick.waits_for))]
    for tick in shown:
        mark = "✔" if tick.done else ("!" if tick.too_soon else "·")
        after = _few([str(number[one]) for one in tick.waits_for], 6)
        if not after and not tick.done and tick.ready_at is not None and tick.step.wait_hours:
            after = speech.short_moment(tick.ready_at)
        table.add_row(
            str(number[tick.step.id]), mark, tick.step.id, say_step(speech, tick.step, names), after
        )
    console.print(table)
    done = sum(tick.done for tick in ticks)
    console.print(speech.text("{done} of {count} steps are done.", done=done, count=len(ticks)))


def show_line(
    console: Console, door: Door, tally: Tally, ending: Ending | None, now: datetime
) -> None:
    """Where the machines are, the last hours, and the day on which it ends."""
    speech = door.speech
    for place in PLACES:
        if tally.at[place]:
            said = speech.say(f"eradication.place_{place}")
            console.print(f"{speech.number(tally.at[place]):>8}  {said}", markup=False)
    if tally.hours:
        table = _table(door, "Hour")
        for station in STATIONS:
            table.add_column(speech.say(f"eradication.station_{station}"), justify="right")
        for hour in tally.hours[-HOURS:]:
            cells = [speech.number(hour.passed.get(station, 0)) for station in STATIONS]
            table.add_row(speech.short_moment(hour.begins.astimezone(now.tzinfo)), *cells)
        console.print(table)
    if ending is None:
        console.print(speech.text("No machine is left on the line."))
        return
    console.print(
        speech.text(
            "The line ends on {p50} (eight scenarios in ten: from {p10} to {p90}); what works most "
            "is {busiest}.",
            p50=speech.moment(ending.p50),
            p10=speech.short_moment(ending.p10),
            p90=speech.short_moment(ending.p90),
            busiest=speech.say(f"eradication.busy_{ending.forecast.busiest}"),
        )
    )


def show_lifting(console: Console, door: Door, organisation: Organisation, plan: LiftPlan) -> None:
    """What to lift in which order, and why the others stay."""
    speech = door.speech
    names = {one.id: one.name.get(speech.language, one.id) for one in organisation.operations}
    if plan.lifts:
        table = _table(door, "", "Undo", "Minutes", "Gives back", "Still lost an hour")
        for place, one in enumerate(plan.lifts, start=1):
            back = _few([names.get(each, each) for each in one.gives_back])
            loss = speech.money(one.loss_per_hour, organisation.currency)
            table.add_row(str(place), one.lever, speech.number(one.minutes), back or "-", loss)
        console.print(table)
    else:
        console.print(speech.text("No cut can be undone now."))
    stays = _table(door, "Stays", "Why", "Keeps down")
    for kept in plan.kept[:ROWS]:
        stays.add_row(kept.lever, _because(door, kept.because, kept.target, kept.ways, kept.count),
                      _few([names.get(each, each) for each in kept.holds_back]) or "-")  # fmt: skip
    if plan.kept:
        console.print(stays)
    if len(plan.kept) > ROWS:
        console.print(speech.text("… and {count} more.", count=len(plan.kept) - ROWS))
    told = (
        "No other choice gives back more, and no other order of these loses less."
        if plan.proven
        else "A better choice or order may exist: there were too many to compare all."
    )
    console.print(speech.text(told))


def _because(door: Door, because: str, target: str, ways: Sequence[Way], count: int) -> str:
    if because == "unverified":
        return door.speech.text("{asset} is not ready to return", asset=target)
    few = [f"{way.source} → {way.target}" for way in ways[:2]]
    return door.speech.text(
        "would open {count} links: {ways}", count=count, ways=", ".join(few) or "-"
    )


def counts_of(tally: Tally) -> Mapping[str, int]:
    """Machines at each place, for JSON."""
    return {place: tally.at[place] for place in PLACES}


def ends_of(ending: Ending, seed: int) -> dict[str, object]:
    """When the line ends, for JSON."""
    forecast = ending.forecast
    return {
        "p10": ending.p10.isoformat(),
        "p50": ending.p50.isoformat(),
        "p90": ending.p90.isoformat(),
        "open_hours": [round(forecast.quantile(share), 2) for share in (0.1, 0.5, 0.9)],
        "busiest": forecast.busiest,
        "load": forecast.load,
        "seed": seed,
    }


def show_rehearsal(console: Console, door: Door, rehearsal: Rehearsal, steps: int) -> None:
    """How long it takes, and what would bring most."""
    speech = door.speech
    ending = rehearsal.ending
    console.print(
        speech.text(
            "{machines} machines take {p50} h of open line (eight scenarios in ten: {p10} to "
            "{p90} h), until {end}; what works most is {busiest}.",
            machines=speech.number(rehearsal.machines),
            p50=speech.number(ending.forecast.quantile(0.5), 1),
            p10=speech.number(ending.forecast.quantile(0.1), 1),
            p90=speech.number(ending.forecast.quantile(0.9), 1),
            end=speech.moment(ending.p50),
            busiest=speech.say(f"eradication.busy_{ending.forecast.busiest}"),
        )
    )
    for gain in rehearsal.gains:
        said = speech.say(
            f"eradication.more_{gain.more}",
            amount=speech.number(gain.amount),
            hours=speech.number(max(gain.open_hours, 0.0), 1),
        )
        console.print(said, markup=False)
    console.print(
        speech.text("The eviction from the core of trust has {count} steps.", count=steps)
    )


def show_relapses(console: Console, door: Door, found: Sequence[Suspicion]) -> None:
    """Clean assets that something was seen on since."""
    speech = door.speech
    if not found:
        console.print(speech.text("Nothing was seen on anything since it was verified."))
        return
    table = _table(door, "Asset", "Compromised again", "Seen since it was verified")
    for one in found[:ROWS]:
        kinds = _few(list(dict.fromkeys(each.kind for each in one.contributions)))
        table.add_row(one.asset, speech.percent(one.probability), kinds)
    console.print(table)
    if len(found) > ROWS:
        console.print(speech.text("… and {count} more.", count=len(found) - ROWS))
    console.print(
        speech.text("If it is so, say it with eradication fallback: what stood on it is listed.")
    )
