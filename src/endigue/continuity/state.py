"""What still works, and what waits: the results of this chapter."""

from typing import Literal

import msgspec

from endigue.kernel.money import Cents

Mode = Literal["running", "by_hand", "stopped"]


class OperationState(msgspec.Struct, frozen=True):
    """One operation in one situation: whether it runs, and if not, why not."""

    id: str
    state: Mode
    missing: tuple[str, ...] = ()
    """From its needs to the first thing that is lost: services, then the asset, account or
    flow at the root. Empty while it runs."""
    manual_missing: tuple[str, ...] = ()
    """The same chain for what the hand-work itself needs."""
    by_hand_share: float = 0.0
    """Share of the arrivals that hand-work serves while it lasts, 0 to 1."""
    form: str = ""
    """The form on which the hand-work is written down."""
    stamina_hours: float = 0.0
    """How long the hand-work holds; 0 where nothing is done by hand."""
    mtpd_hours: float = 0.0
    rto_hours: float = 0.0
    loss_per_hour: Cents = Cents(0)
    """What an hour in this state costs: nothing while running, the value less the share done
    by hand, or the whole value."""


class Backlog(msgspec.Struct, frozen=True):
    """The queue of one operation at the end of every hour, in units of its arrivals.

    `hours`, `waiting` and `paper` have one length and begin with hour 0. Up to rounding,
    arrived = served + waiting[-1].
    """

    operation: str
    hours: tuple[float, ...]
    waiting: tuple[float, ...]
    """Arrived and served neither by hand nor by the operation itself."""
    paper: tuple[float, ...]
    """Served by hand and still to be keyed in."""
    arrived: float
    served: float
    by_hand: float
    """Part of `served` that was done by hand."""
    capacity_per_hour: float
    capacity_assumed: bool
    """Whether the capacity is the assumed multiple of the arrivals."""
    empty_after_hours: float | None
    """When nothing waits and no paper is left, in hours from the start; None if not within
    the hours looked at."""
