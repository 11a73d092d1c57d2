"""What the evidence is as known so far, folded from the facts."""

from dataclasses import dataclass, field, replace

from endigue.evidence.facts import (
    CompromiseAssessed,
    FindingsRecorded,
    HuntRun,
    IncidentTraced,
    LogsScanned,
    StatementMade,
)
from endigue.evidence.findings import Assessment, Finding, Verdict
from endigue.journal.fact import Fact


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """Findings by file, the latest statement on each asset and the latest assessment."""

    files: dict[str, tuple[FindingsRecorded, ...]] = field(default_factory=dict)
    """By SHA-256, in the order of recording: the parts of each file."""
    scans: dict[str, LogsScanned] = field(default_factory=dict)
    """By the name of their hits: what Sigma rules found in logs."""
    statements: dict[str, StatementMade] = field(default_factory=dict)
    """By asset."""
    assessment: Assessment | None = None
    table: str = ""
    """Digest of the table that the assessment used."""

    traced: IncidentTraced | None = None
    """What raw evidence was last traced back to."""
    hunts: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """By store and digest of the rules: keepings that were hunted through."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, in the order of recording."""
        read = (f for parts in self.files.values() for part in parts for f in part.findings)
        scanned = (finding for scan in self.scans.values() for finding in scan.findings)
        return (*read, *scanned)

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """What was stated last on each asset."""
        return {asset: statement.verdict for asset, statement in self.statements.items()}


def see(view: EvidenceView, fact: Fact) -> EvidenceView:
    """The view after one more fact; facts of other chapters change nothing."""
    match fact:
        case FindingsRecorded():
            before = view.files.get(fact.sha256, ()) if fact.part > 1 else ()
            return replace(view, files={**view.files, fact.sha256: (*before, fact)})
        case LogsScanned():
            return replace(view, scans={**view.scans, fact.hits: fact})
        case StatementMade():
            return replace(view, statements={**view.statements, fact.asset: fact})
        case CompromiseAssessed():
            return replace(view, assessment=fact.assessment, table=fact.table)
        case IncidentTraced():
            return replace(view, traced=fact)
        case HuntRun():
            key = (fact.store, fact.rules)
            runs = dict.fromkeys((*view.hunts.get(key, ()), *fact.runs))
            return replace(view, hunts={**view.hunts, key: tuple(runs)})
        case _:
            return view
