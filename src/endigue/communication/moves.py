"""Why a deadline moved: the record that changed it, with what it was before and after."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

import msgspec

from endigue.communication.clocks import Clock, clocks_of
from endigue.communication.profile import Profile
from endigue.communication.rulebook import Rulebook
from endigue.communication.view import CommunicationView

Cause = Literal["recorded", "corrected", "withdrawn"]


class Move(msgspec.Struct, frozen=True):
    """One deadline became another."""

    regime: str
    company: str
    name: str
    entry: int
    """The entry that moved it."""
    event: str
    cause: Cause
    safe_before: datetime | None
    safe_after: datetime | None
    legal_before: datetime | None
    legal_after: datetime | None


def moves_of(
    view: CommunicationView,
    profile: Profile,
    rulebook: Rulebook,
    at: datetime,
    law: date | None = None,
) -> tuple[Move, ...]:
    """Every move of a deadline that had been known before, in the order of the journal."""
    before: dict[tuple[str, str, str], Clock] = {}
    found: list[Move] = []
    for entry, event, cause in _steps(view, rulebook):
        now = clocks_of(view.upto(entry), profile, rulebook, at, law)
        after = {(clock.regime, clock.company, clock.name): clock for clock in now}
        for key, old in before.items():
            new = after.get(key)
            if old.safe is not None and (new is None or (old.safe, old.legal) != _times(new)):
                found.append(_move(old, new, entry, event, cause))
        before = after
    return tuple(found)


def _times(clock: Clock) -> tuple[datetime | None, datetime | None]:
    return clock.safe, clock.legal


def _steps(view: CommunicationView, rulebook: Rulebook) -> Iterator[tuple[int, str, Cause]]:
    """The entries that can move a deadline, in order."""
    timed = _timed_events(rulebook)
    event_of = {noted.entry: noted.event for noted in view.records}
    steps: list[tuple[int, str, Cause]] = []
    seen: set[tuple[str, str]] = set()
    for noted in view.records:
        if noted.event in timed:
            again = (noted.event, noted.company) in seen
            repeats = rulebook.kinds[noted.event].repeatable
            steps.append(
                (noted.entry, noted.event, "corrected" if again and not repeats else "recorded")
            )
            seen.add((noted.event, noted.company))
    for wrong, withdrawal in view.withdrawn.items():
        if event_of.get(wrong) in timed:
            steps.append((withdrawal.entry, event_of[wrong], "withdrawn"))
    return iter(sorted(steps))


def _timed_events(rulebook: Rulebook) -> frozenset[str]:
    return frozenset(
        event
        for pack in rulebook.packs
        for rule in pack.clock
        for event in (
            rule.opens,
            rule.requires,
            rule.unless,
            rule.closed_by,
            *(name for one in (*rule.limit, *rule.warns) for name in (one.after, one.yields_to)),
        )
        if event
    )


def _move(old: Clock, new: Clock | None, entry: int, event: str, cause: Cause) -> Move:
    return Move(
        regime=old.regime,
        company=old.company,
        name=old.name,
        entry=entry,
        event=event,
        cause=cause,
        safe_before=old.safe,
        safe_after=new.safe if new else None,
        legal_before=old.legal,
        legal_after=new.legal if new else None,
    )
