"""Where every machine of the line is, and how many passed each station in each hour."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Literal, get_args

import msgspec

from endigue.eradication import facts
from endigue.eradication.board import Board
from endigue.eradication.states import CLEAN
from endigue.eradication.view import EradicationView, Report

Place = Literal["to_come", "to_scan", "to_clear", "to_reimage", "to_hand_out", "out", "gone"]
PLACES: tuple[Place, ...] = get_args(Place)

HOUR = timedelta(hours=1)


class Hour(msgspec.Struct, frozen=True):
    """One hour of the line, by the clock (UTC)."""

    begins: datetime
    passed: Mapping[facts.Station, int]
    """Machines that passed each station."""


class Tally(msgspec.Struct, frozen=True):
    """The line at one instant."""

    machines: int
    """With a label, or seen at a station."""
    at: Mapping[Place, int]
    hours: tuple[Hour, ...]
    """From the first in which a machine passed to the last, also those in which none did."""
    scanned: int
    """Machines that were scanned for the first time."""
    infected: int
    """Of these, those on which that scan had a hit."""
    place: Mapping[str, Place]
    """Of every machine."""


def tally(
    view: EradicationView,
    board: Board,
    at: datetime,
    stopped: Collection[tuple[int, str]] = frozenset(),
) -> Tally:
    """The line until an instant. What a gate stopped (entry and asset: `Walk.stopped`) has passed
    no station.
    """
    named = {name for fact in view.labels for name in fact.assets}
    passed: dict[str, list[Report]] = {}
    for name, reports in view.assets.items():
        mine = [
            one
            for one in reports
            if _is_station(one) and one.at <= at and (one.sequence, name) not in stopped
        ]
        if mine:
            passed[name] = sorted(mine, key=lambda one: (one.at, one.sequence))
    place = {
        name: _place(passed.get(name, []), name, board) for name in sorted(named | set(passed))
    }
    first_scans = [
        hits for reports in passed.values() if (hits := _first_scan(reports)) is not None
    ]
    return Tally(
        machines=len(place),
        at={each: sum(one == each for one in place.values()) for each in PLACES},
        hours=_hours(passed),
        scanned=len(first_scans),
        infected=sum(hits > 0 for hits in first_scans),
        place=place,
    )


def _is_station(report: Report) -> bool:
    return isinstance(report.fact, facts.StationPassed)


def _place(reports: list[Report], name: str, board: Board) -> Place:
    """Where a machine waits: its state says more than its last station."""
    state = board.of(name).state
    if state in {"lost", "scrapped"}:
        return "gone"
    if state == "reconnected":
        return "out"
    if not reports:
        return "to_hand_out" if state in CLEAN else "to_come"
    if state in CLEAN:
        return "to_hand_out"
    scans = [one for one in reports if _station(one) == "scan"]
    begun = max((one for one in reports if _station(one) in {"in", "reimage"}), default=None,
                key=lambda one: (one.at, one.sequence))  # fmt: skip
    if not scans or (begun is not None and _later(begun, scans[-1])):
        return "to_scan"
    hits = scans[-1].fact.hits if isinstance(scans[-1].fact, facts.StationPassed) else 0
    uncleaned = board.of(name).held and state != "cleaning"
    return "to_reimage" if hits or uncleaned else "to_clear"


def _station(report: Report) -> facts.Station | None:
    return report.fact.station if isinstance(report.fact, facts.StationPassed) else None


def _later(one: Report, other: Report) -> bool:
    return (one.at, one.sequence) > (other.at, other.sequence)


def _first_scan(reports: list[Report]) -> int | None:
    for report in reports:
        if isinstance(report.fact, facts.StationPassed) and report.fact.station == "scan":
            return report.fact.hits
    return None


def _hours(passed: Mapping[str, list[Report]]) -> tuple[Hour, ...]:
    counted: Counter[tuple[datetime, facts.Station]] = Counter()
    for reports in passed.values():
        for report in reports:
            if isinstance(report.fact, facts.StationPassed):
                begins = report.at.replace(minute=0, second=0, microsecond=0)
                counted[begins, report.fact.station] += 1
    if not counted:
        return ()
    begins = min(hour for hour, _ in counted)
    last = max(hour for hour, _ in counted)
    found: list[Hour] = []
    while begins <= last and len(found) < MOST_HOURS:
        found.append(Hour(begins, {each: counted[begins, each] for each in facts.STATIONS}))
        begins += HOUR
    return tuple(found)


MOST_HOURS = 24 * 366
"""Hours that are listed: a wrong year in one report must not fill the memory."""
