"""The post-incident review: what happened when, why, what was foretold against what came, which
limits were kept, what it cost, and what was believed wrongly.

Everything comes from the logbook; what people learned from it is for them to write.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from endigue.communication.cell import Decision, Uncertainty
from endigue.communication.clocks import Clock, clocks_of
from endigue.communication.profile import Profile
from endigue.communication.rulebook import Rulebook
from endigue.communication.view import CommunicationView, Noted, Withdrawal
from endigue.desk.case import fold
from endigue.desk.catalogue import VOCABULARY
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.desk.returns import returns_of
from endigue.journal.entry import Entry, Head
from endigue.restoration.facts import RestorationPlanned
from endigue.spread.facts import SpreadForecast

SPANS = (
    ("occurred", "detected"),
    ("detected", "aware"),
    ("aware", "classified-major"),
    ("aware", "first-situation"),
    ("aware", "first-instruction"),
    ("aware", "first-page"),
    ("service-down", "services-recovered"),
    ("services-recovered", "backlog-served"),
    ("occurred", "resolved"),
)
"""From which event to which; those that begin with `first-` are what the cell did."""

CAUSES = (
    "root-causes", "root-causes-detailed", "root-causes-additional", "root-causes-other",
    "root-causes-information", "techniques", "discovery", "resolution", "root-cause-addressed",
)  # fmt: skip

COSTS = (
    "cost-stolen", "cost-replacement", "cost-staff", "cost-contract-fees", "cost-redress",
    "cost-revenue", "cost-communication", "cost-advice",
)  # fmt: skip

DONE = frozenset({"done", "done_late", "overdue"})

MomentKind = Literal["event", "decision", "page", "notice", "situation", "exhibit"]


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline."""

    at: datetime
    entry: int
    kind: MomentKind
    subject: str
    """The event, the question, the audience."""
    text: str
    """What was decided or said, in people's own words."""
    company: str
    author: str
    number: int = 0
    """Of a page, a notice, a report, an exhibit."""


@dataclass(frozen=True, slots=True)
class Span:
    """Time between two events; None where one of them is not recorded."""

    start: str
    end: str
    length: timedelta | None


@dataclass(frozen=True, slots=True)
class Foretold:
    """One operation: what the first and the last plan said, and what came."""

    operation: str
    first: datetime | None
    """P50 of the first plan."""
    first_late: datetime | None
    """P90 of it."""
    last: datetime | None
    """P50 of the last plan."""
    came: datetime | None

    @property
    def verdict(self) -> str:
        """`open` while it has not come, `not_foretold`, `sooner` than the P50 of the first plan,
        `within` its P90, or `later`.
        """
        if self.came is None:
            return "open"
        if self.first is None or self.first_late is None:
            return "not_foretold"
        if self.came <= self.first:
            return "sooner"
        return "within" if self.came <= self.first_late else "later"


