"""Cut: the ways to respond side by side, the plan in order, what orders cost, who approves it."""

import secrets
from typing import NamedTuple

from anyio import from_thread
from starlette.responses import Response

from endigue.console.computing import Running
from endigue.console.entering import Served
from endigue.console.factor import show_factor
from endigue.console.pages.carry import carried
from endigue.console.visit import Visit
from endigue.containment.facts import OrdersAnswered
from endigue.containment.plan import Alternative
from endigue.desk.acting import allow, allow_recording
from endigue.desk.approving import DECIDE, approve_asked, ask_approval
from endigue.desk.case import Case
from endigue.desk.computation_facts import ComputationEnded, ComputationStarted, Kind
from endigue.desk.deciding import derogate
from endigue.desk.keeping import needed_by
from endigue.desk.ledger import Ledger
from endigue.desk.lookup import levers_named, things_named
from endigue.desk.refusal import Refusal
from endigue.organisation.model import Organisation

SECTIONS = ("options", "plan", "rests")

ANSWERS_SHOWN = 6
THINGS_SHOWN = 4


class Approved(NamedTuple):
    """What was approved of the last plan."""

    name: str
    actions: int
    differs: bool
    """Whether these are other actions than those of the recommended plan."""


def cut(visit: Visit) -> Response:
    """The page."""
    view, organisation = visit.ledger.containment, visit.organisation
    planned = view.planned
    answers = list(view.answers.values())[::-1][:ANSWERS_SHOWN]
    return visit.show(
        "cut.html.j2",
        page="cut",
        containment=view,
        planned=planned,
        alternatives=planned.alternatives.alternatives if planned else (),
        recommended=planned.alternatives.recommended.name if planned else "",
        answers=[_answered(visit, organisation, answer) for answer in answers],
        waits=_waits(visit, organisation),
        sections=visit.sections(*SECTIONS),
        last=visit.ledger.computations.last,
        may_decide=visit.may(DECIDE),
        mandatory=[
            one.id
            for one in (organisation.levers if organisation else ())
            if one.doctrine == "mandatory" and one.id not in view.derogations
        ],
        carry=carried(visit),
        in_force=_in_force(visit),
        ready=visit.ledger.evidence.assessment is not None or bool(visit.ledger.evidence.files),
    )


def ask(visit: Visit) -> Response:
    """Ask somebody else to approve an alternative."""
    book, option, reason = (
        visit.room.rulebook,
        visit.text("option", 100),
        visit.text("reason", 4000),
    )
    visit.room.act(
        visit.person, lambda case, ledger: ask_approval(case, ledger, book, option, reason)
    )
    return visit.go("/cut")


def approve(visit: Visit) -> Response:
    """Approve what somebody else asked for, with a second factor that is shown now."""
    book, option, plan = visit.room.rulebook, visit.text("option", 100), visit.text("plan", 64)

    def verb(case: Case, ledger: Ledger) -> Ledger:
        return approve_asked(case, ledger, book, option, plan)

    asked = visit.room.chronicle.ledger.containment.asked
    if visit.may(DECIDE) and asked is not None and asked.asked_by != visit.person:
        show_factor(visit)
    visit.room.act(visit.person, verb)
    return visit.go("/cut")


def waive(visit: Visit) -> Response:
    """Record that a mandatory lever need not be pulled."""
    organisation = _organisation(visit)
    roles, reason = visit.room.rulebook.roles, visit.text("reason", 4000)
    (lever,) = levers_named(organisation, [visit.text("lever", 300)])

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow(case, ledger, roles, DECIDE, f"derogate {lever}")
        return derogate(case, ledger, organisation, lever, reason)

    visit.room.act(visit.person, verb)
    return visit.go("/cut")


def order(visit: Visit) -> Response:
    """Have it computed what keeping or cutting certain things would cost."""
    organisation = _organisation(visit)
    kept = things_named(organisation, _named(visit.text("keep", 4000)))
    operations = [one for one in visit.texts("operation") if one in _operations(organisation)]
    kept += tuple(name for one in operations for name in needed_by(organisation, one))
    cut_off = things_named(organisation, _named(visit.text("cut", 4000)))
    if not (kept or cut_off):
        raise Refusal("console.no_orders")
    begin(visit, "orders", keep=tuple(dict.fromkeys(kept)), cut=tuple(dict.fromkeys(cut_off)))
    return visit.go("/cut#computation")


def adopt(visit: Visit) -> Response:
    """Put an answered plan in force; it has to be approved like any other."""
    answer = visit.text("answer", 64)
    if answer not in visit.room.chronicle.ledger.containment.answers:
        raise Refusal("containment.no_such_answer")
    begin(visit, "adopt", adopt=answer)
    return visit.go("/cut#computation")


def compute(visit: Visit) -> Response:
    """Go through the whole story again, or plan the rebuild again."""
    kind: Kind = "restoration" if visit.text("kind") == "restoration" else "story"
    begin(visit, kind)
    return visit.go("/back" if kind == "restoration" else "/cut#computation")


