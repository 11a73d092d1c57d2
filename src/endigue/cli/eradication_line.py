"""`endigue eradication`: the core of trust, the triage line, the lifting of the cuts."""

import sys

import click
import msgspec

from endigue.cli.case_reading import write_all
from endigue.cli.door import Door, verb
from endigue.cli.eradication import eradication
from endigue.cli.eradication_case import AT, AUTHOR, PERSON, WHY, opened
from endigue.cli.eradication_shown import counts_of, show_core, show_lifting, show_line
from endigue.cli.values import names_in, shifts_in
from endigue.desk.evicting import core_of, reopen, tick
from endigue.desk.lifting import lift, plan_lifting, pulled_now
from endigue.desk.lookup import assets_named, levers_named
from endigue.desk.refusal import Refusal
from endigue.desk.triage import (
    Resources,
    ending,
    issue_labels,
    labels_of,
    pass_station,
    reads_in,
    tally_of,
    workstations,
)
from endigue.eradication.facts import STATIONS, Station
from endigue.eradication.line.labels import written
from endigue.locale.problems import say_refusal

_ASSUMED = Resources()
REFUSED_SHOWN = 20
LONGEST_INPUT = 1 << 24
"""Characters that are read of standard input."""


@click.command("core")
@click.argument("case", metavar="CASE")
@click.option("--done", default="", metavar="STEP", help="Write that this step is done.")
@click.option("--reopen", "again", default="", metavar="STEP", help="It has to be done again.")
@click.option("--person", default="", metavar="NAME", help="Who did it.")
@click.option("--note", default="", metavar="TEXT", help="For the logbook.")
@click.option("--out", metavar="FILE", help="Write the checklist there, as PDF.")
@WHY
@AT
@AUTHOR
@verb
def core_(
    door: Door,
    case: str,
    done: str,
    again: str,
    person: str,
    note: str,
    out: str | None,
    why: str,
    at: str | None,
    author: str,
) -> None:
    """Show how the intruder is driven out of the directory, step by step, and tick a step.

    \b
    Example: endigue eradication core case --done krbtgt-1:dom-main --person "E. Blanc"
    """
    with opened(door, case, author, at) as now:
        organisation, ledger = now.organisation, now.ledger
        if done:
            ledger = tick(now.case, ledger, now.here, organisation, done, person, note)
        if again:
            here = now.here.after(ledger)
            ledger = reopen(now.case, ledger, here, organisation, again, why)
        ticks = core_of(now.here.after(ledger), organisation)
    if out is not None:
        paper = door.hands.eradication.checklist(
            organisation, ticks, ledger.head, now.here.at, door.speech.language
        )
        door.hands.write_file(out, paper)
    answer = {"steps": msgspec.to_builtins(ticks), "done": sum(one.done for one in ticks)}
    door.tell(answer, lambda console: show_core(console, door, organisation, ticks))


@click.command("labels")
@click.argument("case", metavar="CASE")
@click.argument("assets", metavar="[ASSET,...]", default="")
@click.option("--out", required=True, metavar="FILE", help="Write the sheets there, as PDF.")
@click.option("--zone", multiple=True, metavar="ZONE", help="Machines of this zone only.")
@AT
@AUTHOR
@verb
def labels_(
    door: Door,
    case: str,
    assets: str,
    out: str,
    zone: tuple[str, ...],
    at: str | None,
    author: str,
) -> None:
    """Number machines and print their labels, 24 a sheet; by default every workstation.

    \b
    Example: endigue eradication labels case --out labels.pdf
    """
    with opened(door, case, author, at) as now:
        organisation = now.organisation
        chosen = (
            assets_named(organisation, names_in(assets)) if assets else workstations(organisation)
        )
        if unknown := [one for one in zone if one not in organisation.zone_by_id]:
            zones = ", ".join(organisation.zone_by_id) or "-"
            raise Refusal("eradication.no_such_zone", zone=unknown[0], zones=zones)
        if zone:
            where = {asset.id: asset.zone for asset in organisation.assets}
            chosen = tuple(one for one in chosen if where[one] in zone)
        if not chosen:
            raise Refusal("eradication.no_machine")
        ledger = issue_labels(now.case, now.ledger, now.here, chosen)
        labels = labels_of(ledger)
    with door.working("Drawing the labels"):
        sheets = door.hands.eradication.labels(organisation, labels, chosen, door.speech.language)
    door.hands.write_file(out, sheets)
    numbers = {asset: written(labels.number_of[asset]) for asset in chosen}
    answer = {"labels": numbers, "file": out, "entries": ledger.head.sequence}
    said = door.speech.text("{count} labels are in {file}.", count=len(chosen), file=out)
    door.tell(answer, lambda console: console.print(said, markup=False))


