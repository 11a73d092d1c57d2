"""A map that is never changed: what is put into it gives another one, and that is cheap."""

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar
from zlib import crc32

V = TypeVar("V")

_BUCKETS = 1024
"""So that a map of a hundred thousand keys copies a hundred of them for each that is put."""


class PersistentMap(Mapping[str, V], Generic[V]):
    """Values by text. Iteration is in an order that depends on the keys alone."""

    __slots__ = ("_buckets", "_size")

    def __init__(self, buckets: Mapping[int, Mapping[str, V]] | None = None, size: int = 0) -> None:
        self._buckets = buckets or {}
        self._size = size

    def put(self, key: str, value: V) -> "PersistentMap[V]":
        """The map with this value at this key."""
        at = _bucket(key)
        bucket = self._buckets.get(at, {})
        size = self._size + (key not in bucket)
        return PersistentMap({**self._buckets, at: {**bucket, key: value}}, size)

    def __getitem__(self, key: str) -> V:
        return self._buckets.get(_bucket(key), {})[key]

    def __iter__(self) -> Iterator[str]:
        for at in sorted(self._buckets):
            yield from sorted(self._buckets[at])

    def __len__(self) -> int:
        return self._size


def _bucket(key: str) -> int:
    return crc32(key.encode()) % _BUCKETS
