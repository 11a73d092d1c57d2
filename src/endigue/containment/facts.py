"""What happened to the containment: planned, approved, derogated from."""

from endigue.containment.plan import Alternatives
from endigue.journal.fact import Fact
from endigue.kernel.money import Cents


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


class ApprovalAsked(Fact, frozen=True, tag="containment.approval_asked"):
    """A person asks that an alternative be approved; somebody else has to approve it."""

    alternative: str
    input_hash: str
    """Of the `ContainmentPlanned` that is meant."""
    asked_by: str
    reason: str


class OrdersAnswered(Fact, frozen=True, tag="containment.orders_answered"):
    """What keeping or cutting certain things would cost was computed, beside the plan in force."""

    keep: tuple[str, ...]
    cut: tuple[str, ...]
    alternatives: Alternatives
    """Computed under these orders."""
    input_hash: str
    """SHA-256 of everything that was computed from."""
    seed: int
    solver: str
    harm: Cents
    """What the orders add to the plan of the middle caution."""
    harm_without: Cents
    """Harm of the plan without orders."""
    proven: bool
    """Both plans are proven: `harm` is exactly what the orders cost."""
    operations_lost: tuple[str, ...]
    """Down under the orders only."""
    operations_won: tuple[str, ...]
    """Down without them only."""
    added: tuple[str, ...]
    """Levers pulled under the orders only."""
    dropped: tuple[str, ...]
    """Levers pulled without them only."""
