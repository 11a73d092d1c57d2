"""From the organisation and what it lost to arrays: what must be done, by whom, and what for.

Order of the work: the steps of one thing follow each other (`endigue.restoration.steps`). The
core of trust, which is every host in a zone of tier 0, is wholly reconnected before anything
else is rebuilt, verified or reopened; only evidence is preserved before. Needs are those of
services and operations, so they give no order between two assets of the same service.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from datetime import datetime
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from endigue.continuity.assess import assess
from endigue.continuity.state import OperationState
from endigue.journal.canonical import canonical
from endigue.organisation.model import Operation, Organisation, Parameters
from endigue.restoration.circumstances import AS_WRITTEN, Circumstances
from endigue.restoration.dependencies import MET, NEVER, Dependencies, compile_needs
from endigue.restoration.items import (
    Item,
    Work,
    assumed_durations,
    hindrance,
    items_to_restore,
    restored_from,
)
from endigue.restoration.losses import Losses, losses_of
from endigue.restoration.openings import Openings, openings
from endigue.restoration.pace import DRIFT
from endigue.restoration.presence import groups
from endigue.restoration.schedule import STEPS, Remark, Step
from endigue.restoration.staffing import Staffing, staff
from endigue.restoration.steps import IN_ROOM, SUBSTITUTE


@dataclass(frozen=True, slots=True)
class Tasks:
    """The tasks of every item, one after the other: those of item i are at
    `first[i]` to `first[i + 1]` (excluded). All columns but `first` have one length.
    """

    first: NDArray[np.int64]
    item: NDArray[np.int64]
    ticks: NDArray[np.int64]
    """Work of one person, in whole ticks, at least 1."""
    exact: NDArray[np.float64]
    """The same before it was rounded up: what scenarios vary."""
    skill: NDArray[np.int64]
    pauses: NDArray[np.bool_]
    """Whether the work pauses while the crew is off shift; otherwise it only begins in it."""
    gated: NDArray[np.bool_]
    """The first of its item's tasks that waits for the core of trust."""
    takes_place: NDArray[np.bool_]
    """A clean-room place is taken when it begins."""
    leaves_place: NDArray[np.bool_]
    """That place is free again when it ends."""
    bandwidth: NDArray[np.int64]
    """Thousandths of the bandwidth of the backups, held while it lasts; 0 for no restore."""
    under_way: NDArray[np.int64]
    """The crew that is on the task at tick 0, or -1: it goes on without being broken off."""
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class RestorationProblem:
    """Everything that a plan is made of. Times are ticks of a quarter of an hour."""

    items: tuple[str, ...]
    core: NDArray[np.bool_]
    fallen: NDArray[np.bool_]
    """Hosts that the intruder held."""
    cleaned: NDArray[np.bool_]
    """Of these, those that are cleaned instead of rebuilt."""
    beliefs: NDArray[np.float64]
    """How long work takes: one row for each of `STEPS`, the columns of `Posterior`."""
    common: float
    """Standard deviation of what all steps share, see `pace.Common`."""
    drift: float
    """Standard deviation by which what is to come differs from what was seen."""
    infections: NDArray[np.float64]
    """The two figures of the Beta distribution of the share that is infected again."""
    tasks: Tasks
    skills: tuple[str, ...]
    skill_first: NDArray[np.int64]
    skill_crew: NDArray[np.int64]
    """The crews that can do skill s: `skill_crew[skill_first[s] : skill_first[s + 1]]`."""
    crews: tuple[str, ...]
    """One entry for each group of people with one calendar; a crew may have several."""
    people: NDArray[np.int64]
    openings: Openings
    places: int
    """Of the clean room, free at the start; below 0 where more stand in it than there are."""
    operations: tuple[str, ...]
    """Those that are down and can come back."""
    dependencies: Dependencies
    losses: Losses
    unschedulable: tuple[Remark, ...]
    warnings: tuple[Remark, ...]

    def crews_for(self, skill: int) -> NDArray[np.int64]:
        """Indices of the crews that can do the skill."""
        return self.skill_crew[self.skill_first[skill] : self.skill_first[skill + 1]]


