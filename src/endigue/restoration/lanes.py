"""Ranks that wait in lanes, as bits of words, for code that is compiled.

The first of a lane is found by its lowest bit: ranks are put in and taken out in a few nanoseconds,
where a heap of a thousand moves ten of them each time.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ticks = NDArray[np.int64]
Words = NDArray[np.uint64]

ONE = np.uint64(1)
DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
"""A sequence of 64 bits in which every run of six is another one, so that a lone bit, times this,
tells its place by the highest six (C. E. Leiserson, H. Prokop, K. H. Randall, "Using de Bruijn
sequences to index a 1 in a computer word", 1998)."""


def _places() -> Ticks:
    found = np.empty(64, np.int64)
    for place in range(64):
        found[(int(DE_BRUIJN) << place) % 2**64 >> 58] = place
    return found


PLACES = _places()


class Lanes(NamedTuple):
    """What waits, one row a lane."""

    words: Words
    """Rank r of a lane waits if bit r % 64 of its word r // 64 is set."""
    first: Ticks
    """No word of a lane before this one has a bit."""
    sizes: Ticks
    """How many ranks wait in each lane."""


@njit(cache=True, nogil=True)
def empty_lanes(lanes: int, ranks: int) -> Lanes:
    """Lanes for ranks below so many, in which nothing waits."""
    words = np.zeros((lanes, (ranks + 63) // 64), np.uint64)
    return Lanes(words, np.zeros(lanes, np.int64), np.zeros(lanes, np.int64))


@njit(cache=True, nogil=True)
def put(at: Lanes, lane: int, rank: int) -> None:
    """Let a rank wait that does not yet."""
    word = rank >> 6
    at.words[lane, word] |= ONE << np.uint64(rank & 63)
    at.first[lane] = min(at.first[lane], word)
    at.sizes[lane] += 1


@njit(cache=True, nogil=True)
def take(at: Lanes, lane: int, rank: int) -> None:
    """Let a rank wait no more that does."""
    at.words[lane, rank >> 6] ^= ONE << np.uint64(rank & 63)
    at.sizes[lane] -= 1


@njit(cache=True, nogil=True)
def lowest(at: Lanes, lane: int) -> int:
    """The lowest rank that waits in a lane in which some do."""
    word = at.first[lane]
    while at.words[lane, word] == 0:
        word += 1
    at.first[lane] = word
    return int((word << 6) + _place(at.words[lane, word]))


@njit(cache=True, nogil=True)
def above(at: Lanes, lane: int, rank: int) -> int:
    """The lowest rank that waits above this one, or -1."""
    word = (rank + 1) >> 6
    if word >= at.words.shape[1]:
        return -1
    bits = at.words[lane, word] >> np.uint64((rank + 1) & 63) << np.uint64((rank + 1) & 63)
    while bits == 0:
        word += 1
        if word == at.words.shape[1]:
            return -1
        bits = at.words[lane, word]
    return int((word << 6) + _place(bits))


@njit(cache=True, nogil=True)
def _place(bits: int) -> int:
    """The place of the lowest bit of a word."""
    alone = bits & (~bits + ONE)
    return int(PLACES[(alone * DE_BRUIJN) >> np.uint64(58)])
