"""What the evidence is as known so far, folded from the facts."""

from dataclasses import dataclass, field, replace

from endigue.evidence.facts import (
    CompromiseAssessed,
    FindingsRecorded,
    IncidentTraced,
    StatementMade,
)
from endigue.evidence.findings import Assessment, Finding, Verdict
from endigue.journal.fact import Fact


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """Findings by file, the latest statement on each asset and the latest assessment."""

    files: dict[str, tuple[FindingsRecorded, ...]] = field(default_factory=dict)
    """By SHA-256, in the order of recording: the parts of each file."""
    statements: dict[str, StatementMade] = field(default_factory=dict)
    """By asset."""
    assessment: Assessment | None = None
    table: str = ""
    """Digest of the table that the assessment used."""

    traced: IncidentTraced | None = None
    """What raw evidence was last traced back to."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, in the order of recording."""
        return tuple(
            finding for parts in self.files.values() for part in parts for finding in part.findings
        )

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
        case StatementMade():
            return replace(view, statements={**view.statements, fact.asset: fact})
        case CompromiseAssessed():
            return replace(view, assessment=fact.assessment, table=fact.table)
        case IncidentTraced():
            return replace(view, traced=fact)
        case _:
            return view
