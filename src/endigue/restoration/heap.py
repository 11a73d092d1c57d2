"""A heap of whole numbers in an array, for code that is compiled: the smallest is the first."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ticks = NDArray[np.int64]


@njit(cache=True, nogil=True)
def push(heap: Ticks, size: int, value: int) -> int:
    """Add a value; the new size."""
    _rise(heap, size, value)
    return size + 1


@njit(cache=True, nogil=True)
def pop(heap: Ticks, size: int) -> int:
    """Drop the smallest value; the new size."""
    size -= 1
    _sink(heap, size, 0, heap[size])
    return size


@njit(cache=True, nogil=True)
def _rise(heap: Ticks, at: int, value: int) -> None:
    while at > 0 and heap[(at - 1) // 2] > value:
        heap[at] = heap[(at - 1) // 2]
        at = (at - 1) // 2
    heap[at] = value


@njit(cache=True, nogil=True)
def _sink(heap: Ticks, size: int, at: int, value: int) -> None:
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = value
