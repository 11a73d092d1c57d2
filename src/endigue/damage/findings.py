"""What the examinations of this chapter come to, and what all of them say together."""

from datetime import datetime
from typing import Literal

import msgspec

from endigue.kernel.money import Cents

Aspect = Literal["availability", "confidentiality", "integrity"]
"""What of a data set can be hurt: it is there, nobody else has read it, it says what it said."""

State = Literal["confirmed", "suspected", "possible", "excluded", "unknown"]
"""`possible` is what nothing excludes; `unknown` is what nobody has looked at."""

Copy = Literal["online", "offline", "immutable"]


class Bounds(msgspec.Struct, frozen=True):
    """At least, likely, at most."""

    least: int = 0
    likely: int = 0
    most: int = 0


class TreeDamage(msgspec.Struct, frozen=True):
    """What one tree of files came to, beside a backup of it where there is one."""

    files: int
    """Present now, and missing ones."""
    bytes: int
    encrypted: int
    encrypted_bytes: int
    missing: int = 0
    """In the backup and gone; a file that only has a new, encrypted name is not missing."""
    missing_bytes: int = 0
    changed: int = 0
    """Not encrypted, other than in the backup, and written since the intrusion began."""
    added: int = 0
    """Not encrypted and not in the backup."""
    notes: int = 0
    matched: int = 0
    """Files that a YARA rule matches."""
    compared: bool = False
    unread: int = 0
    """Files that could not be read."""
    damaged: Bounds = Bounds()
    """Files that can no longer be used, encrypted or missing, with 95 % confidence by the
    measured error rates of the triage."""
    share: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """The same as shares of the bytes: least, likely, most."""


class Outflow(msgspec.Struct, frozen=True):
    """An hour in which a machine sent out more than ever before, or to where nobody goes."""

    host: str
    hour: datetime
    bytes: int
    """Sent to unknown destinations in this hour."""
    excess: Bounds
    """Of these, what its own past does not explain: above all of it, above its middle, all."""
    chance: float | None
    """Chance of such an hour if this one were like the hours before; None without enough past."""
    past_hours: int
    destinations: tuple[str, ...] = ()
    """Those of the hour that are rare, most bytes first."""
    why: tuple[str, ...] = ()
    """`above_own_past`; `new_destination`, or `rare_destination` where nothing was logged before;
    `no_past`."""


class HostOutflow(msgspec.Struct, frozen=True):
    """What one machine sent out beyond its habit, over all hours looked at."""

    host: str
    hours: int
    bytes: int
    excess: Bounds
    destinations: tuple[str, ...] = ()


class Exfiltration(msgspec.Struct, frozen=True):
    """What flows say about data that may have left."""

    since: datetime
    until: datetime
    hosts: tuple[HostOutflow, ...]
    """Most unexplained bytes first."""
    hours: tuple[Outflow, ...]
    total: Bounds
    looked_at: int
    """Pairs of machine and hour."""
    expected_by_chance: float
    """How many of `above_own_past` an innocent network of this size and past would show."""
    without_past: int
    """Machines whose own past is too short to compare with."""
    silent: tuple[tuple[datetime, datetime], ...] = ()
    """From the first hour to the hour after the last of each gap in which nothing was logged."""
    left_out: int = 0
    """Hours beyond those that are listed; they are in the totals."""


class Backup(msgspec.Struct, frozen=True):
    """One backup of a data set, an asset or a service."""

    subject: str
    taken_at: datetime
    location: str = ""
    """The asset that keeps it, where it is one of ours; else any words."""
    copy: Copy = "online"
    verified: bool | None = None
    """Whether it was restored or checked; False: it failed. None: nobody tried."""
    source: str = ""
    row: int = 0


class LastGood(msgspec.Struct, frozen=True):
    """The latest backup of a subject that can be trusted, and what stands against later ones."""

    subject: str
    backup: Backup | None
    verified: Backup | None
    """The latest that somebody has verified as well; it may be older."""
    passed_over: dict[str, int] = {}
    """`after_safe_date`, `failed`, `on_compromised`: how many later ones, by the reason."""
    lost_hours: float | None = None
    """Hours of work since that backup; None without one, or where the end is not known."""


class Application(msgspec.Struct, frozen=True):
    """A service and the state of its data: it returns to the oldest of its last good backups."""

    service: str
    data: tuple[str, ...]
    as_of: datetime | None
    """None where a data set has no good backup."""
    without: tuple[str, ...] = ()
    """Its data sets that have none."""


class AspectState(msgspec.Struct, frozen=True):
    """How one aspect of a data set stands, why, and whom it concerns."""

    state: State
    why: tuple[str, ...] = ()
    people: Bounds = Bounds()


class DataDamage(msgspec.Struct, frozen=True):
    """One data set."""

    id: str
    records: int
    availability: AspectState
    confidentiality: AspectState
    integrity: AspectState
    files: TreeDamage | None = None
    holders: tuple[str, ...] = ()
    """Machines that hold it."""
    last_good: LastGood | None = None


class OperationLost(msgspec.Struct, frozen=True):
    """What one operation did not do."""

    id: str
    state: str
    hours: float
    not_served: float
    """Arrivals that neither it nor hand-work served."""
    lost: Cents
    per_hour: Cents


class Money(msgspec.Struct, frozen=True):
    """What it costs until now."""

    operations: Cents
    per_hour: Cents
    """Of operations that are down now."""
    assets_least: Cents
    """Machines that certainly fell."""
    assets_most: Cents
    """Those, and machines that are suspected."""


class Damage(msgspec.Struct, frozen=True):
    """Everything that was hurt, as far as the case knows."""

    at: datetime
    since: datetime | None
    data: tuple[DataDamage, ...]
    people_without: Bounds
    """People whose data cannot be used; one person may be in several data sets."""
    people_read: Bounds
    """People whose data may have been read."""
    operations: tuple[OperationLost, ...]
    applications: tuple[Application, ...]
    money: Money
    gaps: tuple[str, ...]
    """Codes of what was not looked at."""
