"""A case: one folder with its journal, its bulk data and its documents, seen through ports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from endigue.desk.catalogue import VOCABULARY
from endigue.desk.ledger import Ledger, see
from endigue.desk.refusal import Refusal
from endigue.journal.entry import Draft, Entry
from endigue.journal.fact import Fact, fact_body, fact_name
from endigue.journal.store import Store


class Blobs(Protocol):
    """Bulk data beside the journal, named by the SHA-256 of its bytes."""

    def put(self, data: bytes) -> str:
        """Keep the bytes, durably, and return their name."""
        ...

    def get(self, name: str) -> bytes:
        """The bytes of that name; a Refusal where they are absent or not what they were."""
        ...


class Clock(Protocol):
    """Tells the instant, in UTC."""

    def __call__(self) -> datetime:
        """Now."""
        ...


@dataclass(frozen=True)
class Case:
    """What the verbs work on. `author` is who writes, as the journal will name them."""

    store: Store
    blobs: Blobs
    clock: Clock
    author: str

    def ledger(self) -> Ledger:
        """Everything that the journal says now."""
        return fold(self.store.read())

    def catch_up(self, ledger: Ledger) -> Ledger:
        """What is known now by who knew `ledger`."""
        for entry in self.store.read(after=ledger.head.sequence):
            ledger = see(ledger, entry)
        return ledger

    def record(
        self, facts: Sequence[Fact], ledger: Ledger, occurred_at: datetime | None = None
    ) -> Ledger:
        """Write facts that were decided on `ledger`, and return what is known then. They
        happened now, unless it is said when.

        Raises Moved where the journal has grown meanwhile: read it again and decide again; and
        Refusal where a fact could not be read again, such as one with too long a text.
        """
        for fact in facts:
            _can_be_read_again(fact)
        now = self.clock()
        drafts = [Draft(fact, occurred_at or now, self.author) for fact in facts]
        for entry in self.store.append(drafts, now, expected=ledger.head.sequence):
            ledger = see(ledger, entry)
        return ledger


def _can_be_read_again(fact: Fact) -> None:
    """Raises Refusal where it cannot: what is written once cannot be taken out again."""
    try:
        VOCABULARY.read(fact_name(fact), fact_body(fact))
    except ValueError as trouble:
        raise Refusal("desk.fact_unreadable", fact=fact_name(fact), why=str(trouble)) from None


def fold(entries: Iterable[Entry]) -> Ledger:
    """The ledger after these entries."""
    ledger = Ledger()
    for entry in entries:
        ledger = see(ledger, entry)
    return ledger


def as_known_at(entries: Iterable[Entry], instant: datetime) -> Ledger:
    """What was known at a past instant: the entries written until then."""
    return fold(entry for entry in entries if entry.recorded_at <= instant)
