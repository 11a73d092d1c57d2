"""Findings, as their source wrote them, and what they come to for each asset."""

from datetime import datetime
from typing import Literal

import msgspec

LONGEST_DETAIL = 500
"""Characters of a source's own text that a finding keeps."""

Role = Literal["host", "account"]
Verdict = Literal["confirmed", "cleared"]


class Finding(msgspec.Struct, frozen=True):
    """What was seen. Names stand as people wrote them; `matching` finds the asset."""

    kind: str
    """A row of the likelihood table, for example `ransom_note`."""
    host: str = ""
    account: str = ""
    observed_at: datetime | None = None
    """In UTC; None where the source gives no time, or none that can be read."""
    source: str = ""
    """Name of the file, without its folder."""
    row: int = 0
    """Line or row in the source, counted from 1; 0 where it has none."""
    detail: str = ""
    """Rule title, message of the EDR..., clipped to `LONGEST_DETAIL` characters."""
    techniques: tuple[str, ...] = ()
    """ATT&CK identifiers, for example T1486."""


class Contribution(msgspec.Struct, frozen=True):
    """What one finding adds to the log-odds of one asset."""

    kind: str
    log_odds: float
    """What it added; what it would have added where it was not counted."""
    source: str = ""
    row: int = 0
    observed_at: datetime | None = None
    detail: str = ""
    counted: bool = True
    """False where the same kind was counted within the hour, or a cap was already reached."""


class Suspicion(msgspec.Struct, frozen=True):
    """How likely it is that one asset is compromised, and why."""

    asset: str
    probability: float
    contributions: tuple[Contribution, ...] = ()
    statement: Verdict | None = None
    """What a person stated; it stands above every finding."""
    not_shown: int = 0
    """Findings that added nothing and are not among the contributions."""


class Unmatched(msgspec.Struct, frozen=True):
    """A name in findings that is no one asset: `candidates` are the assets that share it
    where it is ambiguous, else the nearest ones.
    """

    name: str
    role: Role
    count: int
    candidates: tuple[str, ...] = ()
    ambiguous: bool = False
    source: str = ""
    """Where it was seen first."""
    row: int = 0


class Assessment(msgspec.Struct, frozen=True):
    """The state of every asset that a finding or a statement names."""

    suspicions: tuple[Suspicion, ...] = ()
    """Most probable first, then by identifier."""
    unmatched: tuple[Unmatched, ...] = ()
    counts: dict[str, int] = {}
    """Findings by kind."""
    sources: tuple[str, ...] = ()
