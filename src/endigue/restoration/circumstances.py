"""What is not as the organisation's folder says: who is there, what is done, what goes faster."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import msgspec

from endigue.restoration.pace import UNSEEN, Pace
from endigue.restoration.schedule import Step

Way = Literal["clean", "other_site"]
"""Instead of a rebuild and a restore: clean it in place, or stand it up on another site."""


class Presence(msgspec.Struct, frozen=True):
    """A change of the people of a crew: some on leave, ill or resting, or some lent."""

    crew: str
    people: int
    """Below 0: so many are missing. Above 0: so many more."""
    since: datetime
    until: datetime | None = None
    """None: for good."""


class Instead(msgspec.Struct, frozen=True):
    """Another way for one asset."""

    way: Way
    hours: float
    """Work of one person."""


class Backup(msgspec.Struct, frozen=True):
    """What somebody found of one backup of an asset."""

    taken_at: datetime
    good: bool = True
    """False: it cannot be read, or holds what the intruder left."""
    hours: float | None = None
    """That its restore takes; None: as the organisation's folder says."""


def usable(backups: Iterable[Backup], safe_before: datetime | None) -> Backup | None:
    """The newest of the backups that can be trusted, or None: readable, and taken before the
    safe date where there is one.
    """
    trusted = [
        each
        for each in backups
        if each.good and (safe_before is None or each.taken_at < safe_before)
    ]
    return max(trusted, key=lambda each: each.taken_at, default=None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one asset has come."""

    done: frozenset[Step] = frozenset()
    running: Step | None = None
    crew: str = ""
    """That is on the running step."""
    hours_left: float | None = None
    """Work left of the running step; None: as foreseen."""
    foreseen: Mapping[Step, float] = field(default_factory=dict)
    """Hours that somebody gave for a step that is still to be done."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a plan has to reckon with beside the organisation. Instants have a time zone."""

    presence: tuple[Presence, ...] = ()
    weekly_rest: bool = False
    """Whether people of crews that work seven days a week rest one day in seven each."""
    progress: Mapping[str, Progress] = field(default_factory=dict)
    """By asset, account or flow."""
    instead: Mapping[str, Instead] = field(default_factory=dict)
    """By asset."""
    pace: Pace = UNSEEN
    backups: Mapping[str, Backup | None] = field(default_factory=dict)
    """What an asset is restored from, for those of which backups were reported; None: none of
    them can be trusted."""
    safe_before: datetime | None = None
    """Backups that were taken later are not trusted."""
    held: frozenset[str] = frozenset()
    """Operations that must not return for now, by decision: nothing is hurried for them."""
    elapsed: float = 0.0
    """Hours since the operations stopped."""


AS_WRITTEN = Circumstances()
"""Everything as the organisation's folder says, and nothing done yet."""
