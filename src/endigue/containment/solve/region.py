"""A large problem seen from where the attack is, ring by ring.

What lies beyond some ring is left out as if it could not be reached and cost nothing. So no
plan costs more in the part than in the whole, and what is proven of the part is proven of the
whole. Where the best plan of the part also stops the attack inside the part, it is the best
plan of the whole; else the part grows where that plan let the attack through. An attack that
can be stopped near its source is thus solved near its source, whatever the size of the rest.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from endigue.containment.components import grouped
from endigue.containment.implications import TRUE
from endigue.containment.problem import ContainmentProblem

Mask = NDArray[np.bool_]

LEAST_GROWTH = 2_000
"""Ways that are added at once at least (assumed: fewer are not worth another search)."""
SHARE_OF_GROWTH = 3.0
"""Ways that are added at once, as a share of those inside (assumed)."""


class Region:
    """The states whose effects are counted: `inside`, one value a state."""

    def __init__(self, problem: ContainmentProblem) -> None:
        self.problem = problem
        count = len(problem.state_cost)
        start, rows = grouped(count, problem.way_source)
        self._start, self._rows = start, rows
        self.inside = np.zeros(count, np.bool_)
        self.inside[TRUE] = True
        # What is lost with our own cuts is few states, and is always counted in full.
        own = np.unique(np.concatenate([problem.cut_state, problem.threshold_state]))
        self.inside[own] = True
        self.grow(self.inside)

    @property
    def whole(self) -> bool:
        """Whether no way is left out."""
        return bool(self.inside[self.problem.way_source].all())

    def include_all(self) -> None:
        """Count everything."""
        self.inside[:] = True

    def grow(self, holds: Mask) -> bool:
        """Take in, ring by ring, states that hold and are not yet inside; whether any of them
        leads further.
        """
        problem = self.problem
        wanted = max(LEAST_GROWTH, SHARE_OF_GROWTH * self.inside[problem.way_source].sum())
        added = 0
        ring = np.flatnonzero(holds & ~self.inside)
        ring = ring[self._reached()[ring]]
        while len(ring) and added < wanted:
            self.inside[ring] = True
            added += int((self._start[ring + 1] - self._start[ring]).sum())
            ring = np.flatnonzero(holds & ~self.inside & self._reached())
        return added > 0

    def _reached(self) -> Mask:
        """The targets of the ways that are counted."""
        reached = np.zeros(len(self.inside), np.bool_)
        reached[self.problem.way_target[self.inside[self.problem.way_source]]] = True
        return reached

    def part(self) -> ContainmentProblem:
        """The problem of what is inside; levers and states keep their numbers."""
        problem = self.problem
        counted = self.inside[problem.way_source]
        return replace(
            problem,
            way_source=problem.way_source[counted],
            way_target=problem.way_target[counted],
            way_gate=problem.way_gate[counted],
        )
