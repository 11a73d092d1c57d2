"""What people report from the work: begun, done, delayed, failed; who is there; another way."""

from collections.abc import Sequence
from datetime import datetime

from endigue.desk.case import Case
from endigue.desk.gating import keep_to_gates
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.desk.restoring import Situation
from endigue.journal.fact import Fact
from endigue.restoration.circumstances import Backup, Circumstances, Instead, Presence, usable
from endigue.restoration.facts import (
    BackupReported,
    FallenDeclared,
    GateDecided,
    InsteadChosen,
    PresenceChanged,
    SafeDateGiven,
    WorkDelayed,
    WorkDone,
    WorkFailed,
    WorkStarted,
)
from endigue.restoration.items import items_to_restore
from endigue.restoration.openings import TICKS_PER_HOUR
from endigue.restoration.progress import worked
from endigue.restoration.schedule import STEPS, Step
from endigue.restoration.steps import AGAIN
from endigue.restoration.view import AssetWork


def start_work(
    case: Case, ledger: Ledger, now: Situation, asset: str, step: str, crew: str, at: datetime
) -> Ledger:
    """Write that somebody of a crew began a step at an instant."""
    steps = steps_of(now, asset)
    known = _step(asset, step, steps)
    _in_turn(now, asset, known, steps)
    ledger = _gated(case, ledger, now, asset, known, at, done=False)
    if crew not in now.organisation.crew_by_id:
        crews = ", ".join(now.organisation.crew_by_id) or "-"
        raise Refusal("restoration.unknown_crew", crew=crew, crews=crews)
    fact = WorkStarted(
        asset, known, crew, at, foreseen=steps[known], backup=_restored(now, asset, known)
    )
    return case.record([fact], ledger)


def end_work(
    case: Case,
    ledger: Ledger,
    now: Situation,
    asset: str,
    step: str,
    at: datetime,
    hours: float | None = None,
) -> Ledger:
    """Write that a step is done, after so many hours of work; by default those of the shifts of
    its crew since it was begun.
    """
    steps = steps_of(now, asset)
    known = _step(asset, step, steps)
    _in_turn(now, asset, known, steps)
    ledger = _gated(case, ledger, now, asset, known, at, done=True)
    work = now.view.work.get(asset, AssetWork())
    if hours is None and work.running == known and work.started_at is not None:
        hours = worked(now.organisation, work.crew, known, work.started_at, at)
    if hours is not None and hours <= 0:
        hours = None
    backup = None if work.running == known else _restored(now, asset, known)
    return case.record([WorkDone(asset, known, at, hours, backup)], ledger)


def delay_work(
    case: Case,
    ledger: Ledger,
    now: Situation,
    asset: str,
    step: str,
    hours_left: float,
    at: datetime,
    why: str = "",
) -> Ledger:
    """Write that a step needs so many more hours of work from an instant on."""
    steps = steps_of(now, asset)
    known = _step(asset, step, steps)
    if known in now.view.work.get(asset, AssetWork()).done:
        raise Refusal("restoration.step_done", asset=asset, step=step)
    return case.record([WorkDelayed(asset, known, _positive(hours_left), at, why)], ledger)


def fail_work(
    case: Case,
    ledger: Ledger,
    now: Situation,
    asset: str,
    step: str,
    at: datetime,
    hours: float | None = None,
    why: str = "",
) -> Ledger:
    """Write that a step failed. A verification that fails sends the asset back to its rebuild;
    any other step is done again, in so many hours if that is known.
    """
    steps = steps_of(now, asset)
    known = _step(asset, step, steps)
    again: tuple[Step, ...] = tuple(one for one in AGAIN[known] if one in steps)
    given = None if hours is None else _positive(hours)
    return case.record([WorkFailed(asset, known, again, at, given, why)], ledger)


def change_presence(
    case: Case, ledger: Ledger, now: Situation, presence: Presence, why: str = ""
) -> Ledger:
    """Write that people of a crew are away, or more are there."""
    if presence.crew not in now.organisation.crew_by_id:
        crews = ", ".join(now.organisation.crew_by_id) or "-"
        raise Refusal("restoration.unknown_crew", crew=presence.crew, crews=crews)
    if presence.people == 0 or (presence.until is not None and presence.until <= presence.since):
        raise Refusal("restoration.empty_presence", crew=presence.crew)
    return case.record([PresenceChanged(presence, why)], ledger)


