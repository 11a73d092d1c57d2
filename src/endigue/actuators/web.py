"""Components that are commanded by an API over HTTPS: one request, one answer, bounded.

What was never reached, what said no and what may have been done without our hearing of it are told
apart, as `machine` does for machines. Redirections are not followed, for a secret would follow
them; secrets never stand in what is said about an answer.
"""

import http.client
import json
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from socket import SHUT_RDWR
from threading import Timer
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

from endigue.containment.enforcement.change import Trouble

LONGEST = 4 << 20
"""Bytes that are read of an answer; assumed."""
SHOWN = 200
"""Characters of an answer that are repeated to people."""
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Reply:
    """An answer that is not a refusal."""

    status: int
    body: bytes

    def json(self) -> dict[str, Any]:
        """The object that it holds. Raises Trouble: nobody knows what was done otherwise."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise Trouble("late", "the answer is no JSON object")
        return found


class Api(Protocol):
    """What actuators use."""

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        expected: tuple[int, ...] = (),
    ) -> Reply:
        """The answer, if it says yes or its status is expected. Raises Trouble."""
        ...


@dataclass(frozen=True)
class Web:
    """One address, each request by a connection of its own."""

    address: str
    """https://HOST[:PORT][/PATH]; http:// for this machine alone, such as the end of a tunnel."""
    seconds: float = 20.0
    """Within which the whole answer is expected."""
    authority: str = ""
    """File of the authority's certificate; without it those that this machine trusts."""
    hidden: tuple[str, ...] = ()
    """Secrets that must not be repeated."""

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if parts.scheme == "https" and parts.hostname:
            return
        if parts.scheme == "http" and _is_here(parts.hostname or ""):
            return
        raise ValueError(f"'{self.address}' is no https:// address")

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        expected: tuple[int, ...] = (),
    ) -> Reply:
        """As in `Api`."""
        given = {"Accept": "application/json", **(headers or {})}
        where = urlsplit(self.address).path.rstrip("/") + path
        with self._connected() as connection:
            connection.request(method, where, body, given)
            answer = connection.getresponse()
            content = answer.read(LONGEST + 1)
            # Cut off in its head or its body: the library takes what there is.
            is_cut = bool(answer.msg.defects) or bool(answer.length)
        if len(content) > LONGEST:
            raise Trouble("late", f"the answer has more than {LONGEST:,} bytes")
        if is_cut:
            raise Trouble("late", "the answer was cut off")
        if answer.status in range(200, 300) or answer.status in expected:
            return Reply(answer.status, content)
        said = f"{answer.status} {self._shown(content, given)}".strip()
        raise Trouble("late" if answer.status >= 500 else "refused", said)

    @contextmanager
    def _connected(self) -> Iterator[http.client.HTTPConnection]:
        connection = self._connection()
        try:
            connection.connect()
        except (OSError, http.client.HTTPException) as trouble:
            connection.close()
            raise Trouble("down", str(trouble)) from None
        # The time-out of a socket begins again with every byte; this one does not.
        watch = Timer(self.seconds, _break, [connection])
        watch.daemon = True
        watch.start()
        try:
            yield connection
        except (OSError, http.client.HTTPException) as trouble:
            # It broke after the request: it may have been done.
            raise Trouble("late", str(trouble) or "the connection broke") from None
        finally:
            watch.cancel()
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.address)
        host = parts.hostname or ""
        if parts.scheme == "http":
            return http.client.HTTPConnection(host, parts.port, timeout=self.seconds)
        context = ssl.create_default_context(cafile=self.authority or None)
        return http.client.HTTPSConnection(host, parts.port, timeout=self.seconds, context=context)

    def _shown(self, content: bytes, headers: Mapping[str, str]) -> str:
        text = content[: 4 * SHOWN].decode("utf-8", errors="replace")
        sent = headers.get("Authorization", "").rpartition(" ")[2]
        for secret in (*self.hidden, sent):
            if secret:
                text = text.replace(secret, "…")
        text = "".join(c for c in text if c.isprintable() or c.isspace())
        return " ".join(text.split())[:SHOWN]


class Signed:
    """An API that wants a token, which is asked for when it is needed and forgotten when it is
    refused.
    """

    def __init__(self, api: Api, log_on: Callable[[Api], str]) -> None:
        self._api = api
        self._log_on = log_on
        self._token = ""

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        expected: tuple[int, ...] = (),
    ) -> Reply:
        """As in `Api`."""
        is_old = bool(self._token)
        reply = self._asked(method, path, body, headers, (*expected, *([401] if is_old else ())))
        if reply.status == 401 and is_old:
            self._token = ""
            reply = self._asked(method, path, body, headers, expected)
        return reply

    def _asked(
        self,
        method: str,
        path: str,
        body: bytes | None,
        headers: Mapping[str, str] | None,
        expected: tuple[int, ...],
    ) -> Reply:
        if not self._token:
            self._token = self._log_on(self._api)
        signed = {**(headers or {}), "Authorization": f"Bearer {self._token}"}
        return self._api.ask(method, path, body, signed, expected)


@dataclass(frozen=True)
class Keyed:
    """An API that wants the same header each time."""

    api: Api
    authorization: str

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        expected: tuple[int, ...] = (),
    ) -> Reply:
        """As in `Api`."""
        signed = {**(headers or {}), "Authorization": self.authorization}
        return self.api.ask(method, path, body, signed, expected)


def form(**fields: str) -> bytes:
    """Fields as a form is sent."""
    return urlencode(fields).encode()


def basic(user: str, password: str) -> dict[str, str]:
    """The header of a user with a password (RFC 7617)."""
    return {"Authorization": "Basic " + b64encode(f"{user}:{password}".encode()).decode()}


def encoded(value: object) -> bytes:
    """A value as JSON."""
    return json.dumps(value, separators=(",", ":")).encode()


def listed(value: object) -> list[Any]:
    """A list of an answer. Raises Trouble where it is none."""
    if not isinstance(value, list):
        raise Trouble("late", "the answer has not the documented shape")
    return value


def records(value: object) -> list[dict[str, Any]]:
    """The objects of a list of an answer."""
    return [one for one in listed(value) if isinstance(one, dict)]


def _break(connection: http.client.HTTPConnection) -> None:
    with suppress(OSError):
        connection.sock.shutdown(SHUT_RDWR)


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
