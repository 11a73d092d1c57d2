"""The PostgreSQL tables of a journal: connecting, making them, refusing what is none.

A journal takes one schema of a database, the first of the search path; another case takes
another schema, for example `postgresql://host/crisis?options=-csearch_path%3Dcase_2`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from endigue.desk.refusal import Refusal, Unreachable
from endigue.journal.entry import FORMAT

Connection = psycopg.Connection[tuple[object, ...]]

CONNECT_SECONDS: Final = 10
"""How long to wait for the server, unless the address says otherwise."""

BUSY_SECONDS: Final = 10
"""How long a writer waits for another to finish its write."""

CHANNEL: Final = "endigue_entry"
"""On which followers are woken."""

SCHEMA: Final = (
    """CREATE TABLE endigue_journal (format integer NOT NULL)""",
    """CREATE TABLE endigue_entry (
  sequence bigint PRIMARY KEY CHECK (sequence > 0),
  text text NOT NULL,
  hash text NOT NULL CHECK (length(hash) = 64)
)""",
    """CREATE FUNCTION endigue_entry_comes_last() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last bigint;
BEGIN
  EXECUTE format('SELECT coalesce(max(sequence), 0) FROM %s', TG_RELID::regclass) INTO last;
  IF NEW.sequence <> last + 1 THEN
    RAISE EXCEPTION 'an entry is only added at the end';
  END IF;
  RETURN NEW;
END $$""",
    """CREATE FUNCTION endigue_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an entry is never changed or removed';
END $$""",
    """CREATE TRIGGER entry_comes_last BEFORE INSERT ON endigue_entry
FOR EACH ROW EXECUTE FUNCTION endigue_entry_comes_last()""",
    """CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE ON endigue_entry
FOR EACH ROW EXECUTE FUNCTION endigue_entry_stays()""",
    """CREATE TRIGGER table_stays BEFORE TRUNCATE ON endigue_entry
FOR EACH STATEMENT EXECUTE FUNCTION endigue_entry_stays()""",
)

_TRIGGERS: Final = {"entry_comes_last", "entry_stays", "table_stays"}

_MAKING: Final = 0x454E4447
"""The advisory lock under which tables are made."""


def place(location: str) -> str:
    """The server and database that a location names, without its password.

    Raises Refusal where the location cannot be understood.
    """
    try:
        parts = conninfo_to_dict(location)
    except psycopg.ProgrammingError as error:
        raise Refusal("journal.address_is_unclear") from error
    host, port = parts.get("host", "localhost"), parts.get("port", "5432")
    return f"{host}:{port}/{parts.get('dbname', '')}"


@contextmanager
def refusing(where: str) -> Iterator[None]:
    """Turn what PostgreSQL says about itself, its disk or our rights into a refusal."""
    try:
        yield
    except errors.LockNotAvailable as error:
        raise Unreachable("journal.is_busy", location=where) from error
    except errors.DiskFull as error:
        raise Refusal("journal.disk_is_full", location=where) from error
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split())
        raise Unreachable("journal.server_is_away", location=where, reason=reason) from error
    except errors.InsufficientPrivilege as error:
        raise Refusal("journal.rights_are_missing", location=where) from error
    except errors.InvalidSchemaName as error:
        raise Refusal("journal.schema_does_not_exist", location=where) from error
    except errors.ReadOnlySqlTransaction as error:
        raise Refusal("journal.server_is_read_only", location=where) from error


def connect(location: str, *, read_only: bool) -> Connection:
    """A connection in autocommit; transactions on it are READ COMMITTED, so that a statement
    after the writers' lock sees what the writer before has committed.
    """
    patience = conninfo_to_dict(location).get("connect_timeout", CONNECT_SECONDS)
    connection = psycopg.connect(
        location,
        autocommit=True,
        connect_timeout=int(str(patience)),
        client_encoding="UTF8",
        fallback_application_name="endigue",
    )
    connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
    connection.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
    connection.execute(
        "SELECT set_config('synchronous_commit', 'on', false)"
        " WHERE current_setting('synchronous_commit') = 'off'"
    )
    if read_only:
        connection.execute("SET default_transaction_read_only = on")
    return connection


def prepare(connection: Connection, where: str, *, read_only: bool) -> None:
    """Make the tables where there are none, and check those that are there.

    Raises Refusal where there is no journal to read, or none that this version can use.
    """
    if not read_only and not _is_there(connection):
        _make(connection, where)
    if not _is_there(connection):
        raise Refusal("journal.database_is_no_journal", location=where)
    found = _one(connection, "SELECT max(format) FROM endigue_journal")
    if found != FORMAT:
        raise Refusal("journal.has_another_format", location=where, found=found, known=FORMAT)
    if not read_only and _triggers(connection) != _TRIGGERS:
        raise Refusal("journal.schema_was_altered", location=where)


def _make(connection: Connection, where: str) -> None:
    encoding = _one(connection, "SHOW server_encoding")
    if encoding != "UTF8":
        raise Refusal("journal.encoding_is_not_unicode", location=where, found=encoding)
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_MAKING,))
        if _is_there(connection):
            return
        for statement in SCHEMA:
            connection.execute(statement)
        connection.execute("INSERT INTO endigue_journal VALUES (%s)", (FORMAT,))


def _is_there(connection: Connection) -> bool:
    """Asked of the catalogue by its rows: `to_regclass` answers from a cache that does not see
    what was made while we waited for the lock.
    """
    return bool(
        _one(
            connection,
            "SELECT count(*) FROM pg_class WHERE relname = 'endigue_entry'"
            " AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())",
        )
    )


def _triggers(connection: Connection) -> set[object]:
    rows = connection.execute(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = 'endigue_entry'::regclass"
        " AND NOT tgisinternal AND tgenabled = 'O'"
    )
    return {name for (name,) in rows}


def _one(connection: Connection, question: str) -> object:
    row = connection.execute(question).fetchone()
    return None if row is None else row[0]
