"""The organisation as known: the last folder that was adopted, and what was derived for it."""

from endigue.journal.fact import Fact
from endigue.organisation.facts import LeversDerived, OrganisationAdopted


def see(view: OrganisationAdopted | None, fact: Fact) -> OrganisationAdopted | None:
    """The view after the fact; facts of other chapters change nothing."""
    return fact if isinstance(fact, OrganisationAdopted) else view


def see_levers(view: LeversDerived | None, fact: Fact) -> LeversDerived | None:
    """The levers derived for the last folder; none after a folder until some are."""
    match fact:
        case LeversDerived():
            return fact
        case OrganisationAdopted():
            return None
    return view
