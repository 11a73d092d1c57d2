"""What this chapter writes down."""

from endigue.continuity.state import OperationState
from endigue.journal.fact import Fact


class ContinuityAssessed(Fact, frozen=True, tag="continuity.assessed"):
    """The state of every operation was computed. There is no chance in it, so no seed."""

    input: str
    """SHA-256 of the organisation that it was computed on, in hexadecimal."""
    down: tuple[str, ...]
    """The assets, accounts and flows that were lost."""
    operations: tuple[OperationState, ...]