def build(
    organisation: Organisation,
    fallen: Collection[str],
    down: Collection[str],
    start: datetime,
    circumstances: Circumstances = AS_WRITTEN,
) -> RestorationProblem:
    """What it takes to bring back all that fell and all that is down.

    `fallen` are the assets that the intruder held; `down` the assets, accounts and flows that
    are lost, by their fall or by our cut. `start` is in the organisation's time zone; the
    `circumstances` are those at `start`. Raises
    ValueError where an identifier is no asset and no flow, `start` has no time zone, or the
    hours of a crew cannot be read.
    """
    wanted = items_to_restore(organisation, fallen, down, circumstances)
    people = groups(
        organisation.crews, circumstances.presence, weekly_rest=circumstances.weekly_rest
    )
    wants = {work.skill for item in wanted for work in item.work}
    staffing = staff(organisation.crews, people, wants)
    refused = _refused(wanted, staffing, organisation.parameters)
    items = tuple(item for item in wanted if item.id not in refused)
    gone = {item.id for item in wanted if item.missed}
    missed = {item.id: index for index, item in enumerate(items) if item.missed}
    stopped, states = _stopped(organisation, gone)
    services = organisation.service_by_id
    needs = compile_needs(stopped, services, missed, gone - missed.keys(), len(items))
    held = [operation.id in circumstances.held for operation in stopped]
    returning = [
        index for index, root in enumerate(needs.roots) if root != NEVER and not held[index]
    ]
    never = [operation for operation, root in zip(stopped, needs.roots, strict=True) if root < MET]
    skills = tuple(staffing.able)
    able = [staffing.able[skill] for skill in skills]
    return RestorationProblem(
        items=tuple(item.id for item in items),
        core=np.array([item.core for item in items], np.bool_),
        fallen=np.array([item.fell for item in items], np.bool_),
        cleaned=np.array([item.case == "cleaned_host" for item in items], np.bool_),
        beliefs=np.array([astuple(circumstances.pace.of(step)) for step in STEPS]),
        common=circumstances.pace.common.spread,
        drift=DRIFT,
        infections=np.array([circumstances.pace.infected, circumstances.pace.clean]),
        tasks=_tasks(items, skills, _crews_at_work(items, staffing, circumstances, start)),
        skills=skills,
        skill_first=_offsets(able),
        skill_crew=np.array([crew for crews in able for crew in crews], np.int64),
        crews=tuple(group.crew for group in staffing.groups),
        people=np.array([group.people for group in staffing.groups], np.int64),
        openings=openings([group.calendar for group in staffing.groups], start),
        places=organisation.parameters.clean_room_places - sum(item.holds_place for item in items),
        operations=tuple(stopped[index].id for index in returning),
        dependencies=replace(needs, roots=needs.roots[returning]),
        losses=losses_of(
            [stopped[index] for index in returning],
            [states[index] for index in returning],
            circumstances.elapsed,
        ),
        unschedulable=(
            *refused.values(),
            *(Remark(operation.id, "restoration.operation_cannot_return") for operation in never),
            *(
                Remark(operation.id, "restoration.operation_held")
                for operation, kept in zip(stopped, held, strict=True)
                if kept and operation not in never
            ),
        ),
        warnings=(
            *staffing.warnings,
            *assumed_durations(organisation, fallen),
            *restored_from(items, circumstances, start),
        ),
    )


def fingerprint(problem: RestorationProblem) -> str:
    """SHA-256 of the whole problem, in hexadecimal: what a plan was computed on."""
    digest = sha256()
    _absorb(digest.update, problem)
    return digest.hexdigest()


def _absorb(update: Callable[[bytes], None], value: object) -> None:
    if isinstance(value, np.ndarray):
        update(f"{value.dtype.str}{value.shape}".encode() + value.tobytes())
    elif isinstance(value, RestorationProblem | Tasks | Openings | Dependencies | Losses):
        for field in fields(value):
            update(field.name.encode())
            _absorb(update, getattr(value, field.name))
    else:
        update(canonical(value).encode())


