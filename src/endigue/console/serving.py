"""Open the door: one server, one case, until it is told to stop."""

import os
import socket
from pathlib import Path

import uvicorn

from endigue.console.application import application
from endigue.console.certificate import Kept, kept_certificate, own_names
from endigue.console.chronicle import Chronicle
from endigue.console.computing import Computing
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

KEEP_ALIVE = 30
"""Seconds for which a silent connection is kept."""


def serve(hands: Hands, serving: Serving) -> None:
    """Serve a case. Raises Refusal where it is none, or where the address is taken."""
    case = hands.cases.open(serving.case, AUTHOR)
    access = hands.access(serving.case)
    try:
        room = _room(hands, serving, case, access)
        listening = _listening(serving)
        host, port = serving.host, listening.getsockname()[1]
        names = own_names(host)
        kept = kept_certificate(Path(serving.case), names, hands.clock()) if room.tls else None
        opening = ""
        if not access.accounts():
            first = FIRST[serving.language]
            opening = open_door(case, case.ledger(), access, room.rulebook.roles, first)
            room.chronicle.catch_up()
        shown = host if host in names else next(n for n in names if n != "localhost")
        scheme = "https" if room.tls else "http"
        serving.ready(
            Address(f"{scheme}://{shown}:{port}", kept.fingerprint if kept else "", opening)
        )
        hosts = {f"{name}:{port}" for name in names} | (set(names) if port in (80, 443) else set())
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
            *_changes(asked),
        ]

    return Room(
        hands=hands,
        case=case,
        location=serving.case,
        chronicle=Chronicle(case.store),
        access=access,
        rulebook=hands.rulebook(),
        computing=Computing(arguments),
        tls=serving.tls or not _is_loopback(serving.host),
    )


def _changes(asked: ComputationStarted) -> list[str]:
    """What is supposed; of a rebuild, what is put first."""
    if asked.kind == "restoration":
        return [f"--first={change.removeprefix('first ')}" for change in asked.what_if]
    return [word for change in asked.what_if for word in ("--what-if", change)]


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
    uvicorn.Server(config).run(sockets=[listening])
