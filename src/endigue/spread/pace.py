"""How long each link of a graph takes."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from endigue.spread.chance import inlined
from endigue.spread.problem import SpreadProblem


class Pace(NamedTuple):
    """See `SpreadProblem`. A tuple, so that numba takes it as it is."""

    row: NDArray[np.int32]
    """For each link, a place in `mean_hours` and `law`: few are different, so that they stay in
    the nearest memory."""
    mean_hours: NDArray[np.float64]
    law: NDArray[np.int16]
    law_first: NDArray[np.int64]
    quantile: NDArray[np.float64]


def pace_of(problem: SpreadProblem, links: NDArray[np.int64]) -> Pace:
    """The pace of these links of a problem."""
    mean, law = problem.mean_hours[links], problem.law[links]
    means, which = np.unique(mean, return_inverse=True)
    pairs, row = np.unique(which * 2**16 + law, return_inverse=True)
    return Pace(
        row=row.astype(np.int32),
        mean_hours=means[(pairs + 1) >> 16],
        law=((pairs + 1) % 2**16 - 1).astype(np.int16),
        law_first=problem.law_first,
        quantile=problem.quantile,
    )


@inlined
def by_quantile(quantile: NDArray[np.float64], begin: int, end: int, chance: float) -> float:
    """Hours from a number even in (0, 1]: between two steps the time is even."""
    place = chance * (end - begin - 1)
    step = min(int(place), end - begin - 2)
    lower, upper = quantile[begin + step], quantile[begin + step + 1]
    hours: float = lower + (place - step) * (upper - lower)
    return hours


@inlined
def delay(pace: Pace, link: int, chance: float) -> float:
    """Hours that a link takes, from a number even in (0, 1]."""
    row = pace.row[link]
    law = pace.law[row]
    if law < 0:
        hours: float = -pace.mean_hours[row] * np.log(chance)
        return hours
    return by_quantile(pace.quantile, pace.law_first[law], pace.law_first[law + 1], chance)
