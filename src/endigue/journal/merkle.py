"""The Merkle tree of RFC 9162, section 2.1: one hash for all entries, short proofs for some.

The leaves are the 32 bytes of each entry's hash, in order. A leaf is hashed after the byte
0x00 and a node after the byte 0x01, so neither can pass for the other.
"""

from collections.abc import Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """SHA-256 of 0x00 and the leaf."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 of 0x01 and both children."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The root of a tree that grows, in memory that grows with the logarithm of its size:
    only the whole subtrees that no later leaf can change are kept, largest first.
    """

    def __init__(self) -> None:
        self.size = 0
        self._whole: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Put one more leaf at the end."""
        node, carry = leaf_hash(leaf), self.size
        while carry & 1:
            node = node_hash(self._whole.pop(), node)
            carry >>= 1
        self._whole.append(node)
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self._whole:
            return EMPTY_ROOT
        node = self._whole[-1]
        for left in reversed(self._whole[:-1]):
            node = node_hash(left, node)
        return node


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over these leaves (RFC 9162, 2.1.1)."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    return frontier.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The hashes that lead from leaf `index` to the root, lowest first (RFC 9162, 2.1.3.1).

    Raises IndexError where there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"there is no leaf {index} among {len(leaves)}")
    path: list[bytes] = []
    low, high = 0, len(leaves)
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(root(leaves[middle:high]))
            high = middle
        else:
            path.append(root(leaves[low:middle]))
            low = middle
    return tuple(reversed(path))


def consistency_proof(leaves: Sequence[bytes], first: int) -> tuple[bytes, ...]:
    """The hashes that show that the tree over the first `first` leaves was continued, and
    not rewritten, into the tree over all (RFC 9162, 2.1.4.1).

    Raises IndexError unless 1 <= first <= number of leaves.
    """
    if not 1 <= first <= len(leaves):
        raise IndexError(f"there is no tree of {first} leaves inside one of {len(leaves)}")
    path: list[bytes] = []
    low, high = 0, len(leaves)
    while first != high:
        middle = low + _split(high - low)
        if first <= middle:
            path.append(root(leaves[middle:high]))
            high = middle
        else:
            path.append(root(leaves[low:middle]))
            low = middle
    if low > 0:
        path.append(root(leaves[low:high]))
    return tuple(reversed(path))


def includes(tree_root: bytes, size: int, index: int, leaf: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that `leaf` is number `index` of the `size` leaves under
    `tree_root` (RFC 9162, 2.1.3.2).
    """
    if not 0 <= index < size:
        return False
    position, last, node = index, size - 1, leaf_hash(leaf)
    for step in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            node = node_hash(step, node)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            node = node_hash(node, step)
        position, last = position >> 1, last >> 1
    return last == 0 and node == tree_root


def continues(
    first_root: bytes, first: int, second_root: bytes, second: int, proof: Sequence[bytes]
) -> bool:
    """Whether `proof` shows that the tree of `first` leaves under `first_root` is the
    beginning of the tree of `second` leaves under `second_root` (RFC 9162, 2.1.4.2).
    """
    if not 1 <= first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    if not path:
        return False
    position, last = first - 1, second - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, step)
        position, last = position >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def _split(size: int) -> int:
    """The largest power of two below `size`, for sizes from 2."""
    return 1 << (size - 1).bit_length() - 1
