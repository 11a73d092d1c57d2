"""Which sets are equal, by sums of hashes, so that millions of members are compared at once.

A set is known by the sums of two independent 64-bit hashes of its members. That two different
ones among ten million sets have both sums in common is less likely than 10^-23.
"""

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Numbers = NDArray[np.int64]

_STEPS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD1342543DE82EF95))


def hashes(members: NDArray[np.integer]) -> Keys:
    """Two hashes of every member, as columns: SplitMix64 (Steele, Lea, Flood 2014)."""
    seeds = (members.astype(np.uint64) + np.uint64(1))[:, None] * np.array(_STEPS)
    mixed = (seeds ^ (seeds >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    keys: Keys = mixed ^ (mixed >> np.uint64(31))
    return keys


def keys_of(starts: Numbers, members: NDArray[np.integer]) -> Keys:
    """The key of every set; sets lie one after the other in `members`, from `starts` on, and
    none is empty.
    """
    if not len(starts):
        return np.empty((0, 2), np.uint64)
    keys: Keys = np.add.reduceat(hashes(members), starts, axis=0)
    return keys


def numbered(*columns: NDArray[np.integer]) -> Numbers:
    """A number for every row, from 0, the same for equal rows of these columns."""
    order = np.lexsort(columns)
    new = np.zeros(len(order), np.bool_)
    for column in columns:
        ordered = column[order]
        new[1:] |= ordered[1:] != ordered[:-1]
    numbers = np.empty(len(order), np.int64)
    numbers[order] = np.cumsum(new)
    return numbers
