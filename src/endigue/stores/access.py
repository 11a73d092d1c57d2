"""Accounts, sessions and openings in one SQLite file beside the journal: `access.db`."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock

import msgspec

from endigue.desk.access import Account, Opening, Session
from endigue.desk.refusal import Refusal

FILE = "access.db"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS account (person TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS session (
  token TEXT PRIMARY KEY, person TEXT NOT NULL, seen_at TEXT NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS session_person ON session (person);
CREATE TABLE IF NOT EXISTS opening (code TEXT PRIMARY KEY, body BLOB NOT NULL);
"""


class AccessFile:
    """The file of a case. Only its owner may read it. Raises Refusal where it cannot be used."""

    def __init__(self, path: Path) -> None:
        self._lock = Lock()
        try:
            path.touch(mode=0o600, exist_ok=True)
            if os.name == "posix":
                path.chmod(0o600)
            self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            self._connection.executescript(_SCHEMA)
        except (OSError, sqlite3.DatabaseError) as trouble:
            raise Refusal("access.unusable", file=str(path), why=str(trouble)) from None

    def account(self, person: str) -> Account | None:
        """As `AccessStore.account`."""
        row = self._one("SELECT body FROM account WHERE person = ?", person)
        return None if row is None else msgspec.json.decode(row, type=Account)

    def accounts(self) -> tuple[Account, ...]:
        """As `AccessStore.accounts`."""
        with self._lock:
            rows = self._connection.execute("SELECT body FROM account ORDER BY person").fetchall()
        return tuple(msgspec.json.decode(body, type=Account) for (body,) in rows)

    def save(self, account: Account) -> None:
        """As `AccessStore.save`."""
        with self._writing() as connection:
            _write(connection, account)

    def spend_code(self, person: str, code: str) -> bool:
        """As `AccessStore.spend_code`."""
        with self._writing() as connection:
            account = _read(connection, person)
            if account is None or code not in account.codes:
                return False
            left = tuple(other for other in account.codes if other != code)
            _write(connection, msgspec.structs.replace(account, codes=left))
            return True

    def spend_step(self, person: str, step: int) -> bool:
        """As `AccessStore.spend_step`."""
        with self._writing() as connection:
            account = _read(connection, person)
            if account is None or step <= account.totp_step:
                return False
            _write(connection, msgspec.structs.replace(account, totp_step=step))
            return True

    def spend_count(self, person: str, key: str, counter: int, at: datetime) -> bool:
        """As `AccessStore.spend_count`."""
        with self._writing() as connection:
            account = _read(connection, person)
            keys = () if account is None else account.passkeys
            known = next((one for one in keys if one.id == key), None)
            if account is None or known is None:
                return False
            counts = counter > 0 or known.counter > 0
            if counts and counter <= known.counter:
                return False
            used = msgspec.structs.replace(known, counter=counter, used_at=at)
            kept = tuple(used if one is known else one for one in keys)
            _write(connection, msgspec.structs.replace(account, passkeys=kept))
            return True

    def session(self, token: str) -> Session | None:
        """As `AccessStore.session`."""
        row = self._one("SELECT body FROM session WHERE token = ?", token)
        return None if row is None else msgspec.json.decode(row, type=Session)

    def sessions(self, person: str) -> tuple[Session, ...]:
        """As `AccessStore.sessions`."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT body FROM session WHERE person = ? ORDER BY seen_at DESC", (person,)
            ).fetchall()
        return tuple(msgspec.json.decode(body, type=Session) for (body,) in rows)

    def keep(self, session: Session) -> None:
        """As `AccessStore.keep`."""
        row = (
            session.token,
            session.person,
            session.seen_at.isoformat(),
            msgspec.json.encode(session),
        )
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO session VALUES (?, ?, ?, ?)", row)

    def end(self, token: str) -> None:
        """As `AccessStore.end`."""
        with self._writing() as connection:
            connection.execute("DELETE FROM session WHERE token = ?", (token,))

    def end_all(self, person: str) -> int:
        """As `AccessStore.end_all`."""
        with self._writing() as connection:
            return connection.execute("DELETE FROM session WHERE person = ?", (person,)).rowcount

    def give_opening(self, opening: Opening) -> None:
        """As `AccessStore.give_opening`."""
        with self._writing() as connection:
            row = (opening.code, msgspec.json.encode(opening))
            connection.execute("INSERT OR REPLACE INTO opening VALUES (?, ?)", row)

    def take_opening(self, code: str) -> Opening | None:
        """As `AccessStore.take_opening`."""
        with self._writing() as connection:
            row = connection.execute("SELECT body FROM opening WHERE code = ?", (code,)).fetchone()
            connection.execute("DELETE FROM opening WHERE code = ?", (code,))
        return None if row is None else msgspec.json.decode(row[0], type=Opening)

    def close(self) -> None:
        """As `AccessStore.close`."""
        with self._lock:
            self._connection.close()

    def _one(self, query: str, key: str) -> bytes | None:
        with self._lock:
            row = self._connection.execute(query, (key,)).fetchone()
        return None if row is None else row[0]

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


def open_access(case: str) -> AccessFile:
    """The file of a case. Raises Refusal where it cannot be used."""
    return AccessFile(Path(case) / FILE)


def _read(connection: sqlite3.Connection, person: str) -> Account | None:
    row = connection.execute("SELECT body FROM account WHERE person = ?", (person,)).fetchone()
    return None if row is None else msgspec.json.decode(row[0], type=Account)


def _write(connection: sqlite3.Connection, account: Account) -> None:
    row = (account.person, msgspec.json.encode(account))
    connection.execute("INSERT OR REPLACE INTO account VALUES (?, ?)", row)
