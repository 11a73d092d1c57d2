"""What waits for each operation while things are down, over the scenarios of its return."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import inf

import numpy as np

from endigue.continuity.assess import assess
from endigue.continuity.outlook import Outlook, outlook
from endigue.organisation.model import Organisation
from endigue.organisation.shifts import Shifts
from endigue.restoration.problem import build
from endigue.restoration.solve import plan


@dataclass(frozen=True)
class Expectations:
    """What people expect, by operation."""

    returns: Mapping[str, tuple[float, ...]]
    """Hours until it is back, one a scenario; the plan of restoration says the others."""
    lost: Mapping[str, float]
    """Records to recreate."""


def outlooks(
    organisation: Organisation,
    down: Collection[str],
    start: datetime,
    expected: Expectations,
    *,
    hours: int,
    calendar: Shifts,
    patience_hours: float,
    seed: int,
) -> tuple[Outlook, ...]:
    """The outlook of every operation. Everything `down` is taken as fallen and to be rebuilt."""
    states = assess(organisation, down)
    waiting = [one.id for one in states if one.state != "running"]
    returns = dict(expected.returns)
    if not returns.keys() >= set(waiting):
        returns = {**_planned(organisation, down, start, seed), **returns}
    return tuple(
        outlook(
            operation,
            state,
            np.array(returns.get(operation.id) or (inf,), np.float64),
            hours,
            start=start,
            calendar=calendar,
            lost=expected.lost.get(operation.id, 0.0),
            patience_hours=patience_hours,
        )
        for operation, state in zip(organisation.operations, states, strict=True)
    )


def _planned(
    organisation: Organisation, down: Collection[str], start: datetime, seed: int
) -> dict[str, tuple[float, ...]]:
    """Ten scenarios for each operation: its P50 stands for five, P80 for three, P90 for two.

    The moment at which a queue is empty grows with the return, so these give its own P50 and P90.
    """
    fallen = [name for name in down if name in organisation.asset_index]
    schedule = plan(build(organisation, fallen, tuple(down), start), seed)
    return {one.id: (one.p50,) * 5 + (one.p80,) * 3 + (one.p90,) * 2 for one in schedule.operations}
