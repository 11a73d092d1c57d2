"""Why a new plan differs from the one before: each report's share of every move, by name.

The share of one report is found by computing the new plan once more as if it had not been made,
with the work in the same order: what then moves is its doing. What is left belongs to the pace
that was learnt, to the new order, and to work that ran ahead of the plan or behind it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from endigue.journal.fact import Fact
from endigue.restoration.facts import (
    BackupReported,
    GateDecided,
    InsteadChosen,
    PresenceChanged,
    RestorationPlanned,
    SafeDateGiven,
    WorkDelayed,
    WorkFailed,
)
from endigue.restoration.schedule import Remark

NOTABLE = 0.25
"""Hours; a date that moved by less has not moved."""

MOST_REASONS = 3
"""Of one operation, the weightiest first."""

BAD = "restoration.because_bad_backup"

Dates = Mapping[str, float]
"""Hours from the start of the new plan, by operation."""

CAUSES = (
    WorkDelayed,
    WorkFailed,
    PresenceChanged,
    InsteadChosen,
    SafeDateGiven,
    BackupReported,
    GateDecided,
)
"""Reports that change what is to be done, or by whom."""


def moved(before: RestorationPlanned, after: RestorationPlanned) -> dict[str, float]:
    """By how many hours each operation of both plans is later; below 0: earlier."""
    shift = (after.start - before.start).total_seconds() / 3600
    old = {each.id: each.planned - shift for each in before.schedule.operations}
    return {
        each.id: each.planned - old[each.id] for each in after.schedule.operations if each.id in old
    }


def explained(
    moves: Mapping[str, float],
    dates: Dates,
    reports: Sequence[Fact],
    without: Callable[[Fact], Dates],
    without_pace: Dates,
    in_old_order: Dates,
) -> tuple[Remark, ...]:
    """A remark for every operation that moved, each followed by its reasons.

    `dates` are those of the new plan; `without(report)`, `without_pace` and `in_old_order` are
    those that it would have if one thing were otherwise.
    """
    shares: dict[str, list[tuple[float, Remark]]] = {name: [] for name in moves}
    for report in reports:
        if isinstance(report, CAUSES):
            _attribute(shares, dates, without(report), *_named(report))
    _attribute(shares, dates, without_pace, "restoration.because_pace", {})
    _attribute(shares, dates, in_old_order, "restoration.because_order", {})
    return tuple(_told(moves, shares))


def _attribute(
    shares: dict[str, list[tuple[float, Remark]]],
    dates: Dates,
    otherwise: Dates,
    code: str,
    arguments: Mapping[str, str | int | float],
) -> None:
    for name, found in shares.items():
        if name in dates and name in otherwise:
            hours = dates[name] - otherwise[name]
            if abs(hours) >= NOTABLE:
                found.append((hours, Remark(name, code, {**arguments, "hours": round(hours, 2)})))


def _told(
    moves: Mapping[str, float], shares: Mapping[str, list[tuple[float, Remark]]]
) -> Iterable[Remark]:
    for name, hours in moves.items():
        if abs(hours) < NOTABLE:
            continue
        code = "restoration.later" if hours > 0 else "restoration.earlier"
        yield Remark(name, code, {"hours": round(abs(hours), 2)})
        weighty = sorted(shares[name], key=lambda share: -abs(share[0]))[:MOST_REASONS]
        for _, remark in weighty:
            yield remark
        rest = hours - sum(share for share, _ in weighty)
        if not weighty or abs(rest) > abs(hours) / 2:
            code = "restoration.because_behind" if rest > 0 else "restoration.because_ahead"
            yield Remark(name, code, {"hours": round(abs(rest), 2)})


def _named(report: Fact) -> tuple[str, Mapping[str, str | int | float]]:
    match report:
        case WorkFailed():
            arguments = {"asset": report.asset, "step": report.step, "why": report.why or "-"}
            return "restoration.because_failed", arguments
        case WorkDelayed():
            arguments = {"asset": report.asset, "step": report.step, "why": report.why or "-"}
            return "restoration.because_delayed", arguments
        case PresenceChanged():
            people = report.presence.people
            code = "restoration.because_fewer" if people < 0 else "restoration.because_more"
            return code, {
                "crew": report.presence.crew,
                "people": abs(people),
                "why": report.why or "-",
            }
        case SafeDateGiven():
            at = report.safe_before.isoformat()
            return "restoration.because_safe_date", {"at": at, "why": report.why or "-"}
        case BackupReported():
            code = "restoration.because_backup" if report.backup.good else BAD
            at = report.backup.taken_at.isoformat()
            return code, {"asset": report.asset, "at": at, "why": report.why or "-"}
        case GateDecided():
            code = "restoration.because_go" if report.go else "restoration.because_no_go"
            return code, {"operation": report.operation, "why": report.why or "-"}
        case InsteadChosen():
            return "restoration.because_instead", {"asset": report.asset}
        case _:
            raise TypeError(f"{type(report).__name__} is no cause")