def _refused(
    items: Sequence[Item], staffing: Staffing, parameters: Parameters
) -> dict[str, Remark]:
    """Why items cannot come back, by item. Behind a core that cannot, nothing can."""
    refused: dict[str, Remark] = {}
    for item in items:
        remark = hindrance(item, parameters) or _unstaffed(item, staffing)
        if remark is not None:
            refused[item.id] = remark
    core = [item.id for item in items if item.core and item.id in refused]
    if core:
        for item in items:
            if not item.core:
                behind = Remark(item.id, "restoration.core_cannot_return", {"core": core[0]})
                refused.setdefault(item.id, behind)
    return refused


def _unstaffed(item: Item, staffing: Staffing) -> Remark | None:
    for work in item.work:
        if not staffing.able[work.skill]:
            arguments = {"skill": work.skill, "substitute": SUBSTITUTE}
            return Remark(item.id, "restoration.no_crew", arguments)
    return None


def _stopped(
    organisation: Organisation, gone: Collection[str]
) -> tuple[list[Operation], list[OperationState]]:
    """The operations that do not run, with their states."""
    states = assess(organisation, gone)
    pairs = zip(organisation.operations, states, strict=True)
    stopped = [(operation, state) for operation, state in pairs if state.state != "running"]
    return [operation for operation, _ in stopped], [state for _, state in stopped]


def _crews_at_work(
    items: Sequence[Item], staffing: Staffing, circumstances: Circumstances, start: datetime
) -> dict[str, int]:
    """The group whose people are on the running step of each item. Where the crew has fewer
    people there than begun steps, the later ones wait for somebody.
    """
    free = [group.people if group.calendar.holds(start) else 0 for group in staffing.groups]
    found: dict[str, int] = {}
    for item in items:
        running = [work for work in item.work if work.running]
        crew = circumstances.progress[item.id].crew if running else ""
        for index in staffing.able[running[0].skill] if running else ():
            if staffing.groups[index].crew == crew and free[index] > 0:
                free[index] -= 1
                found[item.id] = index
                break
    return found


def _tasks(items: Sequence[Item], skills: Sequence[str], at_work: Mapping[str, int]) -> Tasks:
    rows = [
        (index, work, position, item)
        for index, item in enumerate(items)
        for position, work in enumerate(item.work)
    ]
    return Tasks(
        first=_offsets([item.work for item in items]),
        item=np.array([index for index, _, _, _ in rows], np.int64),
        ticks=np.array([work.ticks for _, work, _, _ in rows], np.int64),
        exact=np.array([work.exact for _, work, _, _ in rows], np.float64),
        skill=np.array([skills.index(work.skill) for _, work, _, _ in rows], np.int64),
        pauses=np.array([work.pauses for _, work, _, _ in rows], np.bool_),
        gated=np.array(
            [_waits_for_core(item, position) for _, _, position, item in rows], np.bool_
        ),
        takes_place=np.array([_takes_place(item, work) for _, work, _, item in rows], np.bool_),
        leaves_place=np.array([_leaves_place(item, work) for _, work, _, item in rows], np.bool_),
        bandwidth=np.array([work.bandwidth for _, work, _, _ in rows], np.int64),
        under_way=np.array(
            [at_work.get(item.id, -1) if work.running else -1 for _, work, _, item in rows],
            np.int64,
        ),
        steps=tuple(work.step for _, work, _, _ in rows),
    )


def _waits_for_core(item: Item, position: int) -> bool:
    """Whether it is the first step behind the evidence; what has begun waits no more."""
    after_evidence = 1 if item.work[0].step == "preserve" else 0
    return not item.core and position == after_evidence and not item.work[position].running


def _takes_place(item: Item, work: Work) -> bool:
    return item.case in IN_ROOM and work.step in {"rebuild", "clean"} and not item.holds_place


def _leaves_place(item: Item, work: Work) -> bool:
    entered = item.holds_place or any(_takes_place(item, each) for each in item.work)
    return work.step == "verify" and entered


def _offsets(groups: Sequence[Sequence[object]]) -> NDArray[np.int64]:
    return np.cumsum([0, *(len(group) for group in groups)]).astype(np.int64)
