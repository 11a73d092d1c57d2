"""Rows of a database and the entries that they hold."""

from collections.abc import Callable, Iterator
from typing import Final

from endigue.desk.refusal import Refusal
from endigue.journal.entry import EMPTY, Entry, Head, Unreadable, read_entry
from endigue.journal.store import Store
from endigue.journal.verification import flaw_of

Row = tuple[object, ...]

PAGE: Final = 200
"""Rows read at once."""


class UnreadableEntry(Unreadable, Refusal):
    """A row that is no entry: a finding for `verify`, and a refusal for everybody else."""

    def __init__(self, sequence: int) -> None:
        Refusal.__init__(self, "journal.entry_is_unreadable", entry=sequence)
        self.sequence = sequence


def read_pages(
    fetch: Callable[[int, int, int], list[Row]], after: int, last: int
) -> Iterator[Entry]:
    """The entries with after < sequence <= last, from pages of rows (sequence, text, hash)
    that `fetch` gives for `after`, `last` and the most rows. Nothing needs to stay locked
    between two pages, so slow readers hinder nobody. Raises UnreadableEntry.
    """
    while after < last:
        page = fetch(after, last, PAGE)
        for row in page:
            entry = _entry_of(*row)
            after = entry.sequence
            yield entry
        if len(page) < PAGE:
            return


def head_of(row: tuple[object, ...] | None) -> Head:
    """The head in the last row, sequence and hash, of a table that may have been tampered
    with. Raises UnreadableEntry.
    """
    if row is None:
        return EMPTY
    sequence, written_hash = row
    if not (isinstance(sequence, int) and isinstance(written_hash, bytes)):
        raise UnreadableEntry(sequence if isinstance(sequence, int) else 0)
    return Head(sequence, written_hash.decode("ascii", "replace"))


def refuse_broken_end(store: Store, location: str) -> None:
    """Refuse a journal whose last entry does not hold or does not follow the one before.

    It is cheap, and it keeps anything from being added to a broken chain; whether the whole
    journal holds is for `verify` to say.
    """
    before = EMPTY
    try:
        last = store.head().sequence
        for entry in store.read(after=max(last - 2, 0)):
            if entry.sequence == last and flaw_of(entry, before) is not None:
                raise Refusal("journal.end_is_broken", location=location, entry=last)
            before = Head(entry.sequence, entry.hash)
    except Unreadable as unreadable:
        raise Refusal(
            "journal.end_is_broken", location=location, entry=unreadable.sequence
        ) from unreadable


def _entry_of(sequence: object, text: object, written_hash: object) -> Entry:
    """The entry in a row that may have been tampered with. Raises UnreadableEntry."""
    place = sequence if isinstance(sequence, int) else 0
    if not (isinstance(text, bytes) and isinstance(written_hash, bytes)):
        raise UnreadableEntry(place)
    try:
        entry = read_entry(text, written_hash.decode("ascii", "replace"), place)
    except Unreadable:
        raise UnreadableEntry(place) from None
    if entry.sequence != sequence:
        raise UnreadableEntry(place)
    return entry
