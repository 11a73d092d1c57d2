"""What each kind of lever takes: minutes, crew, cost, who approves, what the doctrine asks."""

import tomllib
from fractions import Fraction
from hashlib import sha256
from typing import Annotated, Literal

import msgspec

from endigue.kernel.money import Cents, wages
from endigue.organisation.model import Approval, Doctrine

Minutes = Annotated[float, msgspec.Meta(ge=0, le=10_080)]
Amount = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]
Text = Annotated[str, msgspec.Meta(pattern=r"\S")]

ROWS: dict[str, tuple[str, ...]] = {
    "isolate_host": ("workstation", "server", "appliance"),
    "disable_account": ("person", "service"),
    "close_flow": ("flow",),
    "unplug_zone": ("zone",),
    "cut_internet": ("zone",),
    "pause_backups": ("target",),
    "suspend_mail": ("target",),
    "preserve": ("host",),
    "cut_trust": ("directory",),
    "cut_partner": ("external",),
}
"""The rows that a table has: what each kind of lever acts on."""


class Figures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the table."""

    minutes: Minutes
    undo_minutes: Minutes
    skill: Text
    approval: Literal["operational", "strategic", "by need"]
    source: Text
    """Where the figures come from, or `assumed`."""
    also: Amount = 0
    """Money lost beside the work, in whole units."""
    doctrine: Doctrine = ""
    reversible: bool = True

    def cost(self, hourly_rate: Cents) -> Cents:
        """The work of doing and undoing it at this rate, and what is lost beside."""
        work = wages(Fraction(self.minutes) + Fraction(self.undo_minutes), hourly_rate)
        return Cents(work + self.also * 100)

    def approved_by(self, *, needed: bool) -> Approval:
        """Who approves it, on something that is needed or not."""
        if self.approval == "by need":
            return "strategic" if needed else "operational"
        return self.approval


class LeverFigures(msgspec.Struct, frozen=True):
    """The table: the row for each kind of lever and what it acts on, as in `ROWS`."""

    rows: dict[str, dict[str, Figures]]
    digest: str
    """SHA-256 of its text, in hexadecimal."""

    def row(self, kind: str, on: str) -> Figures:
        """The row of a kind of lever on this sort of thing. KeyError where `ROWS` has none."""
        return self.rows[kind][on]


def parse_lever_figures(text: str) -> LeverFigures:
    """Read the table from TOML.

    Raises ValueError with a sentence where it is no TOML of that shape, a figure is out of
    range, a row has no source, or the rows are not those of `ROWS`.
    """
    try:
        rows = msgspec.convert(tomllib.loads(text), dict[str, dict[str, Figures]])
    except RecursionError:  # tomllib goes down into every bracket
        raise ValueError("its values are nested too deeply") from None
    wanted = {(kind, on) for kind, each in ROWS.items() for on in each}
    found = {(kind, on) for kind, each in rows.items() for on in each}
    for kind, on in sorted(wanted - found):
        raise ValueError(f"it has no row [{kind}.{on}]")
    for kind, on in sorted(found - wanted):
        raise ValueError(f"nothing uses its row [{kind}.{on}]")
    return LeverFigures(rows, sha256(text.encode()).hexdigest())
