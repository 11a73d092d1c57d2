"""What was recorded of the crisis, as known so far."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from endigue.communication.bulletin import Bulletin
from endigue.communication.cell import CellView, see_cell
from endigue.communication.custody import CustodyView, see_custody
from endigue.communication.events import Value
from endigue.communication.facts import (
    ActionRefused,
    BulletinWritten,
    EventRecorded,
    EventWithdrawn,
    PageApproved,
    PageDrafted,
    PagePublished,
    PageReviewed,
    RoleGiven,
    RoleTaken,
    ScopeGiven,
)
from endigue.communication.notes import NotesView, see_notes
from endigue.communication.notice_view import NoticeView, see_notices
from endigue.journal.entry import Entry
from endigue.journal.fact import Fact


@dataclass(frozen=True, slots=True)
class Noted:
    """A recorded event with its place in the journal."""

    entry: int
    """Sequence of its entry."""
    occurred_at: datetime
    recorded_at: datetime
    author: str
    event: str
    company: str
    """Empty for the whole group."""
    value: Value
    verified: bool
    estimated: bool
    note: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An earlier record was called wrong."""

    entry: int
    """Sequence of the entry that says so."""
    author: str
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """A bulletin with its place in the journal."""

    entry: int
    at: datetime
    author: str
    bulletin: Bulletin


@dataclass(frozen=True, slots=True)
class Step:
    """Who did something with a version of the page, and when."""

    author: str
    at: datetime
    entry: int


@dataclass(frozen=True, slots=True)
class PageState:
    """How far a version of the page has come."""

    draft: PageDrafted
    drafted: Step
    reviewed: tuple[Step, ...] = ()
    approved: Step | None = None
    published: Step | None = None


@dataclass(frozen=True, slots=True)
class CommunicationView:
    """Recorded events and what was told, in the order of the journal."""

    records: tuple[Noted, ...] = ()
    """All of them, those that were withdrawn too."""
    withdrawn: dict[int, Withdrawal] = field(default_factory=dict)
    """By the sequence of the entry that no longer counts."""
    bulletins: tuple[Told, ...] = ()
    pages: dict[int, PageState] = field(default_factory=dict)
    """By version."""
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By person."""
    scopes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Companies by person; who is not among them speaks for the whole group."""
    refusals: tuple[tuple[Step, ActionRefused], ...] = ()
    cell: CellView = field(default_factory=CellView)
    """Actions, decisions, uncertainties, situation reports."""
    notes: NotesView = field(default_factory=NotesView)
    """What people wrote in the logbook by hand."""
    notices: NoticeView = field(default_factory=NoticeView)
    """What each audience is told."""
    custody: CustodyView = field(default_factory=dict)
    """The evidence register."""

    @property
    def events(self) -> tuple[Noted, ...]:
        """The records that count."""
        return tuple(noted for noted in self.records if noted.entry not in self.withdrawn)

    def of(self, event: str, company: str) -> tuple[Noted, ...]:
        """The records of an event that hold for a company: its own and those of the group."""
        return tuple(
            noted
            for noted in self.events
            if noted.event == event and noted.company in {company, ""}
        )

    def latest(self, event: str, company: str) -> Noted | None:
        """The record that counts: the company's last one; else the last one of the group."""
        records = self.of(event, company)
        own = [noted for noted in records if noted.company == company]
        return own[-1] if own else records[-1] if records else None

    def value(self, event: str, company: str) -> Value:
        """The value that counts; None where nothing was recorded."""
        noted = self.latest(event, company)
        return None if noted is None else noted.value

    def upto(self, entry: int) -> "CommunicationView":
        """What was recorded and told up to an entry of the journal."""
        return replace(
            self,
            records=tuple(noted for noted in self.records if noted.entry <= entry),
            withdrawn={of: one for of, one in self.withdrawn.items() if one.entry <= entry},
            bulletins=tuple(told for told in self.bulletins if told.entry <= entry),
            notices=self.notices.upto(entry),
        )

    def seen_by(self, person: str) -> "CommunicationView":
        """The view with the records of the group and of the companies that a person speaks for."""
        own = self.scopes.get(person)
        return self if own is None else self.with_companies(own)

    def with_companies(self, own: Collection[str]) -> "CommunicationView":
        """The view with the records of the group and of these companies."""
        records = tuple(noted for noted in self.records if noted.company in {"", *own})
        return replace(self, records=records)

    def happened_by(self, instant: datetime) -> "CommunicationView":
        """The view without what happened after an instant."""
        happened = tuple(noted for noted in self.records if noted.occurred_at <= instant)
        return replace(self, records=happened)


