"""Facts of long computations: begun, ended, and those that nobody ended."""

from typing import Literal

from endigue.journal.fact import Fact

Kind = Literal["story", "orders", "adopt", "restoration", "what_if"]
"""The whole story again; what orders cost; an answered plan put in force; the rebuild alone; what
something otherwise would bring to the rebuild."""

Outcome = Literal["done", "stopped", "refused", "failed", "lost"]
"""`lost`: the machine or the program ended in the middle of it."""


class ComputationStarted(Fact, frozen=True, tag="desk.computation_started"):
    """Somebody, the author of the entry, asked for something that takes a while."""

    computation: str
    """Its name, different from all others of the case."""
    kind: Kind
    keep: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    adopt: str = ""
    """The input of the answer that is put in force."""
    what_if: tuple[str, ...] = ()
    """Changes, as `endigue.desk.supposing` reads them."""


class ComputationEnded(Fact, frozen=True, tag="desk.computation_ended"):
    """It came to an end; what it found stands in entries of its own."""

    computation: str
    outcome: Outcome
    why: str = ""


COMPUTATION_FACTS: tuple[type[Fact], ...] = (ComputationStarted, ComputationEnded)
