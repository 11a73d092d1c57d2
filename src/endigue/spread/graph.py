"""The part of a problem that the intruder can reach, laid out for the memory."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from endigue.kernel.compiled import compiled
from endigue.spread.chance import SEED_NUMBERS, Digits, Words, digits, keys
from endigue.spread.problem import SpreadProblem

Positions = NDArray[np.int32]


class Graph(NamedTuple):
    """Assets by their place in some order, and the links out of each in compressed rows: see
    `SpreadProblem`. A tuple, so that numba takes it as it is.
    """

    first: NDArray[np.int64]
    target: Positions
    p: Digits
    """Probability of each link, as `chance.digits`."""
    key: Words
    """Of the chance of each link, as `chance.keys`."""
    seed: Positions
    seed_p: Digits
    seed_key: Words


def within_reach(problem: SpreadProblem) -> Positions:
    """Assets that can be reached at all, the nearest to a seed first: what falls together then
    lies together.
    """
    order: Positions = _search(problem.first, problem.target, problem.seed)
    return order


def links_of(problem: SpreadProblem, order: Positions) -> NDArray[np.int64]:
    """Positions in the problem of the links out of these assets, in their order."""
    degree = np.diff(problem.first)[order]
    start = problem.first[order] - (degree.cumsum() - degree)
    positions: NDArray[np.int64] = np.repeat(start, degree) + np.arange(degree.sum())
    return positions


def laid_out(
    problem: SpreadProblem, order: Positions, links: NDArray[np.int64], seed: int
) -> Graph:
    """The same problem on the assets of `order` alone, which no link leads out of. `links` are
    those of `links_of`; `seed` is that of the chance.
    """
    place = np.full(len(problem.assets), -1, np.int32)
    place[order] = np.arange(len(order))
    degree = np.diff(problem.first)[order]
    return Graph(
        first=np.concatenate((np.zeros(1, np.int64), degree.cumsum())),
        target=place[problem.target[links]],
        p=digits(problem.p[links]),
        key=keys(seed, problem.number[links]),
        seed=place[problem.seed],
        seed_p=digits(problem.seed_p),
        seed_key=keys(seed, problem.seed + SEED_NUMBERS),
    )


@compiled
def _search(first: NDArray[np.int64], target: Positions, seeds: NDArray[np.int64]) -> Positions:
    """Breadth first."""
    count = len(first) - 1
    met = np.zeros(count, np.bool_)
    order = np.empty(count, np.int32)
    found = 0
    for seed in seeds:
        if not met[seed]:
            met[seed] = True
            order[found] = seed
            found += 1
    at = 0
    while at < found:
        for link in range(first[order[at]], first[order[at] + 1]):
            after = target[link]
            if not met[after]:
                met[after] = True
                order[found] = after
                found += 1
        at += 1
    return order[:found]
