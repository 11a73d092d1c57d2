"""Facts of the evidence: what was recorded, what people stated, what it came to."""

import msgspec

from endigue.evidence.findings import Assessment, Finding, Verdict
from endigue.evidence.origin.steps import Trace
from endigue.evidence.tracing.coverage import Coverage
from endigue.journal.fact import Fact

MOST_IN_ONE = 2_000
"""Findings in one fact. With every text at its longest they stay below the longest entry of
the journal."""


class FindingsRecorded(Fact, frozen=True, tag="evidence.findings_recorded"):
    """A file of findings was read. A long file takes several facts; part 1 replaces what
    the same file gave before, so that reading it twice counts once.
    """

    source: str
    sha256: str
    format: str
    findings: tuple[Finding, ...]
    not_understood: int = 0
    """Rows of the whole file that could not be read."""
    left_out: int = 0
    """Rows of the whole file that were read and are no findings."""
    part: int = 1
    parts: int = 1


class StatementMade(Fact, frozen=True, tag="evidence.statement_made"):
    """A person, the author of the entry, stated what an asset is."""

    asset: str
    verdict: Verdict
    reason: str


class CompromiseAssessed(Fact, frozen=True, tag="evidence.compromise_assessed"):
    """How likely each asset is compromised, by the table of likelihoods with this digest."""

    assessment: Assessment
    table: str


class IncidentTraced(Fact, frozen=True, tag="evidence.incident_traced"):
    """Raw evidence was traced back: the steps and ties that matter, and when each kind of log
    has records. A later one replaces it.
    """

    trace: Trace
    coverage: tuple[Coverage, ...]
    sources: tuple[str, ...]
    """Names of the logs and boxes, without their folders."""
    steps_left_out: int = 0


class RuleCount(msgspec.Struct, frozen=True):
    """How often one rule fitted."""

    rule: str
    title: str
    level: str
    count: int


class LogsScanned(Fact, frozen=True, tag="evidence.logs_scanned"):
    """Sigma rules were run over logs. Every hit stands in the Parquet file named `hits`, by
    its SHA-256; here stand their counts, and one finding for each rule, host, account and hour.
    """

    hits: str
    rules: str
    """Digest of the rule set."""
    files: int
    events: int
    bytes: int
    counts: tuple[RuleCount, ...]
    findings: tuple[Finding, ...]
    left_out: int = 0
    """Findings for which there was no room; their hits are in the Parquet file."""
    not_understood: int = 0
    """Files, records and lines that could not be read."""


class HuntRun(Fact, frozen=True, tag="evidence.hunt_run"):
    """Rules were run over kept events; what they hit stands in a fact of a scan. The same rules
    need not be run over the same events again.
    """

    store: str
    rules: str
    """Digest of the rule set."""
    runs: tuple[str, ...]
    """Keepings whose events were hunted through."""
    hits: str = ""
    """The Parquet file of the hits; empty where there was nothing to hunt through."""


FACTS: tuple[type[Fact], ...] = (
    FindingsRecorded,
    StatementMade,
    CompromiseAssessed,
    IncidentTraced,
    LogsScanned,
    HuntRun,
)


def recorded(
    source: str,
    sha256: str,
    format: str,  # noqa: A002 - the field of the fact
    findings: tuple[Finding, ...],
    not_understood: int = 0,
    left_out: int = 0,
) -> tuple[FindingsRecorded, ...]:
    """The facts that record one file, at least one, in order."""
    starts = range(0, max(len(findings), 1), MOST_IN_ONE)
    return tuple(
        FindingsRecorded(
            source=source,
            sha256=sha256,
            format=format,
            findings=findings[start : start + MOST_IN_ONE],
            not_understood=not_understood,
            left_out=left_out,
            part=part,
            parts=len(starts),
        )
        for part, start in enumerate(starts, start=1)
    )
