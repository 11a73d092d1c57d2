"""Duties with clocks as dated data: which event starts them, how long they run, who owes them."""

import tomllib
from datetime import date
from typing import Annotated, Literal

import msgspec

from endigue.communication.events import EventKinds

Status = Literal["in_force", "pending", "repealed"]
Text = Annotated[str, msgspec.Meta(pattern=r"\S")]
Hours = Annotated[int, msgspec.Meta(ge=1, le=24 * 366)]
Months = Annotated[int, msgspec.Meta(ge=1, le=24)]


class Limit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One time limit: so many hours or months after an event."""

    after: str
    article: Text
    hours: Hours | None = None
    months: Months | None = None
    yields_to: str = ""
    """The limit does not count where this event comes only after it: late classification."""


class ClockRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One duty. Without a limit it is owed without delay."""

    name: Text
    article: Text
    opens: str
    """The event that brings the duty about; of a yes-or-no event, its yes."""
    done: str
    """The event that fulfils it."""
    requires: str = ""
    """There is no duty before this event has happened too."""
    done_after: str = ""
    """Only a `done` at or after this event counts."""
    limit: tuple[Limit, ...] = ()
    """The earliest counts."""
    warns: tuple[Limit, ...] = ()
    """Limits that give the safe time alone, while the duty is not sure yet."""
    unless: str = ""
    """A yes to this event frees from the duty."""
    closed_by: str = ""
    """This event, after the opening one, ends the duty."""
    relief: bool = False
    """A limit on a day off may be kept until noon of the next working day."""
    relief_for_all: bool = False
    """Nobody is barred from that relief."""
    relief_article: str = ""
    cannot_meet: str = ""
    """Article that says what to do where the limit cannot be met."""


class RulePack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The duties of one text."""

    regime: Text
    title: Text
    source: Text
    scope: str
    """Who owes it: companies with this scope in their profile."""
    status: Status
    clock: tuple[ClockRule, ...]
    valid_from: date | None = None
    """None where it is not known yet: a pending text."""
    valid_to: date | None = None
    """Last day; None where it is open."""
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the text is law on that day."""
        return (
            self.status != "pending"
            and self.valid_from is not None
            and self.valid_from <= day
            and (self.valid_to is None or day <= self.valid_to)
        )


def parse_rule_pack(text: str, kinds: EventKinds) -> RulePack:
    """Read a pack from TOML.

    Raises ValueError with a sentence where it has another shape, names an event that is none,
    or a limit has not exactly one of hours and months.
    """
    pack = msgspec.convert(tomllib.loads(text), RulePack)
    if pack.status == "in_force" and pack.valid_from is None:
        raise ValueError("a text in force has a first day")
    for clock in pack.clock:
        limits = (*clock.limit, *clock.warns)
        named = {
            clock.opens,
            clock.requires,
            clock.done,
            clock.done_after,
            clock.unless,
            clock.closed_by,
        }
        for event in named | {n for one in limits for n in (one.after, one.yields_to)}:
            if event and event not in kinds:
                raise ValueError(f"{clock.name}: '{event}' is no event")
        if any((one.hours is None) == (one.months is None) for one in limits):
            raise ValueError(f"{clock.name}: a limit has either hours or months")
    return pack
