"""A journal in one SQLite file: the `journal.db` of a case."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock
from time import sleep
from typing import Final

from endigue.desk.refusal import Refusal
from endigue.journal.chain import extend
from endigue.journal.entry import Draft, Entry, Head, entry_text
from endigue.journal.store import Moved
from endigue.stores.following import follow
from endigue.stores.rows import Row, head_of, read_pages, refuse_broken_end
from endigue.stores.sqlite_file import open_file, refusing

PAUSE: Final = 0.05
"""Seconds between two looks for entries of other processes."""


class SqliteStore:
    """Keeps a journal in the file at `path`, which is made if it is not there.

    Threads may share a store; any number of processes may open the same file. With
    `read_only`, nothing is made, nothing can be appended, and a journal with a broken end
    opens all the same, so that it can be verified. Raises Refusal where the file cannot be
    used.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._path = path
        self._read_only = read_only
        self._lock = Lock()
        self._connection = open_file(path, read_only=read_only)
        if not read_only:
            try:
                refuse_broken_end(self, str(path))
            except BaseException:
                self.close()
                raise

    def head(self) -> Head:
        """As `Store.head`."""
        with self._lock, refusing(self._path):
            return self._head()

    def append(
        self, drafts: Sequence[Draft], recorded_at: datetime, expected: int | None = None
    ) -> tuple[Entry, ...]:
        """As `Store.append`. Raises Unreachable where another process writes for too long."""
        if self._read_only:
            raise Refusal("journal.was_opened_to_read", location=str(self._path))
        with self._lock, refusing(self._path), self._writing():
            head = self._head()
            if expected is not None and expected != head.sequence:
                raise Moved(expected, head.sequence)
            entries = extend(head, drafts, recorded_at)
            self._connection.executemany(
                "INSERT INTO entry (sequence, text, hash) VALUES (?, ?, ?)",
                [(entry.sequence, entry_text(entry), entry.hash) for entry in entries],
            )
        return entries

    def read(self, after: int = 0, upto: int | None = None) -> Iterator[Entry]:
        """As `Store.read`."""
        yield from read_pages(self._page, after, self._last() if upto is None else upto)

    def follow(self, after: int, patience: float) -> Iterator[Entry]:
        """As `Store.follow`; entries of other processes come within `PAUSE` seconds."""
        return follow(self.read, self._wait, after, patience)

    def close(self) -> None:
        """As `Store.close`. The last to close puts everything into the one file."""
        with self._lock:
            self._connection.close()

    def _head(self) -> Head:
        row = self._connection.execute(
            "SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
        return head_of(row)

    def _last(self) -> int:
        with self._lock, refusing(self._path):
            (last,) = self._connection.execute("SELECT max(sequence) FROM entry").fetchone()
        return last or 0

    def _page(self, after: int, last: int, most: int) -> list[Row]:
        with self._lock, refusing(self._path):
            return self._connection.execute(
                "SELECT sequence, text, hash FROM entry"
                " WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?",
                (after, last, most),
            ).fetchall()

    def _wait(self, after: int, seconds: float) -> None:
        del after
        sleep(min(seconds, PAUSE))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
