"""The application: every page of one case behind its guard."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from endigue.console import events
from endigue.console.chronicle import Bell
from endigue.console.entering import routes
from endigue.console.guard import Guard, TooLarge
from endigue.console.pages import (
    account,
    back,
    bulletin,
    carry,
    clean,
    cleaning,
    cut,
    going,
    importing,
    letters,
    lifting,
    logbook,
    login,
    now,
    outbound,
    passkeys,
    people,
    prepare,
    reach,
    tell,
)
from endigue.console.rendering import static_file
from endigue.console.room import Room
from endigue.desk.computation_facts import ComputationEnded

PAGES = tuple(
    served
    for page in (
        *(login, account, passkeys, now, logbook, reach, cut, carry, going),
        *(clean, cleaning, lifting, back, tell, bulletin, outbound, letters),
        *(prepare, importing, people),
    )
    for served in page.PAGES
)

KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}

FOR_EVER = "public, max-age=31536000, immutable"


def application(room: Room, hosts: Collection[str]) -> Guard:
    """The application of a room; `hosts` are the names, with port, that it is known by."""
    app = Starlette(
        routes=[
            Route("/static/{name:path}", _static, methods=["GET"]),
            *events.ROUTES,
            *routes(PAGES),
        ],
        exception_handlers={HTTPException: _absent, TooLarge: _too_large},
        lifespan=_lifespan,
    )
    app.state.room = room
    app.state.streams = {}
    app.state.lines = {}
    return Guard(app, hosts, tls=room.tls)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    room: Room = app.state.room
    bell = Bell(asyncio.get_running_loop())
    app.state.bell = bell
    room.computing.ring = room.carrying.ring = bell.ring
    await asyncio.to_thread(_say_what_was_lost, room)
    room.chronicle.follow(bell.ring)
    room.reading(room.chronicle.ledger)
    try:
        yield
    finally:
        await room.computing.close()
        await asyncio.to_thread(room.carrying.close)
        await asyncio.to_thread(room.chronicle.stop)


def _say_what_was_lost(room: Room) -> None:
    """Computations that the journal calls open belong to a door that was killed."""
    for one in room.chronicle.ledger.computations.open:
        room.record("endigue", ComputationEnded(one.asked.computation, "lost"))


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    content = static_file(name)
    kind = KINDS.get(name.rpartition(".")[2])
    if content is None or kind is None:
        raise HTTPException(404)
    return Response(content, media_type=kind, headers={"Cache-Control": FOR_EVER})


def _absent(request: Request, error: Exception) -> Response:
    del request
    status = error.status_code if isinstance(error, HTTPException) else 404
    return PlainTextResponse("not here" if status == 404 else "not like this", status)


def _too_large(request: Request, error: Exception) -> Response:
    del request, error
    return PlainTextResponse("the request is too large", 413)