def see(view: CommunicationView, fact: Fact, entry: Entry) -> CommunicationView:
    """The view after one more fact; facts of other chapters change nothing."""
    match fact:
        case EventRecorded():
            return replace(view, records=(*view.records, _noted(fact, entry)))
        case EventWithdrawn():
            withdrawal = Withdrawal(entry.sequence, entry.author, fact.reason)
            return replace(view, withdrawn={**view.withdrawn, fact.entry: withdrawal})
        case BulletinWritten():
            told = Told(entry.sequence, entry.occurred_at, entry.author, fact.bulletin)
            return replace(view, bulletins=(*view.bulletins, told))
        case PageDrafted() | PageReviewed() | PageApproved() | PagePublished():
            return replace(view, pages=_page(view.pages, fact, _step(entry)))
        case RoleGiven() | RoleTaken():
            return replace(view, roles=_roles(view.roles, fact))
        case ScopeGiven():
            others = {who: own for who, own in view.scopes.items() if who != fact.person}
            own = {fact.person: fact.companies} if fact.companies else {}
            return replace(view, scopes={**others, **own})
        case ActionRefused():
            return replace(view, refusals=(*view.refusals, (_step(entry), fact)))
        case _:
            cell = see_cell(view.cell, fact, entry)
            notes = see_notes(view.notes, fact, entry)
            notices = see_notices(view.notices, fact, entry)
            custody = see_custody(view.custody, fact, entry)
            same = (
                cell is view.cell
                and notes is view.notes
                and notices is view.notices
                and custody is view.custody
            )
            if same:
                return view
            return replace(view, cell=cell, notes=notes, notices=notices, custody=custody)


def _step(entry: Entry) -> Step:
    return Step(entry.author, entry.occurred_at, entry.sequence)


def _page(
    pages: dict[int, PageState],
    fact: PageDrafted | PageReviewed | PageApproved | PagePublished,
    step: Step,
) -> dict[int, PageState]:
    """The versions after one more step; a step on a version that nobody drafted is passed over."""
    if isinstance(fact, PageDrafted):
        return {**pages, fact.version: PageState(fact, step)}
    before = pages.get(fact.version)
    if before is None or before.draft.digest != fact.digest:
        return pages
    match fact:
        case PageReviewed():
            after = replace(before, reviewed=(*before.reviewed, step))
        case PageApproved():
            after = replace(before, approved=step)
        case PagePublished():
            after = replace(before, published=step)
    return {**pages, fact.version: after}


def _roles(
    roles: dict[str, tuple[str, ...]], fact: RoleGiven | RoleTaken
) -> dict[str, tuple[str, ...]]:
    held = tuple(role for role in roles.get(fact.person, ()) if role != fact.role)
    after = (*held, fact.role) if isinstance(fact, RoleGiven) else held
    return {**roles, fact.person: after}


def _noted(fact: EventRecorded, entry: Entry) -> Noted:
    return Noted(
        entry=entry.sequence,
        occurred_at=entry.occurred_at,
        recorded_at=entry.recorded_at,
        author=entry.author,
        event=fact.event,
        company=fact.company,
        value=fact.value,
        verified=fact.verified,
        estimated=fact.estimated,
        note=fact.note,
    )
