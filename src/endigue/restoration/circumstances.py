"""What is not as the organisation's folder says: who is there, what is done, what goes faster."""

from collections.abc import Mapping
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
    elapsed: float = 0.0
    """Hours since the operations stopped."""


AS_WRITTEN = Circumstances()
"""Everything as the organisation's folder says, and nothing done yet."""
