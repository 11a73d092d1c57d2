"""The chain: each entry holds the hash of the one before it."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from endigue.journal.entry import (
    LONGEST_AUTHOR,
    LONGEST_TEXT,
    Draft,
    Entry,
    Head,
    entry_text,
    text_hash,
)
from endigue.journal.fact import fact_body, fact_name
from endigue.kernel.instant import in_utc


def extend(head: Head, drafts: Sequence[Draft], recorded_at: datetime) -> tuple[Entry, ...]:
    """The entries that these drafts become after `head`.

    Raises ValueError where a fact cannot be written: no stable name, a number that is not
    finite, an instant without time zone, no author, or more than `LONGEST_TEXT` bytes.
    """
    entries: list[Entry] = []
    for draft in drafts:
        entry = _entry_after(head, draft, recorded_at)
        entries.append(entry)
        head = Head(entry.sequence, entry.hash)
    return tuple(entries)


def _entry_after(head: Head, draft: Draft, recorded_at: datetime) -> Entry:
    if not 0 < len(draft.author) <= LONGEST_AUTHOR:
        raise ValueError(f"an author has between 1 and {LONGEST_AUTHOR} characters")
    unsealed = Entry(
        sequence=head.sequence + 1,
        occurred_at=in_utc(draft.occurred_at),
        recorded_at=in_utc(recorded_at),
        author=draft.author,
        fact=fact_name(draft.fact),
        body=fact_body(draft.fact),
        previous=head.hash,
        hash="",
    )
    text = entry_text(unsealed).encode()
    if len(text) > LONGEST_TEXT:
        raise ValueError(
            f"a fact of {len(text)} bytes is too long for the journal: "
            "keep its bulk in a file beside it and write down that file's hash"
        )
    return msgspec.structs.replace(unsealed, hash=text_hash(text))
