"""Verification: whether a journal is whole, and if not, the first entry that does not hold."""

from collections.abc import Iterable

import msgspec

from endigue.journal.canonical import is_canonical
from endigue.journal.entry import EMPTY, GENESIS, Entry, Head, Unreadable, entry_text, text_hash
from endigue.journal.merkle import Frontier


class Flaw(msgspec.Struct, frozen=True):
    """Why a journal does not hold: a code with a sentence in the catalogues, its arguments,
    and the entry at which it shows, where it shows at one.
    """

    code: str
    arguments: dict[str, int | str]
    entry: int | None


class Verdict(msgspec.Struct, frozen=True):
    """What verification found. Of a journal with a flaw, `entries`, `head` and `merkle_root`
    describe the part before the flaw, which holds.
    """

    entries: int
    head: str
    merkle_root: str
    """The root of RFC 9162 over the 32-byte hashes of the entries, in hexadecimal."""
    ok: bool
    first_bad: int | None
    why: Flaw | None
    noted_at: int | None
    """The entry that has the hash noted elsewhere, where one was given and found."""


def flaw_of(entry: Entry, before: Head) -> Flaw | None:
    """What is wrong with `entry` as the one that follows `before`; None where it holds."""
    place = before.sequence + 1
    try:
        text = entry_text(entry)
        unchanged = text_hash(text) == entry.hash
    except ValueError:
        return unreadable(place)
    if not unchanged:
        return changed(place)
    if not (entry.body.startswith("{") and is_canonical(text)):
        return unreadable(place)
    return flaw_of_place(entry, before)


def flaw_of_place(entry: Entry, before: Head) -> Flaw | None:
    """What is wrong with the place of a sound entry that comes after `before`."""
    place = before.sequence + 1
    if entry.sequence != place:
        return Flaw(
            "journal.entry_is_out_of_place", {"entry": place, "found": entry.sequence}, place
        )
    if entry.previous == before.hash:
        return None
    if before.hash == GENESIS:
        return Flaw("journal.first_entry_is_not_the_beginning", {}, place)
    return Flaw("journal.entry_does_not_follow", {"entry": place, "before": before.sequence}, place)


def unreadable(place: int) -> Flaw:
    """What stands in this place is no entry."""
    return Flaw("journal.entry_is_unreadable", {"entry": place}, place)


def changed(place: int) -> Flaw:
    """The content in this place does not give its hash."""
    return Flaw("journal.entry_was_changed", {"entry": place}, place)


class SoundPart:
    """The part of a journal that was read and holds. `noted` is a hash that was written down
    elsewhere, on paper for example, and must be that of one of the entries.
    """

    def __init__(self, noted: str | None = None) -> None:
        self.head = EMPTY
        self._noted = noted
        self._noted_at = 0 if noted == GENESIS else None
        self._tree = Frontier()

    def add(self, entry: Entry) -> None:
        """Take in the next entry, found to hold."""
        self.head = Head(entry.sequence, entry.hash)
        self._tree.add(bytes.fromhex(entry.hash))
        if entry.hash == self._noted:
            self._noted_at = entry.sequence

    def root(self) -> str:
        """The Merkle root over the entries so far, in hexadecimal."""
        return self._tree.root().hex()

    def verdict(self, flaw: Flaw | None = None) -> Verdict:
        """The verdict on the journal that ends here or shows `flaw` next."""
        if flaw is None and self._noted is not None and self._noted_at is None:
            flaw = Flaw("journal.noted_head_is_absent", {"noted": self._noted}, None)
        return Verdict(
            entries=self.head.sequence,
            head=self.head.hash,
            merkle_root=self.root(),
            ok=flaw is None,
            first_bad=None if flaw is None else flaw.entry,
            why=flaw,
            noted_at=self._noted_at,
        )


def verify(entries: Iterable[Entry], noted: str | None = None) -> Verdict:
    """Check every entry, every link and every place, from the first entry on.

    A journal that was cut at its end still holds: only a head noted elsewhere shows that. So
    `noted`, the hash of an entry written down earlier, must be found among the entries.
    """
    part = SoundPart(noted)
    try:
        for entry in entries:
            flaw = flaw_of(entry, part.head)
            if flaw is not None:
                return part.verdict(flaw)
            part.add(entry)
    except Unreadable:
        return part.verdict(unreadable(part.head.sequence + 1))
    return part.verdict()
