"""Now: what is known, what runs, what is due next, what needs a decision."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

import msgspec
from starlette.responses import Response

from endigue.console.entering import Served
from endigue.console.frame import Due, due
from endigue.console.visit import Visit
from endigue.continuity.backlog import backlog
from endigue.continuity.state import Mode, OperationState
from endigue.desk.enforcing_states import LeverState, lever_states
from endigue.organisation.model import Operation

CHANGES_SHOWN = 8
CLOCKS_SHOWN = 5
NEEDS_HANDS = frozenset({"failed", "lied", "open", "half"})
"""How actions stand that somebody has to look at."""

FARTHEST = 24 * 60
"""Hours for which a queue is followed."""


class Open(NamedTuple):
    """Something that waits for somebody."""

    said: str
    path: str
    entry: int


class Deadline(NamedTuple):
    """A legal duty, with all the companies that have it by the same hour."""

    due: Due
    companies: str


class Running(NamedTuple):
    """One operation as it goes now."""

    operation: Operation
    state: OperationState
    name: str
    waiting: float | None
    back: datetime | None


def now(visit: Visit) -> Response:
    """The first page."""
    own = visit.room.access.account(visit.person)
    seen = own.seen if own is not None else 0
    lines = visit.room.chronicle.latest(
        visit.head,
        CHANGES_SHOWN,
        lambda line: line.sequence > seen and line.author != visit.person and visit.sees(line),
    )
    new = sum(map(visit.sees, visit.room.chronicle.lines(seen, visit.head)))
    return visit.show(
        "now.html.j2",
        page="now",
        due=deadlines(visit, due(visit))[:CLOCKS_SHOWN],
        open=list(waiting_for_somebody(visit)),
        operations=operations(visit),
        lines=lines,
        new=new,
        notes=visit.ledger.communication.notes.notes,
        withdrawn=visit.ledger.communication.withdrawn,
        uncertainties=[
            one for one in visit.ledger.communication.cell.uncertainties.values() if not one.settled
        ],
    )


def have_seen(visit: Visit) -> Response:
    """The person has looked at everything up to an entry."""
    own = visit.room.access.account(visit.person)
    upto = visit.number(visit.text("upto", 20))
    if own is not None:
        seen = min(upto, visit.room.chronicle.ledger.head.sequence)
        visit.room.access.save(msgspec.structs.replace(own, seen=max(own.seen, seen)))
    return visit.go("/")


def deadlines(visit: Visit, duties: Iterable[Due]) -> list[Deadline]:
    """The duties in their order, each once: the companies that share it and its hours stand
    together, so that one duty of many companies hides no other.
    """
    found: dict[tuple[object, ...], list[Due]] = {}
    for one in duties:
        found.setdefault((one.duty, one.state, one.safe, one.legal, one.article), []).append(one)
    return [
        Deadline(each[0], visit.speech.listed([*dict.fromkeys(one.company for one in each)]))
        for each in found.values()
    ]


def waiting_for_somebody(visit: Visit) -> Iterator[Open]:
    """What needs a decision or a hand, the heaviest first."""
    say, ledger = visit.speech.say, visit.ledger
    containment, view = ledger.containment, ledger.communication
    if (asked := containment.asked) is not None:
        option = say(f"briefing.option.{asked.alternative}")
        said = say("console.open.approve", option=option, person=asked.asked_by)
        yield Open(said, "/cut", _entry(visit, "containment.approval_asked"))
    elif containment.planned is not None and not containment.approval_is_of_the_last_plan:
        yield Open(say("console.open.plan"), "/cut", _entry(visit, "containment.planned"))
    yield from _not_done(visit)
    for number, decision in view.cell.decisions.items():
        if decision.taken is None:
            yield Open(say("console.open.decide", question=decision.fact.question),
                       f"/tell#decision-{number}", number)  # fmt: skip
    for version, page in view.pages.items():
        if page.published is None and version == max(view.pages):
            code = "review" if not page.reviewed else "approve" if not page.approved else "publish"
            yield Open(say(f"console.open.page_{code}", version=version), "/tell#page",
                       page.drafted.entry)  # fmt: skip
    yield from _notices(visit)
    for number, action in view.cell.actions.items():
        if action.late(visit.instant):
            said = say("console.open.late", text=action.fact.text, owner=action.fact.owner or "–")
            yield Open(said, f"/tell#action-{number}", number)
    for one in ledger.computations.all.values():
        if one is ledger.computations.last and one.ended and one.ended.outcome == "lost":
            yield Open(say("console.open.lost"), "/cut#computation", one.entry)


def _not_done(visit: Visit) -> Iterator[Open]:
    """Actions that were decided and did not succeed, or of which it is not known."""
    if visit.organisation is None:
        return
    for one in lever_states(visit.ledger, visit.organisation):
        if one.status in NEEDS_HANDS:
            state = visit.speech.say(f"enforced.{one.status}")
            said = visit.speech.say(
                "console.open.not_done", action=visit.called(one.lever), state=state
            )
            yield Open(said, f"/cut#lever-{one.lever}", _entry_of(visit, one))


def _entry_of(visit: Visit, lever: LeverState) -> int:
    """Where it was reported by hand or seen last; 0 where it stands nowhere."""
    if lever.work_order is not None:
        return _entry(visit, "containment.work_reported", number=lever.work_order)
    keys = [part.key for part in lever.parts]
    return max((_entry(visit, "containment.change_seen", key=key) for key in keys), default=0)


def _notices(visit: Visit) -> Iterator[Open]:
    """The last notice to each audience that has not gone out."""
    say, view = visit.speech.say, visit.ledger.communication.notices
    for (to, number), one in view.notices.items():
        if one.issued is None and to != "people" and number == view.last(to):
            code = "issue" if one.approved else "approve" if one.reviewed else "review"
            said = say(
                f"console.open.notice_{code}",
                audience=say(f"console.tell.audience_{to}"), number=number,
            )  # fmt: skip
            yield Open(said, "/tell/notices", one.drafted.entry)


def _entry(visit: Visit, fact: str, **arguments: object) -> int:
    line = visit.source(fact, **arguments)
    return 0 if line is None else line.sequence


def operations(visit: Visit) -> dict[Mode, list[Running]]:
    """Every operation by its state, the one that costs most first; nothing where none was
    assessed.
    """
    found: dict[Mode, list[Running]] = {"stopped": [], "by_hand": [], "running": []}
    organisation, view = visit.organisation_reckoned, visit.reckoned.continuity
    if organisation is None or len(view.operations) != len(organisation.operations):
        return found
    plan = visit.ledger.restoration.plan
    language = visit.speech.language
    backs = {} if plan is None else {one.id: one.p80 for one in plan.schedule.operations}
    for operation, state in zip(organisation.operations, view.operations, strict=True):
        waiting = None
        if plan is not None and state.state != "running":
            waiting = waiting_by(operation, state, (visit.instant - plan.start) / _hours(1))
        back = None
        if plan is not None and operation.id in backs:
            back = plan.start + _hours(backs[operation.id])
        name = operation.name.get(language) or operation.id
        found[state.state].append(Running(operation, state, name, waiting, back))
    for each in found.values():
        each.sort(key=lambda one: (-one.state.loss_per_hour, one.name))
    return found


def waiting_by(operation: Operation, state: OperationState, hours: float) -> float:
    """How many wait so many hours after it came to this state, which need not be whole."""
    past = min(max(hours, 0.0), FARTHEST)
    if not past:
        return 0.0
    *_, before, after = backlog(operation, state, ceil(past)).waiting
    return before + (after - before) * (past - (ceil(past) - 1))


def _hours(hours: float) -> timedelta:
    return timedelta(hours=ceil(hours))


PAGES = (Served("/", now), Served("/seen", have_seen, "POST"))
