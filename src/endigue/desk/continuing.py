"""Say which operations go on under an alternative."""

from endigue.containment.plan import Alternative
from endigue.continuity.assess import assess
from endigue.continuity.facts import ContinuityAssessed
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.organisation.model import Organisation


def assess_continuity(
    case: Case, ledger: Ledger, organisation: Organisation, alternative: Alternative
) -> Ledger:
    """Assess the operations while everything that the alternative takes down is down."""
    if ledger.organisation is None:
        raise ValueError("nothing is assessed before an organisation is adopted")
    fact = ContinuityAssessed(
        input=ledger.organisation.digest,
        down=tuple(sorted(alternative.down)),
        operations=assess(organisation, alternative.down),
    )
    view = ledger.continuity
    if (view.input, view.down, view.operations) == (fact.input, fact.down, fact.operations):
        return ledger
    return case.record([fact], ledger)
