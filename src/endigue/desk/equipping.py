"""Give an organisation that describes no lever the standard ones."""

from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.organisation.facts import LeversDerived
from endigue.organisation.lever_figures import LeverFigures
from endigue.organisation.model import Organisation
from endigue.organisation.standard_levers import kinds_of, with_levers


def equip(
    case: Case, ledger: Ledger, organisation: Organisation, figures: LeverFigures
) -> tuple[Ledger, Organisation]:
    """The adopted organisation with its levers, or with standard ones, which are then written
    to have been derived.
    """
    equipped = with_levers(organisation, figures)
    if equipped is organisation or not equipped.levers:
        return ledger, organisation
    fact = LeversDerived(kinds_of(equipped.levers), figures.digest)
    if ledger.levers == fact:
        return ledger, equipped
    return case.record([fact], ledger), equipped
