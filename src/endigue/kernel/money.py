"""Money is an integer number of cents; it is rounded half up, once, where it is made."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from math import floor
from typing import NewType

Cents = NewType("Cents", int)

MOST = Cents(10**15)
"""Ten thousand billion units: more than any organisation loses, and exact in a float."""

_MOST_DIGITS = 15
"""Order of magnitude that is refused before it is computed with: 1e999999 overflows a Decimal."""


def parse_money(text: str) -> Cents:
    """Read an amount in whole units, such as 4200 or 12.50, into cents.

    Raises ValueError where it is no finite number or beyond `MOST`.
    """
    try:
        amount = Decimal(text.strip())
    except InvalidOperation:
        raise ValueError(f"'{text}' is no amount: write for example 4200 or 12.50") from None
    if not amount.is_finite() or amount.adjusted() > _MOST_DIGITS or abs(amount) * 100 > MOST:
        raise ValueError(f"'{text}' is no amount that can be counted")
    return Cents(int((amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)))


def format_money(amount: Cents) -> str:
    """The plain decimal that `parse_money` reads back, such as 4200 or 12.50."""
    units, cents = divmod(abs(amount), 100)
    sign = "-" if amount < 0 else ""
    return f"{sign}{units}.{cents:02d}" if cents else f"{sign}{units}"


def share_of(amount: Cents, share: Fraction) -> Cents:
    """`amount` times `share`, rounded half up to the cent."""
    return Cents(floor(amount * share + Fraction(1, 2)))


def wages(minutes: Fraction, hourly_rate: Cents) -> Cents:
    """What so many minutes of work cost at an hourly rate."""
    return share_of(hourly_rate, minutes / 60)
