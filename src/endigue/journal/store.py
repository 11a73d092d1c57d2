"""What any place that keeps a journal can do: memory, SQLite or PostgreSQL."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from endigue.journal.entry import Draft, Entry, Head


class Moved(Exception):
    """The journal has grown since the caller decided: read on, decide again, append again."""

    def __init__(self, expected: int, found: int) -> None:
        super().__init__(
            f"the decision was taken on entry {expected}, but the journal now ends with "
            f"entry {found}: read on and try again"
        )
        self.expected = expected
        self.found = found


class Store(Protocol):
    """Keeps one journal. Any number of processes may append; the chain never forks."""

    def head(self) -> Head:
        """The end of the journal as it is now; `EMPTY` where there is no entry."""
        ...

    def append(
        self, drafts: Sequence[Draft], recorded_at: datetime, expected: int | None = None
    ) -> tuple[Entry, ...]:
        """Write all drafts or none, one after the other; what is returned is durable.

        `expected` is the sequence of the head on which the caller decided: where the journal
        has moved since, Moved is raised and nothing is written. Without it the drafts are
        appended after whatever is there. Raises ValueError where a fact cannot be written.
        """
        ...

    def read(self, after: int = 0, upto: int | None = None) -> Iterator[Entry]:
        """The entries with after < sequence <= upto, in order; without `upto`, up to the head
        at the moment of the first step. Raises Unreadable at a row that is no entry.
        """
        ...

    def follow(self, after: int, patience: float) -> Iterator[Entry]:
        """The entries after `after`, then each new one as it comes, from any process; ends
        when nothing has come for `patience` seconds.
        """
        ...

    def close(self) -> None:
        """Let go of files and connections. A closed store cannot be used."""
        ...
