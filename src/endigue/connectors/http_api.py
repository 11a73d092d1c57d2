"""An HTTP API as the target. Each record is sent with an idempotency key, and read back wherever
it is not certain that it arrived: after a time-out, a broken connection, or a crash of ours.

The keys of an API are forgotten after hours or days, so ours are kept in the case for ever.
"""

import http.client
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from endigue.connectors.keys import KeyLedger
from endigue.continuity.reconciliation.postings import Posting
from endigue.continuity.reconciliation.replay import Answer, Total
from endigue.desk.refusal import Refusal, Unreachable
from endigue.kernel.money import Cents

HEADER: Final = "Idempotency-Key"
TRIES: Final = 4
"""Times that a record is sent before the target is given up for now."""
LONGEST_ANSWER: Final = 4 << 20
"""Bytes that are read of an answer."""
ANOTHER_CONTENT: Final = 409
"""Conflict: the API knows the key with something else, or the record exists."""


@dataclass(frozen=True)
class Reply:
    """An answer of the API."""

    status: int
    body: bytes


class HttpConnector:
    """Writes to the paths under one address."""

    def __init__(
        self, address: str, ledger: KeyLedger, headers: Mapping[str, str], seconds: float
    ) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Refusal("continuity.target_unclear")
        self._parts = parts
        self._ledger = ledger
        self._headers = dict(headers)
        self._seconds = seconds
        self._connection: http.client.HTTPConnection | None = None

    def close(self) -> None:
        """Let go of the connection and the ledger."""
        self._drop()
        self._ledger.close()

    def post(self, postings: Sequence[Posting]) -> list[Answer]:
        """Send each that is not known to be there. What was begun before is read back first."""
        known = self._ledger.known([posting.key for posting in postings])
        fresh = [(one.key, one.digest) for one in postings if one.key not in known]
        self._ledger.begin(fresh)
        settled: list[tuple[str, str]] = []
        refused: list[str] = []
        answers: list[Answer] = []
        try:
            for posting in postings:
                answer = self._post(posting, known.get(posting.key))
                answers.append(answer)
                if answer.kind in ("written", "already"):
                    settled.append((posting.key, posting.digest))
                elif posting.key not in known:
                    refused.append(posting.key)
        finally:
            self._ledger.settle(settled)
            self._ledger.forget(refused)
        return answers

    def look(self, postings: Sequence[Posting]) -> list[Answer]:
        """What the ledger and the API say."""
        known = self._ledger.known([posting.key for posting in postings])
        answers: list[Answer] = []
        for posting in postings:
            before = known.get(posting.key)
            if before is not None and before[1]:
                answers.append(_same(before[0] == posting.digest, "ledger"))
            else:
                answers.append(self._read_back(posting) or Answer("written"))
        return answers

    def finish(self) -> None:
        """Everything is durable already."""

    def present(self, postings: Sequence[Posting]) -> Total:
        """Read every record back."""
        total = Total()
        for posting in postings:
            found = self._find(posting)
            if found is not None:
                total = total.plus(_amount(posting, found))
        return total

    def _post(self, posting: Posting, known: tuple[str, bool] | None) -> Answer:
        if known is not None and known[1]:
            return _same(known[0] == posting.digest, "ledger")
        uncertain = known is not None
        for _ in range(TRIES):
            if uncertain and (found := self._read_back(posting)) is not None:
                return found
            uncertain = True
            try:
                reply = self._ask("POST", posting.target.into, posting)
            except (OSError, http.client.HTTPException):
                self._drop()
                continue
            if reply.status in range(200, 300):
                return Answer("written")
            if reply.status == ANOTHER_CONTENT:
                return self._read_back(posting) or Answer("conflict", _words(reply))
            if reply.status in range(400, 500) and reply.status not in (408, 425, 429):
                return Answer("refused", f"{reply.status} {_words(reply)}".strip())
        raise Unreachable("continuity.target_unreachable", why=self._parts.netloc)

    def _read_back(self, posting: Posting) -> Answer | None:
        found = self._find(posting)
        if found is None:
            return None
        for column, value in posting.values.items():
            if str(found.get(column)) != str(value):
                return Answer("conflict", column)
        return Answer("already")

    def _find(self, posting: Posting) -> dict[str, object] | None:
        """The record that the API holds under the key."""
        if not posting.target.find:
            raise Refusal("continuity.map_find", into=posting.target.into)
        path = posting.target.find.replace("{key}", quote(posting.key, safe=""))
        for _ in range(TRIES):
            try:
                reply = self._ask("GET", path)
            except (OSError, http.client.HTTPException):
                self._drop()
                continue
            if reply.status == 404:
                return None
            if reply.status in range(200, 300):
                return self._record(reply, posting)
        raise Unreachable("continuity.target_unreachable", why=self._parts.netloc)

    def _record(self, reply: Reply, posting: Posting) -> dict[str, object] | None:
        try:
            found = json.loads(reply.body)
        except (ValueError, RecursionError):
            raise Refusal("continuity.target_answer", into=posting.target.into) from None
        rows = found if isinstance(found, list) else [found]
        fitting = [
            row
            for row in rows
            if isinstance(row, dict) and str(row.get(posting.target.key)) == posting.key
        ]
        if len(fitting) > 1:
            raise Refusal("continuity.target_doubled", key=posting.key)
        return fitting[0] if fitting else None

    def _ask(self, method: str, path: str, posting: Posting | None = None) -> Reply:
        headers = {"Accept": "application/json", **self._headers}
        body = None
        if posting is not None:
            headers |= {"Content-Type": "application/json", HEADER: posting.key}
            body = json.dumps({posting.target.key: posting.key, **posting.values}).encode()
        connection = self._open()
        connection.request(method, f"{self._parts.path.rstrip('/')}/{path}", body, headers)
        reply = connection.getresponse()
        content = reply.read(LONGEST_ANSWER + 1)
        if len(content) > LONGEST_ANSWER:
            self._drop()
            raise Refusal("continuity.target_answer", into=path)
        return Reply(reply.status, content)

    def _open(self) -> http.client.HTTPConnection:
        if self._connection is None:
            secure = self._parts.scheme == "https"
            kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
            host = self._parts.hostname or ""
            self._connection = kind(host, self._parts.port, timeout=self._seconds)
        return self._connection

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _same(same: bool, where: str) -> Answer:
    return Answer("already") if same else Answer("conflict", where)


def _amount(posting: Posting, found: Mapping[str, object]) -> Cents:
    target = posting.target
    if not target.amount:
        return Cents(0)
    text = str(found.get(target.amount, 0))
    if target.money == "cents":
        return Cents(int(text))
    units, _, rest = text.partition(".")
    return Cents(int(units + rest.ljust(2, "0")[:2]))


def _words(reply: Reply) -> str:
    text = reply.body[:200].decode("utf-8", errors="replace")
    return " ".join("".join(c for c in text if c.isprintable() or c == " ").split())
