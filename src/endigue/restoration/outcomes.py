"""What orders come to over the same scenarios, each order dispatched once, on two threads."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numba import njit
from numpy.typing import NDArray

from endigue.restoration.decoder import Columns, Flags, columns, decode, wanted_items
from endigue.restoration.dependencies import returns
from endigue.restoration.problem import RestorationProblem

Ticks = NDArray[np.int64]
Reals = NDArray[np.float64]

THREADS = 2
"""Results do not depend on it."""


class Outcomes:
    """Remembers what every order that it was asked for comes to."""

    def __init__(self, problem: RestorationProblem, worlds: Ticks) -> None:
        """`worlds` has one row a scenario: ticks of every task."""
        self._problem = problem
        self._worlds = worlds
        self._columns = columns(problem)
        self._known: dict[bytes, Ticks] = {}

    def returns(self, ranks: Ticks) -> Ticks:
        """When each operation is back; one row a scenario."""
        name = ranks.tobytes()
        if name not in self._known:
            ends = self._item_ends(ranks)
            self._known[name] = returns(self._problem.dependencies, ends)
        return self._known[name]

    def costs(self, ranks: Ticks) -> Reals:
        """Cents lost in each scenario."""
        lost: Reals = self._problem.losses.until(self.returns(ranks)).sum(axis=1)
        return lost

    def mean(self, ranks: Ticks) -> float:
        """Cents lost on average."""
        return float(self.costs(ranks).mean())

    def _item_ends(self, ranks: Ticks) -> Ticks:
        wanted = wanted_items(self._columns, ranks)
        ends = np.empty((len(self._worlds), len(ranks)), np.int64)
        with ThreadPoolExecutor(THREADS) as pool:
            parts = [
                pool.submit(_ends, self._columns, ranks, wanted, worlds, part)
                for worlds, part in zip(
                    np.array_split(self._worlds, THREADS),
                    np.array_split(ends, THREADS),
                    strict=True,
                )
            ]
            for part in parts:
                part.result()
        return ends


@njit(cache=True, nogil=True)
def _ends(p: Columns, ranks: Ticks, wanted: Flags, worlds: Ticks, ends: Ticks) -> None:
    """Fill in when each item is back in each of the scenarios."""
    for world in range(len(worlds)):
        end = decode(p, ranks, worlds[world], wanted, False)[1]
        for item in range(len(ranks)):
            ends[world, item] = end[p.task_first[item + 1] - 1]
