"""Facts of the evidence register: what was taken, and every hand that it went through."""

from typing import Annotated, Literal

import msgspec

from endigue.journal.fact import Fact

Kind = Literal["file", "disk", "memory", "machine", "telephone", "paper", "other"]
KINDS: tuple[Kind, ...] = (
    "file",
    "disk",
    "memory",
    "machine",
    "telephone",
    "paper",
    "other",
)

Sha256 = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?$")]
"""In hexadecimal; empty for what has no bytes."""


class ExhibitTaken(Fact, frozen=True, tag="communication.exhibit_taken"):
    """Something was taken as evidence. When stands in the entry."""

    number: int
    what: str
    kind: Kind
    taken_by: str
    """Who has it from now."""
    place: str = ""
    """Where it was taken."""
    serial: str = ""
    sha256: Sha256 = ""
    size: int | None = None
    """Bytes of a file."""
    storage: str = ""
    """Where it is kept."""
    seal: str = ""


class ExhibitHandedOver(Fact, frozen=True, tag="communication.exhibit_handed_over"):
    """It went from one hand to another."""

    number: int
    giver: str
    receiver: str
    why: str
    storage: str = ""
    """Where it is kept from now; empty where that did not change."""
    seal: str = ""
    """The new one; empty where it did not change."""


class ExhibitChecked(Fact, frozen=True, tag="communication.exhibit_checked"):
    """Its bytes were hashed once more."""

    number: int
    sha256: Sha256
    same: bool
    """As when it was taken."""


CUSTODY_FACTS: tuple[type[Fact], ...] = (ExhibitTaken, ExhibitHandedOver, ExhibitChecked)
