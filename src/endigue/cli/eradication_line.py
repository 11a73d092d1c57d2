"""`endigue eradication`: the triage line; and the group with all of its commands."""

import sys
from collections.abc import Callable
from typing import ParamSpec
from zoneinfo import ZoneInfo

import click
import msgspec

from endigue.cli.case_reading import write_all
from endigue.cli.door import Door, verb
from endigue.cli.eradication import eradication
from endigue.cli.eradication_case import AT, AUTHOR, PERSON, opened
from endigue.cli.eradication_core import COMMANDS
from endigue.cli.eradication_shown import (
    counts_of,
    ends_of,
    show_line,
    show_rehearsal,
)
from endigue.cli.hashing import hashed
from endigue.cli.values import instant_in, names_in, shifts_in
from endigue.desk.lookup import assets_named
from endigue.desk.refusal import Refusal
from endigue.desk.triage import (
    Resources,
    ending,
    issue_labels,
    labels_of,
    pass_station,
    reads_in,
    rehearse,
    tally_of,
    workstations,
)
from endigue.eradication.core.eviction import eviction
from endigue.eradication.facts import STATIONS, Station
from endigue.eradication.ground import Ground
from endigue.eradication.line.labels import written
from endigue.locale.problems import say_refusal

P = ParamSpec("P")

_ASSUMED = Resources()
REFUSED_SHOWN = 20
LONGEST_INPUT = 1 << 24
"""Characters that are read of standard input."""


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
    digest = "" if report is None else hashed(door, report).sha256
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


_OPTIONS = (
    click.option(
        "--arrivals",
        type=click.FloatRange(0),
        default=_ASSUMED.arrivals_per_hour,
        show_default=True,
        metavar="N",
        help="Machines brought in in an hour.",
    ),
    click.option(
        "--scan-benches",
        type=click.IntRange(1),
        default=_ASSUMED.scan_benches,
        show_default=True,
        metavar="N",
        help="Machines scanned at once.",
    ),
    click.option(
        "--scan-minutes",
        type=click.FloatRange(0, min_open=True),
        default=_ASSUMED.scan_minutes,
        show_default=True,
        metavar="N",
        help="Of one scan.",
    ),
    click.option(
        "--image-benches",
        type=click.IntRange(1),
        default=_ASSUMED.image_benches,
        show_default=True,
        metavar="N",
        help="Machines reimaged at once.",
    ),
    click.option(
        "--image-minutes",
        type=click.FloatRange(0, min_open=True),
        default=_ASSUMED.image_minutes,
        show_default=True,
        metavar="N",
        help="To reimage one and scan it again.",
    ),
    click.option(
        "--desks",
        type=click.IntRange(1),
        default=_ASSUMED.desks,
        show_default=True,
        metavar="N",
        help="Where machines are handed out.",
    ),
    click.option(
        "--desk-minutes",
        type=click.FloatRange(0, min_open=True),
        default=_ASSUMED.desk_minutes,
        show_default=True,
        metavar="N",
        help="To hand out one.",
    ),
    click.option(
        "--hours",
        default="mon-fri 08:00-18:00",
        show_default=True,
        metavar="SHIFTS",
        help="When the line is open.",
    ),
    click.option("--seed", default=0, show_default=True, help="Of the chance."),
)


def line_options(command: Callable[P, None]) -> Callable[P, None]:
    """What there is to run the line with."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command("line")
@click.argument("case", metavar="CASE")
@line_options
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
        "ends": None if end is None else ends_of(end, seed),
    }
    door.tell(answer, lambda console: show_line(console, door, counted, end, local))


@click.command("rehearse")
@click.argument("folder", metavar="DIR")
@click.option("--machines", type=click.IntRange(1, 1_000_000), metavar="N",
              help="By default every workstation of the organisation.")  # fmt: skip
@click.option("--share", type=click.FloatRange(0, 1), metavar="P",
              help="Of machines with a hit; by default drawn.")  # fmt: skip
@line_options
@click.option("--start", metavar="INSTANT", help="When the line opens; by default now.")
@verb
def rehearse_(
    door: Door,
    folder: str,
    machines: int | None,
    share: float | None,
    arrivals: float,
    scan_benches: int,
    scan_minutes: float,
    image_benches: int,
    image_minutes: float,
    desks: int,
    desk_minutes: float,
    hours: str,
    seed: int,
    start: str | None,
) -> None:
    """In peace time: how long the triage line would take, and what one bench more would bring.

    Also how many steps the eviction from the core of trust would have.

    \b
    Example: endigue eradication rehearse org --scan-benches 10 --share 0.3
    """
    shifts = shifts_in(hours)
    given = Resources(
        arrivals, scan_benches, scan_minutes, image_benches, image_minutes, desks, desk_minutes
    )
    organisation = door.hands.organisations.read(folder).organisation
    count = machines or len(workstations(organisation))
    if not count:
        raise Refusal("eradication.no_machine")
    begun = instant_in(start) if start else door.hands.clock()
    local = begun.astimezone(ZoneInfo(organisation.time_zone))
    with door.working("Running the line"):
        rehearsal = rehearse(count, given, shifts, local, seed, share)
    steps = eviction(organisation, Ground(organisation))
    forecast = rehearsal.ending.forecast
    answer = {
        "machines": count,
        "ends": ends_of(rehearsal.ending, seed),
        "gains": [gain._asdict() for gain in rehearsal.gains],
        "core_steps": len(steps),
        "core_machines": sum(step.id.startswith("machine:") for step in steps),
        "busiest": forecast.busiest,
    }
    door.tell(answer, lambda console: show_rehearsal(console, door, rehearsal, len(steps)))


for command in (*COMMANDS, labels_, pass_, line_, rehearse_):
    eradication.add_command(command)
