"""What people reported of the eradication, folded from the entries.

The view says of no asset in which state it is: that needs to know what the asset stands on, and
is told by `endigue.eradication.board`, from all that was reported, in the order in which it
happened. So it does not matter in which order entries from several devices were merged.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from endigue.containment.facts import PlanApproved
from endigue.eradication import facts
from endigue.evidence.facts import StatementMade
from endigue.journal.entry import Entry
from endigue.journal.fact import Fact
from endigue.kernel.persistent import PersistentMap


class Report(msgspec.Struct, frozen=True):
    """One fact, with its entry's time, place and author."""

    at: datetime
    """When it happened."""
    sequence: int
    author: str
    fact: Fact


class EradicationView(msgspec.Struct, frozen=True):
    """All reports, by what they are about, each in the order written."""

    assets: PersistentMap[tuple[Report, ...]] = PersistentMap()
    """By asset: its transitions."""
    custody: PersistentMap[tuple[Report, ...]] = PersistentMap()
    """By SHA-256 of a piece of evidence."""
    steps: PersistentMap[tuple[Report, ...]] = PersistentMap()
    """By step of the eviction."""
    labels: tuple[facts.LabelsIssued, ...] = ()
    checks: tuple[Report, ...] = ()
    """`ChecksExtended`."""
    lifted: tuple[Report, ...] = ()
    """`CutsLifted` since a plan of containment was last approved."""
    begun: bool = False
    """Whether anything was reported of the eradication itself."""


TRANSITIONS = (
    facts.AssetsSuspected,
    facts.AssetsFoundBad,
    facts.AssetsIsolated,
    facts.EvidenceWaived,
    facts.CleaningStarted,
    facts.CleaningDone,
    facts.CheckMade,
    facts.AssetsVerified,
    facts.AssetsReconnected,
    facts.AssetsLost,
    facts.AssetsScrapped,
    facts.StationPassed,
)
"""Facts about the assets that they name."""


def see(view: EradicationView, fact: Fact, entry: Entry) -> EradicationView:
    """The view after the fact and its entry; facts of other chapters change nothing, but that a
    person states that an asset is compromised.
    """
    return with_report(view, Report(entry.occurred_at, entry.sequence, entry.author, fact))


def with_report(view: EradicationView, report: Report) -> EradicationView:
    """The view after one more report, written or about to be."""
    fact = report.fact
    change = msgspec.structs.replace
    if isinstance(fact, StatementMade):
        confirmed = fact.verdict == "confirmed"
        return change(view, assets=_put(view.assets, [fact.asset], report)) if confirmed else view
    if isinstance(fact, PlanApproved):
        return change(view, lifted=()) if view.lifted else view
    if not isinstance(fact, facts.FACTS):
        return view
    view = change(view, begun=True)
    if isinstance(fact, facts.StationPassed) and fact.report:
        view = change(view, custody=_put(view.custody, [fact.report], report))
    if isinstance(fact, TRANSITIONS):
        return change(view, assets=_put(view.assets, fact.assets, report))
    match fact:
        case facts.EvidencePreserved():
            hashes = [item.sha256 for item in fact.items]
            return change(
                view,
                assets=_put(view.assets, [fact.asset], report),
                custody=_put(view.custody, hashes, report),
            )
        case facts.CustodyPassed() | facts.EvidenceCompared():
            return change(view, custody=_put(view.custody, [fact.sha256], report))
        case facts.EvictionStepDone() | facts.EvictionStepReopened():
            return change(view, steps=_put(view.steps, [fact.step], report))
        case facts.LabelsIssued():
            return change(view, labels=(*view.labels, fact))
        case facts.ChecksExtended():
            return change(view, checks=(*view.checks, report))
        case facts.CutsLifted():
            return change(view, lifted=(*view.lifted, report))
    return view


def _put(
    reports: PersistentMap[tuple[Report, ...]], names: Iterable[str], report: Report
) -> PersistentMap[tuple[Report, ...]]:
    for name in dict.fromkeys(names):
        reports = reports.put(name, (*reports.get(name, ()), report))
    return reports
