"""A crisis in a few lines: events with their times, seen by the clocks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from endigue.communication.clocks import Clock, clocks_of
from endigue.communication.facts import EventRecorded, EventWithdrawn
from endigue.communication.profile import Company, Profile
from endigue.communication.rulebook import Rulebook
from endigue.communication.view import CommunicationView, see
from endigue.journal.chain import extend
from endigue.journal.entry import EMPTY, Draft, Head
from endigue.journal.fact import Fact
from endigue.kernel.instant import parse_instant
from endigue.readers.rulebook import load_rulebook

PARIS = ZoneInfo("Europe/Paris")
ALL = frozenset({"dora", "gdpr", "complaint", "health", "nis2"})


def paris(text: str) -> datetime:
    """An instant from the wall clock of Paris, such as 2021-02-05 19:00."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def instant(text: str) -> datetime:
    return parse_instant(text) if text.endswith("Z") or "+" in text else paris(text)


@dataclass
class Crisis:
    """Records events as a journal would, and asks for the clocks."""

    companies: tuple[Company, ...] = (Company("mutual", "The mutual", ALL),)
    pending: tuple[str, ...] = ()
    law: date | None = date(2026, 1, 1)
    view: CommunicationView = field(default_factory=CommunicationView)
    head: Head = EMPTY

    def happens(
        self, event: str, when: str | datetime, value: object = None, company: str = "",
        estimated: bool = False,
    ) -> int:  # fmt: skip
        fact = EventRecorded(event, company, value, False, estimated)
        return self._write(fact, instant(when) if isinstance(when, str) else when)

    def withdraws(self, entry: int, when: str = "2030-01-01 00:00") -> int:
        return self._write(EventWithdrawn(entry, "wrong"), instant(when))

    def _write(self, fact: Fact, when: datetime) -> int:
        (entry,) = extend(self.head, [Draft(fact, when, "keeper")], when)
        self.head = Head(entry.sequence, entry.hash)
        self.view = see(self.view, fact, entry)
        return entry.sequence

    @property
    def profile(self) -> Profile:
        return Profile(
            "Group", "Europe/Paris", "EUR", "FR", self.companies, pending_rules=self.pending
        )

    def clocks(self, at: str = "2031-01-01 00:00") -> tuple[Clock, ...]:
        return clocks_of(self.view, self.profile, load_rulebook(), instant(at), self.law)

    def clock(
        self, regime: str, name: str, at: str = "2031-01-01 00:00", company: str = "mutual"
    ) -> Clock:
        (found,) = (
            clock
            for clock in self.clocks(at)
            if (clock.regime, clock.name, clock.company) == (regime, name, company)
        )
        return found


@pytest.fixture
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture
def crisis() -> Crisis:
    return Crisis()


@pytest.fixture
def new_crisis() -> Callable[..., Crisis]:
    return Crisis
