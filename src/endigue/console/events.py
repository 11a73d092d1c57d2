"""The stream of events: the journal as it grows, to every open page.

The identifier of an event is the number of its entry. A browser that was cut off sends the last
one that it has (Last-Event-ID) and is given everything after it, so no fact is missed or doubled.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from endigue.console.chronicle import Bell, Line
from endigue.console.entering import session_of
from endigue.console.rendering import render
from endigue.console.visit import Visit, preferences_of, room_of
from endigue.desk.access import Session

HEARTBEAT: Final = 15.0
"""Seconds after which a silent stream says that it lives, and the session is looked at again."""

MOST_AT_ONCE: Final = 500
"""Entries told one by one to a page that was away; beyond, it is told to load itself anew."""

MOST_STREAMS: Final = 8
"""Of one session."""


async def events(request: Request) -> Response:
    """Everything after `Last-Event-ID`, or after the entry that the page was made with."""
    room = room_of(request)
    session = await run_in_threadpool(session_of, request, room.now())
    if session is None:
        return Response("log in first", 401, media_type="text/plain")
    streams: dict[str, int] = request.app.state.streams
    if streams.get(session.token, 0) >= MOST_STREAMS:
        return Response("too many streams", 429, media_type="text/plain")
    text = request.headers.get("last-event-id") or request.query_params.get("after", "")
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        return Response("after which entry?", 400, media_type="text/plain")
    return StreamingResponse(
        _stream(request, session, int(text)),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _stream(request: Request, session: Session, after: int) -> AsyncIterator[bytes]:
    room, bell, token = room_of(request), _bell(request), session.token
    streams: dict[str, int] = request.app.state.streams
    streams[token] = streams.get(token, 0) + 1
    preferences = preferences_of(request.cookies, request.headers.get("accept-language", ""))
    account = await run_in_threadpool(room.access.account, session.person)
    visit = Visit(room, request, preferences, room.now(), FormData(), session, account)
    # What a page has shown may be over before its stream opens: it is told then all the same.
    told = "?" if request.query_params.get("busy") else ""
    try:
        yield b": open\n\n"
        while not room.closing:
            rung = bell.next()
            head = room.chronicle.ledger.head.sequence
            if after > head or head - after > MOST_AT_ONCE:
                after = head
                yield f"id: {head}\nevent: reload\ndata: {head}\n\n".encode()
            for line in room.chronicle.lines(after):
                after = line.sequence
                if _now(visit).sees(line):
                    yield await _event(request, visit, line)
            progress = await _progress(visit)
            if progress != told:
                told = progress
                yield _message("progress", progress)
            try:
                await asyncio.wait_for(rung.wait(), HEARTBEAT)
            except TimeoutError:
                if await run_in_threadpool(session_of, request, room.now()) is None:
                    yield _message("gone", "")
                    return
                yield b": here\n\n"
    finally:
        streams[token] -= 1
        if not streams[token]:
            del streams[token]


async def _event(request: Request, visit: Visit, line: Line) -> bytes:
    cache: dict[tuple[int, str], bytes] = request.app.state.lines
    key = (line.sequence, visit.speech.language)
    if key not in cache:
        fresh = Visit(visit.room, request, visit.preferences, visit.now, visit.form)
        html = await run_in_threadpool(_line, fresh, line)
        while len(cache) > 2 * MOST_AT_ONCE:
            del cache[next(iter(cache))]
        cache[key] = f"id: {line.sequence}\n".encode() + _message("entry", html)
    return cache[key]


def _now(visit: Visit) -> Visit:
    """The same visit, with what the person may see by now: a scope can be given at any time."""
    return replace(visit)


def _line(visit: Visit, line: Line) -> str:
    view = visit.ledger.communication
    context = {"line": line, "notes": view.notes.notes, "withdrawn": view.withdrawn}
    return render(visit, "line.html.j2", context)


async def _progress(visit: Visit) -> str:
    running, errand = visit.room.computing.current, visit.room.carrying.current
    if running is None and errand is None:
        return ""
    context = {"running": running, "errand": errand}
    return await run_in_threadpool(render, visit, "progress.html.j2", context)


def _message(event: str, data: str) -> bytes:
    lines = "".join(f"data: {line}\n" for line in data.splitlines() or [""])
    return f"event: {event}\n{lines}\n".encode()


def _bell(request: Request) -> Bell:
    bell = request.app.state.bell
    if not isinstance(bell, Bell):
        raise TypeError("the application has no bell")
    return bell


ROUTES = [Route("/events", events, methods=["GET"])]
