"""A table of PostgreSQL as the target: the key and the row are written in one transaction.

The permanent ledger of keys is the table `endigue_replay` beside the target. One replay runs at a
time, by an advisory lock. A row that stands there under a key that we never wrote, because a
person keyed it in, is compared: the same content is taken over, another one is a conflict.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Final, LiteralString

import psycopg
from psycopg import sql

from endigue.continuity.handwork.forms import Value
from endigue.continuity.reconciliation.mapping import Target
from endigue.continuity.reconciliation.postings import Posting
from endigue.continuity.reconciliation.replay import Answer, Total
from endigue.desk.refusal import Refusal, Unreachable
from endigue.kernel.money import Cents

LOCK: Final = 0x454E444B
"""The advisory lock of a replay."""

CONNECT_SECONDS: Final = 10

LEDGER: Final[LiteralString] = """CREATE TABLE IF NOT EXISTS endigue_replay (
  key text PRIMARY KEY,
  digest text NOT NULL CHECK (length(digest) = 64),
  stream text NOT NULL,
  written_at timestamptz NOT NULL DEFAULT now()
)"""


class PostgresConnector:
    """Writes into the tables of one database."""

    def __init__(self, location: str) -> None:
        """Raises Unreachable where the server does not answer."""
        try:
            self._connection = psycopg.connect(
                location, autocommit=True, connect_timeout=CONNECT_SECONDS
            )
        except psycopg.ProgrammingError:
            raise Refusal("continuity.target_unclear") from None
        except psycopg.OperationalError as trouble:
            raise Unreachable("continuity.target_unreachable", why=_first_line(trouble)) from None
        self._ready = False

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def post(self, postings: Sequence[Posting]) -> list[Answer]:
        """Write the batch in one transaction: all of it is durable, or none."""
        with self._working():
            self._prepare()
            with self._connection.transaction():
                ours = self._ours(postings)
                return [self._post(posting, ours) for posting in postings]

    def look(self, postings: Sequence[Posting]) -> list[Answer]:
        """Read only; without a ledger nothing was written yet."""
        with self._working():
            ours = self._ours(postings)
            return [self._known(posting, ours) or Answer("written") for posting in postings]

    def finish(self) -> None:
        """Everything is durable already."""

    def present(self, postings: Sequence[Posting]) -> Total:
        """Count and add up in the target tables themselves, not in the ledger."""
        count, amount = 0, Decimal(0)
        tables: dict[str, tuple[Target, list[str]]] = {}
        for posting in postings:
            tables.setdefault(posting.target.into, (posting.target, []))[1].append(posting.key)
        with self._working():
            for target, keys in tables.values():
                found, money = self._sum(target, keys)
                count += found
                amount += money
        return Total(count, Cents(int(amount)))

    def _sum(self, target: Target, keys: list[str]) -> tuple[int, Decimal]:
        money = sql.Identifier(target.amount) if target.amount else sql.SQL("0")
        statement = sql.SQL(
            "SELECT count(*), coalesce(sum(({money})::numeric), 0) FROM {table} "
            "WHERE {key}::text = ANY(%s)"
        ).format(money=money, table=_table(target), key=sql.Identifier(target.key))
        row = self._connection.execute(statement, [keys]).fetchone()
        found, total = (0, Decimal(0)) if row is None else (int(row[0]), Decimal(row[1]))
        return found, total * 100 if target.money == "units" else total

    def _prepare(self) -> None:
        if self._ready:
            return
        row = self._connection.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone()
        if row is None or not row[0]:
            raise Unreachable("continuity.target_busy")
        self._connection.execute(LEDGER)
        self._ready = True

    def _post(self, posting: Posting, ours: dict[str, str]) -> Answer:
        known = self._known(posting, ours)
        if known is not None and known.detail != _NOT_OURS:
            return known
        try:
            with self._connection.transaction():
                self._connection.execute(
                    "INSERT INTO endigue_replay (key, digest, stream) VALUES (%s, %s, %s)",
                    [posting.key, posting.digest, posting.stream],
                )
                if known is None:
                    self._insert(posting)
        except (psycopg.IntegrityError, psycopg.DataError) as trouble:
            return Answer("refused", _first_line(trouble))
        return Answer("written") if known is None else Answer("already")

    def _insert(self, posting: Posting) -> None:
        target = posting.target
        columns = [target.key, *posting.values]
        statement = sql.SQL("INSERT INTO {table} ({columns}) VALUES ({values})").format(
            table=_table(target),
            columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
            values=sql.SQL(", ").join([sql.Placeholder()] * len(columns)),
        )
        self._connection.execute(statement, [posting.key, *map(_text, posting.values.values())])

    def _ours(self, postings: Sequence[Posting]) -> dict[str, str]:
        """The digest of every key of these that our ledger holds."""
        exists = self._connection.execute("SELECT to_regclass('endigue_replay')").fetchone()
        if exists is None or exists[0] is None:
            return {}
        keys = [posting.key for posting in postings]
        found = self._connection.execute(
            "SELECT key, digest FROM endigue_replay WHERE key = ANY(%s)", [keys]
        )
        return {str(key): str(digest) for key, digest in found}

    def _known(self, posting: Posting, ours: dict[str, str]) -> Answer | None:
        """What is there under the key: in our ledger, or a row that is not ours."""
        digest = ours.get(posting.key)
        if digest is None:
            return self._row(posting)
        same = digest == posting.digest
        return Answer("already") if same else Answer("conflict", "endigue_replay")

    def _row(self, posting: Posting) -> Answer | None:
        """A row that stands there without our key: compared by the target's own types."""
        target = posting.target
        tests = [
            sql.SQL("({column} IS NOT DISTINCT FROM {value})").format(
                column=sql.Identifier(column), value=sql.Placeholder()
            )
            for column in posting.values
        ]
        statement = sql.SQL("SELECT {tests} FROM {table} WHERE {key}::text = %s").format(
            tests=sql.SQL(" AND ").join(tests) if tests else sql.SQL("true"),
            table=_table(target),
            key=sql.Identifier(target.key),
        )
        try:
            with self._connection.transaction():
                values = [*map(_text, posting.values.values()), posting.key]
                rows = self._connection.execute(statement, values).fetchall()
        except psycopg.DataError as trouble:
            return Answer("refused", _first_line(trouble))
        if not rows:
            return None
        if len(rows) == 1 and rows[0][0]:
            return Answer("already", _NOT_OURS)
        return Answer("conflict", target.into)

    @contextmanager
    def _working(self) -> Iterator[None]:
        try:
            yield
        except (psycopg.OperationalError, psycopg.InterfaceError) as trouble:
            raise Unreachable("continuity.target_unreachable", why=_first_line(trouble)) from None
        except psycopg.ProgrammingError as trouble:
            raise Refusal("continuity.target_refuses", why=_first_line(trouble)) from None


_NOT_OURS = "not written by a replay"


def _text(value: Value) -> str:
    """As text, which the database reads by the type of the column."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _table(target: Target) -> sql.Identifier:
    return sql.Identifier(*target.into.split(".", 1))


def _first_line(trouble: Exception) -> str:
    return (str(trouble).strip().splitlines() or [type(trouble).__name__])[0]
