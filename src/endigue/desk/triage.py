"""The triage line: labels, what scanners read, and the day on which it ends."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from endigue.desk.case import Case
from endigue.desk.eradicating import Site, refusal_of
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.eradication import facts
from endigue.eradication.board import board_of
from endigue.eradication.line.calendar import clock_after, open_hours_between
from endigue.eradication.line.forecast import LineForecast, LineProblem, line_forecast
from endigue.eradication.line.labels import Labels
from endigue.eradication.line.tally import Tally, tally
from endigue.journal.entry import is_hash
from endigue.organisation.model import Organisation
from endigue.organisation.shifts import Shifts

WORKSTATION_TIER = 2
"""Machines in a zone of this tier pass the line."""


LONGEST_NUMBER = 10
"""Digits of a count of hits, and one more."""


class Read(NamedTuple):
    """One line of what a scanner read: the code, and for a scan its hits and its report."""

    code: str
    hits: int = 0
    report: str = ""


class Resources(NamedTuple):
    """What there is to run the line with; every default is assumed."""

    arrivals_per_hour: float = 40.0
    scan_benches: int = 6
    scan_minutes: float = 12.0
    image_benches: int = 6
    image_minutes: float = 45.0
    desks: int = 2
    desk_minutes: float = 3.0


class Ending(NamedTuple):
    """When the line ends."""

    forecast: LineForecast
    p10: datetime
    p50: datetime
    p90: datetime


def workstations(organisation: Organisation) -> tuple[str, ...]:
    """The machines that the line is for, in the order of the organisation."""
    zones = {zone.id for zone in organisation.zones if zone.tier == WORKSTATION_TIER}
    return tuple(
        asset.id for asset in organisation.assets if asset.kind == "machine" and asset.zone in zones
    )


def issue_labels(case: Case, ledger: Ledger, here: Site, assets: Sequence[str]) -> Ledger:
    """Give a number to every asset that has none. Raises Refusal where they run out."""
    labels = labels_of(ledger)
    try:
        new = labels.to_issue(assets)
    except ValueError:
        raise Refusal("eradication.too_many_labels", count=len(assets)) from None
    return case.record(new, ledger, here.at) if new else ledger


def labels_of(ledger: Ledger) -> Labels:
    """The labels of a case."""
    return Labels(ledger.eradication.labels)


def reads_in(text: str) -> tuple[Read, ...]:
    """What a scanner wrote: a code a line, `code;hits;sha256` for a scan; empty lines are passed
    over. Raises Refusal with the line that is none.
    """
    found: list[Read] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        code, hits, report = ([each.strip() for each in line.split(";")] + ["", ""])[:3]
        number = hits.isascii() and hits.isdigit() and len(hits) < LONGEST_NUMBER
        if line.count(";") > 2 or (hits and not number):
            raise Refusal("eradication.not_a_read", line=number, text=line[:80])
        if report and not is_hash(report):
            raise Refusal("eradication.bad_hash", hash=report[:80])
        found.append(Read(code, int(hits or 0), report))
    return tuple(found)


class Passed(NamedTuple):
    """What came of what a scanner read."""

    ledger: Ledger
    passed: tuple[str, ...]
    refused: tuple[Refusal, ...]


def pass_station(
    case: Case,
    ledger: Ledger,
    here: Site,
    organisation: Organisation,
    station: facts.Station,
    reads: Iterable[Read],
    person: str,
) -> Passed:
    """Write the machines that a station passed. Each code is for itself: one that is none, or that
    a gate stops, is refused with its reason, and the others are written.

    Raises Refusal where nobody is named or the instant is still to come.
    """
    if not person.strip():
        raise Refusal("eradication.nobody")
    if here.at > case.clock():
        raise Refusal("eradication.still_to_come", at=here.at.isoformat())
    labels = labels_of(ledger)
    refused: list[Refusal] = []
    by_result: dict[tuple[int, str], dict[str, None]] = {}
    for read in reads:
        asset = labels.read(read.code)
        if asset is None and read.code in organisation.asset_index:
            asset = read.code
        if asset is None:
            refused.append(Refusal("eradication.no_such_label", label=read.code[:80]))
            continue
        by_result.setdefault((read.hits, read.report), {})[asset] = None
    wanted = [
        facts.StationPassed(station, tuple(assets), person.strip(), hits, report)
        for (hits, report), assets in by_result.items()
    ]
    passed: list[str] = []
    new: list[facts.StationPassed] = []
    against = here.objections_to_each(ledger, wanted, case.author)
    for fact, objections in zip(wanted, against, strict=True):
        refused += [refusal_of(one) for one in objections]
        stopped = {one.asset for one in objections}
        kept = tuple(asset for asset in fact.assets if asset not in stopped)
        passed += kept
        if kept:
            new.append(msgspec.structs.replace(fact, assets=kept))
    if new:
        ledger = case.record(new, ledger, here.at)
    return Passed(ledger, tuple(dict.fromkeys(passed)), tuple(refused))


def tally_of(here: Site) -> Tally:
    """Where every machine of the line is."""
    walk = here.walked()
    board = board_of(walk, here.ground, here.at)
    return tally(here.view, board, here.at, walk.stopped)


def line_problem(counted: Tally, resources: Resources, worked: float) -> LineProblem:
    """What is left of the line, after so many hours of open line."""
    at = counted.at
    return LineProblem(
        to_come=at["to_come"],
        to_scan=at["to_scan"],
        to_reimage=at["to_reimage"],
        to_hand_out=at["to_clear"] + at["to_hand_out"],
        arrivals_per_hour=resources.arrivals_per_hour,
        scan_benches=resources.scan_benches,
        scan_minutes=resources.scan_minutes,
        image_benches=resources.image_benches,
        image_minutes=resources.image_minutes,
        desks=resources.desks,
        desk_minutes=resources.desk_minutes,
        scanned=counted.scanned,
        infected=counted.infected,
        scans_expected=worked * _scans_an_hour(resources),
    )


def ending(counted: Tally, resources: Resources, shifts: Shifts, at: datetime, seed: int) -> Ending:
    """The day on which the line ends, with its band: one scenario in ten is sooner, one later.

    `at` is in the organisation's time zone. Raises Refusal where something is left that nobody
    does, or it takes more than ten years.
    """
    worked = 0.0
    if counted.hours:
        worked = open_hours_between(counted.hours[0].begins.astimezone(at.tzinfo), at, shifts)
    problem = line_problem(counted, resources, worked)
    return _ending(lambda: line_forecast(problem, seed), shifts, at)


class Gain(NamedTuple):
    """What one thing more would bring."""

    more: str
    """`arrivals`, `scan`, `image` or `desk`."""
    amount: float
    open_hours: float
    """The line ends so much sooner, in the middle of the scenarios."""


class Rehearsal(NamedTuple):
    """A line that was run beforehand, with nothing done yet."""

    machines: int
    ending: Ending
    gains: tuple[Gain, ...]
    """Of ten machines more brought in in an hour, and of one bench or desk more of each kind; the
    greatest first."""


def rehearse(
    machines: int,
    resources: Resources,
    shifts: Shifts,
    start: datetime,
    seed: int,
    share: float | None = None,
) -> Rehearsal:
    """Run the line for so many machines, and again with a little more of everything.

    `share` is that of machines with a hit, where it is supposed known; `start` is in the time zone
    of the organisation. Raises Refusal as `ending` does.
    """

    def run(given: Resources) -> LineForecast:
        problem = LineProblem(
            to_come=machines, to_scan=0, to_reimage=0, to_hand_out=0, share=share,
            **given._asdict(),
        )  # fmt: skip
        return line_forecast(problem, seed)

    end = _ending(lambda: run(resources), shifts, start)
    middle = end.forecast.quantile(0.5)
    richer = {
        ("arrivals", 10.0): resources._replace(arrivals_per_hour=resources.arrivals_per_hour + 10),
        ("scan", 1.0): resources._replace(scan_benches=resources.scan_benches + 1),
        ("image", 1.0): resources._replace(image_benches=resources.image_benches + 1),
        ("desk", 1.0): resources._replace(desks=resources.desks + 1),
    }
    gains = [
        Gain(more, amount, middle - run(given).quantile(0.5))
        for (more, amount), given in richer.items()
    ]
    return Rehearsal(machines, end, tuple(sorted(gains, key=lambda gain: -gain.open_hours)))


def _ending(run: Callable[[], LineForecast], shifts: Shifts, at: datetime) -> Ending:
    try:
        forecast = run()
        p10, p50, p90 = (
            clock_after(at, forecast.quantile(share), shifts) for share in (0.1, 0.5, 0.9)
        )
    except (ValueError, OverflowError) as trouble:
        raise Refusal("eradication.line_never_ends", why=str(trouble)) from None
    return Ending(forecast, p10, p50, p90)


def _scans_an_hour(resources: Resources) -> float:
    """First scans that the line makes in an hour: what comes in, or what the benches can do."""
    benches = resources.scan_benches * 60 / resources.scan_minutes
    return min(resources.arrivals_per_hour, benches)
