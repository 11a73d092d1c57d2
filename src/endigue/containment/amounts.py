"""Exact sums of many amounts in 64-bit columns.

An amount of 10^15 cents times a million assets does not fit into 64 bits. So an amount is kept
in two limbs, `low` below 2^32 and `high`, that are added apart and joined as Python integers:
exact for up to 2^31 amounts below 2^63 each.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

MOST_AT_STAKE = 2**62
"""Cents of one organisation in all: beyond it solvers and JSON would no longer be exact."""

Column = NDArray[np.int64]

_BITS = 32
_MASK = 2**_BITS - 1


def limbs(amounts: Iterable[int]) -> tuple[Column, Column]:
    """The two limbs of every amount. Raises OverflowError beyond 95 bits."""
    whole = list(amounts)
    low = np.array([amount & _MASK for amount in whole], np.int64)
    high = np.array([amount >> _BITS for amount in whole], np.int64)
    return low, high


def joined(low: Column, high: Column) -> list[int]:
    """The amounts that two columns of limbs stand for."""
    return [(up << _BITS) + down for down, up in zip(low.tolist(), high.tolist(), strict=True)]


def total(amounts: tuple[Column, Column], chosen: NDArray[np.bool_] | NDArray[np.int64]) -> int:
    """The sum of the chosen amounts."""
    low, high = amounts
    return (int(high[chosen].sum()) << _BITS) + int(low[chosen].sum())
