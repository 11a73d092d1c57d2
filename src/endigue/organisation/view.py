"""The organisation as known: the last folder that was adopted."""

from endigue.journal.fact import Fact
from endigue.organisation.facts import OrganisationAdopted


def see(view: OrganisationAdopted | None, fact: Fact) -> OrganisationAdopted | None:
    """The view after the fact; facts of other chapters change nothing."""
    return fact if isinstance(fact, OrganisationAdopted) else view