def again(visit: Visit) -> Response:
    """Begin again what was lost, stopped or refused."""
    last = visit.room.chronicle.ledger.computations.last
    if last is None or last.ended is None:
        raise Refusal("console.nothing_to_repeat")
    asked = last.asked
    begin(visit, asked.kind, asked.keep, asked.cut, asked.adopt, asked.what_if)
    return visit.go("/cut#computation")


def stop(visit: Visit) -> Response:
    """Stop what is being computed."""
    roles = visit.room.rulebook.roles

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow_recording(case, ledger, roles, "stop computation")
        return ledger

    visit.room.act(visit.person, verb)
    from_thread.run_sync(visit.room.computing.stop, visit.text("name", 64))
    return visit.go("/cut#computation")


def begin(
    visit: Visit,
    kind: Kind,
    keep: tuple[str, ...] = (),
    cut: tuple[str, ...] = (),
    adopt: str = "",
    what_if: tuple[str, ...] = (),
) -> None:
    """Begin a computation in the person's name. Raises Refusal where one runs already, nothing
    can be computed, or the person may not record.
    """
    room = visit.room
    if room.computing.current is not None:
        raise Refusal("console.already_computing")
    if visit.organisation is None:
        raise Refusal("desk.nothing_adopted")
    fact = ComputationStarted(secrets.token_hex(8), kind, keep, cut, adopt, what_if)

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow_recording(case, ledger, room.rulebook.roles, f"compute {kind}")
        return case.record([fact], ledger)

    room.act(visit.person, verb)
    running = Running(fact.computation, fact, visit.person, visit.now)
    if not from_thread.run_sync(room.computing.begin, running, room.ended):
        room.record("endigue", ComputationEnded(fact.computation, "refused"))
        raise Refusal("console.already_computing")


def _in_force(visit: Visit) -> Approved | None:
    """The approval that holds for the plan that was computed last."""
    view = visit.ledger.containment
    if view.planned is None or view.approved is None or not view.approval_is_of_the_last_plan:
        return None
    own = view.planned.alternatives.recommended
    levers = {action.lever for action in own.actions}
    return Approved(
        view.approved.alternative, len(view.approved.levers), set(view.approved.levers) != levers
    )


def _answered(
    visit: Visit, organisation: Organisation | None, answer: OrdersAnswered
) -> tuple[OrdersAnswered, Alternative, str, str]:
    """An answer, its plan, and what was to be kept and cut, in words."""
    plan = answer.alternatives.recommended
    kept = _kept(organisation, answer.keep)
    return answer, plan, _few(visit, kept), _few(visit, answer.cut)


def _kept(organisation: Organisation | None, things: tuple[str, ...]) -> tuple[str, ...]:
    """Operations in place of all that they need, so that an answer says what was asked for."""
    if organisation is None or not things:
        return things
    needs = {one.id: needed_by(organisation, one.id) for one in organisation.operations}
    whole = [name for name, needed in needs.items() if needed and set(things).issuperset(needed)]
    whole.sort(key=lambda name: -len(needs[name]))
    covered = {thing for name in whole for thing in needs[name]}
    return (*whole, *(one for one in things if one not in covered))


def _few(visit: Visit, things: tuple[str, ...]) -> str:
    """The first of some things by name, and how many more there are."""
    if not things:
        return ""
    named = [visit.called(one) for one in things[:THINGS_SHOWN]]
    if (more := len(things) - THINGS_SHOWN) > 0:
        named.append(visit.speech.say("console.cut.more_things", count=visit.speech.number(more)))
    return visit.speech.listed(named)


def _waits(visit: Visit, organisation: Organisation | None) -> list[tuple[str, str]]:
    """Operations that are down, by identifier and name: what one may want to keep."""
    if organisation is None:
        return []
    down = {one.id for one in visit.ledger.continuity.operations if one.state != "running"}
    language = visit.speech.language
    return [
        (one.id, one.name.get(language) or one.id)
        for one in organisation.operations
        if one.id in down
    ]


def _organisation(visit: Visit) -> Organisation:
    if visit.organisation is None:
        raise Refusal("desk.nothing_adopted")
    return visit.organisation


def _operations(organisation: Organisation) -> set[str]:
    return {one.id for one in organisation.operations}


def _named(text: str) -> list[str]:
    return [word.strip() for word in text.replace("\n", ",").split(",") if word.strip()]


PAGES = (
    Served("/cut", cut),
    Served("/cut/ask", ask, "POST"),
    Served("/cut/approve", approve, "POST"),
    Served("/cut/derogate", waive, "POST"),
    Served("/cut/orders", order, "POST"),
    Served("/cut/adopt", adopt, "POST"),
    Served("/computation", compute, "POST"),
    Served("/computation/again", again, "POST"),
    Served("/computation/stop", stop, "POST"),
)
