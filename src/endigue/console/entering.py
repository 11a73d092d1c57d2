"""From a request to a page: who asks, as known when, and what a refusal looks like.

Pages are plain functions that run on threads, so that reading a journal never stops the event
loop; only the form is read on the loop.
"""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from endigue.console.companies import only_own_companies
from endigue.console.guard import MOST_BYTES, MOST_BYTES_OF_FILES, TooLarge
from endigue.console.keys import digest
from endigue.console.visit import Visit, preferences_of, room_of
from endigue.desk.access import Session
from endigue.desk.refusal import Refusal, Refusals, Unreachable
from endigue.kernel.instant import in_utc
from endigue.locale.problems import say_refusal, whole_sentence

IDLE: Final = timedelta(hours=2)
"""A session that was not used for so long is over; assumed."""

ABSOLUTE: Final = timedelta(hours=12)
"""A session is over after a shift, however much it is used; assumed."""

TOUCHED: Final = timedelta(minutes=1)
"""How often the use of a session is written down."""

PATIENCE: Final = 0.8
"""Seconds that a page waits for an organisation to be read before it says that it does."""

MOST_FIELDS: Final = 2_000
MOST_FILES: Final = 50
MOST_TYPED_SHOWN: Final = 20

SECRET: Final = frozenset({"password", "again", "figure", "passkey", "secret", "offer"})
"""Fields that a refusal does not show again."""

FORBIDDEN: Final = frozenset({
    "communication.not_allowed",
    "communication.for_the_group",
    "communication.of_another_company",
})  # fmt: skip
"""Refusals for want of a role or of a company; every one of them is in the journal."""

Page = Callable[[Visit], Response]
Entrance = Literal["anybody", "person"]
"""Who may come: anybody, or who has logged in."""


class Served(NamedTuple):
    """A page and how it is reached."""

    path: str
    page: Page
    method: Literal["GET", "POST"] = "GET"
    entrance: Entrance = "person"


def routes(pages: tuple[Served, ...]) -> list[Route]:
    """The routes of these pages, one for each path."""
    paths = dict.fromkeys(one.path for one in pages)
    return [
        Route(path, _endpoint({one.method: one for one in pages if one.path == path}),
              methods=[one.method for one in pages if one.path == path])
        for path in paths
    ]  # fmt: skip


def cookie_name(*, tls: bool) -> str:
    """`__Host-` binds the cookie to this very name and to TLS; a door on the machine itself has
    none.
    """
    return "__Host-endigue" if tls else "endigue"


def session_of(request: Request, now: datetime) -> Session | None:
    """The session that the browser shows, while it lasts and its account is open."""
    room = room_of(request)
    token = request.cookies.get(cookie_name(tls=room.tls), "")
    session = room.access.session(digest(token)) if token else None
    if session is None:
        return None
    account = room.access.account(session.person)
    over = now - session.seen_at > IDLE or now - session.opened_at > ABSOLUTE
    if over or account is None or account.closed:
        room.access.end(session.token)
        return None
    return session


def _endpoint(
    by_method: dict[Literal["GET", "POST"], Served],
) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    async def endpoint(request: Request) -> Response:
        served = by_method["POST" if request.method == "POST" else "GET"]
        form = FormData()
        if request.method == "POST":
            most = MOST_BYTES_OF_FILES if served.path.endswith("/files") else MOST_BYTES
            try:
                form = await request.form(
                    max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=most
                )
            except TooLarge:
                return Response("the request is too large", 413, media_type="text/plain")
            except (MultiPartException, UnicodeDecodeError):
                return Response("the form cannot be read", 400, media_type="text/plain")
        try:
            return await run_in_threadpool(_entered, served, request, form)
        finally:
            await form.close()

    return endpoint


def _entered(served: Served, request: Request, form: FormData) -> Response:
    room = room_of(request)
    now = room.now()
    preferences = preferences_of(request.cookies, request.headers.get("accept-language", ""))
    visit = Visit(room, request, preferences, now, form)
    session = session_of(request, now)
    if session is None:
        if served.entrance != "anybody":
            came_for = request.url.path if request.method == "GET" else "/"
            return visit.go("/login", next=None if came_for == "/" else came_for)
    else:
        if now - session.seen_at > TOUCHED:
            session = Session(**{**_fields(session), "seen_at": now})
            room.access.keep(session)
        visit = replace(visit, session=session, account=room.access.account(session.person))
    try:
        visit = _in_time(visit)
        if (reading := _being_read(visit)) is not None:
            return reading
        only_own_companies(visit)
        return served.page(visit)
    except Refusal as refusal:
        return refused(visit, refusal)


def _being_read(visit: Visit) -> Response | None:
    """The page that stands in while a large organisation is read, and asks again by itself."""
    headers = visit.request.headers
    # What a script asks for is read by a script: it waits.
    by_script = "hx-request" in headers or "json" in headers.get("accept", "")
    if visit.session is None or visit.request.method != "GET" or by_script:
        return None
    if not (step := visit.room.reading(visit.known, PATIENCE)):
        return None
    # Nothing is known yet as far as this page goes: it must not wait for what is being read.
    answer = replace(visit, upto=0, at=None).show("reading.html.j2", framed=False, step=step)
    answer.headers["Refresh"] = "1"
    return answer


def _fields(session: Session) -> dict[str, Any]:
    return {name: getattr(session, name) for name in session.__struct_fields__}


def _in_time(visit: Visit) -> Visit:
    """The visit at the past instant that the query asks for."""
    if visit.session is None or visit.request.method != "GET":
        return visit
    if entry := visit.asked("entry"):
        line = visit.room.chronicle.line(visit.number(entry))
        if line is None or line.sequence >= visit.room.chronicle.ledger.head.sequence:
            return visit
        return replace(visit, upto=line.sequence, at=line.recorded_at)
    if not (text := visit.asked("at")):
        return visit
    instant = instant_typed(text, visit.speech.time_zone)
    if instant >= visit.now:
        return visit
    return replace(visit, upto=visit.room.chronicle.known_at(instant), at=instant)


def instant_typed(text: str, zone: ZoneInfo) -> datetime:
    """An instant as a field of the browser gives it, in the organisation's zone, or with a zone
    of its own. Raises Refusal where it is none.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        return in_utc(moment if moment.tzinfo else moment.replace(tzinfo=zone))
    except (ValueError, OverflowError):
        raise Refusal("console.no_instant", text=text[:80]) from None


def refused(visit: Visit, refusal: Refusal) -> Response:
    """The page that says why, and keeps what was typed."""
    status = 422
    if refusal.code in FORBIDDEN:
        status = 403
    elif refusal.code.startswith("console.absent"):
        status = 404
    elif isinstance(refusal, Unreachable):
        status = 503
    each = refusal.each if isinstance(refusal, Refusals) else ()
    typed = [
        value
        for key, value in visit.form.multi_items()
        if isinstance(value, str) and len(value) > 12 and key not in SECRET
    ]
    return visit.show(
        "refused.html.j2",
        status,
        framed=False,
        sentences=[whole_sentence(say_refusal(visit.speech, one)) for one in (refusal, *each)],
        typed=typed[:MOST_TYPED_SHOWN],
    )
