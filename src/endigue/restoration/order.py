"""In which order to bring things back, by a rule that takes milliseconds.

Closure ratio: of the operations that are still down, next comes the one that loses most per
hour of the work that it still needs, counting the cheapest of its alternatives. With one
person and constant losses this is Smith's rule (W. E. Smith, "Various optimizers for
single-stage production", 1956), which is optimal. Elsewhere it proves nothing: that is why a
plan carries a bound.
"""

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from endigue.restoration.dependencies import MET
from endigue.restoration.problem import RestorationProblem


def by_closure_ratio(
    problem: RestorationProblem, weights: NDArray[np.float64], first: str = ""
) -> NDArray[np.int64]:
    """The rank of every item, 0 the most urgent: the core of trust, what the operation `first`
    needs, then one closure after the other, then what no operation needs.

    `weights` is what each operation loses per tick. Raises ValueError where `first` is given
    and is no operation that waits to come back.
    """

    def ratio(closures: Closures, operation: int) -> float:
        work = closures.cheapest(operation)[0]
        return float(weights[operation]) / work if work > 0 else float("inf")

    return _ranks(problem, ratio, first)


def by_weight(
    problem: RestorationProblem, weights: NDArray[np.float64], first: str = ""
) -> NDArray[np.int64]:
    """The same with the operation that loses most next, however much work it needs: the rule
    of thumb that a plan is compared with.
    """
    return _ranks(problem, lambda _, operation: float(weights[operation]), first)


def put_first(problem: RestorationProblem, first: str) -> int:
    """How many items the rules above put in front for the operation `first`: the core of trust
    and all that it needs; 0 where none is put first.
    """
    if not first:
        return 0
    closures = Closures(problem)
    core = closures.take(np.flatnonzero(problem.core).tolist())
    return len(core) + len(closures.cheapest(problem.operations.index(first))[1])


def _ranks(
    problem: RestorationProblem, urgency: "Callable[[Closures, int], float]", first: str
) -> NDArray[np.int64]:
    """The ranks where the operation of the greatest urgency comes next; the former of equals."""
    if first and first not in problem.operations:
        raise ValueError(f"'{first}' is no operation that waits to come back")
    closures = Closures(problem)
    order = closures.take(np.flatnonzero(problem.core).tolist())
    pending = list(range(len(problem.operations)))
    while pending:
        chosen = max(pending, key=lambda operation: urgency(closures, operation))
        if first:
            chosen, first = problem.operations.index(first), ""
        pending.remove(chosen)
        order += closures.take(closures.cheapest(chosen)[1])
    rest = sorted(set(range(len(problem.items))) - set(order))
    ranks = np.empty(len(problem.items), np.int64)
    ranks[[*order, *rest]] = np.arange(len(problem.items))
    return ranks


class Closures:
    """What every operation still needs, while more and more of it is taken care of."""

    def __init__(self, problem: RestorationProblem) -> None:
        self._needs = problem.dependencies
        tasks = problem.tasks
        self._work = np.bincount(tasks.item, tasks.ticks, len(problem.items)).tolist()
        self._taken: set[int] = set()
        self._found: dict[int, tuple[float, frozenset[int]]] = {}
        self._support = [self._below(int(root)) for root in self._needs.roots]

    def take(self, items: Iterable[int]) -> list[int]:
        """Take care of the items; those that are new, longest work first."""
        new = set(items) - self._taken
        self._taken |= new
        for operation in list(self._found):
            if not self._support[operation].isdisjoint(new):
                del self._found[operation]
        return sorted(new, key=lambda item: (-self._work[item], item))

    def cheapest(self, operation: int) -> tuple[float, frozenset[int]]:
        """The least work found that brings the operation back, and on which items."""
        if operation not in self._found:
            self._found[operation] = self._cheapest(int(self._needs.roots[operation]))
        return self._found[operation]

    def _cheapest(self, root: int) -> tuple[float, frozenset[int]]:
        if root == MET:
            return 0.0, frozenset()
        found: dict[int, tuple[float, frozenset[int]]] = {}
        for reference in sorted(self._reachable(root)):
            if reference < self._needs.items:
                items = frozenset((reference,)) - self._taken
            else:
                node = reference - self._needs.items
                children = sorted(
                    (found[int(child)] for child in self._needs.children(node)),
                    key=lambda closure: closure[0],
                )
                chosen = children[: int(self._needs.k[node])]
                items = frozenset().union(*(closure[1] for closure in chosen))
            found[reference] = sum(self._work[item] for item in items), items
        return found[root]

    def _below(self, root: int) -> frozenset[int]:
        """The items that the reference may wait for."""
        return frozenset(item for item in self._reachable(root) if item < self._needs.items)

    def _reachable(self, root: int) -> set[int]:
        seen = {root} if root != MET else set()
        pending = list(seen)
        while pending:
            reference = pending.pop()
            if reference >= self._needs.items:
                new = set(self._needs.children(reference - self._needs.items).tolist()) - seen
                seen |= new
                pending.extend(new)
        return seen
