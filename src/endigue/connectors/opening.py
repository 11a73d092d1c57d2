"""Which connector a location names."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from endigue.connectors.csv_file import CsvConnector
from endigue.connectors.http_api import HttpConnector
from endigue.connectors.keys import KeyLedger
from endigue.continuity.reconciliation.replay import Connector
from endigue.desk.refusal import Refusal

KEYS = "keys.db"
"""In the case folder: the permanent ledger of keys of targets that keep none."""

_SERVER = ("postgresql://", "postgres://")
_API = ("https://", "http://")


def open_connector(
    location: str,
    case: str,
    headers: str | None,
    seconds: float,
    write: Callable[[str, bytes], None],
) -> Connector:
    """`postgresql://...`, `https://...`, or else a folder of CSV files.

    Raises Refusal where it cannot be used, Unreachable where it does not answer.
    """
    if location.startswith(_SERVER):
        try:
            from endigue.connectors.postgres import PostgresConnector
        except ImportError as error:
            raise Refusal("journal.psycopg_is_absent") from error
        return PostgresConnector(location)
    keys = Path(case) / KEYS
    if location.startswith(_API):
        parts = urlsplit(location)
        name = f"{parts.scheme}://{parts.hostname}:{parts.port or ''}{parts.path.rstrip('/')}"
        sent = _headers(headers) if headers else {}
        return HttpConnector(location, KeyLedger(keys, name), sent, seconds)
    if "://" in location:
        raise Refusal("continuity.target_unclear")
    return CsvConnector(location, KeyLedger(keys, str(Path(location).resolve())), write)


def _headers(file: str) -> dict[str, str]:
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Refusal("desk.file_unreadable", file=file, why="") from None
    headers: dict[str, str] = {}
    for line in lines:
        name, joined, value = line.partition(":")
        if line.strip() and not joined:
            raise Refusal("continuity.target_header", file=file)
        if joined:
            headers[name.strip()] = value.strip()
    return headers
