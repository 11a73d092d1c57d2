"""Signs in flows that data left: what machines sent out beyond their own past.

Every hour of a machine since the intrusion began is set beside the same machine's hours
before it: those of the same kind (working hours or not) where there are enough, else all. If
the hour were like the n before, the chance that it is above all of them is 1 / (n + 1)
whatever their distribution (a conformal p-value; it asks only that hours of one kind are
interchangeable). That chance is told with each sign, and so is how many such hours an
innocent network of the same size and past would show. A low and slow flow stays below every
hour of the past; it is caught by its destination, if nobody went there before.

What this cannot see: what left inside a permitted service that is used every day, through a
proxy of ours (its own machine is then the one that sends), or while nothing was logged.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from endigue.damage.findings import Bounds, Exfiltration, HostOutflow, Outflow
from endigue.damage.volumes import Volumes, hour_of, instant_of

LEAST_PAST = 24
"""Hours of a machine's own past from which on it is compared with; assumed."""

LEAST_BYTES = 10_000_000
"""Below so many bytes in an hour, or to a new destination in all, nothing is told; assumed."""

RARE_HOSTS = 2
"""A destination is rare if no more machines than this ever went there; assumed."""

MOST_HOURS = 1_000
"""Signs that are listed, those with most unexplained bytes first."""

MOST_DESTINATIONS = 10

_WORK_FROM, _WORK_TO = 6, 18
"""Hours of the day, UTC, Monday to Friday, that are one kind; assumed for Europe."""


def exfiltration(
    volumes: Volumes,
    since: datetime,
    until: datetime,
    *,
    known: Collection[str] = (),
    least_bytes: int = LEAST_BYTES,
) -> Exfiltration:
    """What the machines sent beyond their past in the hours from `since` to `until`.

    `known` are destinations that explain themselves (partners, a backup in the cloud): they
    are set aside before anything is counted.
    """
    begin, end = hour_of(since), hour_of(until)
    kept = _without(volumes, known)
    suspect = _suspect(kept, begin)
    before = kept.alive < begin
    window = (kept.alive >= begin) & (kept.alive <= end)
    kinds = _kinds(kept.alive)
    signs: list[Outflow] = []
    by_chance = 0.0
    for machine in range(len(kept.hosts)):
        own = _rows(kept, kept.host == machine)
        by_hour = _along(own, kept.alive)
        habits = [_habit(by_hour, before, kinds, kind) for kind in (0, 1)]
        asked = [int((window & (kinds == kind)).sum()) for kind in (0, 1)]
        by_chance += sum(
            count * habit.chance for count, habit in zip(asked, habits, strict=True)
            if habit.top >= least_bytes
        )  # fmt: skip
        drips = _drips(own, suspect, begin, end, least_bytes)
        for place in np.flatnonzero(window & (by_hour > 0)):
            here = _Hour(
                kept.hosts[machine], int(kept.alive[place]), int(by_hour[place]),
                habits[kinds[place]], bool(before.any()),
            )  # fmt: skip
            sign = _sign(here, _rows(own, own.hour == here.hour), kept, suspect, drips, least_bytes)
            if sign is not None:
                signs.append(sign)
    hosts = _by_host(signs)
    signs.sort(key=lambda sign: (-sign.excess.likely, sign.host, sign.hour))
    return Exfiltration(
        since=since,
        until=until,
        hosts=hosts,
        hours=tuple(signs[:MOST_HOURS]),
        total=_summed([host.excess for host in hosts]),
        looked_at=int(window.sum()) * len(kept.hosts),
        expected_by_chance=round(by_chance, 2),
        without_past=len(kept.hosts) if int(before.sum()) < LEAST_PAST else 0,
        silent=_silent(kept.alive, begin, end),
        left_out=max(0, len(signs) - MOST_HOURS),
    )


@dataclass(frozen=True, slots=True)
class _Habit:
    """What a machine sends in an hour of one kind, by its own past."""

    hours: int
    top: int
    middle: int

    @property
    def chance(self) -> float:
        """Of an hour above all of them, if it were like them."""
        return 1 / (self.hours + 1) if self.hours else 0.0


@dataclass(frozen=True, slots=True)
class _Hour:
    """One machine in one hour."""

    host: str
    hour: int
    bytes: int
    habit: _Habit
    has_past: bool
    """Whether anything was logged before the intrusion began."""


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """Some rows of the volumes."""

    destination: NDArray[np.int32]
    hour: NDArray[np.int64]
    bytes: NDArray[np.int64]


def _rows(rows: Volumes | _Rows, chosen: NDArray[np.bool_]) -> _Rows:
    return _Rows(rows.destination[chosen], rows.hour[chosen], rows.bytes[chosen])


def _along(rows: _Rows, alive: NDArray[np.int64]) -> NDArray[np.int64]:
    """Bytes in every logged hour, 0 where the machine sent nothing."""
    sums = np.zeros(len(alive), np.int64)
    np.add.at(sums, np.searchsorted(alive, rows.hour), rows.bytes)
    return sums


