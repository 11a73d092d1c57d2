"""What waits for an operation that is down: people, paper, and until when it can be helped."""

from datetime import datetime, timedelta
from math import inf

import msgspec
import numpy as np
from numpy.typing import NDArray

from endigue.continuity.backlog import CAPACITY_OVER_ARRIVALS
from endigue.continuity.lasts import lasts
from endigue.continuity.queueing import Queues, Work, queues
from endigue.continuity.state import Mode, OperationState
from endigue.organisation.model import Operation
from endigue.organisation.shifts import Shifts

ALWAYS = Shifts(((0, 7 * 24 * 60),))

QUANTILES = (0.5, 0.9)


class Spread(msgspec.Struct, frozen=True):
    """A figure in half of the scenarios, and in nine of ten; None where it is beyond the hours
    looked at.
    """

    p50: float | None
    p90: float | None


class Outlook(msgspec.Struct, frozen=True):
    """The queue of one operation over the scenarios of its return."""

    operation: str
    state: Mode
    back: Spread
    """Hours until it is back."""
    waiting: Spread
    """People who wait when most of them do."""
    oldest_wait: Spread
    """Hours that anybody waits at most."""
    given_up: Spread
    by_hand: Spread
    """Served by hand: as many sheets of paper to key in."""
    reentry_hours: Spread
    """Re-entry of paper and of lost records, in hours of the operation's whole capacity."""
    empty: Spread
    """Hours until nobody waits, all paper is keyed in and what was lost is recreated."""
    back_by: float | None
    """The last return at which nobody has waited longer than the MTPD; None: no limit."""
    hand_by: float | None
    """The last hour at which hand-work may begin for that; None: it is not needed, or is not
    enough (`too_late`)."""
    too_late: bool
    """Whether hand-work cannot keep the MTPD until the return in half of the scenarios."""
    capacity_assumed: bool
    """Whether the capacity after the return is the assumed multiple of the arrivals."""


def outlook(
    operation: Operation,
    state: OperationState,
    back: NDArray[np.float64],
    hours: int,
    *,
    start: datetime,
    calendar: Shifts = ALWAYS,
    capacity_per_hour: float | None = None,
    lost: float = 0.0,
    patience_hours: float = inf,
) -> Outlook:
    """The outlook over so many hours from a local `start`, for scenarios of the return in hours
    (infinite: not back). Outside its calendar nobody comes and nobody is served.
    """
    returns = np.zeros(1) if state.state == "running" else back
    opened = _opened(start, hours, calendar)
    assumed = CAPACITY_OVER_ARRIVALS * operation.arrivals_per_hour
    normal = assumed if capacity_per_hour is None else capacity_per_hour
    rate = 0.0
    if state.state == "by_hand" and operation.manual is not None:
        rate = operation.manual.capacity_per_hour
    work = Work(
        arrivals=operation.arrivals_per_hour * opened,
        normal=normal * opened,
        by_hand=rate * opened,
        stamina_hours=state.stamina_hours,
        lost=lost,
        patience_hours=patience_hours,
    )
    return _told(
        operation, state, returns, queues(work, returns), normal, capacity_per_hour is None
    )


def _told(
    operation: Operation,
    state: OperationState,
    back: NDArray[np.float64],
    found: Queues,
    normal: float,
    assumed: bool,
) -> Outlook:
    half = float(np.quantile(back, QUANTILES[0], method="inverted_cdf"))
    limit = lasts(operation.mtpd_hours, state.by_hand_share, state.stamina_hours, half)
    running = state.state == "running"
    hand_by = limit.hand_by
    return Outlook(
        operation=operation.id,
        state=state.state,
        back=_spread(back),
        waiting=_spread(found.waiting.max(axis=1)),
        oldest_wait=_spread(found.oldest_wait.max(axis=1)),
        given_up=_spread(found.given_up[:, -1]),
        by_hand=_spread(found.by_hand[:, -1]),
        reentry_hours=_spread(found.reentry / normal if normal else found.reentry * 0),
        empty=_spread(found.empty),
        back_by=None if running or limit.back_by == inf else limit.back_by,
        hand_by=None if running or hand_by in (None, inf) else hand_by,
        too_late=not running and hand_by is None,
        capacity_assumed=assumed,
    )


def _spread(figures: NDArray[np.float64]) -> Spread:
    """Quantiles that are figures of scenarios, so infinity stays what it is."""
    p50, p90 = (float(np.quantile(figures, q, method="inverted_cdf")) for q in QUANTILES)
    return Spread(None if p50 == inf else p50, None if p90 == inf else p90)


def _opened(start: datetime, hours: int, calendar: Shifts) -> NDArray[np.float64]:
    """The share of each hour that is within the calendar, by quarters of an hour."""
    if calendar == ALWAYS:
        return np.ones(hours)
    quarters = (start + timedelta(minutes=15 * step) for step in range(4 * hours))
    within = [calendar.is_open(one.weekday(), 60 * one.hour + one.minute) for one in quarters]
    quarters_open = np.array(within, np.float64).reshape(hours, 4)
    shares: NDArray[np.float64] = quarters_open.mean(axis=1)
    return shares
