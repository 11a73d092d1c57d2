"""An object store that speaks S3, by signed requests. An object is replaced in one step."""

import http.client
import re
import ssl
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from ipaddress import ip_address
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from endigue.connectors.publishing.address import no_address, no_endpoint
from endigue.connectors.publishing.order import in_order
from endigue.connectors.publishing.sigv4 import (
    Credentials,
    Request,
    encoded_path,
    signed_headers,
)
from endigue.desk.delivery import Access, Delivery
from endigue.desk.refusal import Refusal, Unreachable

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".atom": "application/atom+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}

FRESH = "no-cache"
"""Whoever keeps a copy asks first whether there is a newer one."""

TRIES = 4
SECONDS = 30.0
"""For each answer; assumed."""

MOST_OF_AN_ERROR = 4_096

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_CODE = re.compile(rb"<Code>([A-Za-z]{1,64})</Code>")
_BUSY = {429, 500, 502, 503, 504}


class S3Place:
    """A bucket and what its names begin with, `s3://bucket/prefix`."""

    def __init__(
        self,
        place: str,
        access: Access,
        environment: Mapping[str, str],
        clock: Callable[[], datetime],
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        found = urlsplit(place)
        prefix = found.path.removeprefix("/").removesuffix("/")
        parts = prefix.split("/") if prefix else []
        if (
            _BUCKET.fullmatch(found.netloc) is None
            or found.query
            or found.fragment
            or any(part in {"", ".", ".."} for part in parts)
        ):
            raise no_address(place)
        self.name = f"s3://{found.netloc}/{prefix}".rstrip("/")
        self._base = "/".join(("", found.netloc, *parts))
        self._region, self._clock, self._wait = access.region, clock, wait
        self._who = _credentials(environment)
        self._encrypted, self._host = _endpoint(access)

    def publish(self, files: Mapping[str, bytes]) -> Delivery:
        """Bring what is not there yet, and read everything back. Raises Unreachable."""
        wanted = [name for name in in_order(files) if self._held(name) != files[name]]
        for name in wanted:
            kind = KINDS.get(PurePosixPath(name).suffix, "application/octet-stream")
            headers = {"content-type": kind, "cache-control": FRESH}
            self._ask("PUT", name, files[name], headers, {200})
        for name in wanted:
            if self._held(name) != files[name]:
                raise Unreachable("publishing.reads_otherwise", place=self.name, file=name)
        return Delivery(self.name, len(wanted), len(files) - len(wanted))

    def _held(self, name: str) -> bytes | None:
        status, body = self._ask("GET", name, b"", {}, {200, 404})
        return body if status == 200 else None

    def _ask(
        self, method: str, name: str, body: bytes, headers: dict[str, str], fine: set[int]
    ) -> tuple[int, bytes]:
        """The answer; asked again while the store is busy or the line breaks, which does no harm:
        the same object is written again.
        """
        why = ""
        for tried in range(TRIES):
            if tried:
                self._wait(0.5 * 2**tried)
            try:
                status, answer = self._once(method, name, body, headers)
            except (OSError, http.client.HTTPException) as trouble:
                why = getattr(trouble, "strerror", "") or type(trouble).__name__
                continue
            if status in fine and not (status == 404 and b"NoSuchBucket" in answer):
                return status, answer
            code = _CODE.search(answer[:MOST_OF_AN_ERROR])
            why = f"{status} {code[1].decode() if code else ''}".strip()
            if status not in _BUSY:
                break
        raise Unreachable("publishing.unreachable", place=self.name, why=why)

    def _once(
        self, method: str, name: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        path = encoded_path(f"{self._base}/{name}")
        request = Request(method, path, {"host": self._host, **headers}, {})
        signed = signed_headers(request, self._who, self._region, self._clock(), body)
        line = self._line()
        try:
            line.request(method, path, body=body or None, headers=signed)
            answer = line.getresponse()
            most = MOST_OF_AN_ERROR if answer.status != 200 else _MOST_OF_A_FILE
            return answer.status, answer.read(most)
        finally:
            line.close()

    def _line(self) -> http.client.HTTPConnection:
        if not self._encrypted:
            return http.client.HTTPConnection(self._host, timeout=SECONDS)
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(self._host, timeout=SECONDS, context=context)


_MOST_OF_A_FILE = 16 << 20
"""Bytes of an object that is read back; what is longer is not ours."""


def _credentials(environment: Mapping[str, str]) -> Credentials:
    key = environment.get("AWS_ACCESS_KEY_ID", "")
    secret = environment.get("AWS_SECRET_ACCESS_KEY", "")
    if not key or not secret:
        raise Refusal("publishing.no_key")
    return Credentials(key, secret, environment.get("AWS_SESSION_TOKEN", ""))


def _endpoint(access: Access) -> tuple[bool, str]:
    """Whether the line is encrypted, and the host with its port. On one's own machine it need
    not be.
    """
    address = access.endpoint or f"https://s3.{access.region}.amazonaws.com"
    found = urlsplit(address)
    if found.scheme not in {"https", "http"} or not found.hostname or found.path.strip("/"):
        raise no_endpoint(address)
    if found.username or found.query or not found.netloc.isprintable() or " " in found.netloc:
        raise no_endpoint(address)
    if found.scheme == "http" and not _own(found.hostname):
        raise Refusal("publishing.not_encrypted", endpoint=address)
    return found.scheme == "https", found.netloc


def _own(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