@dataclass(frozen=True, slots=True)
class SpreadTold:
    """What the first forecast expected if nothing was done, and what was confirmed."""

    hour: float
    expected: float
    confirmed: int


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that the review says."""

    organisation: str
    at: datetime
    head: Head
    moments: tuple[Moment, ...]
    spans: tuple[Span, ...]
    causes: tuple[Noted, ...]
    foretold: tuple[Foretold, ...]
    work: tuple[int, float, float]
    """Steps of the restoration whose hours are known, the hours foreseen, the hours it took."""
    spread: SpreadTold | None
    clocks: tuple[Clock, ...]
    """Duties that fell due, kept or not."""
    costs: tuple[Noted, ...]
    decisions: tuple[Decision, ...]
    uncertainties: tuple[Uncertainty, ...]
    withdrawn: tuple[tuple[Noted, Withdrawal], ...]
    corrected: tuple[int, ...]
    """Versions of the page that corrected another."""
    actions: tuple[int, int, int]
    """Set, closed, and closed or open after they were due."""
    refusals: int


def review_of(
    entries: Iterable[Entry],
    profile: Profile,
    book: Rulebook,
    at: datetime,
    names: Mapping[str, str],
    viewer: str | None = None,
) -> Review:
    """The review by what is recorded; `names` are the operations to tell of, by identifier, and a
    viewer sees the companies of the profile that they speak for.

    Raises Refusal where nothing of the crisis is recorded.
    """
    known = list(entries)
    ledger = fold(known)
    if viewer is not None:
        profile = profile.of(ledger.communication.scopes.get(viewer))
        ledger = replace(ledger, communication=ledger.communication.seen_by(viewer))
    view = ledger.communication
    if not view.records:
        raise Refusal("review.nothing_happened")
    companies = [company.id for company in profile.companies]
    cell = view.cell
    return Review(
        organisation=profile.name,
        at=at,
        head=ledger.head,
        moments=tuple(sorted(_moments(view, book), key=lambda one: (one.at, one.entry))),
        spans=tuple(_span(view, start, end, companies) for start, end in SPANS),
        causes=_latest(view, CAUSES, companies),
        foretold=_foretold(known, ledger, profile, book, names),
        work=_work(ledger),
        spread=_spread(known, ledger),
        clocks=tuple(c for c in clocks_of(view, profile, book, at) if c.state in DONE),
        costs=_latest(view, COSTS, companies),
        decisions=tuple(cell.decisions.values()),
        uncertainties=tuple(cell.uncertainties.values()),
        withdrawn=tuple(
            (noted, view.withdrawn[noted.entry])
            for noted in view.records
            if noted.entry in view.withdrawn
        ),
        corrected=tuple(v for v, page in sorted(view.pages.items()) if page.draft.corrects),
        actions=_actions(ledger, at),
        refusals=len(view.refusals),
    )


def _moments(view: CommunicationView, book: Rulebook) -> Iterator[Moment]:
    for noted in view.events:
        if noted.event in book.kinds and book.kinds[noted.event].value == "none":
            yield Moment(
                noted.occurred_at, noted.entry, "event", noted.event, noted.note, noted.company,
                noted.author,
            )  # fmt: skip
    for decision in view.cell.decisions.values():
        if decision.taken is not None and decision.taking is not None:
            yield Moment(
                decision.taken.at, decision.taken.entry, "decision", decision.fact.question,
                decision.taking.option, "", decision.taken.author,
            )  # fmt: skip
    for version, page in view.pages.items():
        if (step := page.published) is not None:
            yield Moment(step.at, step.entry, "page", "", "", "", step.author, version)
    for (audience, number), notice in view.notices.notices.items():
        if (mark := notice.issued) is not None:
            yield Moment(mark.at, mark.entry, "notice", audience, "", "", mark.author, number)
    for mark, report in view.cell.reports:
        yield Moment(
            mark.at, mark.entry, "situation", "", report.summary, "", mark.author, report.number
        )
    for number, exhibit in view.custody.items():
        taken = exhibit.taken
        yield Moment(
            taken.at, taken.entry, "exhibit", exhibit.fact.what, "", "", taken.author, number
        )


def _span(view: CommunicationView, start: str, end: str, companies: list[str]) -> Span:
    begun, ended = _first(view, start, companies), _first(view, end, companies)
    both = begun is not None and ended is not None
    return Span(start, end, ended - begun if both and ended and begun else None)


def _first(view: CommunicationView, what: str, companies: list[str]) -> datetime | None:
    """When it first was so, for whichever company."""
    match what:
        case "first-situation":
            times = [mark.at for mark, _ in view.cell.reports]
        case "first-page":
            times = [page.published.at for page in view.pages.values() if page.published]
        case "first-instruction":
            times = [
                state.issued.at
                for (audience, _), state in view.notices.notices.items()
                if audience == "staff" and state.issued
            ]
        case _:
            found = (view.latest(what, company) for company in ("", *companies))
            times = [noted.occurred_at for noted in found if noted is not None]
    return min(times, default=None)


def _latest(
    view: CommunicationView, events: tuple[str, ...], companies: list[str]
) -> tuple[Noted, ...]:
    """The record that counts of each event, of the group and of each company, each once."""
    found = {
        noted.entry: noted
        for event in events
        for company in ("", *companies)
        if (noted := view.latest(event, company)) is not None
    }
    return tuple(found.values())


def _foretold(
    entries: list[Entry],
    ledger: Ledger,
    profile: Profile,
    book: Rulebook,
    names: Mapping[str, str],
) -> tuple[Foretold, ...]:
    plans = [fact for fact in _facts(entries) if isinstance(fact, RestorationPlanned)]
    came = returns_of(entries, ledger, profile, book)
    first = _dates(plans[0]) if plans else {}
    last = _dates(plans[-1]) if plans else {}
    spoken = [name for name in names if name in first or name in last or name in came]
    return tuple(
        Foretold(
            name,
            first.get(name, (None, None))[0],
            first.get(name, (None, None))[1],
            last.get(name, (None, None))[0],
            came.get(name),
        )
        for name in spoken
    )


def _dates(plan: RestorationPlanned) -> dict[str, tuple[datetime | None, datetime | None]]:
    return {
        one.id: (plan.start + timedelta(hours=one.p50), plan.start + timedelta(hours=one.p90))
        for one in plan.schedule.operations
    }


def _facts(entries: list[Entry]) -> Iterator[object]:
    for entry in entries:
        if entry.fact in VOCABULARY:
            yield VOCABULARY.read(entry.fact, entry.body)


def _work(ledger: Ledger) -> tuple[int, float, float]:
    seen = ledger.restoration.seen
    return len(seen), sum(one.foreseen for one in seen), sum(one.actual for one in seen)


def _spread(entries: list[Entry], ledger: Ledger) -> SpreadTold | None:
    """The last hour of the first forecast of what comes if nothing is done."""
    for fact in _facts(entries):
        if isinstance(fact, SpreadForecast) and not fact.pulled and fact.hours:
            verdicts = ledger.evidence.verdicts.values()
            confirmed = sum(1 for verdict in verdicts if verdict == "confirmed")
            return SpreadTold(fact.hours[-1], fact.expected_fallen[-1], confirmed)
    return None


def _actions(ledger: Ledger, at: datetime) -> tuple[int, int, int]:
    actions = ledger.communication.cell.actions.values()
    late = 0
    for action in actions:
        due = action.fact.due
        if due is not None and (action.closed.at if action.closed else at) > due:
            late += 1
    return len(actions), sum(1 for action in actions if action.closed is not None), late
