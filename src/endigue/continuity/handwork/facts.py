"""What work by hand writes down, on any device, in the chain of that device."""

from typing import Annotated, Literal

import msgspec

from endigue.continuity.handwork.forms import Value
from endigue.continuity.handwork.serials import MOST
from endigue.journal.fact import Fact

Medium = Literal["paper", "screen"]
"""Keyed from a sheet of paper, or entered on a screen in the first place."""

Number = Annotated[int, msgspec.Meta(ge=1, le=MOST)]
"""A number of a sheet; bounded, because chains of others are read too."""

How = Literal["blank", "spoiled", "lost"]


class DeviceOpened(Fact, frozen=True, tag="continuity.device_opened"):
    """A device began its chain."""

    device: str
    """A UUID of version 7."""
    name: str
    """What the label on it says."""
    desk: str


class FormsIssued(Fact, frozen=True, tag="continuity.forms_issued"):
    """A desk was given a range of numbered sheets, so that a missing one can be proved."""

    form: str
    edition: int
    desk: str
    first: Number
    last: Number


class SheetsReturned(Fact, frozen=True, tag="continuity.sheets_returned"):
    """Sheets came back without a record, or it was stated that they never will."""

    form: str
    first: Number
    last: Number
    how: How
    reason: str


class RecordEntered(Fact, frozen=True, tag="continuity.record_entered"):
    """What one sheet says was entered. Nothing is ever changed: a correction is a new record."""

    record: str
    """A UUID of version 7."""
    device: str
    form: str
    edition: int
    serial: Number
    medium: Medium
    values: dict[str, Value]
    corrects: tuple[str, ...] = ()
    """The records, of the same sheet, that this one replaces."""
    reason: str = ""
    """Why, where it corrects."""


class ChainMerged(Fact, frozen=True, tag="continuity.chain_merged"):
    """The chain of another device was taken in; the file itself is kept beside the journal."""

    chain: str
    """The hash of its first entry, which tells chains apart."""
    entries: int
    head: str
    blob: str
    """SHA-256 of the exported chain."""
    source: str
    """The name of the file, for people."""


class Reconciled(Fact, frozen=True, tag="continuity.reconciled"):
    """Records were replayed into a target: what came of them, in numbers and money (cents)."""

    target: str
    """Where, without passwords."""
    mapping: str
    """SHA-256 of the mapping."""
    counts: dict[str, int]
    """By `stream.answer`, and `present`."""
    amounts: dict[str, int]
    keys: str
    """SHA-256 over the keys and digests that the target holds."""
    balanced: bool


FACTS: tuple[type[Fact], ...] = (
    DeviceOpened,
    FormsIssued,
    SheetsReturned,
    RecordEntered,
    ChainMerged,
    Reconciled,
)
