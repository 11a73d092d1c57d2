"""The situation report: what changed since the last one, and what is due before the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from endigue.communication.cell import Action, CellView, Decision, Mark, Uncertainty
from endigue.communication.clocks import Clock
from endigue.communication.page import Service
from endigue.communication.view import CommunicationView, Noted, Step, Withdrawal

AHEAD = timedelta(hours=24)
"""How far ahead the clocks are told."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A version of the page, or a notice, and how far it came since the last report."""

    audience: str
    """Whom it is for; empty for the public page."""
    number: int
    step: Literal["told", "approved", "reviewed", "drafted"]
    at: datetime


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that a situation report says."""

    number: int
    organisation: str
    at: datetime
    since: int
    """The entry up to which the report before went; 0 for the first."""
    summary: str
    new: tuple[Noted, ...]
    """Recorded since, and not verified yet."""
    confirmed: tuple[Noted, ...]
    refuted: tuple[tuple[Noted, Withdrawal], ...]
    services: tuple[Service, ...]
    done: tuple[Action, ...]
    """Closed since."""
    late: tuple[Action, ...]
    coming: tuple[Action, ...]
    asked: tuple[Decision, ...]
    decided: tuple[Decision, ...]
    """Since."""
    clocks: tuple[Clock, ...]
    """Overdue, due within a day, or owed without delay."""
    uncertainties: tuple[Uncertainty, ...]
    next_point: datetime | None
    outgoing: tuple[Outgoing, ...] = ()
    """What went out since, and what waits for a step."""


def situation_of(
    view: CommunicationView,
    cell: CellView,
    clocks: tuple[Clock, ...],
    services: tuple[Service, ...],
    organisation: str,
    at: datetime,
    summary: str,
    next_point: datetime | None,
    ahead: timedelta = AHEAD,
) -> Situation:
    """The next report at an instant, with the clocks that fall due within `ahead`."""
    since = cell.reports[-1][1].upto if cell.reports else 0
    fresh = [noted for noted in view.events if noted.entry > since]
    actions = list(cell.actions.values())
    decisions = list(cell.decisions.values())
    return Situation(
        number=len(cell.reports) + 1,
        organisation=organisation,
        at=at,
        since=since,
        summary=summary,
        new=tuple(noted for noted in fresh if not noted.verified),
        confirmed=tuple(noted for noted in fresh if noted.verified),
        refuted=_refuted(view, since),
        services=services,
        done=tuple(one for one in actions if one.closed and one.closed.entry > since),
        late=tuple(one for one in actions if one.late(at)),
        coming=tuple(one for one in actions if one.closed is None and not one.late(at)),
        asked=tuple(one for one in decisions if one.taken is None),
        decided=tuple(one for one in decisions if one.taken and one.taken.entry > since),
        clocks=tuple(clock for clock in clocks if _due(clock, at + ahead)),
        uncertainties=tuple(one for one in cell.uncertainties.values() if one.settled is None),
        next_point=next_point,
        outgoing=tuple(_outgoing(view, since)),
    )


def _outgoing(view: CommunicationView, since: int) -> Iterator[Outgoing]:
    """What has gone out since an entry; of what has not, the last of each audience."""
    for version, page in sorted(view.pages.items()):
        done = page.published
        last = version == max(view.pages)
        if done is not None and done.entry > since:
            yield Outgoing("", version, "told", done.at)
        elif done is None and last:
            yield _waiting("", version, page.approved, page.reviewed, page.drafted)
    notices = view.notices
    for (audience, number), state in sorted(notices.notices.items()):
        if state.issued is not None and state.issued.entry > since:
            yield Outgoing(audience, number, "told", state.issued.at)
        elif state.issued is None and number == notices.last(audience):
            yield _waiting(audience, number, state.approved, state.reviewed, state.drafted)


def _waiting(
    audience: str,
    number: int,
    approved: Mark | Step | None,
    reviewed: Sequence[Mark | Step],
    drafted: Mark | Step,
) -> Outgoing:
    if approved is not None:
        return Outgoing(audience, number, "approved", approved.at)
    if reviewed:
        return Outgoing(audience, number, "reviewed", reviewed[-1].at)
    return Outgoing(audience, number, "drafted", drafted.at)


def _refuted(view: CommunicationView, since: int) -> tuple[tuple[Noted, Withdrawal], ...]:
    by_entry = {noted.entry: noted for noted in view.records}
    return tuple(
        (by_entry[entry], withdrawal)
        for entry, withdrawal in view.withdrawn.items()
        if withdrawal.entry > since and entry in by_entry
    )


def _due(clock: Clock, until: datetime) -> bool:
    if clock.state in {"done", "done_late", "ended"}:
        return False
    if clock.state == "overdue" or (clock.without_delay and clock.state == "running"):
        return True
    return clock.safe is not None and clock.safe <= until
