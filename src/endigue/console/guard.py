"""What every answer carries and every request must show, before any page is reached.

- Host: only names that this door is known by, so that no page elsewhere can reach it through a
  name of its own that leads here (DNS rebinding).
- Requests that change something: Sec-Fetch-Site, else Origin, must say that they come from our
  own pages. No token is needed: browsers do not let a page write these headers.
- Bodies are bounded before they are read.
- A content security policy with a nonce of its own for each answer; nothing from elsewhere.
"""

import secrets
from collections.abc import Collection
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES: Final = 512 * 1024
"""Of the body of a request. The longest text of a note fits with its encoding."""

MOST_BYTES_OF_FILES: Final = 64 * 1024 * 1024
"""Of the body of a request that brings files."""

FILES: Final = frozenset({"/prepare/files", "/prepare/organisation/files"})
"""Where files are brought."""

SAFE: Final = frozenset({"GET", "HEAD"})
METHODS: Final = SAFE | {"POST"}

_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex",
}


class Guard:
    """Stands before the application. `hosts` are the names, with port, of this door."""

    def __init__(self, app: ASGIApp, hosts: Collection[str], *, tls: bool) -> None:
        self._app = app
        self._tls = tls
        self.known_as(hosts)

    def known_as(self, hosts: Collection[str]) -> None:
        """From now on the door is known by these names alone."""
        self._hosts = frozenset(name.casefold() for name in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it through, or answer in its place."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce
        dressed = self._dressed(send, nonce)
        refused = self._refusal(scope)
        if refused is not None:
            await PlainTextResponse(refused[1], refused[0])(scope, receive, dressed)
            return
        most = MOST_BYTES_OF_FILES if scope["path"] in FILES else MOST_BYTES
        await self._app(scope, _bounded(receive, most), dressed)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        if scope["method"] not in METHODS:
            return 405, "method not allowed"
        if headers.get("host", "").casefold() not in self._hosts:
            return 421, "this door is not known by that name"
        most = MOST_BYTES_OF_FILES if scope["path"] in FILES else MOST_BYTES
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length) > most:
            return 413, "the request is too large"
        if scope["method"] not in SAFE and not self._is_ours(headers):
            return 403, "the request does not come from a page of this door"
        return None

    def _is_ours(self, headers: Headers) -> bool:
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site == "same-origin"
        scheme = "https" if self._tls else "http"
        return headers.get("origin", "").casefold() in {
            f"{scheme}://{name}" for name in self._hosts
        }

    def _dressed(self, send: Send, nonce: str) -> Send:
        policy = (
            f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
            "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
            "frame-ancestors 'none'; base-uri 'none'"
        )

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                # The preview of the public page brings a stricter one of its own, with a sandbox.
                headers.setdefault("Content-Security-Policy", policy)
                if "cache-control" not in headers:
                    headers["Cache-Control"] = "no-store"
                if self._tls:
                    headers["Strict-Transport-Security"] = "max-age=31536000"
            await send(message)

        return dressed


class TooLarge(Exception):
    """More bytes came than were announced or are allowed."""


def _bounded(receive: Receive, most: int) -> Receive:
    """Chunks without an announced length are counted as they come."""
    read = 0

    async def bounded() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > most:
            raise TooLarge
        return message

    return bounded
