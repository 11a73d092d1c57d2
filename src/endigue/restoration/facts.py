"""What this chapter writes down.

`occurred_at` of what people report is when it happened, which may be hours before it is written.
"""

from datetime import datetime

from endigue.journal.fact import Fact
from endigue.kernel.money import Cents
from endigue.restoration.circumstances import Backup, Instead, Presence
from endigue.restoration.schedule import Outlook, Remark, Schedule, Step


class RestorationPlanned(Fact, frozen=True, tag="restoration.planned"):
    """A plan of restoration was computed. Its seed stands in the schedule."""

    input: str
    """SHA-256, in hexadecimal, of what it was computed on: the problem's fingerprint and what
    the plan was asked for."""
    solver: str
    """Name and version of what computed it (see `endigue.restoration.solve.SOLVER`)."""
    start: datetime
    """Hour 0 of the schedule."""
    schedule: Schedule


class OutlookDrawn(Fact, frozen=True, tag="restoration.outlook_drawn"):
    """What is known of the plan that was written before, beside its schedule."""

    input: str
    """Of that plan."""
    outlook: Outlook
    first: str = ""
    """The operation that the strategic cell put first, and what that wish costs."""
    price_of_first: Cents = Cents(0)


class PlanChanged(Fact, frozen=True, tag="restoration.plan_changed"):
    """A new plan differs from the one before: by how much, and why."""

    input: str
    """Of the new plan."""
    before: str
    """Of the plan that it replaces."""
    price: Cents
    """What is lost more than the plan before had said; below 0: less."""
    kept_order: Cents
    """What would be lost if the work went on in the order of the plan before."""
    changes: tuple[Remark, ...]
    """One for each operation whose date moved, in the order of the new dates: by how many hours,
    and the reasons."""


class FallenDeclared(Fact, frozen=True, tag="restoration.fallen_declared"):
    """What has to be restored was declared by hand, instead of taken from the containment."""

    fallen: tuple[str, ...]
    """Assets that the intruder held."""
    down: tuple[str, ...]
    """Assets and flows that are lost, by their fall or by a cut."""


class WorkStarted(Fact, frozen=True, tag="restoration.work_started"):
    """Somebody began a step of an asset, an account or a flow."""

    asset: str
    step: Step
    crew: str
    occurred_at: datetime
    foreseen: float | None = None
    """Hours of work that were foreseen; None: not known."""
    backup: datetime | None = None
    """When the backup was taken that is restored; None: nothing is, or it is not known."""


class WorkDone(Fact, frozen=True, tag="restoration.work_done"):
    """A step is done."""

    asset: str
    step: Step
    occurred_at: datetime
    hours: float | None = None
    """Of work that it took; None: not known."""
    backup: datetime | None = None
    """As in `WorkStarted`."""


class WorkDelayed(Fact, frozen=True, tag="restoration.work_delayed"):
    """A step takes longer, or less, than foreseen."""

    asset: str
    step: Step
    hours_left: float
    """Of work, from then on."""
    occurred_at: datetime
    why: str = ""


class WorkFailed(Fact, frozen=True, tag="restoration.work_failed"):
    """A step did not succeed: a restored server is infected, a backup cannot be read."""

    asset: str
    step: Step
    again: tuple[Step, ...]
    """What has to be done again."""
    occurred_at: datetime
    hours: float | None = None
    """Of work for the first of these; None: as foreseen."""
    why: str = ""


class PresenceChanged(Fact, frozen=True, tag="restoration.presence_changed"):
    """People of a crew are away, or more are there."""

    presence: Presence
    why: str = ""


class InsteadChosen(Fact, frozen=True, tag="restoration.instead_chosen"):
    """An asset comes back in another way than by a rebuild."""

    asset: str
    instead: Instead


class SafeDateGiven(Fact, frozen=True, tag="restoration.safe_date_given"):
    """The investigators say from before when a backup can be trusted."""

    safe_before: datetime
    why: str = ""


class BackupReported(Fact, frozen=True, tag="restoration.backup_reported"):
    """A backup of an asset was found, or found to be bad."""

    asset: str
    backup: Backup
    why: str = ""


class GateDecided(Fact, frozen=True, tag="restoration.gate_decided"):
    """The strategic cell let an operation return, or did not."""

    operation: str
    go: bool
    occurred_at: datetime
    why: str = ""


class WhatIfAnswered(Fact, frozen=True, tag="restoration.what_if_answered"):
    """What one thing otherwise would bring, beside the plan in force, which stands as it is."""

    plan: str
    """Input of the plan that was in force; empty where there was none."""
    change: str
    """As it was asked, such as `lend database=1` (see `endigue.desk.supposing`)."""
    seed: int
    mean: Cents
    """Lost on average over the scenarios from then on, as things are."""
    saved: Cents
    """Less lost on average; below 0: more."""
    planned_saved: Cents
    """Less lost with every duration as foreseen; below 0: more."""
    work_cost: Cents
    """What lent people are paid."""
    hours: dict[str, float]
    """By how much the P50 of each operation comes sooner; below 0: later."""


FACTS: tuple[type[Fact], ...] = (
    RestorationPlanned,
    OutlookDrawn,
    PlanChanged,
    FallenDeclared,
    WorkStarted,
    WorkDone,
    WorkDelayed,
    WorkFailed,
    PresenceChanged,
    InsteadChosen,
    SafeDateGiven,
    BackupReported,
    GateDecided,
    WhatIfAnswered,
)
