"""How likely each asset is compromised, given all findings and what people stated."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
import numpy as np
from numpy.typing import NDArray

from endigue.evidence.findings import (
    Assessment,
    Contribution,
    Finding,
    Role,
    Suspicion,
    Unmatched,
    Verdict,
)
from endigue.evidence.likelihood import Table
from endigue.evidence.matching import Index, index_names, resolve_account, resolve_host
from endigue.evidence.names import parse_name
from endigue.evidence.weighing import Seen, weigh
from endigue.kernel.probability import from_log_odds
from endigue.organisation.model import Asset, Organisation

NOT_COUNTED_SHOWN = 10
"""Contributions shown of an asset that added nothing; the rest are a number."""

CANDIDATES_SOUGHT = 100
"""Unmatched names, the most frequent first, for which the nearest assets are looked up."""

CERTAINTY: dict[Verdict, float] = {"confirmed": 1.0, "cleared": 0.0}
"""The probability that a human statement sets."""


def assess(
    organisation: Organisation,
    findings: Sequence[Finding],
    statements: Mapping[str, Verdict],
    table: Table,
    index: Index | None = None,
) -> Assessment:
    """Weigh all findings; the order in which they come does not matter.

    `statements` holds the latest verdict on an asset by its identifier. `index` is built
    from the organisation where it is not given. Every name that is no one asset is listed
    with its number of findings; a finding that names nothing at all stands under the empty name.
    """
    place = _place(findings, index or index_names(organisation))
    suspicions = [
        _suspicion(asset, place.seen.get(position, ()), statements.get(asset.id), table)
        for position, asset in enumerate(organisation.assets)
        if position in place.seen or asset.id in statements
    ]
    strangers = [
        Unmatched(name=name, role="host", count=1)
        for name in statements
        if name not in organisation.asset_index
    ]
    return Assessment(
        suspicions=tuple(sorted(suspicions, key=lambda s: (-s.probability, s.asset))),
        unmatched=tuple(
            sorted(
                [*strangers, *place.unmatched(organisation.assets)],
                key=lambda name: (-name.count, name.name, name.role),
            )
        ),
        counts=dict(sorted(Counter(finding.kind for finding in findings).items())),
        sources=tuple(sorted({finding.source for finding in findings})),
    )


def probability_of(asset: Asset, assessment: Assessment, table: Table) -> float:
    """The probability of an asset, listed or not; without findings, the prior of its kind."""
    for suspicion in assessment.suspicions:
        if suspicion.asset == asset.id:
            return suspicion.probability
    return table.prior[asset.kind].probability


def probabilities(
    organisation: Organisation, assessment: Assessment, table: Table
) -> NDArray[np.float64]:
    """The probability of every asset, in the order of `organisation.assets`."""
    listed = {suspicion.asset: suspicion.probability for suspicion in assessment.suspicions}
    return np.array(
        [
            listed.get(asset.id, table.prior[asset.kind].probability)
            for asset in organisation.assets
        ],
        dtype=np.float64,
    )


def abridged(assessment: Assessment, most: int = 20_000) -> Assessment:
    """The assessment with the contributions of its most probable assets only, `most` in all,
    so that a fact can hold it. Every probability stays, and findings and table give the rest
    back.
    """
    left = most
    suspicions: list[Suspicion] = []
    for suspicion in assessment.suspicions:
        if len(suspicion.contributions) <= left:
            left -= len(suspicion.contributions)
            suspicions.append(suspicion)
        else:
            left = 0
            suspicions.append(
                msgspec.structs.replace(
                    suspicion,
                    contributions=(),
                    not_shown=suspicion.not_shown + len(suspicion.contributions),
                )
            )
    return msgspec.structs.replace(assessment, suspicions=tuple(suspicions))


def _suspicion(
    asset: Asset, seen: Iterable[Seen], statement: Verdict | None, table: Table
) -> Suspicion:
    total, contributions = weigh(seen, table.prior[asset.kind].probability, table)
    shown = _shown(contributions)
    return Suspicion(
        asset=asset.id,
        probability=from_log_odds(total) if statement is None else CERTAINTY[statement],
        contributions=shown,
        statement=statement,
        not_shown=len(contributions) - len(shown),
    )


def _shown(contributions: Sequence[Contribution]) -> tuple[Contribution, ...]:
    counted = [each for each in contributions if each.counted]
    counted.sort(key=lambda each: -abs(each.log_odds))
    idle = [each for each in contributions if not each.counted]
    return (*counted, *idle[:NOT_COUNTED_SHOWN])


@dataclass
class _Place:
    """Where the findings belong: assets by position, and names that are no one asset."""

    index: Index
    seen: dict[int, list[Seen]] = field(default_factory=lambda: defaultdict(list))
    strangers: dict[tuple[Role, str], list[Finding]] = field(
        default_factory=lambda: defaultdict(list)
    )
    resolved: dict[tuple[Role, str], tuple[int, ...] | None] = field(default_factory=dict)

    def add(self, finding: Finding) -> None:
        hosts = self._resolve("host", finding.host)
        accounts = self._resolve("account", finding.account)
        if hosts is None and accounts is None:
            self.strangers["host", ""].append(finding)
        if hosts is not None:
            self._attribute(finding, "host", hosts)
        own = bool(accounts) and accounts == hosts
        if accounts is not None and not own:
            self._attribute(finding, "account", accounts)

    def _resolve(self, role: Role, written: str) -> tuple[int, ...] | None:
        key = (role, written)
        if key not in self.resolved:
            resolve = resolve_host if role == "host" else resolve_account
            self.resolved[key] = resolve(self.index, written)
        return self.resolved[key]

    def _attribute(self, finding: Finding, role: Role, positions: tuple[int, ...]) -> None:
        if len(positions) == 1:
            self.seen[positions[0]].append((finding, role))
            return
        written = finding.host if role == "host" else finding.account
        name = parse_name(written, role)
        self.strangers[role, name.full if name else ""].append(finding)

    def unmatched(self, assets: Sequence[Asset]) -> list[Unmatched]:
        often = sorted(self.strangers, key=lambda key: (-len(self.strangers[key]), key))
        return [
            self._unmatched(key, assets, seek=rank < CANDIDATES_SOUGHT)
            for rank, key in enumerate(often)
        ]

    def _unmatched(
        self, key: tuple[Role, str], assets: Sequence[Asset], *, seek: bool
    ) -> Unmatched:
        role = key[0]
        findings = self.strangers[key]
        first = min(findings, key=lambda finding: (finding.source, finding.row, finding.host))
        written = first.host if role == "host" else first.account
        name = parse_name(written, role)
        shared = self._resolve(role, written) or ()
        candidates = shared
        if not shared and name is not None and seek:
            candidates = self.index.roll(role).nearest(name)
        return Unmatched(
            name=written.strip(),
            role=role,
            count=len(findings),
            candidates=tuple(assets[position].id for position in candidates[:10]),
            ambiguous=len(shared) > 1,
            source=first.source,
            row=first.row,
        )


def _place(findings: Iterable[Finding], index: Index) -> _Place:
    place = _Place(index)
    for finding in findings:
        place.add(finding)
    return place
