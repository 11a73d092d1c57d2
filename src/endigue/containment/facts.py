"""What happened to the containment: planned, approved, derogated from."""

from endigue.containment.plan import Alternatives
from endigue.journal.fact import Fact


class ContainmentPlanned(Fact, frozen=True, tag="containment.planned"):
    """Ways to respond were computed. The result is kept, so that reading never solves again."""

    alternatives: Alternatives
    input_hash: str
    """SHA-256 of everything that was computed from (see `fingerprint`)."""
    seed: int
    """The seed of the solver."""
    solver: str
    """Name and version, such as HiGHS 1.16.0."""


class PlanApproved(Fact, frozen=True, tag="containment.plan_approved"):
    """A person with the right to do so chose an alternative of a computed plan."""

    alternative: str
    levers: tuple[str, ...]
    """In the order in which they are to be pulled."""
    input_hash: str
    """Of the `ContainmentPlanned` that was approved."""


class DerogationRecorded(Fact, frozen=True, tag="containment.derogation_recorded"):
    """A lever that the doctrine makes mandatory need not be pulled, for a reason."""

    lever: str
    reason: str
