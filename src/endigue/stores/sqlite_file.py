"""The SQLite file of a journal: opening it, making it, and refusing what is none.

Durability: WAL with synchronous=FULL, so a commit that returned has reached the disk and a
process may be killed at any moment.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from endigue.desk.refusal import Refusal, Unreachable
from endigue.journal.entry import FORMAT

APPLICATION: Final = int.from_bytes(b"ENDG", "big")
"""In the header of the file: what `file journal.db` and SQLite call the application id."""

BUSY_SECONDS: Final = 10.0
"""How long a writer waits for another process to finish its write."""

SCHEMA: Final = (
    """CREATE TABLE entry (
  sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
  text TEXT NOT NULL CHECK (typeof(text) = 'text'),
  hash TEXT NOT NULL CHECK (length(hash) = 64)
)""",
    """CREATE TRIGGER entry_comes_last BEFORE INSERT ON entry
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM entry)
BEGIN SELECT RAISE(ABORT, 'an entry is only added at the end'); END""",
    """CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END""",
    """CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END""",
)

_CODES: Final = {
    sqlite3.SQLITE_NOTADB: "journal.file_is_no_database",
    sqlite3.SQLITE_CORRUPT: "journal.database_is_damaged",
    sqlite3.SQLITE_READONLY: "journal.file_is_read_only",
    sqlite3.SQLITE_CANTOPEN: "journal.file_cannot_be_opened",
    sqlite3.SQLITE_PERM: "journal.file_cannot_be_opened",
    sqlite3.SQLITE_FULL: "journal.disk_is_full",
    sqlite3.SQLITE_IOERR: "journal.disk_failed",
}

_NO_LOG_CAN_BE_MADE: Final = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
"""What SQLite says of a WAL database in a folder that nobody may write, such as on a
read-only USB key. Such a file cannot change, so it is then read as immutable."""


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn what SQLite says about the file, the disk or its other users into a refusal."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Unreachable("journal.is_busy", location=str(path)) from error
        if primary not in _CODES:
            raise
        raise Refusal(_CODES[primary], location=str(path)) from error
    except UnicodeDecodeError as error:
        # SQLite quotes what it cannot parse of a damaged schema, and Python cannot read that.
        raise Refusal("journal.database_is_damaged", location=str(path)) from error
    except OSError as error:
        raise Refusal("journal.file_cannot_be_opened", location=str(path)) from error


def open_file(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A connection to the journal in this file, made if it is not there and may be written.

    Raises Refusal where there is no such journal, or none that this version can use.
    """
    with refusing(path):
        _refuse_place(path, read_only=read_only)
        return _open_to_read(path) if read_only else _open_to_write(path)


def _refuse_place(path: Path, *, read_only: bool) -> None:
    if path.is_dir():
        raise Refusal("journal.place_is_a_folder", location=str(path))
    if not path.parent.is_dir():
        raise Refusal("journal.folder_does_not_exist", folder=str(path.parent))
    if not path.exists():
        if read_only:
            raise Refusal("journal.file_does_not_exist", location=str(path))
        return
    if not path.is_file():
        raise Refusal("journal.file_is_no_database", location=str(path))
    if not read_only and not _may_write(path):
        raise Refusal("journal.file_is_read_only", location=str(path))


def _may_write(path: Path) -> bool:
    """Asked beforehand: SQLite opens a file that is write-protected without a word. The
    superuser, who may write anything, still honours a file that is marked read-only.
    """
    effective = os.access in os.supports_effective_ids
    allowed = os.access(path, os.W_OK, effective_ids=effective)
    return allowed and bool(path.stat().st_mode & 0o222)


def _open_to_read(path: Path) -> sqlite3.Connection:
    try:
        return _prepared(_connect(path, "mode=ro"), path, _check)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _NO_LOG_CAN_BE_MADE or _has_log(path):
            raise
        return _prepared(_connect(path, "mode=ro&immutable=1"), path, _check)


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _open_to_write(path: Path) -> sqlite3.Connection:
    return _prepared(_connect(path, "mode=rwc"), path, _make_or_check)


def _prepared(
    connection: sqlite3.Connection,
    path: Path,
    prepare: Callable[[sqlite3.Connection, Path], None],
) -> sqlite3.Connection:
    try:
        prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """What must hold to read: a table that was tampered with is for `verify` to find."""
    _refuse_stranger(connection, path)
    if SCHEMA[0] not in _schema(connection):
        raise Refusal("journal.schema_was_altered", location=str(path))


def _make_or_check(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA fullfsync=ON")
    connection.execute("BEGIN IMMEDIATE")
    if _is_blank(connection):
        _make(connection)
    _refuse_stranger(connection, path)
    if _schema(connection) != set(SCHEMA):
        raise Refusal("journal.schema_was_altered", location=str(path))
    connection.execute("COMMIT")
    _keep_log_ahead(connection)


def _connect(path: Path, how: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.text_factory = bytes
    connection.execute("PRAGMA trusted_schema=OFF")
    return connection


def _is_blank(connection: sqlite3.Connection) -> bool:
    (objects,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return _pragma(connection, "application_id") == 0 and objects == 0


def _make(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA application_id={APPLICATION}")
    connection.execute(f"PRAGMA user_version={FORMAT}")
    for statement in SCHEMA:
        connection.execute(statement)


def _refuse_stranger(connection: sqlite3.Connection, path: Path) -> None:
    if _pragma(connection, "application_id") != APPLICATION:
        raise Refusal("journal.database_is_no_journal", location=str(path))
    found = _pragma(connection, "user_version")
    if found != FORMAT:
        raise Refusal("journal.has_another_format", location=str(path), found=found, known=FORMAT)


def _schema(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE substr(name, 1, 7) <> 'sqlite_'")
    return {sql.decode(errors="replace") for (sql,) in rows}


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    (value,) = connection.execute(f"PRAGMA {name}").fetchone()
    return int(value)


def _keep_log_ahead(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on. SQLite does not wait for other users here, so we do."""
    deadline = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise
            sleep(0.01)
        else:
            return
