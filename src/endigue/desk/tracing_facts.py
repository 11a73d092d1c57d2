"""What a tracing writes in the logbook: findings, and the trace itself."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.tracing import Tracing
from endigue.evidence.facts import FindingsRecorded, IncidentTraced, recorded
from endigue.evidence.findings import LONGEST_DETAIL, Finding
from endigue.evidence.origin.graph import with_signs
from endigue.evidence.origin.roots import Origin, origin
from endigue.evidence.origin.steps import Step, Trace
from endigue.evidence.tracing.coverage import abridged
from endigue.journal.canonical import canonical

MOST_STEPS = 3_000
"""Steps of a trace in one fact; beyond, those that are neither wrong nor lead there go first."""

MOST_TIES = 12_000
MOST_COVERAGES = 200
SPANS_KEPT = 50

SOURCE = "messages"
"""Names the findings of tracings in the logbook."""

_KINDS = {
    "payload_ran": ("payload_ran", ("T1204",)),
    "bad_file_ran": ("payload_ran", ("T1204",)),
    "download_ran": ("sigma_medium", ("T1204.002",)),
    "script_from_document": ("sigma_high", ("T1204", "T1059")),
    "called_bad_host": ("ioc_match", ("T1071",)),
    "recovery_deleted": ("sigma_critical", ("T1490",)),
    "encoded_command": ("sigma_medium", ("T1027.010",)),
    "remote_execution": ("sigma_medium", ("T1021",)),
}
"""The row of the table of likelihoods, and ATT&CK techniques, of what was wrong."""


def findings_of(tracing: Tracing) -> tuple[Finding, ...]:
    """Findings for the table of likelihoods: who received it and did not follow it, who did,
    and what was wrong on machines.
    """
    return tuple(dict.fromkeys((*_of_messages(tracing), *_of_machines(tracing))))


def _of_messages(tracing: Tracing) -> Iterator[Finding]:
    clicked = {
        touch.recipient for touch in tracing.touches if touch.kind in ("clicked", "looked_up")
    }
    for message in tracing.campaign:
        for recipient in message.recipients:
            if recipient not in clicked:
                yield Finding(
                    "received_message", account=recipient, observed_at=message.moment,
                    source=message.source, detail=message.subject[:LONGEST_DETAIL],
                    techniques=("T1566",),
                )  # fmt: skip
    for touch in tracing.touches:
        if touch.kind in ("clicked", "looked_up"):
            yield Finding(
                "clicked_link", host=touch.host or touch.client,
                account=touch.recipient or touch.account, observed_at=touch.at,
                source=touch.source, row=touch.row, detail=touch.address[:LONGEST_DETAIL],
                techniques=("T1204.001",),
            )  # fmt: skip


def _of_machines(tracing: Tracing) -> Iterator[Finding]:
    for wrong in tracing.wrong:
        kind, techniques = _KINDS[wrong.code]
        each = wrong.activity
        yield Finding(
            kind, host=each.host, account=each.account, observed_at=each.at, source=each.source,
            row=each.row, detail=wrong.about[:LONGEST_DETAIL], techniques=techniques,
        )  # fmt: skip
    for step in tracing.trace.steps:
        if step.kind == "logon":
            yield Finding(
                "suspect_logon", host=step.host, account=step.account, observed_at=step.at,
                source=step.source, row=step.row, detail=step.detail, techniques=("T1021",),
            )  # fmt: skip


def record_tracing(case: Case, ledger: Ledger, tracing: Tracing, sources: Sequence[str]) -> Ledger:
    """Write the findings and the trace, each where the logbook does not hold it already."""
    facts: list[FindingsRecorded | IncidentTraced] = []
    findings = findings_of(tracing)
    digest = sha256(canonical(findings).encode()).hexdigest()
    if findings and digest not in ledger.evidence.files:
        facts += recorded(SOURCE, digest, "messages", findings)
    traced = _fact(tracing, sources)
    if ledger.evidence.traced != traced:
        facts.append(traced)
    return case.record(facts, ledger) if facts else ledger


def _fact(tracing: Tracing, sources: Sequence[str]) -> IncidentTraced:
    steps = tracing.trace.steps
    kept = sorted(steps, key=_importance)[:MOST_STEPS]
    names = {step.id for step in kept}
    ties = [each for each in tracing.trace.causes if each.cause in names and each.effect in names]
    ties = sorted(ties, key=lambda each: -each.strength)[:MOST_TIES]
    return IncidentTraced(
        trace=Trace(tuple(step for step in steps if step.id in names), tuple(ties)),
        coverage=tuple(abridged(each, SPANS_KEPT) for each in tracing.coverage[:MOST_COVERAGES]),
        sources=tuple(sources)[:100],
        steps_left_out=len(steps) - len(kept),
    )


def _importance(step: Step) -> tuple[bool, bool, float]:
    return step.kind == "process" and step.weight == 0, step.kind == "logon", -step.weight


def origin_in(ledger: Ledger) -> tuple[Origin, Trace]:
    """Where it began, by the trace of the logbook and all its findings."""
    traced = ledger.evidence.traced
    trace = traced.trace if traced else Trace()
    coverage = traced.coverage if traced else ()
    own = {(step.source, step.row) for step in trace.steps}
    foreign = [each for each in ledger.evidence.findings if (each.source, each.row) not in own]
    woven = with_signs(trace, foreign)
    return origin(woven, coverage), woven
