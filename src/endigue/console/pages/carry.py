"""Cut, carried out: rehearsed, done, looked at, undone; work orders out, and what came of them."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from starlette.responses import Response

from endigue.console.carrying import Doing, Errand, Work
from endigue.console.entering import Served, instant_typed
from endigue.console.factor import show_factor
from endigue.console.visit import Visit
from endigue.containment.enforcement.view import EnforcementView, Status
from endigue.desk.acting import allow, allow_recording
from endigue.desk.approving import DECIDE
from endigue.desk.case import Case
from endigue.desk.enforcing import (
    ByHand,
    Ready,
    Tell,
    begun_levers,
    decide_emergency,
    look_again,
    report_work,
    sheets,
    undo,
)
from endigue.desk.enforcing_ports import Targets
from endigue.desk.enforcing_states import LeverState, lever_states
from endigue.desk.ledger import Ledger
from endigue.desk.lifting import allow_undo
from endigue.desk.lookup import levers_named
from endigue.desk.recording import refuse_future
from endigue.desk.refusal import Refusal
from endigue.desk.rehearsing import (
    ENFORCE,
    Rehearsal,
    allow_cut,
    carry_out,
    rehearse,
    still_good,
)
from endigue.eradication.checks import Checks
from endigue.locale.problems import say_refusal
from endigue.organisation.model import Organisation

PLACE = "/cut#carry"

PDF = "application/pdf"


def carried(visit: Visit) -> dict[str, object]:
    """What the page says of carrying out."""
    organisation, view = visit.organisation, visit.ledger.enforcement
    if organisation is None:
        return {"states": (), "rehearsal": None}
    states = lever_states(visit.ledger, organisation)
    carrying, last = visit.room.carrying, visit.room.carrying.last
    components, wrong = _components(visit)
    rehearsal = None if visit.at else carrying.rehearsal
    begun = begun_levers(view)
    return {
        "states": states,
        "sums": _sums(states),
        "new": _new(view, rehearsal),
        "reports": [work for work in view.works.values() if work.status == "asked"],
        "undoable": [one for one in states if one.lever in begun],
        "rehearsal": rehearsal,
        "errand": None if visit.at else last,
        "errand_why": say_refusal(visit.speech, last.refusal) if last and last.refusal else "",
        "components": components,
        "components_wrong": wrong,
        "unsettled": view.open,
        "changes": tuple(view.changes.values()),
        "may_enforce": visit.may(ENFORCE),
    }


SUMS: dict[str, frozenset[Status]] = {
    "done": frozenset({"in_force", "done_by_hand"}),
    "failed": frozenset({"failed", "lied", "open", "half"}),
    "out": frozenset({"asked"}),
    "left": frozenset({"planned", "undone"}),
}
"""How many actions came how far, by the states that count."""


def _sums(states: Sequence[LeverState]) -> dict[str, int]:
    return {name: sum(one.status in wanted for one in states) for name, wanted in SUMS.items()}


class New(NamedTuple):
    """What a rehearsal would do that is not out or done already."""

    ready: tuple[Ready, ...]
    by_hand: tuple[ByHand, ...]
    before: int
    """Parts that are."""


def _new(view: EnforcementView, rehearsal: Rehearsal | None) -> New | None:
    if rehearsal is None:
        return None
    prepared = rehearsal.prepared
    ready = tuple(
        one
        for one in prepared.ready
        if not (one.known and view.status_of(one.order.lever) == "in_force")
    )
    by_hand = tuple(one for one in prepared.by_hand if not _ordered(view, one))
    every = len(prepared.ready) + len(prepared.by_hand)
    return New(ready, by_hand, every - len(ready) - len(by_hand))


def _ordered(view: EnforcementView, hand: ByHand) -> bool:
    """Whether a work order for it is out, or was reported done."""
    last = view.work_of(hand.order.lever)
    return last is not None and last.order.doing == "apply" and last.status != "failed"


def emergency(visit: Visit) -> Response:
    """Decide to pull levers at once, with a reason and a second factor."""
    roles, reason = visit.room.rulebook.roles, visit.text("reason", 4000)
    named = levers_named(_organisation(visit), _named(visit.text("levers", 4000)))
    if not named:
        raise Refusal("console.carry.choose")

    def allowed(case: Case, ledger: Ledger) -> Ledger:
        allow(case, ledger, roles, DECIDE, f"emergency {', '.join(named)}")
        return ledger

    visit.room.act(visit.person, allowed)
    if not reason.strip():
        raise Refusal("containment.no_reason")
    show_factor(visit)
    visit.room.act(visit.person, lambda case, ledger: decide_emergency(case, ledger, named, reason))
    return visit.go(PLACE)


def try_out(visit: Visit) -> Response:
    """Have the components asked what would be done; nothing is changed."""
    organisation = _organisation(visit)
    named = levers_named(organisation, visit.texts("lever"))
    force = visit.text("force") == "yes"
    _may(visit, "rehearse")
    room, asked = visit.room, (secrets.token_hex(8), visit.now)

    def work(_tell: Tell) -> Rehearsal:
        targets = _targets(visit)
        ledger = room.chronicle.catch_up()
        return rehearse(ledger, organisation, targets, asked, named, force=force)

    return _begin(visit, "rehearse", work)


def carry(visit: Visit) -> Response:
    """Carry out what was rehearsed, with a second factor that is shown now."""
    organisation, room = _organisation(visit), visit.room
    reason = visit.text("reason", 4000)
    _may(visit, "apply")
    seen = still_good(room.carrying.rehearsal, visit.text("rehearsal", 64), visit.now)
    if seen.forced and not reason.strip():
        raise Refusal("enforcement.force_without_reason")
    show_factor(visit)
    case = replace(room.case, author=visit.person)
    count = len({one.order.lever for one in seen.prepared.ready})

    def work(tell: Tell) -> None:
        ledger = room.chronicle.catch_up()
        carry_out(case, ledger, organisation, _targets(visit), seen,
                  room.hands.stopwatch, reason, tell)  # fmt: skip

    return _begin(visit, "apply", work, count)


def look(visit: Visit) -> Response:
    """Look at the components: at all that was done, or only at what is open."""
    room = visit.room
    only_open = visit.text("only_open") == "yes"

    def allowed(case: Case, ledger: Ledger) -> Ledger:
        allow_recording(case, ledger, room.rulebook.roles, "look at components")
        return ledger

    room.act(visit.person, allowed)
    case = replace(room.case, author=visit.person)

    view = room.chronicle.ledger.enforcement
    count = len(view.open if only_open else view.changes)

    def work(tell: Tell) -> None:
        look_again(case, room.chronicle.catch_up(), _targets(visit), tell, only_open=only_open)

    return _begin(visit, "settle" if only_open else "verify", work, count)


def take_back(visit: Visit) -> Response:
    """Undo levers, the last pulled first, with a second factor that is shown now."""
    organisation, room = _organisation(visit), visit.room
    named = levers_named(organisation, visit.texts("lever"))
    if not named:
        raise Refusal("console.carry.choose")
    _may(visit, f"undo {', '.join(named)}")
    checks = Checks({check.id: check for check in room.hands.checks(None)})
    allow_undo(room.chronicle.ledger, organisation, checks, visit.now, named)
    show_factor(visit)
    case = replace(room.case, author=visit.person)

    def work(tell: Tell) -> None:
        ledger = room.chronicle.catch_up()
        allow_undo(ledger, organisation, checks, room.now(), named)
        undo(case, ledger, _targets(visit), named, room.hands.stopwatch, tell)

    return _begin(visit, "undo", work, len(named))


def stop(visit: Visit) -> Response:
    """Stop before the next lever."""
    _may(visit, "stop")
    visit.room.carrying.stop(visit.text("name", 64))
    return visit.go(PLACE)


def report(visit: Visit) -> Response:
    """Type in what came of a work order on paper."""
    number = visit.number(visit.text("number", 10))
    outcomes: dict[str, Literal["done", "failed"]] = {"done": "done", "failed": "failed"}
    outcome = outcomes.get(visit.text("outcome", 10))
    if outcome is None:
        raise Refusal("console.no_such_report")
    by, note = visit.text("by", 200), visit.text("note", 2000)
    typed = visit.text("at", 40).strip()
    at = instant_typed(typed, visit.speech.time_zone) if typed else visit.now
    refuse_future(at, visit.now)
    roles = visit.room.rulebook.roles

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow_recording(case, ledger, roles, f"work order {number}")
        return report_work(case, ledger, number, outcome, by, at, note)

    visit.room.act(visit.person, verb)
    return visit.go(PLACE)


def paper(visit: Visit) -> Response:
    """The work orders that are out, to print; with `rehearsal`, those that it would make."""
    organisation, ledger = _organisation(visit), visit.ledger
    if visit.companies is not None:
        visit.refuse_sight("work orders")
    rehearsal = visit.room.carrying.rehearsal if visit.asked("rehearsal") else None
    new = _new(ledger.enforcement, rehearsal)
    hands = () if new is None else new.by_hand
    found = sheets(ledger, organisation, hands)
    if not found:
        raise Refusal("console.absent_orders")
    language, draft = visit.preferences.language, bool(hands)
    make = visit.room.hands.enforcing.work_orders
    content = make(found, organisation.name, language, draft=draft)
    name = "work-orders-rehearsal.pdf" if draft else "work-orders.pdf"
    disposition = f'attachment; filename="{name}"'
    return Response(content, media_type=PDF, headers={"Content-Disposition": disposition})


def _begin(visit: Visit, doing: Doing, work: Work, levers: int = 0) -> Response:
    errand = Errand(secrets.token_hex(8), doing, visit.person, visit.now, levers)
    if not visit.room.carrying.begin(errand, _then_read(visit, work)):
        raise Refusal("console.carry.busy")
    return visit.go(PLACE)


def _then_read(visit: Visit, work: Work) -> Work:
    def whole(tell: Tell) -> Rehearsal | None:
        try:
            return work(tell)
        finally:
            visit.room.chronicle.catch_up()

    return whole


def _may(visit: Visit, subject: str) -> None:
    roles = visit.room.rulebook.roles

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow_cut(case, ledger, roles, subject)
        return ledger

    visit.room.act(visit.person, verb)


def _targets(visit: Visit) -> Targets:
    return visit.room.hands.enforcing.targets(None, visit.room.location)


def _components(visit: Visit) -> tuple[tuple[str, ...], str]:
    """Names of the components, and what is wrong with their file."""
    try:
        return tuple(one.target for one in _targets(visit).actuators), ""
    except Refusal as refusal:
        return (), say_refusal(visit.speech, refusal)


def _organisation(visit: Visit) -> Organisation:
    if visit.organisation is None:
        raise Refusal("desk.nothing_adopted")
    return visit.organisation


def _named(text: str) -> list[str]:
    return [word.strip() for word in text.replace("\n", ",").split(",") if word.strip()]


PAGES = (
    Served("/cut/emergency", emergency, "POST"),
    Served("/cut/rehearse", try_out, "POST"),
    Served("/cut/carry", carry, "POST"),
    Served("/cut/look", look, "POST"),
    Served("/cut/undo", take_back, "POST"),
    Served("/cut/stop", stop, "POST"),
    Served("/cut/work", report, "POST"),
    Served("/cut/work-orders", paper),
)
