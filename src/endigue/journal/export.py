"""The exported journal: one entry a line and a seal on the last, for a stranger to verify.

A line is the canonical text of the entry with its hash put in front of the first member:
`{"hash":"<64 digits>",` and then the text without its opening brace. Taking the hash out
again gives back the very bytes that were hashed, so no byte of a line can change unseen. The
seal counts the entries and gives the hash of the last and the Merkle root.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from endigue.journal.canonical import canonical, is_canonical
from endigue.journal.entry import FORMAT, Entry, Unreadable, entry_text, read_entry, text_hash
from endigue.journal.verification import (
    Flaw,
    SoundPart,
    Verdict,
    changed,
    flaw_of_place,
    unreadable,
)

LONGEST_LINE: Final = 2**24
"""Bytes of the longest line, its line feed included."""

SEAL: Final = f"endigue-journal-{FORMAT}"

_ENTRY = re.compile(rb'\{"hash":"([0-9a-f]{64})",')
_SEAL = re.compile(
    rb'\{"entries":(0|[1-9][0-9]{0,17}),"head":"([0-9a-f]{64})","merkle_root":"[0-9a-f]{64}",'
    rb'"seal":"' + re.escape(SEAL.encode()) + rb'"\}\n'
)


def export_lines(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The lines of the file, each with its line feed; the last is the seal.

    The entries are taken as they are: a journal that does not hold is exported as such.
    """
    part = SoundPart()
    for entry in entries:
        part.add(entry)
        yield _line(entry)
    yield _seal(part)


def verify_export(lines: Iterable[bytes], noted: str | None = None) -> Verdict:
    """Check an exported journal, read as lines that keep their line feed.

    The caller bounds what it reads: a line longer than `LONGEST_LINE` is refused here, but
    by then it is in memory. `noted` is as in `verify`.
    """
    part = SoundPart(noted)
    remaining = iter(lines)
    for line in remaining:
        flaw = _flaw_of_ending(line, part.head.sequence + 1)
        if flaw is not None:
            return part.verdict(flaw)
        if line.startswith(b'{"entries":'):
            return part.verdict(_flaw_of_seal(line, part) or _flaw_of_rest(remaining))
        flaw = _take(line, part)
        if flaw is not None:
            return part.verdict(flaw)
    return part.verdict(_cut(part.head.sequence + 1))


def _line(entry: Entry) -> bytes:
    return f'{{"hash":"{entry.hash}",{entry_text(entry)[1:]}\n'.encode()


def _seal(part: SoundPart) -> bytes:
    seal = {
        "entries": part.head.sequence,
        "head": part.head.hash,
        "merkle_root": part.root(),
        "seal": SEAL,
    }
    return canonical(seal).encode() + b"\n"


def _take(line: bytes, part: SoundPart) -> Flaw | None:
    place = part.head.sequence + 1
    start = _ENTRY.match(line)
    if start is None:
        return unreadable(place)
    written = start[1].decode()
    text = b"{" + line[start.end() : -1]
    if text_hash(text) != written:
        return changed(place)
    try:
        entry = read_entry(text, written, place)
    except Unreadable:
        return unreadable(place)
    if not is_canonical(text.decode()):
        return unreadable(place)
    flaw = flaw_of_place(entry, part.head)
    if flaw is None:
        part.add(entry)
    return flaw


def _flaw_of_ending(line: bytes, place: int) -> Flaw | None:
    if len(line) > LONGEST_LINE:
        return Flaw("journal.line_is_too_long", {"entry": place, "most": LONGEST_LINE}, place)
    if not line.endswith(b"\n"):
        return _cut(place)
    if line.endswith(b"\r\n"):
        return Flaw("journal.line_endings_were_converted", {"entry": place}, place)
    return None


def _flaw_of_seal(line: bytes, part: SoundPart) -> Flaw | None:
    if line == _seal(part):
        return None
    count = part.head.sequence
    shape = _SEAL.fullmatch(line)
    if shape is None or shape[2].decode() == part.head.hash:
        return Flaw("journal.seal_was_changed", {"entries": count}, None)
    sealed = int(shape[1])
    if sealed > count:
        return Flaw(
            "journal.last_entries_are_missing", {"first": count + 1, "last": sealed}, count + 1
        )
    if sealed < count:
        return Flaw("journal.entries_follow_the_sealed", {"first": sealed + 1}, sealed + 1)
    return Flaw("journal.seal_was_changed", {"entries": count}, None)


def _flaw_of_rest(remaining: Iterator[bytes]) -> Flaw | None:
    if next(remaining, None) is None:
        return None
    return Flaw("journal.something_follows_the_seal", {}, None)


def _cut(place: int) -> Flaw:
    return Flaw("journal.export_is_cut", {"entry": place}, place)
