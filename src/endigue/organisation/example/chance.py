"""Draws that are the same with every release of numpy."""

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int32]


class Chance:
    """One stream of draws per seed and theme, so that a change in one theme moves no other.

    Only the raw stream of PCG64 is used: numpy promises that it stays the same, and promises
    nothing of the kind for the distributions of `Generator`.
    """

    def __init__(self, seed: int, theme: str) -> None:
        self._bits = np.random.PCG64(np.random.SeedSequence([seed, *theme.encode()]))

    def shares(self, count: int) -> NDArray[np.float64]:
        """`count` numbers, uniform on [0, 1)."""
        raw = np.asarray(self._bits.random_raw(count), np.uint64)
        return (raw >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def pick(self, of: Positions, count: int) -> Positions:
        """`count` of the positions; one may come twice."""
        return of[(self.shares(count) * len(of)).astype(np.int64)]

    def some(self, of: Positions, count: int) -> Positions:
        """`count` different ones of the positions, in the order drawn; all if there are fewer."""
        return of[np.argsort(self.shares(len(of)), kind="stable")[:count]]
