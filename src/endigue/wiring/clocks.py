"""Clocks: the one that runs, one that stands, and one that began elsewhere."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the one place that reads the clock


@dataclass(frozen=True)
class Stopped:
    """A clock that stands."""

    instant: datetime

    def __call__(self) -> datetime:
        return self.instant


@dataclass(frozen=True)
class Running:
    """A clock that began at an instant, and runs."""

    instant: datetime
    began: float

    def __call__(self) -> datetime:
        return self.instant + timedelta(seconds=time.monotonic() - self.began)
