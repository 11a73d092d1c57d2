"""What a fall or a lever costs where nobody said: hours of work at the rate of who does it."""

from collections.abc import Sequence
from fractions import Fraction

from endigue.kernel.money import Cents, wages
from endigue.organisation.model import Crew, Parameters

REBUILDING_SKILL = "system"


def rebuilding_rate(crews: Sequence[Crew], parameters: Parameters) -> Cents:
    """Hourly rate of those who rebuild: the first crew with the skill `system`, else the
    organisation's rate.
    """
    rates = (crew.hourly_rate for crew in crews if crew.skill == REBUILDING_SKILL)
    return next(rates, parameters.hourly_rate)


def usual_fall_cost(rebuild_hours: float, hourly_rate: Cents) -> Cents:
    """Money lost if an asset falls, where its row gives none: its rebuild hours."""
    return wages(Fraction(rebuild_hours) * 60, hourly_rate)


def usual_lever_cost(minutes: float, hourly_rate: Cents) -> Cents:
    """Money that a lever costs, where its row gives none: its minutes."""
    return wages(Fraction(minutes), hourly_rate)
