"""Bring back: in which order it is rebuilt, when each operation is back, what happened since."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from starlette.responses import Response

from endigue.console.entering import Served, instant_typed
from endigue.console.pages.cut import begin
from endigue.console.story import word
from endigue.console.visit import Visit
from endigue.desk.acting import allow, allow_recording
from endigue.desk.approving import DECIDE
from endigue.desk.case import Case
from endigue.desk.computations import Computation
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
from endigue.desk.restoring import lost, situation
from endigue.desk.supposing import change_in
from endigue.eradication.checks import Checks
from endigue.journal.fact import Fact
from endigue.organisation.model import Organisation
from endigue.restoration.chain import Chains, Link
from endigue.restoration.circumstances import Presence
from endigue.restoration.facts import (
    BackupReported,
    GateDecided,
    InsteadChosen,
    PresenceChanged,
    SafeDateGiven,
    WhatIfAnswered,
    WorkDelayed,
    WorkDone,
    WorkFailed,
    WorkStarted,
)
from endigue.restoration.gates import Gate, gates
from endigue.restoration.review import Review, review
from endigue.restoration.schedule import STEPS, Schedule
from endigue.restoration.view import AssetWork, RestorationView
from endigue.writers.restoration import ROWS_SHOWN, curve_of, foretold_of, gantt_of, load_of

WORK_SHOWN = 40


ANSWERS_SHOWN = 6
MOVED_SHOWN = 6
LEAST_MOVED = 0.05
"""Hours: a date that moves less is told as one that stays."""


class Awaited(NamedTuple):
    """What an operation waits for last, and the chain of work that leads there."""

    operation: str
    planned: float
    """Hours from the start of the plan."""
    last: tuple[str, ...]
    """Assets, accounts and flows that are back last of all that it needs."""
    chain: tuple[Link, ...]
    """Of the first of them, back to the start of the plan."""


class Answered(NamedTuple):
    """An answer to a what-if question, in words."""

    answer: WhatIfAnswered
    said: str
    moved: list[tuple[str, float]]
    dates: int
    old: bool
    """Whether another plan is in force since."""
    first: str
    """The operation that it puts first, if it does."""


class Work(NamedTuple):
    """How far one asset has come."""

    asset: str
    name: str
    state: AssetWork


def back(visit: Visit) -> Response:
    """The page."""
    organisation, view = visit.organisation, visit.ledger.restoration
    names = visit.called
    pictures: list[tuple[str, str]] = []
    things = 0
    if organisation is not None and view.plan is not None:
        start = view.plan.start.astimezone(visit.speech.time_zone)
        schedule = view.plan.schedule
        things = len({task.asset for task in schedule.tasks})
        pictures.append(("gantt", gantt_of(organisation, start, schedule, visit.speech, names)))
        if view.outlook is not None and _in_force(view):
            drawn = curve_of(start, schedule, view.outlook.outlook, visit.speech)
            pictures.append(("curve", drawn))
        pictures.append(("load", load_of(organisation, start, schedule, visit.speech, names)))
    reviewed = _review(visit, organisation)
    changed = view.changed if view.plan and view.changed else None
    if changed is not None and view.plan is not None and changed.input != view.plan.input:
        changed = None
    return visit.show(
        "back.html.j2",
        page="back",
        sections=visit.sections("returns"),
        pictures=pictures,
        things=things,
        rows_shown=min(things, ROWS_SHOWN),
        plan=view.plan,
        changed=changed,
        reported=_reported(visit),
        at=_clock(view.plan.start if view.plan else visit.instant),
        work=[Work(one, names(one), state) for one, state in list(view.work.items())[-WORK_SHOWN:]],
        gates=_gates(visit, organisation),
        crews=[one.id for one in (organisation.crews if organisation else ())],
        steps=STEPS,
        may_decide=visit.may(DECIDE),
        awaited=awaited(view.plan.schedule, _core(organisation)) if view.plan else [],
        first=view.outlook if view.outlook and view.outlook.first and _in_force(view) else None,
        reviewed=reviewed,
        foretold=_foretold(visit, organisation, reviewed),
        answers=[_answered(visit, one) for one in view.answers[: -ANSWERS_SHOWN - 1 : -1]],
        asked=_last_asked(visit),
        skills=sorted({one.skill for one in (organisation.crews if organisation else ())}),
    )


REPORTED: dict[type[Fact], str] = {
    WorkStarted: "work",
    WorkDone: "work",
    WorkDelayed: "work",
    WorkFailed: "work",
    PresenceChanged: "people",
    InsteadChosen: "instead",
    SafeDateGiven: "safe_date",
    BackupReported: "backup",
    GateDecided: "gate",
}
"""The word for each kind of report that a plan is made from."""


def _reported(visit: Visit) -> str:
    """What was reported since the plan in force was made, in words; empty where nothing was."""
    view = visit.ledger.restoration
    kinds = dict.fromkeys(REPORTED[type(one)] for one in view.reports[view.reckoned :])
    return visit.speech.listed([visit.speech.say(f"console.back.kind_{one}") for one in kinds])


def _clock(start: datetime) -> Callable[[float], datetime]:
    """The instant of an hour of a plan that starts then."""
    return lambda hours: start + timedelta(hours=hours)


def awaited(schedule: Schedule, core: Collection[str]) -> list[Awaited]:
    """For each operation what comes back last of all that it needs, with the work that leads
    there: a day gained anywhere else brings the operation back no sooner.
    """
    chains = Chains(schedule, core)
    return [
        Awaited(one.id, one.planned, one.waits_for,
                chains.of(one.waits_for[0]) if one.waits_for else ())
        for one in sorted(schedule.operations, key=lambda one: (one.planned, one.id))
    ]  # fmt: skip


def _core(organisation: Organisation | None) -> frozenset[str]:
    """The hosts of the core of trust."""
    if organisation is None:
        return frozenset()
    zones = {zone.id for zone in organisation.zones if zone.tier == 0}
    return frozenset(one.id for one in organisation.assets if one.zone in zones)


def _in_force(view: RestorationView) -> bool:
    """Whether what is known beside a plan is of the plan in force."""
    return (
        view.plan is not None and view.outlook is not None and view.outlook.input == view.plan.input
    )


def suppose(visit: Visit) -> Response:
    """Have it computed what one thing otherwise would bring, beside the plan in force."""
    organisation = _organisation(visit)
    if visit.ledger.restoration.plan is None:
        raise Refusal("console.no_rebuild_planned")
    kind = visit.text("kind", 20)
    name = {"lend": "skill", "late": "asset", "first": "operation", "hold": "operation"}.get(kind)
    subject = visit.text(name, 300).strip() if name else ""
    amount = visit.text("amount", 12).strip()
    words = {"lend": f"{subject}={amount}", "late": f"{subject}={amount}"}
    text = f"{kind} {words.get(kind, subject or amount)}"
    change = change_in(organisation, text)
    begin(visit, "what_if", what_if=(change.name if change.first or change.hold else text,))
    return visit.go("/back#what-if")


def put_first(visit: Visit) -> Response:
    """The strategic cell has the rebuild planned again with an operation first of all."""
    organisation = _organisation(visit)
    change = change_in(organisation, f"first {visit.text('operation', 300).strip()}")
    roles = visit.room.rulebook.roles

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow(case, ledger, roles, DECIDE, change.name)
        return ledger

    visit.room.act(visit.person, verb)
    begin(visit, "restoration", what_if=(change.name,))
    return visit.go("/back#what-if")


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


def _review(visit: Visit, organisation: Organisation | None) -> Review | None:
    """What was foretold beside what came; None where nothing is back."""
    view = visit.ledger.restoration
    if organisation is None or view.first_start is None:
        return None
    try:
        gone = lost(visit.ledger)
    except Refusal:
        return None
    found = review(organisation, gone.fallen, gone.down, view)
    return found if found.back else None


def _foretold(visit: Visit, organisation: Organisation | None, found: Review | None) -> str:
    start = visit.ledger.restoration.first_start
    if found is None or organisation is None or start is None or not found.foretold:
        return ""
    return foretold_of(organisation, start.astimezone(visit.speech.time_zone), found, visit.speech)


def _answered(visit: Visit, answer: WhatIfAnswered) -> Answered:
    """An answer with its dates that move, the most first."""
    plan = visit.ledger.restoration.plan
    kind, _, rest = answer.change.partition(" ")
    subject, _, amount = rest.rpartition(" ") if kind in {"lend", "late"} else (rest, "", "")
    moved = [
        (visit.called(one), hours)
        for one, hours in sorted(answer.hours.items(), key=lambda pair: (-abs(pair[1]), pair[0]))
        if abs(hours) >= LEAST_MOVED
    ]
    said = visit.speech.say(
        f"console.back.supposed_{kind}",
        subject=_subject(visit, kind, subject), amount=amount,
    )  # fmt: skip
    return Answered(
        answer,
        said,
        moved[:MOVED_SHOWN],
        len(moved),
        plan is None or plan.input != answer.plan,
        subject if kind == "first" else "",
    )


def _subject(visit: Visit, kind: str, subject: str) -> str:
    return word(visit.speech, "skill", subject) if kind == "lend" else visit.called(subject)


def _last_asked(visit: Visit) -> Computation | None:
    last = visit.ledger.computations.last
    return last if last is not None and last.asked.kind in {"what_if", "restoration"} else None


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
    Served("/back/what-if", suppose, "POST"),
    Served("/back/first", put_first, "POST"),
    Served("/back/people", people, "POST"),
    Served("/back/safe-date", safe_date, "POST"),
    Served("/back/gate", gate, "POST"),
)
