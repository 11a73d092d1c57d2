"""Adjacency, reachability, and strongly connected components of large graphs."""

import numpy as np
from numpy.typing import NDArray

from endigue.kernel.compiled import compiled

Vertices = NDArray[np.int32]


def adjacency(
    count: int, sources: Vertices, targets: Vertices
) -> tuple[NDArray[np.int64], Vertices]:
    """Where the targets of every vertex start (count + 1 positions), and the targets, in the
    order given.
    """
    start, order = grouped(count, sources)
    return start, targets[order].astype(np.int32)


def grouped(count: int, keys: Vertices) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the rows of every key start (count + 1 positions), and the rows, sorted by key
    and otherwise in the order given.
    """
    start = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(keys, minlength=count), out=start[1:])
    return start, _placed(start[:-1].copy(), keys.astype(np.int32))


def reachable(
    count: int, sources: Vertices, targets: Vertices, roots: Vertices
) -> NDArray[np.bool_]:
    """Which of `count` vertices can be reached from the roots, roots included."""
    start, ends = adjacency(count, sources, targets)
    return _closure(start, ends, roots.astype(np.int32))


def strong_components(count: int, sources: Vertices, targets: Vertices) -> Vertices:
    """For every vertex the smallest vertex of its component (Tarjan 1972, without recursion).

    doi 10.1137/0201010
    """
    start, ends = adjacency(count, sources, targets)
    return _components(start, ends)


@compiled
def _placed(free: NDArray[np.int64], keys: Vertices) -> NDArray[np.int64]:
    order = np.empty(len(keys), np.int64)
    for row in range(len(keys)):
        order[free[keys[row]]] = row
        free[keys[row]] += 1
    return order


@compiled
def _closure(start: NDArray[np.int64], ends: Vertices, roots: Vertices) -> NDArray[np.bool_]:
    seen = np.zeros(len(start) - 1, np.bool_)
    stack = np.empty(len(start) - 1, np.int32)
    size = 0
    for root in roots:
        if not seen[root]:
            seen[root] = True
            stack[size] = root
            size += 1
    while size:
        size -= 1
        here = stack[size]
        for at in range(start[here], start[here + 1]):
            there = ends[at]
            if not seen[there]:
                seen[there] = True
                stack[size] = there
                size += 1
    return seen


@compiled
def _components(start: NDArray[np.int64], ends: Vertices) -> Vertices:
    count = len(start) - 1
    met = np.zeros(count, np.int32)  # order in which a vertex was first met, from 1
    low = np.zeros(count, np.int32)
    smallest = np.arange(count).astype(np.int32)
    on_stack = np.zeros(count, np.bool_)
    stack = np.empty(count, np.int32)
    path = np.empty(count, np.int32)
    position = start[:-1].copy()
    clock = size = 0
    for root in range(count):
        if met[root]:
            continue
        depth = 1
        path[0] = root
        while depth:
            here = path[depth - 1]
            if not met[here]:
                clock += 1
                met[here] = low[here] = clock
                stack[size] = here
                size += 1
                on_stack[here] = True
            if position[here] < start[here + 1]:
                there = ends[position[here]]
                position[here] += 1
                if not met[there]:
                    path[depth] = there
                    depth += 1
                elif on_stack[there]:
                    low[here] = min(low[here], met[there])
                continue
            depth -= 1
            if depth:
                low[path[depth - 1]] = min(low[path[depth - 1]], low[here])
            if low[here] == met[here]:
                first = size - 1
                least = stack[first]
                while stack[first] != here:
                    first -= 1
                    least = min(least, stack[first])
                for at in range(first, size):
                    smallest[stack[at]] = least
                    on_stack[stack[at]] = False
                size = first
    return smallest
