"""What is known of the restoration: the last plan and the one before, and how far the work is."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from endigue.journal.fact import Fact
from endigue.restoration.circumstances import Backup, Instead, Presence, usable
from endigue.restoration.facts import (
    BackupReported,
    FallenDeclared,
    GateDecided,
    InsteadChosen,
    OutlookDrawn,
    PlanChanged,
    PresenceChanged,
    RestorationPlanned,
    SafeDateGiven,
    WhatIfAnswered,
    WorkDelayed,
    WorkDone,
    WorkFailed,
    WorkStarted,
)
from endigue.restoration.schedule import Step
from endigue.restoration.steps import AGAIN


class Seen(msgspec.Struct, frozen=True):
    """A step that is done."""

    step: Step
    foreseen: float
    """Hours of work."""
    actual: float


class AssetWork(msgspec.Struct, frozen=True):
    """How far one asset, account or flow has come."""

    done: frozenset[Step] = frozenset()
    running: Step | None = None
    crew: str = ""
    started_at: datetime | None = None
    expected: float | None = None
    """Hours that were foreseen for the running step when it was begun."""
    since: datetime | None = None
    """When the hours left of it were last estimated."""
    hours_left: float | None = None
    """Estimated at `since`; None: as expected."""
    foreseen: Mapping[Step, float] = {}
    """Hours that somebody gave for a step still to be done."""
    back_at: datetime | None = None
    """When its last step was done."""
    restored_from: datetime | None = None
    """When the backup was taken that its data are from, or are just being restored from."""


class Band(msgspec.Struct, frozen=True):
    """Hours from the start of a plan by which an operation is back, over the scenarios."""

    p10: float
    """0 where it was not written."""
    p50: float
    p90: float


class Foretold(msgspec.Struct, frozen=True):
    """The dates that a plan gave."""

    input: str
    start: datetime
    bands: Mapping[str, Band]
    """By operation."""


class RestorationView(msgspec.Struct, frozen=True):
    """The plan in force and the plan that it replaced, None where there is none; what people
    reported since; and what the strategic cell decided.
    """

    plan: RestorationPlanned | None = None
    before: RestorationPlanned | None = None
    foretold: tuple[Foretold, ...] = ()
    """Of every plan, in the order made."""
    first_start: datetime | None = None
    """When the first plan began: the hour that losses count from."""
    outlook: OutlookDrawn | None = None
    changed: PlanChanged | None = None
    declared: FallenDeclared | None = None
    work: Mapping[str, AssetWork] = {}
    seen: tuple[Seen, ...] = ()
    infected: int = 0
    """Verifications that found an infection."""
    clean: int = 0
    """Verifications that found none."""
    presence: tuple[Presence, ...] = ()
    instead: Mapping[str, Instead] = {}
    safe_before: datetime | None = None
    backups: Mapping[str, tuple[Backup, ...]] = {}
    """By asset, one for each instant at which one was taken, as reported last."""
    gates: Mapping[str, GateDecided] = {}
    reports: tuple[Fact, ...] = ()
    """What people reported, in the order written."""
    reckoned: int = 0
    """How many of these the plan in force reckons with."""
    answers: tuple[WhatIfAnswered, ...] = ()
    """What was asked with one thing otherwise, in the order answered."""


REPORTS = (
    WorkStarted,
    WorkDone,
    WorkDelayed,
    WorkFailed,
    PresenceChanged,
    InsteadChosen,
    SafeDateGiven,
    BackupReported,
    GateDecided,
)


def see(view: RestorationView, fact: Fact) -> RestorationView:
    """The view after the fact; a fact of another chapter changes nothing."""
    if isinstance(fact, REPORTS):
        view = msgspec.structs.replace(view, reports=(*view.reports, fact))
    match fact:
        case RestorationPlanned():
            return msgspec.structs.replace(
                view,
                plan=fact,
                before=view.plan,
                foretold=(*view.foretold, _foretold(fact)),
                first_start=view.first_start or fact.start,
                reckoned=len(view.reports),
            )
        case OutlookDrawn():
            return msgspec.structs.replace(view, outlook=fact, foretold=_with_p10(view, fact))
        case PlanChanged():
            return msgspec.structs.replace(view, changed=fact)
        case FallenDeclared():
            return msgspec.structs.replace(view, declared=fact)
        case PresenceChanged():
            return msgspec.structs.replace(view, presence=(*view.presence, fact.presence))
        case InsteadChosen():
            instead = {**view.instead, fact.asset: fact.instead}
            return msgspec.structs.replace(view, instead=instead)
        case SafeDateGiven():
            return _distrusting(msgspec.structs.replace(view, safe_before=fact.safe_before))
        case BackupReported():
            others = view.backups.get(fact.asset, ())
            kept = (each for each in others if each.taken_at != fact.backup.taken_at)
            backups = {**view.backups, fact.asset: (*kept, fact.backup)}
            return _distrusting(msgspec.structs.replace(view, backups=backups))
        case WhatIfAnswered():
            return msgspec.structs.replace(view, answers=(*view.answers, fact))
        case GateDecided():
            return msgspec.structs.replace(view, gates={**view.gates, fact.operation: fact})
        case WorkStarted() | WorkDone() | WorkDelayed() | WorkFailed():
            return _worked(view, fact)
        case _:
            return view


def _foretold(plan: RestorationPlanned) -> Foretold:
    bands = {each.id: Band(0.0, each.p50, each.p90) for each in plan.schedule.operations}
    return Foretold(plan.input, plan.start, bands)


def _with_p10(view: RestorationView, drawn: OutlookDrawn) -> tuple[Foretold, ...]:
    if not view.foretold or view.foretold[-1].input != drawn.input:
        return view.foretold
    last = view.foretold[-1]
    bands = {
        name: msgspec.structs.replace(band, p10=drawn.outlook.p10.get(name, 0.0))
        for name, band in last.bands.items()
    }
    return (*view.foretold[:-1], msgspec.structs.replace(last, bands=bands))


def _distrusting(view: RestorationView) -> RestorationView:
    """The view in which what was restored from a backup that is trusted no longer has to be
    rebuilt, and what was restored from one that is bad has to be restored, once more.
    """
    work = dict(view.work)
    for asset, known in view.work.items():
        if known.restored_from is None:
            continue
        reported = [b for b in view.backups.get(asset, ()) if b.taken_at == known.restored_from]
        unsafe = view.safe_before is not None and known.restored_from >= view.safe_before
        if unsafe:
            work[asset] = _undone(known, AGAIN["verify"])
        elif reported and usable(reported, None) is None:
            work[asset] = _undone(known, ("restore", "verify", "reconnect"))
    return msgspec.structs.replace(view, work=work)


def _undone(work: AssetWork, again: tuple[Step, ...]) -> AssetWork:
    """With these steps to be done again, and nobody on any of them."""
    kept = msgspec.structs.replace(
        work, done=work.done - set(again), back_at=None, restored_from=None
    )
    return _idle(kept) if work.running in again else kept


def _idle(work: AssetWork) -> AssetWork:
    return msgspec.structs.replace(
        work, running=None, crew="", started_at=None, expected=None, since=None, hours_left=None
    )


def _worked(
    view: RestorationView, fact: WorkStarted | WorkDone | WorkDelayed | WorkFailed
) -> RestorationView:
    work = view.work.get(fact.asset, AssetWork())
    view = msgspec.structs.replace(view, work={**view.work, fact.asset: _after(work, fact)})
    if isinstance(fact, WorkDone) and fact.hours is not None and work.expected:
        seen = Seen(fact.step, work.expected, fact.hours)
        view = msgspec.structs.replace(view, seen=(*view.seen, seen))
    if isinstance(fact, WorkDone) and fact.step == "verify":
        return msgspec.structs.replace(view, clean=view.clean + 1)
    if isinstance(fact, WorkFailed) and fact.step == "verify":
        return msgspec.structs.replace(view, infected=view.infected + 1)
    return view


def _after(work: AssetWork, fact: WorkStarted | WorkDone | WorkDelayed | WorkFailed) -> AssetWork:
    change = msgspec.structs.replace
    idle = _idle(work)
    left = {step: hours for step, hours in work.foreseen.items() if step != fact.step}
    match fact:
        case WorkStarted():
            return change(
                idle,
                running=fact.step,
                crew=fact.crew,
                started_at=fact.occurred_at,
                expected=work.foreseen.get(fact.step, fact.foreseen),
                restored_from=fact.backup or work.restored_from,
            )
        case WorkDone():
            return change(
                idle if work.running == fact.step else work,
                done=work.done | {fact.step},
                foreseen=left,
                back_at=fact.occurred_at if fact.step == "reconnect" else work.back_at,
                restored_from=fact.backup or work.restored_from,
            )
        case WorkDelayed() if work.running == fact.step:
            return change(work, since=fact.occurred_at, hours_left=fact.hours_left)
        case WorkDelayed():
            return change(work, foreseen={**left, fact.step: fact.hours_left})
        case WorkFailed():
            hours = {} if fact.hours is None else {fact.again[0]: fact.hours}
            return change(
                idle,
                done=work.done - set(fact.again),
                foreseen={**left, **hours},
                back_at=None,
            )
