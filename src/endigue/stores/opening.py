"""Which store a location names."""

from pathlib import Path

from endigue.desk.refusal import Refusal
from endigue.journal.store import Store
from endigue.stores.sqlite import SqliteStore

_SERVER = ("postgresql://", "postgres://")


def open_store(location: str, *, read_only: bool = False) -> Store:
    """The store at `location`: `postgresql://...`, or else the path of a SQLite file.

    The journal is made where there is none, unless `read_only`. Raises Refusal where it
    cannot be used, Unreachable where the server does not answer.
    """
    if not location.startswith(_SERVER):
        return SqliteStore(Path(location), read_only=read_only)
    try:
        from endigue.stores.postgres import PostgresStore
    except ImportError as error:
        raise Refusal("journal.psycopg_is_absent") from error
    return PostgresStore(location, read_only=read_only)
