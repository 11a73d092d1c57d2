"""How far the clocks of two logs stand apart, from what both of them saw."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

WIDEST = timedelta(hours=2)
"""Clocks further apart than this are not sought; assumed."""

BIN = 5.0
"""Seconds of a bin of the histogram."""

FEWEST = 5
"""Pairs that must agree; assumed."""

CLEAR = 2.0
"""How many times more pairs must agree on the offset than on any other; assumed."""

MOST_A_KEY = 50
"""Sightings of one key that are compared: what both logs see all the time says little."""

Sighting = tuple[str, datetime]
"""What was seen, such as client and name, and when."""


@dataclass(frozen=True, slots=True)
class Offset:
    """How far a log is ahead of the other, in seconds, and on how many pairs that rests."""

    seconds: float
    pairs: int


def offset_between(reference: Iterable[Sighting], other: Iterable[Sighting]) -> Offset | None:
    """How far the clock of `other` is ahead of that of `reference`; None where too few pairs
    agree, or two offsets are as likely.

    Every pair of sightings of one key votes for its difference, in bins of `BIN` seconds of
    which three stand together; the median of the winning bins is the offset. Keys that one log
    sees more than `MOST_A_KEY` times do not vote.
    """
    differences = _differences(_by_key(reference), _by_key(other))
    if len(differences) < FEWEST:
        return None
    half = WIDEST.total_seconds()
    edges = np.arange(-half - BIN, half + 2 * BIN, BIN)
    votes = np.histogram(differences, bins=edges)[0]
    together = np.convolve(votes, np.ones(3, dtype=votes.dtype), mode="same")
    best = int(np.argmax(together))
    rest = together.copy()
    rest[max(best - 2, 0) : best + 3] = 0
    if together[best] < FEWEST or together[best] < CLEAR * rest.max():
        return None
    low, high = edges[max(best - 1, 0)], edges[min(best + 2, len(edges) - 1)]
    agreeing = differences[(differences >= low) & (differences < high)]
    return Offset(float(np.median(agreeing)), len(agreeing))


def _by_key(sightings: Iterable[Sighting]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = defaultdict(list)
    for key, at in sightings:
        if len(found[key]) <= MOST_A_KEY:
            found[key].append(at.timestamp())
    return {key: times for key, times in found.items() if len(times) <= MOST_A_KEY}


def _differences(
    reference: dict[str, list[float]], other: dict[str, list[float]]
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    half = WIDEST.total_seconds()
    return np.array(
        [
            later - earlier
            for key, times in other.items()
            for earlier in reference.get(key, ())
            for later in times
            if abs(later - earlier) <= half
        ],
        dtype=np.float64,
    )
