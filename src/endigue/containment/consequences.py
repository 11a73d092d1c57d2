"""What follows from pulling levers, and its harm, exactly, on the arrays of a problem."""

from collections import deque
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from endigue.containment.implications import OPEN, TRUE
from endigue.containment.problem import ContainmentProblem


class Consequences:
    """The least solution of one problem for any number of sets of levers."""

    def __init__(self, problem: ContainmentProblem) -> None:
        self.problem = problem
        count = len(problem.state_cost)
        self._ways: list[list[tuple[int, int]]] = [[] for _ in range(count)]
        for source, target, closer in zip(
            problem.way_source.tolist(),
            problem.way_target.tolist(),
            problem.way_closer.tolist(),
            strict=True,
        ):
            self._ways[source].append((target, closer))
        self._cuts: list[list[int]] = [[] for _ in problem.levers]
        for lever, state in zip(
            problem.cut_lever.tolist(), problem.cut_state.tolist(), strict=True
        ):
            self._cuts[lever].append(state)
        self._counted_in: list[list[int]] = [[] for _ in range(count)]
        starts = problem.threshold_start.tolist()
        children = problem.threshold_child.tolist()
        for threshold in range(len(problem.threshold_state)):
            for child in children[starts[threshold] : starts[threshold + 1]]:
                self._counted_in[child].append(threshold)
        self._effects = problem.threshold_state.tolist()

    def states(self, pulled: Iterable[int]) -> NDArray[np.bool_]:
        """Which states hold while the levers at these positions are pulled."""
        closed = set(pulled)
        missing = self.problem.threshold_count.tolist()
        holds = [False] * len(self.problem.state_cost)
        pending = deque([TRUE])
        for lever in sorted(closed):
            pending.extend(self._cuts[lever])
        while pending:
            state = pending.popleft()
            if holds[state]:
                continue
            holds[state] = True
            for target, closer in self._ways[state]:
                if closer == OPEN or closer not in closed:
                    pending.append(target)
            for threshold in self._counted_in[state]:
                missing[threshold] -= 1
                if missing[threshold] == 0:
                    pending.append(self._effects[threshold])
        return np.array(holds, dtype=np.bool_)

    def harm(self, pulled: Iterable[int]) -> int:
        """Harm in cents, with the constant and the forced levers."""
        positions = sorted(set(pulled))
        problem = self.problem
        return (
            problem.constant
            + int(problem.lever_cost[positions].sum())
            + int(problem.state_cost[self.states(positions)].sum())
        )
