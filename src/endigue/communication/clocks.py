"""The legal clocks of every company: when each duty falls due, from recorded events alone."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Literal

import msgspec

from endigue.communication.calendar import (
    Calendar,
    after_hours,
    after_months,
    noon_of_next_working_day,
)
from endigue.communication.events import EventKinds
from endigue.communication.profile import Company, Profile
from endigue.communication.rulebook import Rulebook
from endigue.communication.rules import ClockRule, Limit, RulePack
from endigue.communication.view import CommunicationView, Noted

State = Literal["not_started", "running", "past_safe", "overdue", "done", "done_late", "ended"]
"""`past_safe`: only the relief is left. `ended`: the duty fell away."""


class Clock(msgspec.Struct, frozen=True):
    """One duty of one company."""

    regime: str
    company: str
    """Identifier."""
    name: str
    article: str
    """Of the limit that decides; of the duty where there is none."""
    state: State
    starts: datetime | None
    """When the deciding limit began to run."""
    started_by: str
    """The event that began it; empty where nothing has."""
    start_entry: int
    """Its entry in the journal; 0 where nothing has."""
    safe: datetime | None
    """The limit as it stands in the text, without any relief."""
    legal: datetime | None
    """The last instant at which it is kept; None while anything is missing, and where the law
    gives no figure."""
    without_delay: bool
    """The law gives no figure: at once."""
    missing: tuple[str, ...]
    """Events that are not recorded and that the limit depends on."""
    relief: tuple[str, ...]
    """Days off that moved `legal` behind `safe`, in order."""
    relief_article: str
    cannot_meet: str
    done: datetime | None
    done_entry: int
    done_by: str
    """The event that fulfils it."""
    because: str
    """Where it ended: the event that ended it."""


class _Term(msgspec.Struct, frozen=True):
    """A limit with the event that began it."""

    limit: Limit
    start: Noted
    due: datetime


def clocks_of(
    view: CommunicationView,
    profile: Profile,
    rulebook: Rulebook,
    at: datetime,
    law: date | None = None,
) -> tuple[Clock, ...]:
    """The clocks of every company at an instant, in the order of their safe times.

    A duty is judged by the law of the day on which its opening event happened, or of `at`
    before; `law` puts another day in its place, to rehearse an old case under new rules.
    Events that happened after `at` are not looked at. Raises KeyError where the holidays of
    the profile's country are not known.
    """
    holidays = rulebook.holidays[profile.country]
    known = view.happened_by(at)
    found: list[Clock] = []
    for company in profile.companies:
        calendar = Calendar(holidays, profile.time_zone, regional=company.alsace_moselle)
        page = _Page(known, rulebook.kinds, company, calendar, at)
        for pack in rulebook.packs:
            if pack.scope in company.regimes:
                found += _clocks_of_pack(pack, page, profile.pending_rules, law)
    return tuple(sorted(found, key=_order))


FAR = datetime.max.replace(tzinfo=UTC)


def _order(clock: Clock) -> tuple[datetime, str, str, str]:
    return (clock.safe or clock.starts or FAR, clock.regime, clock.name, clock.company)


class _Page:
    """What was recorded for one company, and its calendar."""

    def __init__(
        self,
        view: CommunicationView,
        kinds: EventKinds,
        company: Company,
        calendar: Calendar,
        at: datetime,
    ) -> None:
        self._view = view
        self._kinds = kinds
        self.company = company
        self.calendar = calendar
        self.at = at

    def counted(self, event: str) -> Noted | None:
        """The record that counts: of an event that repeats the last to happen, of others the
        last to be written.
        """
        if not event:
            return None
        if self._kinds[event].repeatable:
            records = self._view.of(event, self.company.id)
            return max(records, key=lambda noted: noted.occurred_at, default=None)
        return self._view.latest(event, self.company.id)

    def happened(self, event: str) -> Noted | None:
        """The same; a no to a question has not happened."""
        noted = self.counted(event)
        return None if noted is None or noted.value is False else noted

    def denied(self, event: str) -> bool:
        """Whether the answer to a question is no."""
        noted = self.counted(event)
        return noted is not None and noted.value is False

    def every(self, event: str) -> tuple[Noted, ...]:
        """All records of the event."""
        return self._view.of(event, self.company.id)


def _clocks_of_pack(
    pack: RulePack, page: _Page, pending: Sequence[str], law: date | None
) -> Iterator[Clock]:
    for rule in pack.clock:
        if pack.status == "pending":
            holds = pack.regime in pending
        else:
            opening = page.happened(rule.opens)
            instant = opening.occurred_at if opening else page.at
            holds = pack.holds_on(law or page.calendar.local(instant).date())
        if holds and not page.happened(rule.unless) and not page.denied(rule.opens):
            yield _clock(pack, rule, page)


def _clock(pack: RulePack, rule: ClockRule, page: _Page) -> Clock:
    needed = [event for event in (rule.requires, rule.opens) if event]
    absent = [event for event in needed if page.happened(event) is None]
    opening = None if absent else page.happened(rule.opens)
    terms, missing = _terms(rule.limit, page)
    if opening is None:
        terms = (*terms, *_terms(rule.warns, page)[0])
    missing = tuple(dict.fromkeys((*absent, *missing)))
    term = min(terms, key=lambda one: one.due, default=None)
    begun = term.start if term else opening
    legal, relief = _legal(rule, term, missing, page)
    closing = _closing(rule, opening, page)
    done = _done(rule, opening, page)
    safe = term.due if term else None
    return Clock(
        regime=pack.regime,
        company=page.company.id,
        name=rule.name,
        article=term.limit.article if term else rule.article,
        state=_state(opening, closing, done, safe, legal, page.at),
        starts=begun.occurred_at if begun else None,
        started_by=begun.event if begun else "",
        start_entry=begun.entry if begun else 0,
        safe=safe,
        legal=legal,
        without_delay=not rule.limit,
        missing=missing,
        relief=relief,
        relief_article=rule.relief_article if relief else "",
        cannot_meet=rule.cannot_meet,
        done=done.occurred_at if done else None,
        done_entry=done.entry if done else 0,
        done_by=rule.done,
        because=closing.event if closing else "",
    )


def _terms(limits: Sequence[Limit], page: _Page) -> tuple[tuple[_Term, ...], tuple[str, ...]]:
    """The limits that run, and the events without which others do not."""
    terms: list[_Term] = []
    missing: list[str] = []
    for limit in limits:
        start = page.happened(limit.after)
        if start is None:
            missing.append(limit.after)
            continue
        due = _due(limit, start.occurred_at, page.calendar)
        late = page.happened(limit.yields_to)
        if late is None or late.occurred_at <= due:
            terms.append(_Term(limit, start, due))
    return tuple(terms), tuple(missing)


def _due(limit: Limit, start: datetime, calendar: Calendar) -> datetime:
    if limit.months is not None:
        return after_months(start, limit.months, calendar)
    return after_hours(start, limit.hours or 0)


def _legal(
    rule: ClockRule, term: _Term | None, missing: Sequence[str], page: _Page
) -> tuple[datetime | None, tuple[str, ...]]:
    if term is None or missing:
        return None, ()
    if not rule.relief or (page.company.relief_barred and not rule.relief_for_all):
        return term.due, ()
    return noon_of_next_working_day(term.due, page.calendar)


def _closing(rule: ClockRule, opening: Noted | None, page: _Page) -> Noted | None:
    """What ended the duty after it had begun."""
    closing = page.happened(rule.closed_by)
    if closing is None or opening is None:
        return None
    return closing if closing.occurred_at >= opening.occurred_at else None


def _done(rule: ClockRule, opening: Noted | None, page: _Page) -> Noted | None:
    """The first record that fulfils the duty: after `done_after`, and after an earlier round
    was ended by `closed_by`.
    """
    if opening is None:
        return None
    after, ended = page.happened(rule.done_after), page.happened(rule.closed_by)
    floors = [after.occurred_at] if after else []
    if ended is not None and ended.occurred_at < opening.occurred_at:
        floors.append(ended.occurred_at)
    records = [
        noted
        for noted in page.every(rule.done)
        if noted.value is not False and all(noted.occurred_at >= floor for floor in floors)
    ]
    return min(records, key=lambda noted: noted.occurred_at, default=None)


def _state(
    opening: Noted | None,
    closing: Noted | None,
    done: Noted | None,
    safe: datetime | None,
    legal: datetime | None,
    at: datetime,
) -> State:
    if done is not None:
        late = legal is not None and done.occurred_at > legal
        return "done_late" if late else "done"
    if closing is not None:
        return "ended"
    if opening is None:
        return "past_safe" if safe is not None and at > safe else "not_started"
    if legal is not None and at > legal:
        return "overdue"
    return "past_safe" if safe is not None and at > safe else "running"
