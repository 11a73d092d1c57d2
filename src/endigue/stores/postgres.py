"""A journal in PostgreSQL, for a team that works on one case from several machines."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from threading import Lock
from typing import Final

from endigue.desk.refusal import Refusal
from endigue.journal.chain import extend
from endigue.journal.entry import Draft, Entry, Head, entry_text
from endigue.journal.store import Moved
from endigue.stores.following import follow
from endigue.stores.postgres_database import (
    CHANNEL,
    Connection,
    connect,
    place,
    prepare,
    refusing,
)
from endigue.stores.rows import Row, head_of, read_pages, refuse_broken_end

_WRITERS: Final = 0x454E4447 << 32
"""With the number of the table in its lower half: the advisory lock of a journal's writers.
Unlike a lock of the table it asks for no right but to insert."""


class PostgresStore:
    """Keeps a journal in the database at `location`, a URL as libpq takes it.

    Threads may share a store; any number of machines may append. With `read_only`, nothing is
    made, nothing can be appended, and a journal with a broken end opens all the same. Raises
    Refusal where the database cannot be used, Unreachable where the server does not answer;
    after that the next call connects again.
    """

    def __init__(self, location: str, *, read_only: bool = False) -> None:
        self._location = location
        self._where = place(location)
        self._read_only = read_only
        self._lock = Lock()
        self._closed = False
        with refusing(self._where):
            self._connection = connect(location, read_only=read_only)
        try:
            with refusing(self._where):
                prepare(self._connection, self._where, read_only=read_only)
            if not read_only:
                refuse_broken_end(self, self._where)
        except BaseException:
            self.close()
            raise

    def head(self) -> Head:
        """As `Store.head`."""
        with self._connected() as connection:
            return _head(connection)

    def append(
        self, drafts: Sequence[Draft], recorded_at: datetime, expected: int | None = None
    ) -> tuple[Entry, ...]:
        """As `Store.append`. Raises Unreachable where another writer takes too long, or the
        server is lost; whether the entries were written is then for the next read to say.
        """
        if self._read_only:
            raise Refusal("journal.was_opened_to_read", location=self._where)
        with self._writing() as (connection, head):
            if expected is not None and expected != head.sequence:
                raise Moved(expected, head.sequence)
            entries = extend(head, drafts, recorded_at)
            connection.cursor().executemany(
                "INSERT INTO endigue_entry (sequence, text, hash) VALUES (%s, %s, %s)",
                [(entry.sequence, entry_text(entry), entry.hash) for entry in entries],
            )
            connection.execute("SELECT pg_notify(%s, '')", (CHANNEL,))
        return entries

    def read(self, after: int = 0, upto: int | None = None) -> Iterator[Entry]:
        """As `Store.read`."""
        yield from read_pages(self._page, after, self._last() if upto is None else upto)

    def follow(self, after: int, patience: float) -> Iterator[Entry]:
        """As `Store.follow`; the server wakes the follower, on a connection of its own."""
        with (
            refusing(self._where),
            connect(self._location, read_only=self._read_only) as listener,
        ):
            listener.execute(f"LISTEN {CHANNEL}")
            yield from follow(self.read, partial(_wait, listener), after, patience)

    def close(self) -> None:
        """As `Store.close`."""
        with self._lock:
            self._closed = True
            self._connection.close()

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        with self._lock, refusing(self._where):
            if self._connection.closed and not self._closed:
                self._connection = connect(self._location, read_only=self._read_only)
            yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[tuple[Connection, Head]]:
        """A transaction that no other writer of this journal can enter, and the head in it."""
        with self._connected() as connection, connection.transaction():
            connection.execute(
                "SELECT pg_advisory_xact_lock(%s | 'endigue_entry'::regclass::oid::bigint)",
                (_WRITERS,),
            )
            yield connection, _head(connection)

    def _last(self) -> int:
        with self._connected() as connection:
            row = connection.execute("SELECT max(sequence) FROM endigue_entry").fetchone()
        return row[0] if row is not None and isinstance(row[0], int) else 0

    def _page(self, after: int, last: int, most: int) -> list[Row]:
        with self._connected() as connection:
            return connection.execute(
                "SELECT sequence, convert_to(text, 'UTF8'), convert_to(hash, 'UTF8')"
                " FROM endigue_entry"
                " WHERE sequence > %s AND sequence <= %s ORDER BY sequence LIMIT %s",
                (after, last, most),
            ).fetchall()


def _head(connection: Connection) -> Head:
    return head_of(
        connection.execute(
            "SELECT sequence, convert_to(hash, 'UTF8') FROM endigue_entry"
            " ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
    )


def _wait(listener: Connection, after: int, seconds: float) -> None:
    del after
    for _ in listener.notifies(timeout=seconds, stop_after=1):
        pass
