"""Open the door: one server, one case, until it is told to stop."""

import os
import re
import socket
from pathlib import Path

import uvicorn

from endigue.console.application import application
from endigue.console.certificate import Kept, given_certificate, kept_certificate, own_names
from endigue.console.chronicle import Chronicle
from endigue.console.computing import Computing
from endigue.console.garbage import settle
from endigue.console.opening import open_door
from endigue.console.room import Room
from endigue.desk.access import AccessStore
from endigue.desk.case import Case
from endigue.desk.computation_facts import ComputationStarted
from endigue.desk.hands import Hands
from endigue.desk.refusal import Refusal
from endigue.desk.serving import Address, Serving
from endigue.kernel.instant import format_instant

FIRST = {"en": "Director", "fr": "Direction"}
"""What the first account is called until its person says otherwise."""

AUTHOR = "terminal"

BACKLOG = 256

LONGEST_NAME = 253
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
"""Letters, digits, hyphens and points; names with accents as they are resolved (xn--…)."""

KEEP_ALIVE = 30
"""Seconds for which a silent connection is kept."""


def serve(hands: Hands, serving: Serving) -> None:
    """Serve a case. Raises Refusal where it is none, or where the address is taken."""
    case = hands.cases.open(serving.case, AUTHOR)
    access = hands.access(serving.case)
    try:
        room = _room(hands, serving, case, access)
        host = serving.host
        names = own_names(host, _domain_names(serving.names))
        given = _given_certificate(serving)
        listening = _listening(serving)
        port = listening.getsockname()[1]
        kept = given or _own_certificate(room, names)
        opening = ""
        if not access.accounts():
            first = FIRST[serving.language]
            opening = open_door(case, case.ledger(), access, room.rulebook.roles, first)
            room.chronicle.catch_up()
        own = host if host in names else next(n for n in names if n != "localhost")
        # A name leads here from elsewhere; on the machine itself it need not.
        shown = own if _is_loopback(host) or not serving.names else serving.names[0]
        scheme = "https" if room.tls else "http"
        serving.ready(
            Address(f"{scheme}://{shown}:{port}", kept.fingerprint if kept else "", opening)
        )
        hosts = {f"{name}:{port}" for name in names} | (set(names) if port in (80, 443) else set())
        settle()
        _run(room, hosts, listening, kept)
    finally:
        access.close()
        case.store.close()


def _room(hands: Hands, serving: Serving, case: Case, access: AccessStore) -> Room:
    def arguments(asked: ComputationStarted, person: str) -> list[str]:
        now = format_instant(hands.clock())
        return [
            *("recompute", serving.case, "--author", person, "--now", now, "--progress"),
            *("--keep", ",".join(asked.keep), "--cut", ",".join(asked.cut)),
            *(("--adopt", asked.adopt) if asked.adopt else ()),
            *(("--rebuild",) if asked.kind == "restoration" else ()),
            *(word for change in asked.what_if for word in ("--what-if", change)),
        ]

    return Room(
        hands=hands,
        case=case,
        location=serving.case,
        chronicle=Chronicle(case.store),
        access=access,
        rulebook=hands.rulebook(),
        computing=Computing(arguments),
        settle=settle,
        tls=serving.tls or bool(serving.certificate) or not _is_loopback(serving.host),
    )


def _given_certificate(serving: Serving) -> Kept | None:
    if not (serving.certificate or serving.key):
        return None
    return given_certificate(Path(serving.certificate), Path(serving.key))


def _own_certificate(room: Room, names: tuple[str, ...]) -> Kept | None:
    return kept_certificate(Path(room.location), names, room.now()) if room.tls else None


def _domain_names(given: tuple[str, ...]) -> tuple[str, ...]:
    for name in given:
        if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
            raise Refusal("console.bad_domain_name", name=name[:80])
    return tuple(name.casefold() for name in given)


def _is_loopback(host: str) -> bool:
    return host in {"127.0.0.1", "::1", "localhost"}


def _listening(serving: Serving) -> socket.socket:
    family = socket.AF_INET6 if ":" in serving.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    if os.name == "posix":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((serving.host, serving.port))
        # Whoever is told the address may come at once, before the server has begun.
        listening.listen(BACKLOG)
    except OSError as trouble:
        listening.close()
        raise Refusal(
            "console.address_taken",
            host=serving.host,
            port=serving.port,
            why=trouble.strerror or str(trouble),
        ) from None
    return listening


def _run(room: Room, hosts: set[str], listening: socket.socket, kept: Kept | None) -> None:
    config = uvicorn.Config(
        application(room, hosts),
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=64 * 1024,
        ssl_certfile=str(kept.certificate) if kept else None,
        ssl_keyfile=str(kept.key) if kept else None,
        lifespan="on",
    )
    _Server(config, room).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Lets go of the pages that wait for news before it waits for what is still being answered."""

    def __init__(self, config: uvicorn.Config, room: Room) -> None:
        super().__init__(config)
        self._room = room

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As `uvicorn.Server.shutdown`."""
        self._room.close()
        await super().shutdown(sockets)
