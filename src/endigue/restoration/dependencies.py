"""What each operation waits for, as a graph of k-of-n nodes over the things that come back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from endigue.organisation.model import Need, Operation, Service
from endigue.organisation.needs import services_in_order

MET = -1
"""A root that waits for nothing."""

NEVER = -2
"""A root that cannot be met by anything that comes back."""

_Reference = int
"""An item by its index, a node by the number of items plus its index, or MET, or NEVER."""


@dataclass(frozen=True, slots=True)
class Dependencies:
    """Nodes in an order in which each comes after the nodes that it needs.

    Node n is met when `k[n]` of its children are. The children of n are
    `child[first[n] : first[n + 1]]`; below `items` they are items, from `items` on they are
    node `child - items`. `roots` has one such reference for each operation, or MET or NEVER.
    Constant parts are gone: no child is MET or NEVER, and 1 <= k[n] <= number of children.
    """

    items: int
    k: NDArray[np.int32]
    first: NDArray[np.int32]
    child: NDArray[np.int32]
    roots: NDArray[np.int32]

    def children(self, node: int) -> NDArray[np.int32]:
        """References of one node."""
        return self.child[self.first[node] : self.first[node + 1]]


def returns(dependencies: Dependencies, items: NDArray[np.int64]) -> NDArray[np.int64]:
    """When each operation is back, from when each item is; shapes (n, items), (n, operations).

    A node is met at the k-th smallest time of its children. MET is time 0; a root NEVER is a
    ValueError.
    """
    if (dependencies.roots == NEVER).any():
        raise ValueError("an operation needs something that cannot come back")
    times = node_times(dependencies, items)
    back = np.zeros((len(items), len(dependencies.roots)), np.int64)
    waiting = dependencies.roots != MET
    back[:, waiting] = times[:, dependencies.roots[waiting]]
    return back


def node_times(dependencies: Dependencies, items: NDArray[np.int64]) -> NDArray[np.int64]:
    """When each item, and then each node, is back; shape (n, items + nodes)."""
    nodes = len(dependencies.k)
    times = np.empty((len(items), dependencies.items + nodes), np.int64)
    times[:, : dependencies.items] = items
    for node in range(nodes):
        of = times[:, dependencies.children(node)]
        k = int(dependencies.k[node])
        met = of.max(axis=1) if k == of.shape[1] else np.partition(of, k - 1, axis=1)[:, k - 1]
        times[:, dependencies.items + node] = met
    return times


def last_awaited(
    dependencies: Dependencies, times: NDArray[np.int64], operation: int
) -> frozenset[int]:
    """The items whose return is the return of the operation, in one row of `node_times`."""
    root = int(dependencies.roots[operation])
    if root in (MET, NEVER):
        return frozenset()
    pending, seen, found = [root], {root}, set()
    while pending:
        reference = pending.pop()
        if reference < dependencies.items:
            found.add(reference)
            continue
        for child in dependencies.children(reference - dependencies.items):
            if times[child] == times[root] and int(child) not in seen:
                seen.add(int(child))
                pending.append(int(child))
    return frozenset(found)


def compile_needs(
    operations: Sequence[Operation],
    services: Mapping[str, Service],
    missed: Mapping[str, int],
    lost: Collection[str],
    items: int,
) -> Dependencies:
    """The graph of what `operations` wait for. `missed` are those of the `items` that come back
    which are missed until then, by index; `lost` is missed and cannot come back. Anything else
    that a need names is there all the time.
    """
    builder = _Builder(missed, lost, items)
    for service in services_in_order(services):
        builder.services[service.id] = builder.reference(service.needs)
    roots = [builder.reference(operation.needs) for operation in operations]
    first = np.zeros(len(builder.nodes) + 1, np.int32)
    first[1:] = np.cumsum([len(children) for _, children in builder.nodes])
    return Dependencies(
        items=builder.items,
        k=np.array([k for k, _ in builder.nodes], np.int32),
        first=first,
        child=np.array([child for _, of in builder.nodes for child in of], np.int32),
        roots=np.array(roots, np.int32),
    )


class _Builder:
    def __init__(self, missed: Mapping[str, int], lost: Collection[str], items: int) -> None:
        self.missed = missed
        self.lost = lost
        self.items = items
        self.services: dict[str, _Reference] = {}
        self.nodes: list[tuple[int, tuple[_Reference, ...]]] = []
        self._known: dict[tuple[int, tuple[_Reference, ...]], _Reference] = {}

    def reference(self, need: Need) -> _Reference:
        if isinstance(need, str):
            if need in self.services:
                return self.services[need]
            return NEVER if need in self.lost else self.missed.get(need, MET)
        references = [self.reference(child) for child in need.of]
        awaited = sorted(reference for reference in references if reference >= 0)
        k = need.k - references.count(MET)
        if k <= 0:
            return MET
        if k > len(awaited):
            return NEVER
        if len(awaited) == 1:
            return awaited[0]
        return self._node(k, tuple(awaited))

    def _node(self, k: int, children: tuple[_Reference, ...]) -> _Reference:
        known = self._known.get((k, children))
        if known is None:
            known = self.items + len(self.nodes)
            self._known[k, children] = known
            self.nodes.append((k, children))
        return known