def _without(volumes: Volumes, known: Collection[str]) -> Volumes:
    away = np.array([name in known for name in volumes.destinations], np.bool_)
    if not away.any():
        return volumes
    kept = ~away[volumes.destination]
    return replace(
        volumes,
        host=volumes.host[kept],
        destination=volumes.destination[kept],
        hour=volumes.hour[kept],
        bytes=volumes.bytes[kept],
    )


def _suspect(volumes: Volumes, begin: int) -> NDArray[np.bool_]:
    """Destinations that few machines ever went to, and none before the intrusion began."""
    count = len(volumes.destinations)
    pairs = np.unique(np.stack([volumes.destination, volumes.host]), axis=1)
    machines = np.bincount(pairs[0], minlength=count) if pairs.size else np.zeros(count, np.int64)
    seen_before = np.zeros(count, np.bool_)
    seen_before[volumes.destination[volumes.hour < begin]] = True
    return (machines <= RARE_HOSTS) & ~seen_before


def _kinds(alive: NDArray[np.int64]) -> NDArray[np.int64]:
    """1 for working hours, else 0. Day 0 of 1970 was a Thursday."""
    weekday = (alive // 24 + 3) % 7
    time = alive % 24
    return ((weekday < 5) & (time >= _WORK_FROM) & (time < _WORK_TO)).astype(np.int64)


def _habit(
    by_hour: NDArray[np.int64], before: NDArray[np.bool_], kinds: NDArray[np.int64], kind: int
) -> _Habit:
    """Hours of the same kind where there are enough, else all hours, else none."""
    for chosen in (before & (kinds == kind), before):
        past = by_hour[chosen]
        if len(past) >= LEAST_PAST:
            return _Habit(len(past), int(past.max()), int(np.median(past)))
    return _Habit(0, 0, 0)


def _drips(
    own: _Rows, suspect: NDArray[np.bool_], begin: int, end: int, least_bytes: int
) -> frozenset[int]:
    """New, rare destinations to which the machine sent enough over the whole window."""
    inside = (own.hour >= begin) & (own.hour <= end) & suspect[own.destination]
    totals = np.bincount(own.destination[inside], own.bytes[inside])
    return frozenset(np.flatnonzero(totals >= least_bytes).tolist())


def _sign(
    here: _Hour,
    rows: _Rows,
    volumes: Volumes,
    suspect: NDArray[np.bool_],
    drips: Collection[int],
    least_bytes: int,
) -> Outflow | None:
    habit = here.habit
    above = habit.hours > 0 and here.bytes > habit.top and here.bytes >= least_bytes
    dripped = sum(
        int(count) for where, count in zip(rows.destination, rows.bytes, strict=True)
        if int(where) in drips
    )  # fmt: skip
    if not above and not dripped:
        return None
    excess = Bounds(
        here.bytes - habit.top if above else 0,
        max(here.bytes - habit.middle if above else 0, dripped),
        here.bytes if above else dripped,
    )
    order = np.argsort(-rows.bytes, kind="stable")
    rare = [
        volumes.destinations[rows.destination[i]] for i in order if suspect[rows.destination[i]]
    ]
    why = ["above_own_past"] if above else []
    why += ["new_destination" if here.has_past else "rare_destination"] if dripped else []
    why += [] if habit.hours else ["no_past"]
    return Outflow(
        host=here.host,
        hour=instant_of(here.hour),
        bytes=here.bytes,
        excess=excess,
        chance=habit.chance if above else None,
        past_hours=habit.hours,
        destinations=tuple(rare[:MOST_DESTINATIONS]),
        why=tuple(why),
    )


def _by_host(signs: Sequence[Outflow]) -> tuple[HostOutflow, ...]:
    of_host: dict[str, list[Outflow]] = {}
    for sign in signs:
        of_host.setdefault(sign.host, []).append(sign)
    hosts = [
        HostOutflow(
            host=host,
            hours=len(own),
            bytes=sum(sign.bytes for sign in own),
            excess=_summed([sign.excess for sign in own]),
            destinations=tuple(dict.fromkeys(name for sign in own for name in sign.destinations))[
                :MOST_DESTINATIONS
            ],
        )
        for host, own in of_host.items()
    ]
    return tuple(sorted(hosts, key=lambda each: (-each.excess.likely, each.host)))


def _summed(all_: Sequence[Bounds]) -> Bounds:
    return Bounds(
        sum(each.least for each in all_),
        sum(each.likely for each in all_),
        sum(each.most for each in all_),
    )


def _silent(
    alive: NDArray[np.int64], begin: int, end: int
) -> tuple[tuple[datetime, datetime], ...]:
    """Gaps of the log between the two hours."""
    logged = alive[(alive >= begin) & (alive <= end)]
    edges = np.concatenate([[begin - 1], logged, [end + 1]])
    return tuple(
        (instant_of(int(first) + 1), instant_of(int(second)))
        for first, second in pairwise(edges)
        if second - first > 1
    )
