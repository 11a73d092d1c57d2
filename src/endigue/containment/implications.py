"""A containment problem as a system of implications while it is being written down.

A *state* is something that may come true: an asset has fallen, a service is down. A state is
true when one of its causes is: another state along a way whose gate is open, a pulled lever
itself, or enough of several states. Nothing else makes it true, so for any set of pulled
levers there is one least solution, and harm is counted in it.

A *gate* is a set of levers; pulling any of them closes it. Levers are positions in a list kept
elsewhere, and gate n holds lever n alone for every lever; further gates hold several.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

TRUE: Final = 0
"""The state that always holds."""
FALSE: Final = -1
"""Stands for a state that never holds; it has no place in the system."""
OPEN: Final = -1
"""Stands for the gate of a way that nothing closes."""


class System:
    """States, and what makes them true."""

    def __init__(self, levers: int = 0, gates: Sequence[tuple[int, ...]] = ()) -> None:
        """`gates` are those of several levers; they are numbered behind the levers."""
        self.levers = levers
        self.gates = tuple(gates)
        self.cost: list[int] = [0]
        """Cents lost if the state holds."""
        self._blocks: list[NDArray[np.int32]] = []
        self._singly: list[tuple[int, int, int]] = []
        self.own_cuts: list[tuple[int, int]] = []
        """Lever, state that it makes true."""
        self.thresholds: list[tuple[int, int, tuple[int, ...]]] = []
        """State, how many of the causes make it true (2 at least), the causes."""

    def state(self, cost: int = 0) -> int:
        """A new state."""
        self.cost.append(cost)
        return len(self.cost) - 1

    def states(self, count: int) -> NDArray[np.int32]:
        """Many new states, without cost."""
        first = len(self.cost)
        self.cost.extend([0] * count)
        return np.arange(first, first + count, dtype=np.int32)

    def charge(self, state: int, cost: int) -> None:
        """Add to what is lost if the state holds."""
        if state != FALSE:
            self.cost[state] += cost

    def lead(self, cause: int, effect: int, gate: int = OPEN) -> None:
        """One way."""
        self._singly.append((cause, effect, gate))

    def lead_all(
        self,
        causes: NDArray[np.int32] | int,
        effects: NDArray[np.int32] | int,
        gates: NDArray[np.int32] | int = OPEN,
    ) -> None:
        """Many ways; a single number stands for as many as the others are long."""
        columns = np.broadcast_arrays(*(np.atleast_1d(c) for c in (causes, effects, gates)))
        self._blocks.append(np.stack(columns, axis=1).astype(np.int32))

    def ways(self) -> NDArray[np.int32]:
        """All ways as rows: cause, effect, gate or `OPEN`."""
        singly = np.array(self._singly, dtype=np.int32).reshape(-1, 3)
        return np.concatenate([*self._blocks, singly])

    def any_of(self, causes: Iterable[int], levers: Sequence[int] = ()) -> int:
        """The state that holds if any cause holds or any lever is pulled."""
        known = sorted(set(causes) - {FALSE})
        if TRUE in known:
            return TRUE
        if not levers:
            if not known:
                return FALSE
            if len(known) == 1:
                return known[0]
        effect = self.state()
        for cause in known:
            self.lead(cause, effect)
        self.own_cuts.extend((lever, effect) for lever in levers)
        return effect

    def at_least(self, count: int, causes: Sequence[int]) -> int:
        """The state that holds if at least `count` of the causes hold; each counts once for
        every time it is named.
        """
        count -= sum(cause == TRUE for cause in causes)
        open_causes = [cause for cause in causes if cause not in (TRUE, FALSE)]
        if count <= 0:
            return TRUE
        if count > len(open_causes):
            return FALSE
        if count == 1:
            return self.any_of(open_causes)
        effect = self.state()
        self.thresholds.append((effect, count, tuple(open_causes)))
        return effect
