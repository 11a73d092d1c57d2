"""Entries of the journal: a fact with its two times, its author and its place in the chain."""

import re
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Final

import msgspec

from endigue.journal.canonical import quoted
from endigue.journal.fact import Fact
from endigue.kernel.instant import format_instant

FORMAT: Final = 1
"""The version of the text of an entry, of the hash chain and of the export."""

GENESIS: Final = "0" * 64
"""Stands where the hash of the entry before the first would stand."""

LONGEST_TEXT: Final = 2**24 - 256
"""Bytes of the longest text of an entry. An exported line then stays below 16 MiB; anything
bulkier belongs in a file beside the journal, named by its hash."""

LONGEST_AUTHOR: Final = 256
"""Characters."""

LAST_SEQUENCE: Final = 2**63 - 1
"""The largest number that every database keeps."""

_HASH = re.compile(r"[0-9a-f]{64}")


class Head(msgspec.Struct, frozen=True):
    """The end of a journal: how many entries it has, and the hash of the last."""

    sequence: int
    hash: str


EMPTY: Final = Head(0, GENESIS)
"""The head of a journal without entries."""


class Draft(msgspec.Struct, frozen=True):
    """A fact that is about to be written."""

    fact: Fact
    occurred_at: datetime
    author: str


class Entry(msgspec.Struct, frozen=True):
    """One line of the journal."""

    sequence: int
    """Counts from 1."""
    occurred_at: datetime
    """When it happened."""
    recorded_at: datetime
    """When it was written."""
    author: str
    fact: str
    """The name of the fact."""
    body: str
    """The fields of the fact as canonical text."""
    previous: str
    """The hash of the entry before, or `GENESIS`."""
    hash: str
    """SHA-256 of the UTF-8 bytes of `entry_text`, as 64 lower-case hexadecimal digits."""


class Unreadable(ValueError):
    """What stands in the place of an entry is not the text of one."""

    def __init__(self, sequence: int) -> None:
        super().__init__(f"entry {sequence} is not the text of an entry")
        self.sequence = sequence


class _Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    author: str
    body: msgspec.Raw
    fact: str
    occurred_at: datetime
    previous: str
    recorded_at: datetime
    sequence: Annotated[int, msgspec.Meta(ge=1, le=LAST_SEQUENCE)]


_ENVELOPE = msgspec.json.Decoder(_Envelope)


def entry_text(entry: Entry) -> str:
    """The canonical text of an entry: what its hash is taken of. It holds all but the hash."""
    return (
        f'{{"author":{quoted(entry.author)},"body":{entry.body},'
        f'"fact":{quoted(entry.fact)},"occurred_at":"{format_instant(entry.occurred_at)}",'
        f'"previous":{quoted(entry.previous)},'
        f'"recorded_at":"{format_instant(entry.recorded_at)}","sequence":{entry.sequence}}}'
    )


def text_hash(text: str | bytes) -> str:
    """SHA-256 of the UTF-8 bytes of a text, as 64 lower-case hexadecimal digits."""
    return sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def is_hash(text: str) -> bool:
    """Whether `text` has the shape of a hash in the journal."""
    return _HASH.fullmatch(text) is not None


def read_entry(text: bytes, written_hash: str, place: int) -> Entry:
    """The entry whose text this is. Its hash is taken as written, not checked.

    Raises Unreadable for `place` unless the entry spells exactly this text again; whether its
    body is canonical is left to `verify`.
    """
    try:
        envelope = _ENVELOPE.decode(text)
        entry = Entry(
            sequence=envelope.sequence,
            occurred_at=envelope.occurred_at,
            recorded_at=envelope.recorded_at,
            author=envelope.author,
            fact=envelope.fact,
            body=bytes(envelope.body).decode(),
            previous=envelope.previous,
            hash=written_hash,
        )
        same = entry_text(entry).encode() == text
    except (ValueError, RecursionError):
        raise Unreadable(place) from None
    if not (same and is_hash(written_hash) and entry.body.startswith("{")):
        raise Unreadable(place)
    return entry
