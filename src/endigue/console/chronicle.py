"""The journal as the console follows it: what is known now, what was known then, who waits."""

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from threading import Event, Lock, Thread
from typing import Final

import msgspec

from endigue.communication.facts import EventWithdrawn
from endigue.console.story import Told, told
from endigue.desk.catalogue import VOCABULARY
from endigue.desk.ledger import Ledger, see
from endigue.desk.refusal import Unreachable
from endigue.desk.sight import company_of
from endigue.journal.entry import Entry
from endigue.journal.fact import Fact
from endigue.journal.store import Store

STEP: Final = 64
"""Entries between two ledgers that are kept: a past instant is folded from the one before."""

PATIENCE: Final = 0.2
"""Seconds after which the follower looks whether it is to end."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry without its body."""

    sequence: int
    occurred_at: datetime
    recorded_at: datetime
    author: str
    fact: str
    told: Told
    company: str = ""
    """The one that it concerns; empty for the group."""


class Chronicle:
    """Folds every entry once, from whatever process it comes. Threads may share it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._ledgers: list[Ledger] = [Ledger()]
        self._ledger = Ledger()
        self._lines: list[Line] = []
        self._known_from: list[datetime] = []
        self._stopping = Event()
        self._follower: Thread | None = None
        self._rung: Callable[[], None] = lambda: None
        self.catch_up()

    @property
    def ledger(self) -> Ledger:
        """Everything that is known now."""
        return self._ledger

    def catch_up(self) -> Ledger:
        """Fold what the journal has grown by, and wake who waits for it."""
        with self._lock:
            before = self._ledger.head.sequence
            for entry in self._store.read(after=before):
                self._take(entry)
            ledger = self._ledger
        if ledger.head.sequence > before:
            self._rung()
        return ledger

    def ledger_upto(self, sequence: int) -> Ledger:
        """What was known after an entry."""
        if sequence >= self._ledger.head.sequence:
            return self._ledger
        with self._lock:
            ledger = self._ledgers[max(sequence, 0) // STEP]
        for entry in self._store.read(after=ledger.head.sequence, upto=sequence):
            ledger = see(ledger, entry)
        return ledger

    def known_at(self, instant: datetime) -> int:
        """The last entry of the journal that was written by an instant; 0 where none was.

        A prefix of the chain, also where the clock of the machine was set back meanwhile.
        """
        return bisect_right(self._known_from, instant)

    def lines(self, after: int = 0, upto: int | None = None) -> Sequence[Line]:
        """Entries with after < sequence <= upto, in order."""
        last = len(self._lines) if upto is None else min(upto, len(self._lines))
        return self._lines[max(after, 0) : last]

    def latest(self, upto: int, most: int, wanted: Callable[[Line], bool]) -> list[Line]:
        """The last `most` entries up to one that are wanted, the latest first."""
        backwards = (self._lines[at] for at in range(min(upto, len(self._lines)) - 1, -1, -1))
        return list(islice(filter(wanted, backwards), most))

    def line(self, sequence: int) -> Line | None:
        """One entry; None where there is none of that number."""
        return self._lines[sequence - 1] if 0 < sequence <= len(self._lines) else None

    def entry(self, sequence: int) -> Entry | None:
        """One entry with its body, from the journal."""
        return next(iter(self._store.read(after=sequence - 1, upto=sequence)), None)

    def follow(self, rung: Callable[[], None]) -> None:
        """Look for entries of other processes until `stop`; `rung` is called, on the follower's
        thread or a writer's, whenever there are new ones.
        """
        self._rung = rung
        self._follower = Thread(target=self._follow, name="chronicle", daemon=True)
        self._follower.start()

    def stop(self) -> None:
        """End the follower."""
        self._stopping.set()
        if self._follower is not None:
            self._follower.join()
            self._follower = None

    def _follow(self) -> None:
        while not self._stopping.is_set():
            # A journal that is busy for a while, as on a slow USB key, is looked at again.
            with suppress(Unreachable):
                after = self._ledger.head.sequence
                for _ in self._store.follow(after, PATIENCE):
                    break
                self.catch_up()

    def _take(self, entry: Entry) -> None:
        self._ledger = see(self._ledger, entry)
        if entry.sequence % STEP == 0:
            self._ledgers.append(self._ledger)
        latest = self._known_from[-1] if self._known_from else entry.recorded_at
        self._known_from.append(max(latest, entry.recorded_at))
        fact = _fact(entry)
        self._lines.append(
            Line(
                entry.sequence,
                entry.occurred_at,
                entry.recorded_at,
                entry.author,
                entry.fact,
                told(fact),
                self._company_of(fact),
            )
        )

    def _company_of(self, fact: Fact | None) -> str:
        withdrawn = self.line(fact.entry) if isinstance(fact, EventWithdrawn) else None
        return company_of(fact) if withdrawn is None else withdrawn.company


def _fact(entry: Entry) -> Fact | None:
    """The fact; None where a newer version of the program wrote it."""
    if entry.fact not in VOCABULARY:
        return None
    try:
        return VOCABULARY.read(entry.fact, entry.body)
    except msgspec.ValidationError:
        return None


class Bell:
    """Wakes everybody who waits on one event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Wake them, from any thread."""
        with suppress(RuntimeError):  # the loop has ended meanwhile
            self._loop.call_soon_threadsafe(self._swing)

    def next(self) -> asyncio.Event:
        """What is set at the next ring: take it first, look for news, then wait."""
        return self._event

    def _swing(self) -> None:
        event, self._event = self._event, asyncio.Event()
        event.set()
