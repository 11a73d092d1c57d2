"""Carry a decided cut out on components and by hand, look at it, undo it; all of it written down.

Every request is in the journal before the component hears of it, with what stood there before, and
every answer after. What a component says is never believed: it is looked at.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from endigue.containment.enforcement.change import (
    Actuator,
    Answer,
    CannotPlan,
    Change,
    Doing,
    Sight,
    Trouble,
)
from endigue.containment.enforcement.facts import (
    ChangeAnswered,
    ChangeRequested,
    ChangeSeen,
    EmergencyDecided,
    WorkOrdered,
    WorkReported,
)
from endigue.containment.enforcement.order import Order, order_of
from endigue.containment.enforcement.rails import Rail, rails_hit
from endigue.containment.enforcement.view import Carried, EnforcementView
from endigue.containment.enforcement.work_order import Sheet, sheet_of
from endigue.desk.case import Case
from endigue.desk.enforcing_ports import Targets
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.journal.fact import Fact
from endigue.journal.store import Moved
from endigue.organisation.model import Organisation

Basis = Literal["plan", "emergency", "undo"]
Tell = Callable[[str], None]
"""Told each lever as it is begun."""
Stopwatch = Callable[[], float]
TRIES = 20
"""How often an entry is written again where the journal has grown meanwhile; assumed."""

LONGEST_DETAIL = 500
"""Characters that are kept of what a component says."""


@dataclass(frozen=True, slots=True)
class ByHand:
    """A lever, or a part of one, for people."""

    order: Order
    why: str
    arguments: dict[str, str]
    forced: tuple[Rail, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """A change that a component is to make."""

    order: Order
    actuator: Actuator
    change: Change
    known: bool
    """Whether it was asked for before."""
    basis: Basis
    forced: tuple[Rail, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What carrying the levers out comes to, before anything is done."""

    ready: tuple[Ready, ...]
    by_hand: tuple[ByHand, ...]
    refused: tuple[tuple[Order, tuple[Rail, ...]], ...]
    """Stopped by safety rails."""


def decide_emergency(case: Case, ledger: Ledger, levers: Sequence[str], reason: str) -> Ledger:
    """Record that levers are pulled without a plan. Refusal where no reason is given."""
    if not reason.strip():
        raise Refusal("containment.no_reason")
    return case.record([EmergencyDecided(tuple(levers), reason.strip())], ledger)


def decided(ledger: Ledger, levers: Sequence[str]) -> dict[str, Basis]:
    """The levers that may be pulled, in order, with what allows each: those given, or without any
    all of the approved plan and then those of emergencies.

    Refusal where one of them was neither approved nor decided in an emergency, or nothing was.
    """
    plan = ledger.containment.approved
    allowed: dict[str, Basis] = {}
    if plan is not None:
        allowed.update(dict.fromkeys(plan.levers, "plan"))
    for lever in ledger.enforcement.emergencies:
        allowed.setdefault(lever, "emergency")
    if not allowed:
        raise Refusal("enforcement.nothing_decided")
    for lever in levers:
        if lever not in allowed:
            raise Refusal("enforcement.not_decided", lever=lever)
    return {lever: allowed[lever] for lever in levers} if levers else allowed


def prepare(
    ledger: Ledger,
    organisation: Organisation,
    targets: Targets,
    levers: Sequence[str] = (),
    *,
    force: bool = False,
) -> Prepared:
    """Plan every decided lever on the components; nothing is changed, nothing written.

    Refusal where something begun before is still open: it has to be settled first.
    """
    if ledger.enforcement.open:
        raise Refusal("enforcement.open", levers=_levers(ledger.enforcement.open))
    ready: list[Ready] = []
    by_hand: list[ByHand] = []
    refused: list[tuple[Order, tuple[Rail, ...]]] = []
    pulled = in_force(ledger)
    for lever, basis in decided(ledger, levers).items():
        if lever not in organisation.lever_by_id:
            raise Refusal("enforcement.lever_gone", lever=lever)
        order = order_of(organisation, lever)
        hit = () if lever in pulled else rails_hit(organisation, targets.rails, lever, pulled)
        if hit and not force:
            refused.append((order, hit))
            continue
        pulled = (*pulled, lever)
        whole: list[Ready | ByHand] = [
            _planned(ledger, actuator, order, basis, hit)
            for actuator in targets.actuators
            if actuator.covers(order)
        ]
        ready += (one for one in whole if isinstance(one, Ready))
        hands = [one for one in whole if isinstance(one, ByHand)]
        if not whole:
            hands = [ByHand(order, "enforcement.no_component", {}, hit)]
        by_hand += hands[:1]
    return Prepared(tuple(ready), tuple(by_hand), tuple(refused))