def choose_instead(
    case: Case, ledger: Ledger, now: Situation, asset: str, instead: Instead
) -> Ledger:
    """Write that an asset is cleaned in place, or stood up on another site."""
    steps_of(now, asset)
    _positive(instead.hours)
    return case.record([InsteadChosen(asset, instead)], ledger)


def give_safe_date(case: Case, ledger: Ledger, safe_before: datetime, why: str = "") -> Ledger:
    """Write from before when backups can be trusted."""
    return case.record([SafeDateGiven(safe_before, why)], ledger)


def report_backup(
    case: Case, ledger: Ledger, now: Situation, asset: str, backup: Backup, why: str = ""
) -> Ledger:
    """Write that a backup of an asset was found, or found to be bad. What has been restored from
    a bad one is to be restored again.
    """
    if "restore" not in steps_of(now, asset):
        raise Refusal("restoration.nothing_to_restore", asset=asset)
    if backup.hours is not None:
        _positive(backup.hours)
    return case.record([BackupReported(asset, backup, why)], ledger)


def decide_gate(
    case: Case,
    ledger: Ledger,
    now: Situation,
    operation: str,
    at: datetime,
    *,
    go: bool,
    why: str = "",
) -> Ledger:
    """Write that an operation may return, or may not."""
    known = {each.id for each in now.organisation.operations}
    if operation not in known:
        raise Refusal("restoration.unknown_operation", operation=operation)
    return case.record([GateDecided(operation, go, at, why)], ledger)


def declare(case: Case, ledger: Ledger, fallen: Sequence[str], down: Sequence[str]) -> Ledger:
    """Write what has to be restored."""
    fact: Fact = FallenDeclared(tuple(sorted(fallen)), tuple(sorted(down)))
    return case.record([fact], ledger)


def _restored(now: Situation, asset: str, step: Step) -> datetime | None:
    """When the backup was taken that a restore begun now is made from, where that is known."""
    if step != "restore":
        return None
    backup = usable(now.view.backups.get(asset, ()), now.view.safe_before)
    return None if backup is None else backup.taken_at


def steps_of(now: Situation, asset: str) -> dict[Step, float]:
    """The steps of a thing that is restored, with the hours foreseen, in their order.

    Raises Refusal where it is not restored.
    """
    reckoned = Circumstances(instead=now.view.instead, backups=_backups(now, asset))
    fallen, down = ({asset} & set(of) for of in (now.lost.fallen, now.lost.down))
    for item in items_to_restore(now.organisation, fallen, down, reckoned):
        if item.id == asset:
            return {work.step: work.ticks / TICKS_PER_HOUR for work in item.work}
    raise Refusal("restoration.not_restored", asset=asset)


def _backups(now: Situation, asset: str) -> dict[str, Backup | None]:
    reported = now.view.backups.get(asset)
    return {} if reported is None else {asset: usable(reported, now.view.safe_before)}


def _step(asset: str, step: str, steps: dict[Step, float]) -> Step:
    for known in STEPS:
        if known == step and known in steps:
            return known
    raise Refusal("restoration.no_such_step", asset=asset, step=step, steps=", ".join(steps))


def _in_turn(now: Situation, asset: str, step: Step, steps: dict[Step, float]) -> None:
    """Nothing comes back unverified: a step waits for those before it."""
    done = now.view.work.get(asset, AssetWork()).done
    if step in done:
        raise Refusal("restoration.step_done", asset=asset, step=step)
    order = list(steps)
    for earlier in order[: order.index(step)]:
        if earlier not in done:
            raise Refusal("restoration.step_out_of_turn", asset=asset, step=step, earlier=earlier)


def _gated(
    case: Case, ledger: Ledger, now: Situation, asset: str, step: Step, at: datetime, *, done: bool
) -> Ledger:
    return keep_to_gates(case, ledger, now.organisation, now.checks, asset, step, at, done=done)


def _positive(hours: float) -> float:
    if not 0 < hours < 10_000:
        raise Refusal("restoration.bad_hours", hours=hours)
    return hours
