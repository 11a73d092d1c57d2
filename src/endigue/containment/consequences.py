"""What follows from pulling levers, and its harm, exactly, on the arrays of a problem."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from endigue.containment.components import grouped
from endigue.containment.implications import TRUE
from endigue.containment.problem import ContainmentProblem
from endigue.kernel.compiled import compiled

Starts = NDArray[np.int64]
Positions = NDArray[np.int32]
Mask = NDArray[np.bool_]


class Consequences:
    """The least solution of one problem for any number of sets of levers."""

    def __init__(self, problem: ContainmentProblem) -> None:
        self.problem = problem
        count = len(problem.state_cost)
        self._way_start, order = grouped(count, problem.way_source)
        self._way_target = problem.way_target[order]
        self._way_gate = problem.way_gate[order]
        self._cut_start, order = grouped(len(problem.levers), problem.cut_lever)
        self._cut_state = problem.cut_state[order]
        lengths = np.diff(problem.threshold_start)
        owner = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        self._counted_start, order = grouped(count, problem.threshold_child)
        self._counted_in = owner[order]

    def states(self, pulled: Iterable[int], quietly: Iterable[int] = ()) -> Mask:
        """Which states hold while the levers at these positions are pulled; those pulled
        `quietly` close their ways but make nothing true themselves.
        """
        loud = self._mask(pulled)
        return self._least(loud | self._mask(quietly), loud)

    def harm(self, pulled: Iterable[int]) -> int:
        """Harm in cents, with the constant and the forced levers."""
        mask = self._mask(pulled)
        problem = self.problem
        return (
            problem.constant
            + int(problem.lever_cost[mask].sum())
            + int(problem.state_cost[self._least(mask, mask)].sum())
        )

    def _mask(self, pulled: Iterable[int]) -> Mask:
        mask = np.zeros(len(self.problem.levers), np.bool_)
        mask[np.fromiter(pulled, np.int64)] = True
        return mask

    def _least(self, pulled: Mask, loud: Mask) -> Mask:
        problem = self.problem
        closed = np.append(_any_in(problem.gate_start, problem.gate_lever, pulled), np.False_)
        roots = [
            self._cut_state[self._cut_start[lever] : self._cut_start[lever + 1]]
            for lever in np.flatnonzero(loud)
        ]
        return _follow(
            np.concatenate([np.array([TRUE], np.int32), *roots]),
            (self._way_start, self._way_target, self._way_gate),
            closed,
            (self._counted_start, self._counted_in),
            problem.threshold_count.copy(),
            problem.threshold_state,
        )


@compiled
def _any_in(start: Positions, member: Positions, chosen: Mask) -> Mask:
    """For every set, whether one of its members is chosen."""
    found = np.zeros(len(start) - 1, np.bool_)
    for one in range(len(start) - 1):
        for at in range(start[one], start[one + 1]):
            if chosen[member[at]]:
                found[one] = True
                break
    return found


@compiled
def _follow(
    roots: Positions,
    ways: tuple[Starts, Positions, Positions],
    closed: Mask,
    counted: tuple[Starts, Positions],
    missing: Positions,
    effects: Positions,
) -> Mask:
    """The states that hold; `closed` has one value a gate and, found by index -1, one for open
    ways; `missing` counts down to the effect of each threshold.
    """
    way_start, way_target, way_gate = ways
    counted_start, counted_in = counted
    holds = np.zeros(len(way_start) - 1, np.bool_)
    pending = np.empty(len(holds), np.int32)
    size = 0
    for root in roots:
        if not holds[root]:
            holds[root] = True
            pending[size] = root
            size += 1
    while size:
        size -= 1
        state = pending[size]
        for at in range(way_start[state], way_start[state + 1]):
            target = way_target[at]
            if not holds[target] and not closed[way_gate[at]]:
                holds[target] = True
                pending[size] = target
                size += 1
        for at in range(counted_start[state], counted_start[state + 1]):
            threshold = counted_in[at]
            missing[threshold] -= 1
            if missing[threshold] == 0 and not holds[effects[threshold]]:
                holds[effects[threshold]] = True
                pending[size] = effects[threshold]
                size += 1
    return holds
