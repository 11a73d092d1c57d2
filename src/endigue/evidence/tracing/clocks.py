"""One clock for several logs: each log's offset, found by what two of them saw."""

from collections.abc import Mapping, Sequence

import msgspec

from endigue.evidence.tracing.skew import Sighting, offset_between


class LogClock(msgspec.Struct, frozen=True):
    """How a log's clock stands beside that of most logs."""

    log: str
    ahead_seconds: float
    """0 where nothing is known or it agrees."""
    pairs: int = 0
    """Sightings that agree on it; 0 where nothing could be compared."""


def common_clock(sightings: Mapping[str, Sequence[Sighting]]) -> tuple[LogClock, ...]:
    """The clock of each log beside the middle one.

    Every log is compared with the one that saw the most; the middle of the offsets is taken as
    the right time, so that one wrong clock among three is the one that is corrected. Between
    two logs, the one that is behind counts as right: only their difference is known.
    """
    if not sightings:
        return ()
    hub = max(sightings, key=lambda log: (len(sightings[log]), log))
    found = {hub: (0.0, 0)}
    for log, seen in sightings.items():
        offset = offset_between(sightings[hub], seen) if log != hub else None
        if offset is not None:
            found[log] = (offset.seconds, offset.pairs)
    known = sorted(seconds for seconds, _ in found.values())
    middle = known[(len(known) - 1) // 2]
    return tuple(
        LogClock(log, round(found[log][0] - middle, 3), found[log][1])
        if log in found
        else LogClock(log, 0.0)
        for log in sightings
    )