def _planned(
    ledger: Ledger, actuator: Actuator, order: Order, basis: Basis, forced: tuple[Rail, ...]
) -> Ready | ByHand:
    known = next(
        (
            one
            for one in ledger.enforcement.changes_of(order.lever)
            if one.change.target == actuator.target and one.status != "undone"
        ),
        None,
    )
    if known is not None:
        return Ready(order, actuator, known.change, True, basis, forced)
    try:
        return Ready(order, actuator, actuator.plan(order), False, basis, forced)
    except CannotPlan as cannot:
        arguments = {**cannot.arguments, "component": actuator.target}
        return ByHand(order, cannot.code, arguments, forced)
    except Trouble as trouble:
        arguments = {"component": actuator.target, "detail": _short(trouble.detail)}
        return ByHand(order, f"enforcement.component_{trouble.answer}", arguments, forced)


def enforce(
    case: Case,
    ledger: Ledger,
    prepared: Prepared,
    stopwatch: Stopwatch,
    reason: str = "",
    tell: Tell = lambda _: None,
) -> Ledger:
    """Have every prepared change made and looked at, and hand out work orders for the rest.

    What is seen in force already is not asked for again. Refusal where rails are overridden
    without a reason.
    """
    parts: list[Ready | ByHand] = [*prepared.ready, *prepared.by_hand]
    if any(one.forced for one in parts) and not reason.strip():
        raise Refusal("enforcement.force_without_reason")
    hands = list(prepared.by_hand)
    for one in prepared.ready:
        tell(one.order.lever)
        if one.known and _is_there(ledger, one):
            continue
        ledger = _asked(case, ledger, one.actuator, one.change, "apply", one.basis, stopwatch,
                        forced=one.forced, reason=reason.strip())  # fmt: skip
        carried = ledger.enforcement.changes[one.change.key]
        if carried.answer in ("refused", "down") and carried.status != "in_force":
            arguments = {"component": one.change.target, "detail": carried.said}
            why = f"enforcement.component_{carried.answer}"
            hands.append(ByHand(one.order, why, arguments, one.forced))
    for hand in hands:
        ledger = _ordered(case, ledger, hand, "apply", reason.strip())
    return ledger


def _is_there(ledger: Ledger, one: Ready) -> bool:
    carried = ledger.enforcement.changes[one.change.key]
    if carried.status != "in_force":
        return False
    return _seen(one.actuator, one.change).state == "in_force"


def _asked(
    case: Case,
    ledger: Ledger,
    actuator: Actuator,
    change: Change,
    doing: Doing,
    basis: Basis,
    stopwatch: Stopwatch,
    *,
    forced: tuple[Rail, ...] = (),
    reason: str = "",
) -> Ledger:
    """Ask one component: written before, written after, looked at, written."""
    requested = ChangeRequested(change, doing, basis, forced, reason if forced else "")
    ledger = _intended(case, ledger, requested)
    started = stopwatch()
    answer: Answer = "done"
    detail = ""
    try:
        if doing == "apply":
            actuator.apply(change)
        else:
            actuator.undo(change)
    except Trouble as trouble:
        answer, detail = trouble.answer, _short(trouble.detail)
    answered = ChangeAnswered(change.key, doing, answer, detail, round(stopwatch() - started, 3))
    ledger = _happened(case, ledger, answered)
    return _looked(case, ledger, actuator, change)


def _happened(case: Case, ledger: Ledger, fact: Fact) -> Ledger:
    """Write what a component said or showed: it is so, whatever others wrote meanwhile."""
    for _ in range(TRIES):
        try:
            return case.record([fact], ledger)
        except Moved:
            ledger = case.catch_up(ledger)
    return case.record([fact], ledger)


def _intended(case: Case, ledger: Ledger, fact: Fact) -> Ledger:
    """Write what is about to be done. Raises Moved where others decided or did something about
    the cut meanwhile; a line of the logbook does not stop it.
    """
    for _ in range(TRIES):
        try:
            return case.record([fact], ledger)
        except Moved:
            known = ledger
            ledger = case.catch_up(ledger)
            if ledger.enforcement is not known.enforcement:
                raise
            if ledger.containment.approved is not known.containment.approved:
                raise
    return case.record([fact], ledger)


def _looked(case: Case, ledger: Ledger, actuator: Actuator, change: Change) -> Ledger:
    sight = _seen(actuator, change)
    return _happened(case, ledger, ChangeSeen(change.key, sight.state, _short(sight.detail)))


def _seen(actuator: Actuator, change: Change) -> Sight:
    try:
        return actuator.verify(change)
    except Trouble as trouble:
        return Sight("unknown", trouble.detail)


def look_again(
    case: Case,
    ledger: Ledger,
    targets: Targets,
    tell: Tell = lambda _: None,
    *,
    only_open: bool = False,
) -> Ledger:
    """Look at every change on its component, and write what is there now.

    With `only_open` those only of which it is not known how they ended, which settles them.
    Refusal where a component that holds one is not configured any more.
    """
    view = ledger.enforcement
    for one in view.open if only_open else tuple(view.changes.values()):
        tell(one.change.lever)
        ledger = _looked(case, ledger, _actuator(targets, one), one.change)
    return ledger


