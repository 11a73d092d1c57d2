"""What an operation costs until it is back, and until its backlog is served: convex and piecewise
linear in its return.

The loss per hour is the value less the share done by hand as long as the hand-work lasts, the
full value after, and `PENALTY` times as much from the maximum tolerable period of disruption
on. Hand-work counts only where what it needs is there at the start. What was missed waits when
the operation is back: it is served by the capacity beyond the arrivals
(`endigue.continuity.backlog`), and until then the operation loses `LATE` of its value.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from endigue.continuity.backlog import CAPACITY_OVER_ARRIVALS
from endigue.continuity.state import OperationState
from endigue.kernel.money import Cents
from endigue.organisation.model import Operation
from endigue.restoration.openings import TICKS_PER_HOUR

PENALTY = 2.0
"""Assumed: after its MTPD an operation loses at twice the rate."""

LATE = 0.1
"""Assumed: an operation that serves a queue loses a tenth of its value, because it serves late."""

BACKLOG = LATE / (CAPACITY_OVER_ARRIVALS - 1)
"""Hours of value lost after the return for an hour of work that was missed before."""


@dataclass(frozen=True, slots=True)
class Losses:
    """One row an operation: cents per tick, and the ticks at which the rate changes."""

    by_hand: NDArray[np.float64]
    full: NDArray[np.float64]
    stamina: NDArray[np.float64]
    mtpd: NDArray[np.float64]
    backlog: NDArray[np.float64]
    """`BACKLOG`, or 0 for an operation where nothing arrives."""

    def until(self, ticks: NDArray[np.int64]) -> NDArray[np.float64]:
        """Cents lost by each operation if it is back at these ticks; shape (..., operations)."""
        plain = self._plain(np.asarray(ticks, np.float64))
        late = np.maximum(plain - self._plain(self.mtpd), 0)
        return (1 + self.backlog) * plain + (PENALTY - 1) * late

    def _plain(self, ticks: NDArray[np.float64]) -> NDArray[np.float64]:
        by_hand = np.minimum(ticks, self.stamina)
        return by_hand * self.by_hand + (ticks - by_hand) * self.full


def losses_of(
    operations: Sequence[Operation], states: Sequence[OperationState], elapsed: float = 0.0
) -> Losses:
    """The rates of operations that are down, each with its state; `elapsed` hours ago they
    stopped, which have used up stamina and MTPD.
    """
    values = np.array([operation.value_per_hour for operation in operations], np.float64)
    shares = np.array([state.by_hand_share for state in states], np.float64)
    stamina = np.array([state.stamina_hours for state in states], np.float64) - elapsed
    mtpd = np.array([state.mtpd_hours for state in states], np.float64) - elapsed
    arrive = np.array([operation.arrivals_per_hour > 0 for operation in operations], np.bool_)
    return Losses(
        by_hand=values * (1 - shares) / TICKS_PER_HOUR,
        full=values / TICKS_PER_HOUR,
        stamina=np.maximum(stamina, 0) * TICKS_PER_HOUR,
        mtpd=np.maximum(mtpd, 0) * TICKS_PER_HOUR,
        backlog=np.where(arrive, BACKLOG, 0.0),
    )


def total(losses: Losses, ticks: NDArray[np.int64]) -> Cents:
    """Cents lost by all operations, each rounded half up; `ticks` has one entry an operation."""
    return Cents(int(np.floor(losses.until(ticks) + 0.5).sum()))
