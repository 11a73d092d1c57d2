"""What was foretold against what came: every date that a plan gave, and when it really was."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

import msgspec
import numpy as np

from endigue.organisation.model import Organisation
from endigue.restoration.dependencies import returns
from endigue.restoration.problem import build
from endigue.restoration.view import RestorationView

BAND = 0.8
"""Share of the dates that a band from P10 to P90 should hold."""

NEVER = 2**40
"""Minutes; of what is not back."""


class Foretelling(msgspec.Struct, frozen=True):
    """A date that one plan gave for one operation, and what came of it."""

    operation: str
    planned_at: datetime
    """Hour 0 of the plan."""
    p10: datetime
    p50: datetime
    p90: datetime
    actual: datetime

    @property
    def inside(self) -> bool:
        """Whether the operation came back within the band."""
        return self.p10 <= self.actual <= self.p90

    @property
    def late_hours(self) -> float:
        """Hours behind the middle date; below 0: ahead of it."""
        return (self.actual - self.p50) / timedelta(hours=1)


class Review(msgspec.Struct, frozen=True):
    """All dates foretold for what is back by now."""

    back: Mapping[str, datetime]
    """Operations that were down and are back, and since when."""
    foretold: tuple[Foretelling, ...]
    """Plan by plan, in each in the order in which operations came back."""

    @property
    def share(self) -> float | None:
        """Share of the dates whose band held; None where nothing was foretold."""
        if not self.foretold:
            return None
        return sum(each.inside for each in self.foretold) / len(self.foretold)

    def of(self, operation: str) -> tuple[Foretelling, ...]:
        """Those of one operation, the oldest first."""
        return tuple(each for each in self.foretold if each.operation == operation)


def review(
    organisation: Organisation,
    fallen: Collection[str],
    down: Collection[str],
    view: RestorationView,
) -> Review:
    """The review of a restoration of what fell and what was down. Dates that a plan gave for an
    operation that was back before the plan began are left out: they are known, not foretold.
    """
    back = actual_returns(organisation, fallen, down, view)
    foretold = []
    for plan in view.foretold:
        for name, actual in sorted(back.items(), key=lambda pair: pair[1]):
            band = plan.bands.get(name)
            if band is not None and actual > plan.start:
                p10, p50, p90 = (
                    plan.start + timedelta(hours=each) for each in (band.p10, band.p50, band.p90)
                )
                foretold.append(Foretelling(name, plan.start, p10, p50, p90, actual))
    return Review(back, tuple(foretold))


def actual_returns(
    organisation: Organisation,
    fallen: Collection[str],
    down: Collection[str],
    view: RestorationView,
) -> dict[str, datetime]:
    """When each operation that was down was back: all that it needs is reconnected, and where the
    cell has decided go, not before that. An operation that must not return is not back.
    """
    start = view.first_start
    if start is None:
        return {}
    problem = build(organisation, fallen, down, start)
    minutes = [
        NEVER if (back := _back(view, item)) is None else (back - start) // timedelta(minutes=1)
        for item in problem.items
    ]
    times = returns(problem.dependencies, np.array([minutes], np.int64))[0].tolist()
    found = {}
    for name, minute in zip(problem.operations, times, strict=True):
        gate = view.gates.get(name)
        if minute < NEVER and (gate is None or gate.go):
            actual = start + timedelta(minutes=minute)
            found[name] = actual if gate is None else max(actual, gate.occurred_at)
    return found


def _back(view: RestorationView, item: str) -> datetime | None:
    work = view.work.get(item)
    return None if work is None else work.back_at
