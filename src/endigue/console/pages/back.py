"""Bring back: in which order it is rebuilt, when each operation is back, what happened since."""

from typing import NamedTuple

from starlette.responses import Response

from endigue.console.entering import Served, instant_typed
from endigue.console.visit import Visit
from endigue.desk.acting import allow, allow_recording
from endigue.desk.approving import DECIDE
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.lookup import things_named
from endigue.desk.refusal import Refusal
from endigue.desk.restoration_reports import (
    change_presence,
    decide_gate,
    delay_work,
    end_work,
    fail_work,
    give_safe_date,
    start_work,
)
from endigue.desk.restoring import situation
from endigue.eradication.checks import Checks
from endigue.organisation.model import Organisation
from endigue.restoration.circumstances import Presence
from endigue.restoration.gates import Gate, gates
from endigue.restoration.schedule import STEPS
from endigue.restoration.view import AssetWork
from endigue.writers.restoration import curve_of, gantt_of, load_of

WORK_SHOWN = 40


class Work(NamedTuple):
    """How far one asset has come."""

    asset: str
    name: str
    state: AssetWork


def back(visit: Visit) -> Response:
    """The page."""
    organisation, view = visit.organisation, visit.ledger.restoration
    names = visit.room.name_of(visit.ledger)
    pictures: list[tuple[str, str]] = []
    if organisation is not None and view.plan is not None:
        start = view.plan.start.astimezone(visit.speech.time_zone)
        schedule = view.plan.schedule
        pictures.append(("gantt", gantt_of(organisation, start, schedule, visit.speech)))
        if view.outlook is not None and view.outlook.input == view.plan.input:
            drawn = curve_of(start, schedule, view.outlook.outlook, visit.speech)
            pictures.append(("curve", drawn))
        pictures.append(("load", load_of(organisation, start, schedule, visit.speech)))
    changed = view.changed if view.plan and view.changed else None
    if changed is not None and view.plan is not None and changed.input != view.plan.input:
        changed = None
    return visit.show(
        "back.html.j2",
        page="back",
        sections=visit.sections("returns"),
        pictures=pictures,
        plan=view.plan,
        changed=changed,
        stale=len(view.reports) > view.reckoned,
        work=[Work(one, names(one), state) for one, state in list(view.work.items())[-WORK_SHOWN:]],
        gates=_gates(visit, organisation),
        crews=[one.id for one in (organisation.crews if organisation else ())],
        steps=STEPS,
        name_of=names,
        may_decide=visit.may(DECIDE),
        operations=_operation_names(visit, organisation),
    )


def report(visit: Visit) -> Response:
    """Somebody began, finished or failed a step, or it takes longer."""
    organisation = _organisation(visit)
    what = visit.text("what", 20)
    (asset,) = things_named(organisation, [visit.text("asset", 300).strip()])
    step, crew, why = visit.text("step", 20), visit.text("crew", 200), visit.text("why", 2000)
    at = visit.now
    if typed := visit.text("at", 40).strip():
        at = instant_typed(typed, visit.speech.time_zone)
    hours = _hours(visit.text("hours", 20))
    roles = visit.room.rulebook.roles

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow_recording(case, ledger, roles, f"{what} {asset}")
        checks = Checks({one.id: one for one in visit.room.hands.checks(None)})
        now = situation(ledger, organisation, at, checks=checks)
        match what:
            case "start":
                return start_work(case, ledger, now, asset, step, crew, at)
            case "done":
                return end_work(case, ledger, now, asset, step, at, hours)
            case "delay":
                return delay_work(case, ledger, now, asset, step, hours or 0.0, at, why)
            case "fail":
                return fail_work(case, ledger, now, asset, step, at, hours, why)
        raise Refusal("console.no_such_report")

    visit.room.act(visit.person, verb)
    return visit.go("/back#work")


def people(visit: Visit) -> Response:
    """A crew has more people, or fewer."""
    organisation = _organisation(visit)
    text = visit.text("people", 10).strip()
    sign = -1 if text.startswith(("-", "−")) else 1
    count = sign * visit.number(text.lstrip("+-−"))
    crew, why = visit.text("crew", 200), visit.text("why", 2000)
    roles = visit.room.rulebook.roles

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow_recording(case, ledger, roles, f"people of {crew}")
        now = situation(ledger, organisation, visit.now)
        return change_presence(case, ledger, now, Presence(crew, count, visit.now), why)

    visit.room.act(visit.person, verb)
    return visit.go("/back#work")


def safe_date(visit: Visit) -> Response:
    """The investigators say from before when a backup can be trusted."""
    before = instant_typed(visit.text("before", 40), visit.speech.time_zone)
    roles = visit.room.rulebook.roles

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow_recording(case, ledger, roles, "safe date")
        return give_safe_date(case, ledger, before, visit.text("why", 2000))

    visit.room.act(visit.person, verb)
    return visit.go("/back#gates")


def gate(visit: Visit) -> Response:
    """The strategic cell lets an operation return, or does not."""
    organisation = _organisation(visit)
    (operation,) = things_named(organisation, [visit.text("operation", 300)])
    go = visit.text("go", 10) == "yes"
    roles = visit.room.rulebook.roles

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow(case, ledger, roles, DECIDE, f"gate {operation}")
        now = situation(ledger, organisation, visit.now)
        why = visit.text("why", 2000)
        return decide_gate(case, ledger, now, operation, visit.now, go=go, why=why)

    visit.room.act(visit.person, verb)
    return visit.go("/back#gates")


def _gates(visit: Visit, organisation: Organisation | None) -> tuple[Gate, ...]:
    view = visit.ledger.restoration
    if organisation is None or view.plan is None:
        return ()
    down = tuple(one.id for one in view.plan.schedule.operations)
    try:
        problem = situation(visit.ledger, organisation, visit.instant).problem()
    except (Refusal, ValueError):
        # A past in which less was known than the plan of today stands on.
        return ()
    return gates(view, problem, down)


def _operation_names(visit: Visit, organisation: Organisation | None) -> dict[str, str]:
    language = visit.speech.language
    found = organisation.operations if organisation else ()
    return {one.id: one.name.get(language) or one.id for one in found}


def _hours(text: str) -> float | None:
    typed = text.strip().replace(",", ".")
    if not typed:
        return None
    if not (typed.replace(".", "", 1).isdigit() and typed.isascii()):
        raise Refusal("console.no_number", text=text)
    return float(typed)


def _organisation(visit: Visit) -> Organisation:
    if visit.organisation is None:
        raise Refusal("desk.nothing_adopted")
    return visit.organisation


PAGES = (
    Served("/back", back),
    Served("/back/report", report, "POST"),
    Served("/back/people", people, "POST"),
    Served("/back/safe-date", safe_date, "POST"),
    Served("/back/gate", gate, "POST"),
)
