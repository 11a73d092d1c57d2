"""The chances of every world, as a hash: nothing is drawn in an order, so no order matters.

Whether a link works in a world is a function of the seed, the number of the link and the number
of the world, and of nothing else: a world in which a link is cut is the same world without that
link, all kernels see the same worlds, and threads change nothing.

World w is bit w % 64 of word w // 64. For each link and word there is a sequence of words
evenly distributed; bit w of them, read from the first on, is the binary expansion of a number
even in [0, 1), and the link works where that number is below its probability. Digit after digit
is compared until every world that is asked for has been decided: 2 digits for one world, and
about 10 for 512, in place of 512 draws. A probability is held to 2^-32.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from endigue.spread.lanes import (
    WORDS,
    all_of,
    both,
    either,
    is_any,
    plus,
    shifted,
    times,
    unlike,
    without,
)

Words = NDArray[np.uint64]
Digits = NDArray[np.uint32]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_WORLD = np.uint64(0xD1342543DE82EF95)
_TIME = np.uint64(0xDABA0B6EB09322E3)
_TOP = np.uint32(1 << 31)
_ALL = np.uint64(2**64 - 1)

_AT_ONCE = 4
"""Digits between two looks at whether any world is left; measured."""

SEED_NUMBERS = 1 << 60
"""The chance that asset a is held at the start has this number + a; those of links are lower."""

_Kernel = TypeVar("_Kernel", bound=Callable[..., Any])


def inlined(function: _Kernel) -> _Kernel:
    """Compiled with each kernel that calls it."""
    return cast("_Kernel", numba.njit(nogil=True)(function))


def digits(p: NDArray[np.float64]) -> Digits:
    """Probabilities above 0 as 32 binary digits; 0 stands for what is certain."""
    scaled = np.rint(p * 2.0**32)
    return np.where(scaled < 2.0**32, np.maximum(scaled, 1), 0).astype(np.uint32)


def keys(seed: int, numbers: NDArray[np.int64]) -> Words:
    """One key for each number of a link or seed: the start of its sequences."""
    start = mixed_words(np.array([seed % 2**64], np.uint64))
    return mixed_words(start + (numbers.astype(np.uint64) + np.uint64(1)) * _GOLDEN)


def word_keys(samples: int) -> Words:
    """One key for each word of worlds, in rows of `WORDS`; the last row is filled up."""
    rows = -(-samples // (64 * WORDS))
    numbers = np.arange(1, rows * WORDS + 1, dtype=np.uint64)
    return mixed_words(numbers * _WORLD).reshape(rows, WORDS)


def mixed_words(words: Words) -> Words:
    """SplitMix64 (Steele, Lea, Flood 2014) of each."""
    words = (words ^ (words >> np.uint64(30))) * _FIRST
    words = (words ^ (words >> np.uint64(27))) * _SECOND
    mixed: Words = words ^ (words >> np.uint64(31))
    return mixed


@inlined
def mixed(word: np.uint64) -> np.uint64:
    """SplitMix64 of one."""
    word = (word ^ (word >> np.uint64(30))) * _FIRST
    word = (word ^ (word >> np.uint64(27))) * _SECOND
    return word ^ (word >> np.uint64(31))


@inlined
def working(key: np.uint64, word_key: np.uint64, p: np.uint32, asked: np.uint64) -> np.uint64:
    """Of 64 worlds those asked for in which something of probability `p` is so."""
    works = np.uint64(0)
    if p == np.uint32(0):
        return asked
    at = key ^ word_key
    while asked != np.uint64(0) and p != np.uint32(0):
        at += _GOLDEN
        digit = mixed(at)
        if p & _TOP:
            works |= asked & ~digit
            asked &= digit
        else:
            asked &= ~digit
        p = np.uint32(p << np.uint32(1))
    return works


@inlined
def working_lanes(key: np.uint64, word_keys: Any, p: np.uint32, asked: Any) -> Any:
    """The same for 512 worlds. `p` may not be certain."""
    works = without(asked, asked)
    at = unlike(all_of(key), word_keys)
    while True:
        for _ in range(_AT_ONCE):
            at = plus(at, all_of(_GOLDEN))
            digit = times(unlike(at, shifted(at, all_of(np.uint64(30)))), all_of(_FIRST))
            digit = times(unlike(digit, shifted(digit, all_of(np.uint64(27)))), all_of(_SECOND))
            digit = unlike(digit, shifted(digit, all_of(np.uint64(31))))
            # All ones where the digit of p is 1: a branch would be guessed wrong half the time.
            one = all_of(np.uint64(np.int64(np.int32(p) >> np.int32(31))))
            works = either(works, both(without(asked, digit), one))
            asked = without(asked, unlike(digit, one))
            p = np.uint32(p << np.uint32(1))
        if p == np.uint32(0) or not is_any(asked):
            return works


@inlined
def even(key: np.uint64, word_key: np.uint64, bit: np.uint64) -> float:
    """A number evenly distributed in (0, 1] for one world: bit `bit` of that word."""
    drawn = mixed((key ^ word_key) + _TIME * (bit + np.uint64(1)))
    return np.float64((drawn >> np.uint64(11)) + np.uint64(1)) * (1.0 / 9007199254740992.0)
