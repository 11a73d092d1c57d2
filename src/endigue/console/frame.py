"""What stands around every page: clock, next duty, roles, what is being computed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from endigue.communication.clocks import Clock
from endigue.console.menu import MENU
from endigue.desk.marking import Marking
from endigue.locale.duties import say_article, say_company, say_duty, say_state

if TYPE_CHECKING:
    from endigue.console.visit import Visit

DUE = frozenset({"running", "past_safe", "overdue"})

MARKS = Marking().words


class Due(NamedTuple):
    """A legal duty that is not done."""

    duty: str
    company: str
    state: str
    late: bool
    safe: datetime | None
    legal: datetime | None
    article: str
    entry: int
    passed: bool
    """Whether the safe instant lies behind."""


class Since(NamedTuple):
    """What the clock of a crisis counts from."""

    event: str
    """`detected`, `occurred`, or `seen`: the first trace."""
    at: datetime


def frame(visit: Visit) -> dict[str, object]:
    """What the frame of a page says."""
    begun = since(visit)
    held = visit.room.roles_of(visit.person, visit.ledger)
    query = visit.request.url.query
    path = visit.request.url.path if visit.request.method == "GET" else "/"
    return {
        "crisis_since": begun,
        "t_plus": "" if begun is None else t_plus(begun.at, visit.instant),
        "next_due": _next_hour(tuple(due(visit))),
        "has_tell": any(item.name == "tell" for item in MENU),
        "marks": MARKS,
        "roles": held,
        "here": f"{path}?{query}" if query else path,
        "live": visit.at is None and visit.request.method == "GET",
        "may_record": visit.may_record(),
        "running": visit.room.computing.current,
        "errand": visit.room.carrying.current,
        "last_entry": max(visit.room.chronicle.ledger.head.sequence, 1),
    }


def t_plus(begun: datetime, at: datetime) -> str:
    """How long it lasts, such as T+26:05."""
    minutes = max(int((at - begun).total_seconds()) // 60, 0)
    return f"T+{minutes // 60}:{minutes % 60:02}"


def since(visit: Visit) -> Since | None:
    """When it was detected, or began, or the first trace was seen: the earliest that is known
    first of these three.
    """
    view = visit.ledger.communication
    for event in ("detected", "occurred"):
        if records := [noted.occurred_at for noted in view.events if noted.event == event]:
            return Since(event, min(records))
    first = None if visit.briefing is None else visit.briefing.first_seen
    return None if first is None else Since("seen", first)


def due(visit: Visit) -> Iterator[Due]:
    """The duties that run, the next first."""
    if visit.profile is None:
        return
    for clock in sorted((one for one in visit.clocks if one.state in DUE), key=_order):
        yield Due(
            say_duty(visit.speech, clock.regime, clock.name),
            say_company(visit.profile, clock.company),
            say_state(visit.speech, clock),
            clock.state == "overdue",
            clock.safe,
            clock.legal,
            say_article(visit.speech, clock.article),
            clock.start_entry,
            clock.safe is not None and clock.safe < visit.instant,
        )


def _next_hour(found: Sequence[Due]) -> Due | None:
    """The next duty that has an hour; where none has, the first that is to be done at once."""
    return next((one for one in found if one.safe is not None), found[0] if found else None)


def _order(clock: Clock) -> tuple[bool, float]:
    moment = clock.safe or clock.legal or clock.starts
    return moment is None, 0.0 if moment is None else moment.timestamp()
