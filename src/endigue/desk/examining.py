"""Take evidence in, and say how likely each asset is compromised."""

from collections.abc import Sequence

from endigue.desk.case import Case
from endigue.desk.inputs import input_name
from endigue.desk.ledger import Ledger
from endigue.evidence.assess import abridged, assess
from endigue.evidence.facts import CompromiseAssessed, FindingsRecorded
from endigue.evidence.likelihood import Table
from endigue.organisation.model import Organisation


def take_in(case: Case, ledger: Ledger, files: Sequence[Sequence[FindingsRecorded]]) -> Ledger:
    """Write the findings of each file that the journal does not hold already."""
    known = ledger.evidence.files
    new = [fact for facts in files for fact in facts if fact.sha256 not in known]
    return case.record(new, ledger) if new else ledger


def examine(case: Case, ledger: Ledger, organisation: Organisation, table: Table) -> Ledger:
    """Assess all findings and statements that the journal holds."""
    evidence = ledger.evidence
    assessment = abridged(assess(organisation, evidence.findings, evidence.verdicts, table))
    if evidence.assessment == assessment and evidence.table == table.digest:
        return ledger
    return case.record([CompromiseAssessed(assessment, table.digest)], ledger)


def evidence_name(ledger: Ledger) -> str:
    """A name for the organisation and the assessment that the engines compute on."""
    adopted, assessment = ledger.organisation, ledger.evidence.assessment
    if adopted is None or assessment is None:
        raise ValueError("nothing is computed before an organisation and its evidence are known")
    suspicions = [(s.asset, s.probability) for s in assessment.suspicions]
    derived = () if ledger.levers is None else (ledger.levers.table,)
    return input_name(adopted.digest, suspicions, *derived)


def probabilities(ledger: Ledger) -> dict[str, float]:
    """How likely each asset with a finding or a statement is compromised."""
    assessment = ledger.evidence.assessment
    return {} if assessment is None else {s.asset: s.probability for s in assessment.suspicions}
