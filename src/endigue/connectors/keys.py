"""The permanent ledger of keys of a target that cannot keep one itself: one SQLite file.

A key is begun before anything is sent and settled once the target is known to hold it; what was
begun and not settled is read back from the target before it is sent again.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

SCHEMA = """CREATE TABLE IF NOT EXISTS key (
  target TEXT NOT NULL,
  key TEXT NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
  PRIMARY KEY (target, key)
) WITHOUT ROWID"""


class KeyLedger:
    """The keys of one target; a file may hold those of several."""

    def __init__(self, path: Path, target: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._target = target
        self._connection = sqlite3.connect(path, timeout=10.0, isolation_level=None)
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute(SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def known(self, keys: Sequence[str]) -> dict[str, tuple[str, bool]]:
        """Digest, and whether it is settled, of every key that was ever begun."""
        found: dict[str, tuple[str, bool]] = {}
        for key in keys:
            row = self._connection.execute(
                "SELECT digest, settled FROM key WHERE target = ? AND key = ?", (self._target, key)
            ).fetchone()
            if row is not None:
                found[key] = (row[0], bool(row[1]))
        return found

    def begin(self, items: Iterable[tuple[str, str]]) -> None:
        """Write down, durably, that these keys and digests are about to be sent."""
        self._write("INSERT OR IGNORE INTO key VALUES (?, ?, ?, 0)", items)

    def settle(self, items: Iterable[tuple[str, str]]) -> None:
        """Write down, durably, that the target holds these keys with these digests."""
        self._write("INSERT OR REPLACE INTO key VALUES (?, ?, ?, 1)", items)

    def forget(self, keys: Iterable[str]) -> None:
        """Take back what was begun and is known not to have reached the target."""
        rows = [(self._target, key) for key in keys]
        self._transact("DELETE FROM key WHERE target = ? AND key = ? AND settled = 0", rows)

    def _write(self, statement: str, items: Iterable[tuple[str, str]]) -> None:
        rows = [(self._target, key, digest) for key, digest in items]
        self._transact(statement, rows)

    def _transact(self, statement: str, rows: Sequence[tuple[str, ...]]) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.executemany(statement, rows)
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")
