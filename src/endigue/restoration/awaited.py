"""What operations wait for in an order of the items: the rest must not get in its way.

A crew that always takes the next thing that it can begin spends hours, and clean-room places, on
what no operation needs, while what one waits for comes to the same crew a moment later. So the
dispatcher holds back what nothing waits for: it begins where nobody and no place is taken by it
that something awaited would still want.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from endigue.restoration.problem import RestorationProblem

Ticks = NDArray[np.int64]
Flags = NDArray[np.bool_]


def begun_items(problem: RestorationProblem) -> Flags:
    """Items that somebody is on, or that stand in the clean room: they are finished."""
    tasks, items = problem.tasks, len(problem.items)
    found = np.bincount(tasks.item, tasks.under_way >= 0, items) > 0
    leaves = np.bincount(tasks.item, tasks.leaves_place, items) > 0
    takes = np.bincount(tasks.item, tasks.takes_place, items) > 0
    begun: Flags = found | (leaves & ~takes)
    return begun


@njit(cache=True, nogil=True)
def awaited(
    k: Ticks, node_first: Ticks, child: Ticks, roots: Ticks, ranks: Ticks, found: Flags
) -> None:
    """Mark in `found` the items that some operation waits for if they come back in the order of
    their ranks: of k out of more the k that are there first. The graph is that of
    `endigue.restoration.dependencies`; what is marked already stays so.
    """
    items = len(ranks)
    times = np.zeros(items + len(k), np.int64)
    times[:items] = ranks
    for node in range(len(k)):
        first, last = node_first[node], node_first[node + 1]
        if k[node] == last - first:
            latest = 0
            for one in child[first:last]:
                latest = max(latest, times[one])
            times[items + node] = latest
        else:
            times[items + node] = np.sort(times[child[first:last]])[k[node] - 1]
    wanted = np.zeros(len(k), np.bool_)
    for root in roots:
        if root >= items:
            wanted[root - items] = True
        elif root >= 0:
            found[root] = True
    for node in range(len(k) - 1, -1, -1):
        if not wanted[node]:
            continue
        first, last = node_first[node], node_first[node + 1]
        left = k[node]
        for one in child[first:last]:
            # Two children can be there at one time, where the same item is the last of both.
            if left > 0 and times[one] <= times[items + node]:
                left -= 1
                if one < items:
                    found[one] = True
                else:
                    wanted[one - items] = True
