"""Compute the ways to respond, side by side."""

from endigue.containment.alternatives import alternatives
from endigue.containment.facts import ContainmentPlanned
from endigue.containment.plan import Alternatives
from endigue.containment.solve import solver_name
from endigue.desk.case import Case
from endigue.desk.examining import evidence_name, probabilities
from endigue.desk.inputs import input_name
from endigue.desk.ledger import Ledger
from endigue.desk.settings import Settings
from endigue.organisation.model import Organisation


def plan_containment(
    case: Case, ledger: Ledger, organisation: Organisation, settings: Settings
) -> tuple[Ledger, Alternatives]:
    """The alternatives, computed only if the journal does not hold them."""
    derogations = _derogations(ledger, organisation, settings)
    name = input_name(
        evidence_name(ledger),
        solver_name(),
        settings.cautions,
        derogations,
        settings.seconds,
        settings.seed,
    )
    if (known := ledger.containment.planned) is not None and known.input_hash == name:
        return ledger, known.alternatives
    found = alternatives(
        organisation,
        probabilities(ledger),
        cautions=settings.cautions,
        derogations=derogations,
        seconds=settings.seconds,
        seed=settings.seed,
    )
    fact = ContainmentPlanned(
        alternatives=found, input_hash=name, seed=settings.seed, solver=solver_name()
    )
    return case.record([fact], ledger), found


def _derogations(ledger: Ledger, organisation: Organisation, settings: Settings) -> tuple[str, ...]:
    """Mandatory levers that are not imposed: those with a derogation, and all of them while
    nothing is likely enough to be compromised: the doctrine is about an attack.
    """
    middle = settings.cautions[1]
    if any(probability >= middle for probability in probabilities(ledger).values()):
        return tuple(sorted(ledger.containment.derogations))
    return tuple(lever.id for lever in organisation.levers if lever.doctrine == "mandatory")