def undo(
    case: Case,
    ledger: Ledger,
    targets: Targets,
    levers: Sequence[str],
    stopwatch: Stopwatch,
    tell: Tell = lambda _: None,
) -> Ledger:
    """Undo levers, the last pulled first; without any, all of them.

    What was done by hand becomes work orders. Refusal where something is open, or one of the
    levers is not in force.
    """
    if ledger.enforcement.open:
        raise Refusal("enforcement.open", levers=_levers(ledger.enforcement.open))
    begun = begun_levers(ledger.enforcement)
    for lever in levers:
        if lever not in begun:
            raise Refusal("enforcement.not_in_force", lever=lever)
    wanted = [lever for lever in reversed(begun) if not levers or lever in levers]
    for lever in wanted:
        tell(lever)
        for one in reversed(ledger.enforcement.changes_of(lever)):
            if one.status not in ("undone", "failed"):
                actuator = _actuator(targets, one)
                ledger = _asked(case, ledger, actuator, one.change, "undo", "undo", stopwatch)
        work = ledger.enforcement.work_of(lever)
        if work is not None and work.status in ("asked", "done_by_hand"):
            order = Order(lever, "", "", "unknown")
            ledger = _ordered(case, ledger, ByHand(order, "enforcement.done_by_hand", {}), "undo")
    return ledger


def begun_levers(view: EnforcementView) -> tuple[str, ...]:
    """Every lever of which something is in force, or may be, in the order in which it was begun."""
    found = [one.change.lever for one in view.changes.values()]
    found += [work.order.lever for work in view.works.values()]
    over = ("planned", "undone", "failed")
    return tuple(
        lever
        for lever in dict.fromkeys(found)
        if any(status not in over for status in view.statuses(lever))
    )


def in_force(ledger: Ledger) -> tuple[str, ...]:
    """Levers that are in force in part or whole, as far as is known."""
    view = ledger.enforcement
    there = ("in_force", "done_by_hand", "half")
    return tuple(
        lever
        for lever in begun_levers(view)
        if any(status in there for status in view.statuses(lever))
    )


def _ordered(case: Case, ledger: Ledger, hand: ByHand, doing: Doing, reason: str = "") -> Ledger:
    """Hand out a work order, unless one for the same is out or was reported done."""
    view = ledger.enforcement
    last = view.work_of(hand.order.lever)
    if last is not None and last.order.doing == doing and last.status != "failed":
        return ledger
    number = max(view.works, default=0) + 1
    fact = WorkOrdered(number, hand.order.lever, doing, hand.why, hand.arguments, hand.forced,
                       reason if hand.forced else "")  # fmt: skip
    return _intended(case, ledger, fact)


def report_work(
    case: Case,
    ledger: Ledger,
    number: int,
    outcome: Literal["done", "failed"],
    by: str,
    at: datetime,
    note: str = "",
) -> Ledger:
    """Type in what came of a work order. Refusal where there is none of that number, or nobody's
    name is given.
    """
    if number not in ledger.enforcement.works:
        known = ", ".join(map(str, ledger.enforcement.works)) or "-"
        raise Refusal("enforcement.no_work_order", number=number, numbers=known)
    if not by.strip():
        raise Refusal("enforcement.nobody")
    fact = WorkReported(number, outcome, by.strip(), at, note.strip())
    return case.record([fact], ledger, at)


def sheets(
    ledger: Ledger, organisation: Organisation, hands: Sequence[ByHand] = ()
) -> tuple[Sheet, ...]:
    """Every work order that is out, to be printed; or, for a rehearsal, those that `hands` would
    become.
    """
    if hands:
        first = max(ledger.enforcement.works, default=0) + 1
        return tuple(
            sheet_of(organisation, hand.order, number, "apply", hand.why, hand.arguments)
            for number, hand in enumerate(hands, first)
        )
    return tuple(
        sheet_of(organisation, order_of(organisation, work.order.lever), number,
                 work.order.doing, work.order.why, work.order.arguments)
        for number, work in ledger.enforcement.works.items()
        if work.status == "asked" and work.order.lever in organisation.lever_by_id
    )  # fmt: skip


def _actuator(targets: Targets, carried: Carried) -> Actuator:
    found = targets.named(carried.change.target)
    if found is None:
        lever, component = carried.change.lever, carried.change.target
        raise Refusal("enforcement.component_gone", lever=lever, component=component)
    return found


def _levers(changes: Sequence[Carried]) -> str:
    return ", ".join(dict.fromkeys(one.change.lever for one in changes))


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST_DETAIL]
