"""What has to be checked before an asset counts as verified, by its kind; the data is in
`checks.toml`, and an organisation may add to it.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

import msgspec

from endigue.organisation.model import ASSET_KINDS

When = Literal["always", "cleaned"]


class Check(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to look at."""

    id: str
    kinds: tuple[str, ...]
    """Kinds of asset that it is made on."""
    name: Mapping[str, str]
    """By language code, `fr` and `en` at least."""
    since: date
    """An asset that is verified from this day on needs it."""
    source: str
    """Where the demand comes from, or `assumed`."""
    when: When = "always"
    """`cleaned`: only of an asset that was cleaned or rebuilt."""
    reveals: bool = False
    """Whether it finds the intruder: a hit is a finding, and it passes with no hit only."""
    zones: tuple[str, ...] = ()
    """Only of assets in these zones; empty: everywhere."""
    until: date | None = None
    """The last day on which it is asked for; None: for ever."""


class Checks(msgspec.Struct, frozen=True):
    """Every check by its identifier, in the order in which they are made."""

    check: Mapping[str, Check]

    def extended(self, more: Iterable[Check]) -> "Checks":
        """With these; one of the same identifier replaces the one before."""
        return Checks({**self.check, **{each.id: each for each in more}})

    def needed(self, kind: str, zone: str, day: date, *, cleaned: bool) -> tuple[Check, ...]:
        """Those that an asset needs to be verified on a day (UTC), in their order."""
        return tuple(
            check
            for check in self.check.values()
            if kind in check.kinds
            and (cleaned or check.when == "always")
            and (not check.zones or zone in check.zones)
            and check.since <= day
            and (check.until is None or day <= check.until)
        )


def parse_checks(text: str) -> tuple[Check, ...]:
    """The checks of a file. Raises ValueError where it is none, with the place and the reason."""
    try:
        written: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise ValueError(str(trouble)) from None
    rows = written.get("check")
    if not isinstance(rows, list) or not rows or written.keys() != {"check"}:
        raise ValueError("it has no [[check]], or something else beside them")
    return _each_once([_check(row, place) for place, row in enumerate(rows, start=1)])


def _check(row: object, place: int) -> Check:
    try:
        check = msgspec.convert(row, Check)
    except msgspec.ValidationError as trouble:
        raise ValueError(f"check {place}: {trouble}") from None
    if unknown := sorted(set(check.kinds) - set(ASSET_KINDS)):
        kinds = ", ".join(ASSET_KINDS)
        raise ValueError(f"check {place}: '{unknown[0]}' is no kind of asset; choose of {kinds}")
    if not check.id.strip() or not check.kinds or not {"fr", "en"} <= check.name.keys():
        raise ValueError(f"check {place}: it needs an id, kinds, and a name in fr and en")
    return check


def _each_once(checks: list[Check]) -> tuple[Check, ...]:
    seen: set[str] = set()
    for check in checks:
        if check.id in seen:
            raise ValueError(f"two checks are named '{check.id}'")
        seen.add(check.id)
    return tuple(checks)