@click.command("pass")
@click.argument("case", metavar="CASE")
@click.argument("station", metavar="STATION", type=click.Choice(STATIONS))
@click.argument("codes", metavar="[CODE...]", nargs=-1)
@click.option("--from", "source", metavar="FILE", help="A code a line; - is standard input.")
@click.option("--hits", type=click.IntRange(0), default=0, show_default=True,
              help="Of the scan, on codes given here.")  # fmt: skip
@click.option("--report", metavar="FILE", help="The report of the scan; it is evidence.")
@PERSON
@AT
@AUTHOR
@verb
def pass_(
    door: Door,
    case: str,
    station: Station,
    codes: tuple[str, ...],
    source: str | None,
    hits: int,
    report: str | None,
    person: str,
    at: str | None,
    author: str,
) -> None:
    """Write that machines passed a station of the line: in, scan, clear, reimage or out.

    Codes are those of the labels, as a scanner gives them. In a file each stands on a line; for a
    scan `code;hits;sha256`. Each code is for itself: one that is refused stops no other.

    \b
    Example: endigue eradication pass case in --from - --person "F. Noir"
    """
    digest = "" if report is None else door.hands.fingerprint(report)[0]
    reads = list(reads_in("\n".join(codes)))
    reads = [read._replace(hits=hits, report=digest) for read in reads]
    if source is not None:
        text = _standard_input() if source == "-" else door.hands.read_text(source)
        reads += reads_in(text)
    if not reads:
        raise Refusal("eradication.no_code")
    with opened(door, case, author, at) as now:
        passed = pass_station(
            now.case, now.ledger, now.here, now.organisation, station, reads, person
        )
    refused = [say_refusal(door.speech, one) for one in passed.refused]
    if not passed.passed:
        raise passed.refused[0]
    answer = {
        "station": station,
        "passed": passed.passed,
        "refused": refused,
        "entries": passed.ledger.head.sequence,
    }
    lines = [
        door.speech.text("{count} machines passed.", count=len(passed.passed)),
        *refused[:REFUSED_SHOWN],
    ]
    if len(refused) > REFUSED_SHOWN:
        lines.append(door.speech.text("… and {count} more.", count=len(refused) - REFUSED_SHOWN))
    door.tell(answer, lambda console: console.print("\n".join(lines), markup=False))


def _standard_input() -> str:
    return str(sys.stdin.read(LONGEST_INPUT))


@click.command("line")
@click.argument("case", metavar="CASE")
@click.option("--arrivals", type=click.FloatRange(0), default=_ASSUMED.arrivals_per_hour,
              show_default=True, metavar="N", help="Machines brought in in an hour.")  # fmt: skip
@click.option("--scan-benches", type=click.IntRange(1), default=_ASSUMED.scan_benches,
              show_default=True, metavar="N", help="Machines scanned at once.")  # fmt: skip
@click.option("--scan-minutes", type=click.FloatRange(0, min_open=True),
              default=_ASSUMED.scan_minutes, show_default=True, metavar="N",
              help="Of one scan.")  # fmt: skip
@click.option("--image-benches", type=click.IntRange(1), default=_ASSUMED.image_benches,
              show_default=True, metavar="N", help="Machines reimaged at once.")  # fmt: skip
@click.option("--image-minutes", type=click.FloatRange(0, min_open=True),
              default=_ASSUMED.image_minutes, show_default=True, metavar="N",
              help="To reimage one and scan it again.")  # fmt: skip
