"""What this chapter writes down."""

from datetime import datetime

from endigue.journal.fact import Fact
from endigue.restoration.schedule import Schedule


class RestorationPlanned(Fact, frozen=True, tag="restoration.planned"):
    """A plan of restoration was computed. Its seed stands in the schedule."""

    input: str
    """SHA-256, in hexadecimal, of what it was computed on: the problem's fingerprint and what
    the plan was asked for."""
    solver: str
    """Name and version of what computed it (see `endigue.restoration.solve.SOLVER`)."""
    start: datetime
    """Hour 0 of the schedule."""
    schedule: Schedule
