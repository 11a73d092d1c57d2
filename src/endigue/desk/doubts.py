"""What is not known: said as plainly as what is."""

from collections.abc import Iterator

from endigue.desk.briefing import Doubt
from endigue.desk.ledger import Ledger
from endigue.organisation.model import Organisation
from endigue.spread.link_kinds import LinkKinds
from endigue.spread.problem import unknown_kinds

EXAMPLES = 8


def doubts(organisation: Organisation, ledger: Ledger, link_kinds: LinkKinds) -> tuple[Doubt, ...]:
    """The doubts that follow from the journal, the gravest first."""
    return (
        *_of_evidence(ledger),
        *_of_spread(organisation, link_kinds),
        *_of_containment(ledger),
        *_of_restoration(ledger),
        *_of_organisation(organisation, ledger),
    )


def _of_evidence(ledger: Ledger) -> Iterator[Doubt]:
    assessment = ledger.evidence.assessment
    if assessment is None or not ledger.evidence.files:
        yield Doubt("desk.no_evidence")
        return
    strangers = [name for name in assessment.unmatched if not name.ambiguous]
    twins = [name for name in assessment.unmatched if name.ambiguous]
    if strangers:
        yield Doubt(
            "desk.unmatched_names",
            {"count": len(strangers), "findings": sum(name.count for name in strangers)},
            tuple(name.name for name in strangers[:EXAMPLES]),
        )
    if twins:
        shown = (f"{name.name} ({', '.join(name.candidates[:4])})" for name in twins[:EXAMPLES])
        yield Doubt("desk.ambiguous_names", {"count": len(twins)}, tuple(shown))
    files = [parts[0] for parts in ledger.evidence.files.values()]
    skipped = [file for file in files if file.not_understood]
    if skipped:
        yield Doubt(
            "desk.rows_not_understood",
            {"count": sum(file.not_understood for file in skipped)},
            tuple(file.source for file in skipped[:EXAMPLES]),
        )
    timeless = sum(finding.observed_at is None for finding in ledger.evidence.findings)
    if timeless:
        yield Doubt("desk.findings_without_time", {"count": timeless})
    if not ledger.evidence.statements:
        yield Doubt("desk.nothing_confirmed")
    yield Doubt("desk.likelihoods_assumed")


def _of_spread(organisation: Organisation, link_kinds: LinkKinds) -> Iterator[Doubt]:
    yield Doubt("desk.times_assumed")
    strange = unknown_kinds(organisation, link_kinds)
    if strange:
        yield Doubt("desk.unknown_link_kinds", {"count": len(strange)}, strange[:EXAMPLES])


def _of_containment(ledger: Ledger) -> Iterator[Doubt]:
    planned = ledger.containment.planned
    if planned is None:
        return
    unproven = [a.name for a in planned.alternatives.alternatives if a.bound and not a.proven]
    if unproven:
        yield Doubt("desk.plans_not_proven", {"count": len(unproven)}, tuple(unproven))
    yield Doubt("desk.data_taken_unknown")


def _of_restoration(ledger: Ledger) -> Iterator[Doubt]:
    plan = ledger.restoration.plan
    if plan is None:
        return
    yield Doubt("desk.durations_assumed")
    yield Doubt("desk.safe_date_unknown")
    if plan.schedule.unschedulable:
        subjects = tuple(remark.subject for remark in plan.schedule.unschedulable)
        yield Doubt("desk.cannot_be_scheduled", {"count": len(subjects)}, subjects[:EXAMPLES])


def _of_organisation(organisation: Organisation, ledger: Ledger) -> Iterator[Doubt]:
    if not organisation.operations:
        yield Doubt("desk.no_operations")
    if ledger.levers is not None:
        yield Doubt("desk.levers_derived", {"count": sum(ledger.levers.levers.values())})
    elif not organisation.levers:
        yield Doubt("desk.no_levers")
