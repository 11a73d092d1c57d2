"""Wrong passwords are counted, by name and by address, and each further one costs more time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

FREE: Final = 5
"""Failures that cost nothing."""

FREE_AT_ADDRESS: Final = 20
"""The same of one address, behind which there may be several people."""

FIRST: Final = timedelta(seconds=30)
"""How long a name or address is barred after the next; it doubles each time."""

LONGEST: Final = timedelta(minutes=15)

FORGOTTEN: Final = timedelta(hours=1)
"""After so long without a failure they are forgotten."""

MOST: Final = 10_000
"""Names and addresses that are remembered: memory is bounded whatever is tried."""


@dataclass
class _Count:
    failures: int
    last: datetime
    until: datetime


class Attempts:
    """Counts failures by key, in memory. Threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: dict[str, _Count] = {}

    def barred(self, keys: tuple[str, ...], now: datetime) -> timedelta | None:
        """How long any of these still has to wait; None where none has."""
        with self._lock:
            waits = [one.until - now for key in keys if (one := self._counts.get(key))]
        left = max(waits, default=timedelta(0))
        return left if left > timedelta(0) else None

    def failed(self, key: str, now: datetime, free: int = FREE) -> int:
        """Count one more failure. The number of them where it is just now barred, else 0."""
        with self._lock:
            one = self._counts.get(key)
            if one is None or now - one.last > FORGOTTEN:
                one = _Count(0, now, now)
                self._forget(now)
                self._counts[key] = one
            one.failures, one.last = one.failures + 1, now
            if one.failures < free:
                return 0
            doubled = FIRST * 2 ** min(one.failures - free, 10)
            one.until = now + min(doubled, LONGEST)
            return one.failures

    def succeeded(self, key: str) -> None:
        """Forget the failures of a key."""
        with self._lock:
            self._counts.pop(key, None)

    def _forget(self, now: datetime) -> None:
        if len(self._counts) < MOST:
            return
        self._counts = {k: one for k, one in self._counts.items() if now - one.last <= FORGOTTEN}
        while len(self._counts) >= MOST:
            self._counts.pop(next(iter(self._counts)))
