"""What a situation costs the people served: the amounts of the definition, in cents.

The harm of a situation that lasts `hours` is the sum, over operations that are down, of
hours x value_per_hour x (1 - manual share), plus the fall cost of every asset that fell,
plus the cost of every lever pulled.
"""

from fractions import Fraction

from endigue.kernel.money import Cents, share_of
from endigue.organisation.model import Operation


def manual_share(operation: Operation, hours: float) -> Fraction:
    """Share of the work that can be done by hand over `hours`, between 0 and 1:
    min(1, manual capacity / arrivals) x min(hours, stamina) / hours.

    An operation without arrivals (its value does not depend on them) keeps all of its value
    for as long as the stamina lasts.
    """
    manual = operation.manual
    if manual is None or hours <= 0:
        return Fraction(0)
    pace = Fraction(1)
    if operation.arrivals_per_hour > 0:
        pace = min(
            Fraction(1), Fraction(manual.capacity_per_hour) / Fraction(operation.arrivals_per_hour)
        )
    return pace * min(Fraction(hours), Fraction(manual.stamina_hours)) / Fraction(hours)


def loss_without_hands(operation: Operation, hours: float) -> Cents:
    """What is lost while the operation is down and nothing is done by hand."""
    return share_of(operation.value_per_hour, Fraction(hours))


def loss_by_hand(operation: Operation, hours: float) -> Cents:
    """What is lost while the operation is down and its hand-work goes on."""
    full = loss_without_hands(operation, hours)
    return share_of(full, 1 - manual_share(operation, hours))
