"""How much each machine sent out, to whom and when: columns that readers fill."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

SECONDS_IN_HOUR = 3_600


@dataclass(frozen=True, slots=True, eq=False)
class Volumes:
    """Bytes sent to the outside, one row for each machine, destination and hour.

    `host` indexes `hosts`, `destination` indexes `destinations`; `hour` is in hours since 1970,
    UTC. `alive` are the hours in which anything at all was logged, sorted.
    """

    hosts: tuple[str, ...]
    destinations: tuple[str, ...]
    host: NDArray[np.int32]
    destination: NDArray[np.int32]
    hour: NDArray[np.int64]
    bytes: NDArray[np.int64]
    alive: NDArray[np.int64]


def volumes_of(sent: Mapping[tuple[str, str, int], int], alive: set[int]) -> Volumes:
    """Columns from the bytes by machine, destination and hour."""
    hosts = tuple(sorted({host for host, _, _ in sent}))
    destinations = tuple(sorted({destination for _, destination, _ in sent}))
    of_host = {name: place for place, name in enumerate(hosts)}
    of_destination = {name: place for place, name in enumerate(destinations)}
    rows = sorted(sent.items())
    return Volumes(
        hosts=hosts,
        destinations=destinations,
        host=np.array([of_host[host] for (host, _, _), _ in rows], np.int32),
        destination=np.array([of_destination[name] for (_, name, _), _ in rows], np.int32),
        hour=np.array([hour for (_, _, hour), _ in rows], np.int64),
        bytes=np.array([count for _, count in rows], np.int64),
        alive=np.array(sorted(alive), np.int64),
    )


def hour_of(instant: datetime) -> int:
    """Hours since 1970 of the hour that holds the instant."""
    return int(instant.timestamp() // SECONDS_IN_HOUR)


def instant_of(hour: int) -> datetime:
    """When an hour begins."""
    return datetime.fromtimestamp(hour * SECONDS_IN_HOUR, UTC)
