"""Strongly connected components: states of which each follows from each other."""

import numpy as np
from numpy.typing import NDArray


def adjacency(
    count: int, sources: NDArray[np.int32], targets: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Where the targets of every vertex start (count + 1 positions), and the targets."""
    order = np.argsort(sources, kind="stable")
    start = np.searchsorted(sources[order], np.arange(count + 1))
    return start, targets[order]


def reachable(
    count: int,
    sources: NDArray[np.int32],
    targets: NDArray[np.int32],
    roots: NDArray[np.int32],
) -> NDArray[np.bool_]:
    """Which of `count` vertices can be reached from the roots, roots included."""
    start, ends = adjacency(count, sources, targets)
    seen = np.zeros(count, dtype=np.bool_)
    seen[roots] = True
    frontier = np.unique(roots)
    while len(frontier):
        lengths = start[frontier + 1] - start[frontier]
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        found = ends[np.repeat(start[frontier], lengths) + within]
        frontier = np.unique(found[~seen[found]])
        seen[frontier] = True
    return seen


def strong_components(
    count: int, sources: NDArray[np.int32], targets: NDArray[np.int32]
) -> NDArray[np.int32]:
    """For every vertex the smallest vertex of its component (Tarjan 1972, without recursion).

    doi 10.1137/0201010
    """
    start, ends = (array.tolist() for array in adjacency(count, sources, targets))
    met = [0] * count  # order in which a vertex was first met, from 1; 0 where not met
    low = [0] * count
    smallest = np.arange(count, dtype=np.int32)
    on_stack = [False] * count
    stack: list[int] = []
    clock = 0
    for root in range(count):
        if met[root]:
            continue
        path = [root]
        position = {root: start[root]}
        while path:
            here = path[-1]
            if not met[here]:
                clock += 1
                met[here] = low[here] = clock
                stack.append(here)
                on_stack[here] = True
            at = position[here]
            if at < start[here + 1]:
                position[here] = at + 1
                there = ends[at]
                if not met[there]:
                    position[there] = start[there]
                    path.append(there)
                elif on_stack[there]:
                    low[here] = min(low[here], met[there])
                continue
            path.pop()
            if path:
                low[path[-1]] = min(low[path[-1]], low[here])
            if low[here] == met[here]:
                members = [stack.pop()]
                while members[-1] != here:
                    members.append(stack.pop())
                smallest[members] = min(members)
                for member in members:
                    on_stack[member] = False
    return smallest
