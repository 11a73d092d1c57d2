"""A journal in memory: for a plan that is only tried, and for tests."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from threading import Condition

from endigue.journal.chain import extend
from endigue.journal.entry import EMPTY, Draft, Entry, Head
from endigue.journal.store import Moved
from endigue.stores.following import follow


class MemoryStore:
    """Keeps the journal for as long as the process lives; threads may share it."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._grown = Condition()

    def head(self) -> Head:
        """As `Store.head`."""
        if not self._entries:
            return EMPTY
        last = self._entries[-1]
        return Head(last.sequence, last.hash)

    def append(
        self, drafts: Sequence[Draft], recorded_at: datetime, expected: int | None = None
    ) -> tuple[Entry, ...]:
        """As `Store.append`; durable only while the process lives."""
        with self._grown:
            head = self.head()
            if expected is not None and expected != head.sequence:
                raise Moved(expected, head.sequence)
            entries = extend(head, drafts, recorded_at)
            self._entries.extend(entries)
            self._grown.notify_all()
        return entries

    def read(self, after: int = 0, upto: int | None = None) -> Iterator[Entry]:
        """As `Store.read`."""
        yield from self._entries[after:upto]

    def follow(self, after: int, patience: float) -> Iterator[Entry]:
        """As `Store.follow`."""
        return follow(self.read, self._wait, after, patience)

    def close(self) -> None:
        """Nothing to let go of."""

    def _wait(self, after: int, seconds: float) -> None:
        with self._grown:
            self._grown.wait_for(lambda: len(self._entries) > after, seconds)
