"""From the findings on one asset to its probability: log-odds add, within bounds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from math import log

import msgspec

from endigue.evidence.findings import Contribution, Finding, Role
from endigue.evidence.likelihood import FOR, Strength, Table, cap
from endigue.kernel.probability import log_odds

APART = timedelta(hours=1)
"""Findings of one kind on one asset that are closer than this count once. What names an asset
as a host and what names it as an account are counted apart."""

_NEVER = datetime.min.replace(tzinfo=UTC)

Seen = tuple[Finding, Role]
"""A finding, and the role in which it names the asset."""


def weigh(seen: Iterable[Seen], prior: float, table: Table) -> tuple[float, list[Contribution]]:
    """The log-odds that the asset is compromised, and what every finding contributes.

    `prior` is the probability before any finding. The log-odds are those of the prior plus
    those of the contributions that are counted. The order of `seen` does not matter.
    """
    rows = {row.kind: row for row in table.finding}
    by_strength: dict[Strength, list[Contribution]] = defaultdict(list)
    idle: list[Contribution] = []
    for (kind, role), findings in _by_kind(seen).items():
        row = rows.get(kind)
        ratio = None if row is None else row.ratio(role)
        if row is None or ratio is None:
            idle += [_contribution(finding, 0.0, counted=False) for finding in findings]
        else:
            by_strength[row.strength] += _once_an_hour(findings, log(ratio))
    start = log_odds(prior)
    total = start
    weighed: list[Contribution] = []
    for strength in FOR:
        total, bounded = _bounded(by_strength[strength], total, cap(table, strength))
        weighed += bounded
    against, bounded = _bounded(by_strength["against"], 0.0, log(table.caps.floor))
    return total + against, [*weighed, *bounded, *idle]


def _by_kind(seen: Iterable[Seen]) -> dict[tuple[str, Role], list[Finding]]:
    kinds: dict[tuple[str, Role], list[Finding]] = defaultdict(list)
    for finding, role in sorted(seen, key=_order):
        kinds[finding.kind, role].append(finding)
    return kinds


def _order(seen: Seen) -> tuple[str, str, bool, datetime, str, int, str]:
    finding, role = seen
    return (
        finding.kind,
        role,
        finding.observed_at is None,
        finding.observed_at or _NEVER,
        finding.source,
        finding.row,
        finding.detail,
    )


def _once_an_hour(findings: Sequence[Finding], amount: float) -> list[Contribution]:
    """One finding counts for each stretch of an hour; findings without a time, which come
    last, count once in all, and not at all beside one that has a time.
    """
    contributions: list[Contribution] = []
    last: datetime | None = None
    for place, finding in enumerate(findings):
        moment = finding.observed_at
        apart = moment is not None and last is not None and moment - last >= APART
        counted = place == 0 or apart
        if counted:
            last = moment
        contributions.append(_contribution(finding, amount, counted=counted))
    return contributions


def _bounded(
    contributions: Sequence[Contribution], total: float, bound: float
) -> tuple[float, list[Contribution]]:
    """Add what is counted until the bound, above or below, is reached: what would pass it is
    cut to what is left, what comes after is not counted.
    """
    result: list[Contribution] = []
    for contribution in contributions:
        if not contribution.counted:
            result.append(contribution)
            continue
        room = bound - total
        if room * contribution.log_odds <= 0.0:
            result.append(msgspec.structs.replace(contribution, counted=False))
            continue
        step = contribution.log_odds
        if abs(step) > abs(room):
            step = room
        total += step
        result.append(msgspec.structs.replace(contribution, log_odds=step))
    return total, result


def _contribution(finding: Finding, amount: float, *, counted: bool) -> Contribution:
    return Contribution(
        kind=finding.kind,
        log_odds=amount,
        source=finding.source,
        row=finding.row,
        observed_at=finding.observed_at,
        detail=finding.detail,
        counted=counted,
    )