@click.option("--desks", type=click.IntRange(1), default=_ASSUMED.desks, show_default=True,
              metavar="N", help="Where machines are handed out.")  # fmt: skip
@click.option("--desk-minutes", type=click.FloatRange(0, min_open=True),
              default=_ASSUMED.desk_minutes, show_default=True, metavar="N",
              help="To hand out one.")  # fmt: skip
@click.option("--hours", default="mon-fri 08:00-18:00", show_default=True, metavar="SHIFTS",
              help="When the line is open.")  # fmt: skip
@click.option("--seed", default=0, show_default=True, help="Of the chance.")
@click.option("--out", metavar="DIR", help="Write pictures and tables there.")
@AT
@verb
def line_(
    door: Door,
    case: str,
    arrivals: float,
    scan_benches: int,
    scan_minutes: float,
    image_benches: int,
    image_minutes: float,
    desks: int,
    desk_minutes: float,
    hours: str,
    seed: int,
    out: str | None,
    at: str | None,
) -> None:
    """Show where every machine of the triage line is, and the day on which the line ends.

    What there is to run it with is assumed unless you say it.

    \b
    Example: endigue eradication line case --scan-benches 10 --hours "mon-sat 07:00-21:00"
    """
    shifts = shifts_in(hours)
    given = Resources(
        arrivals, scan_benches, scan_minutes, image_benches, image_minutes, desks, desk_minutes
    )
    with opened(door, case, "endigue", at) as now:
        counted, local, zone = tally_of(now.here), now.local, now.organisation.time_zone
    left = counted.machines - counted.at["out"] - counted.at["gone"]
    with door.working("Running the line"):
        end = ending(counted, given, shifts, local, seed) if left else None
    if out is not None:
        forecast = None if end is None else end.forecast
        write_all(
            door, out, door.hands.eradication.line(counted, forecast, door.speech.language, zone)
        )
    answer = {
        "machines": counted.machines,
        "at": counts_of(counted),
        "scanned": counted.scanned,
        "infected": counted.infected,
        "hours": msgspec.to_builtins(counted.hours),
        "ends": None
        if end is None
        else {
            "p10": end.p10.isoformat(),
            "p50": end.p50.isoformat(),
            "p90": end.p90.isoformat(),
            "open_hours": [round(end.forecast.quantile(share), 2) for share in (0.1, 0.5, 0.9)],
            "busiest": end.forecast.busiest,
            "load": end.forecast.load,
            "seed": seed,
        },
    }
    door.tell(answer, lambda console: show_line(console, door, counted, end, local))


@click.command("lift")
@click.argument("case", metavar="CASE")
@click.option("--lever", default="", metavar="ID,...", help="Write that these were undone.")
@click.option("--pulled", default="", metavar="ID,...",
              help="What is pulled now; by default what was approved and not undone.")  # fmt: skip
@click.option("--person", default="", metavar="NAME", help="Who undid them.")
@WHY
@AT
@AUTHOR
@verb
def lift_(
    door: Door,
    case: str,
    lever: str,
    pulled: str,
    person: str,
    why: str,
    at: str | None,
    author: str,
) -> None:
    """Show which cuts can be undone now without a way to something unverified, in which order.

    \b
    Example: endigue eradication lift case --lever cut-internet --person "D. Roux"
    """
    with opened(door, case, author, at) as now:
        ledger = now.ledger
        if lever:
            levers = levers_named(now.organisation, names_in(lever))
            ledger = lift(now.case, ledger, now.here, now.organisation, levers, person, why)
        still = levers_named(now.organisation, names_in(pulled)) if pulled else pulled_now(ledger)
        with door.working("Planning the lifting"):
            plan = plan_lifting(now.here.after(ledger), now.organisation, still)
        organisation = now.organisation
    answer = {**msgspec.to_builtins(plan), "entries": ledger.head.sequence}
    door.tell(answer, lambda console: show_lifting(console, door, organisation, plan))


for command in (core_, labels_, pass_, line_, lift_):
    eradication.add_command(command)
