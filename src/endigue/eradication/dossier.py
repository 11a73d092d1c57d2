"""The dossier of one asset while what was reported is gone through: its state, and why."""

from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from endigue.eradication.facts import Way
from endigue.eradication.states import CLEAN, GONE, State


class Passed(msgspec.Struct, frozen=True):
    """A check that passed."""

    at: datetime
    person: str
    report: str = ""


class Change(msgspec.Struct, frozen=True):
    """One change of state."""

    at: datetime
    state: State
    author: str
    why: str = ""


@dataclass(slots=True)
class Dossier:
    """What is known of one asset."""

    state: State = "unknown"
    held: bool = False
    """Whether the intruder was seen on it since it was last verified: it needs cleaning."""
    evidence: list[str] = field(default_factory=list)
    """SHA-256 of what was taken since it was last found bad."""
    all_evidence: list[str] = field(default_factory=list)
    waived: bool = False
    way: Way | None = None
    cleaned_at: datetime | None = None
    """None as long as the work goes on, or there was none."""
    cleaners: set[str] = field(default_factory=set)
    """Who cleaned or rebuilt it since it was last found bad, as compared: see `same_person`."""
    passed: dict[str, Passed] = field(default_factory=dict)
    scanned_clean: bool = False
    """Whether the scan of the triage line found nothing since it last came in or was reimaged."""
    verified_by: str = ""
    verified_at: datetime | None = None
    reconnected_at: datetime | None = None
    relapses: int = 0
    """How often it was verified and then was so no longer."""
    fell_with: str = ""
    """The asset that it stood on, by whose fall it fell back."""
    changes: list[Change] = field(default_factory=list)

    def move(self, state: State, at: datetime, author: str, why: str = "") -> None:
        """Come to a state."""
        if state != self.state or why:
            self.changes.append(Change(at, state, author, why))
        self.state = state

    def doubt(self) -> None:
        """What was checked counts no longer."""
        if self.state in CLEAN:
            self.relapses += 1
        self.passed = {}
        self.scanned_clean = False
        self.verified_by, self.verified_at, self.reconnected_at = "", None, None
        if self.state in CLEAN:
            self.cleaners, self.way, self.cleaned_at = set(), None, None
            self.evidence, self.waived = [], False

    @property
    def gone(self) -> bool:
        """Whether it is lost or scrapped."""
        return self.state in GONE


def same_person(name: str) -> str:
    """A person's name as it is compared: without case, accents of spacing or dots."""
    return " ".join(name.replace(".", " ").casefold().split())
