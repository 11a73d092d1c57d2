"""What happened to the organisation's description."""

from endigue.journal.fact import Fact


class OrganisationAdopted(Fact, frozen=True, tag="organisation.adopted"):
    """A folder was checked and is what the case computes on from now."""

    name: str
    digest: str
    """Over the names and bytes of all files of the folder."""
    files: dict[str, str]
    """SHA-256 of every file, by its name; the bytes are kept beside the journal."""
    counts: dict[str, int]


class LeversDerived(Fact, frozen=True, tag="organisation.levers_derived"):
    """The adopted folder describes no lever: the standard ones are computed with."""

    levers: dict[str, int]
    """How many of each kind."""
    table: str
    """SHA-256 of the table of figures that they were made with."""


FACTS: tuple[type[Fact], ...] = (OrganisationAdopted, LeversDerived)
