"""How far the eviction is: which steps count as done, which can be done now, which wait."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from endigue.eradication import facts
from endigue.eradication.board import Board
from endigue.eradication.core.eviction import Step
from endigue.eradication.states import CLEAN
from endigue.eradication.view import EradicationView


class Tick(msgspec.Struct, frozen=True):
    """One step and where it stands."""

    step: Step
    done_at: datetime | None = None
    """None as long as it is not done, or was done before what it waits for."""
    person: str = ""
    waits_for: tuple[str, ...] = ()
    """Steps that are not done."""
    ready_at: datetime | None = None
    """From when it can be done; None while it waits for a step."""
    too_soon: bool = False
    """It was reported as done before what it waits for, or before the waiting time was over, so
    it has to be done again."""

    @property
    def done(self) -> bool:
        """Whether it counts as done."""
        return self.done_at is not None


def checklist(
    steps: Sequence[Step], view: EradicationView, board: Board, at: datetime
) -> tuple[Tick, ...]:
    """The ticks of the steps, in their order, at an instant.

    A machine is done when it is verified. Any other step is done when somebody said so, after all
    that it waits for: if a step is done again, what came after it is to be done again too.
    """
    ticks: dict[str, Tick] = {}
    for step in steps:
        ticks[step.id] = _tick(step, ticks, view, board, at)
    return tuple(ticks.values())


def _tick(
    step: Step, ticks: Mapping[str, Tick], view: EradicationView, board: Board, at: datetime
) -> Tick:
    before = [ticks[name] for name in step.after if name in ticks]
    waits_for = tuple(tick.step.id for tick in before if not tick.done)
    ready_at = None
    if not waits_for:
        ended = [tick.done_at for tick in before if tick.done_at is not None]
        ready_at = max(ended) + timedelta(hours=step.wait_hours) if ended else None
    said_at, person = _said(step, view, board, at)
    counts = said_at is not None and not waits_for and (ready_at is None or said_at >= ready_at)
    if step.id.startswith("machine:"):
        # A machine is as clean as its checks found it, whatever else is behind.
        counts = said_at is not None
    return Tick(
        step=step,
        done_at=said_at if counts else None,
        person=person if counts else "",
        waits_for=waits_for,
        ready_at=ready_at,
        too_soon=said_at is not None and not counts,
    )


def _said(
    step: Step, view: EradicationView, board: Board, at: datetime
) -> tuple[datetime | None, str]:
    """When somebody last said that the step is done, and who did it."""
    if step.id.startswith("machine:"):
        standing = board.of(step.subject)
        clean = standing.state in CLEAN
        return (standing.verified_at, standing.verified_by) if clean else (None, "")
    reports = sorted(view.steps.get(step.id, ()), key=lambda one: (one.at, one.sequence))
    last = next((one for one in reversed(reports) if one.at <= at), None)
    if last is None or not isinstance(last.fact, facts.EvictionStepDone):
        return None, ""
    return last.at, last.fact.person
