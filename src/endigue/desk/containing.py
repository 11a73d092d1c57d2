"""Compute the ways to respond, side by side."""

from endigue.containment.alternatives import alternatives, at_stake
from endigue.containment.amounts import MOST_AT_STAKE
from endigue.containment.facts import ContainmentPlanned
from endigue.containment.plan import Alternatives
from endigue.containment.sequencing import with_sequence
from endigue.containment.solve import solver_name
from endigue.containment.uncertainty import Sampling, with_expectations
from endigue.desk.case import Case
from endigue.desk.examining import evidence_name, probabilities
from endigue.desk.inputs import input_name
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.desk.settings import Settings
from endigue.organisation.model import Organisation
from endigue.spread.link_kinds import LinkKinds


def plan_containment(
    case: Case,
    ledger: Ledger,
    organisation: Organisation,
    link_kinds: LinkKinds,
    settings: Settings,
) -> tuple[Ledger, Alternatives]:
    """The alternatives, computed only if the journal does not hold them."""
    waived = derogations(ledger, organisation, settings)
    name = input_name(
        evidence_name(ledger),
        solver_name(),
        settings.cautions,
        waived,
        settings.seconds,
        settings.seed,
        (link_kinds, settings.worlds, settings.residual_hours),
    )
    if (known := ledger.containment.planned) is not None and known.input_hash == name:
        return ledger, known.alternatives
    refuse_beyond_count(organisation)
    found = alternatives(
        organisation,
        probabilities(ledger),
        cautions=settings.cautions,
        derogations=waived,
        seconds=settings.seconds,
        seed=settings.seed,
    )
    sampling = Sampling(settings.worlds, settings.residual_hours, settings.seed)
    found = with_expectations(organisation, probabilities(ledger), link_kinds, found, sampling)
    found = with_sequence(organisation, probabilities(ledger), link_kinds, found, settings.seed)
    fact = ContainmentPlanned(
        alternatives=found, input_hash=name, seed=settings.seed, solver=solver_name()
    )
    return case.record([fact], ledger), found


def refuse_beyond_count(organisation: Organisation) -> None:
    """Refuse amounts that add up to more than can be computed with exactly."""
    if at_stake(organisation) > MOST_AT_STAKE:
        raise Refusal("containment.too_dear")


def derogations(ledger: Ledger, organisation: Organisation, settings: Settings) -> tuple[str, ...]:
    """Mandatory levers that are not imposed: those with a derogation, and all of them while
    nothing is likely enough to be compromised: the doctrine is about an attack.
    """
    middle = settings.cautions[1]
    if any(probability >= middle for probability in probabilities(ledger).values()):
        return tuple(sorted(ledger.containment.derogations))
    return tuple(lever.id for lever in organisation.levers if lever.doctrine == "mandatory")
