#!/usr/bin/env python3
"""Verify an exported crisis journal, with nothing but Python 3.8 or later.

    python3 verify_journal.py journal.jsonl
    python3 verify_journal.py journal.jsonl --head HASH

It says one sentence: either that the journal is sound, with the number of its entries, the
hash of the last (the head) and the Merkle root, or which entry does not hold and why. Exit
code 0: sound; 1: not sound; 2: it could not be read or was asked for wrongly.

Each entry holds the hash of the one before, so whoever noted a head, on paper for example,
can find out with --head whether the journal up to that entry is still the same. Without a
noted head nobody can tell that a whole journal was written anew.

The format is described in docs/reference/journal.md of Endigue. This file stands alone, so
that it can be read in a few minutes, or written again by somebody who does not trust it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO, NoReturn, TextIO

LONGEST_LINE = 2**24
LAST_SEQUENCE = 2**63 - 1
GENESIS = "0" * 64
SEAL = "endigue-journal-1"

SENTENCES = {
    "journal.entry_is_unreadable": (
        "Entry {entry} cannot be read: what stands in its place is not what a journal writes."
    ),
    "journal.entry_was_changed": (
        "Entry {entry} was changed: its content does not give the hash written with it."
    ),
    "journal.entry_is_out_of_place": (
        "Entry {entry} is not in its place: entry {found} stands there, so entries were "
        "removed, added or moved."
    ),
    "journal.first_entry_is_not_the_beginning": (
        "Entry 1 is not the beginning of a journal: it names an entry before it."
    ),
    "journal.entry_does_not_follow": (
        "Entry {entry} does not follow entry {before}: one of the two was rewritten."
    ),
    "journal.noted_head_is_absent": (
        "The entries hold together, but none has the noted hash {noted}: the journal was cut "
        "or written anew, or the hash was copied wrongly."
    ),
    "journal.line_is_too_long": (
        "Entry {entry} is longer than {most} bytes, which no journal writes."
    ),
    "journal.line_endings_were_converted": (
        "The line of entry {entry} ends with CR LF: the file was converted on its way, so ask "
        "for the original."
    ),
    "journal.export_is_cut": (
        "The file breaks off at entry {entry}: the seal that closes a journal is missing."
    ),
    "journal.last_entries_are_missing": (
        "Entries {first} to {last} are missing at the end: the seal counts them."
    ),
    "journal.entries_follow_the_sealed": (
        "Entry {first} and those after it were added later: the seal does not count them."
    ),
    "journal.seal_was_changed": (
        "The seal on the last line was changed: it does not fit the {entries} entries before it."
    ),
    "journal.something_follows_the_seal": (
        "Something follows the seal, which must be the last line: it was added later."
    ),
}

KEYS = {"author", "body", "fact", "occurred_at", "previous", "recorded_at", "sequence"}
ENTRY_START = re.compile(rb'\{"hash":"([0-9a-f]{64})",')
SEAL_SHAPE = re.compile(
    rb'\{"entries":(0|[1-9][0-9]{0,17}),"head":"([0-9a-f]{64})",'
    rb'"merkle_root":"[0-9a-f]{64}","seal":"' + SEAL.encode() + rb'"\}\n'
)
INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{6})?Z")


class Unsound(Exception):
    """The journal does not hold: a code of SENTENCES, the entry, and the sentence's fields."""

    def __init__(self, code: str, first_bad: int | None, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.first_bad = first_bad
        self.sentence = SENTENCES[code].format(**fields)


class Journal:
    """The entries that were read so far, all of them sound."""

    def __init__(self) -> None:
        self.count = 0
        self.head = GENESIS
        self.subtrees: list[bytes] = []

    def add(self, entry_hash: str) -> None:
        """Take in the next entry. The tree is that of RFC 9162, section 2.1."""
        node, carry = sha256(b"\x00" + bytes.fromhex(entry_hash)).digest(), self.count
        while carry % 2 == 1:
            node, carry = sha256(b"\x01" + self.subtrees.pop() + node).digest(), carry // 2
        self.subtrees.append(node)
        self.count += 1
        self.head = entry_hash

    def merkle_root(self) -> str:
        """The one hash over all entries."""
        if not self.subtrees:
            return sha256(b"").hexdigest()
        node = self.subtrees[-1]
        for left in reversed(self.subtrees[:-1]):
            node = sha256(b"\x01" + left + node).digest()
        return node.hex()

    def seal(self) -> bytes:
        """The last line that these entries ask for."""
        return (
            f'{{"entries":{self.count},"head":"{self.head}",'
            f'"merkle_root":"{self.merkle_root()}","seal":"{SEAL}"}}\n'
        ).encode()


def check(stream: BinaryIO, noted: str | None = None) -> tuple[Journal, int | None]:
    """Read the whole journal; return it, and the entry that has the noted hash.

    Raises Unsound at the first thing that does not hold.
    """
    journal = Journal()
    noted_at = 0 if noted == GENESIS else None
    while True:
        line = stream.readline(LONGEST_LINE + 1)
        check_ending(line, journal.count + 1)
        if line.startswith(b'{"entries":'):
            break
        journal.add(check_entry(line, journal))
        if journal.head == noted:
            noted_at = journal.count
    check_seal(line, journal)
    if stream.read(1):
        raise Unsound("journal.something_follows_the_seal", None)
    if noted is not None and noted_at is None:
        raise Unsound("journal.noted_head_is_absent", None, noted=noted)
    return journal, noted_at


def check_ending(line: bytes, place: int) -> None:
    """A line has a bounded length and ends with a line feed alone."""
    if len(line) > LONGEST_LINE:
        raise Unsound("journal.line_is_too_long", place, entry=place, most=LONGEST_LINE)
    if not line.endswith(b"\n"):
        raise Unsound("journal.export_is_cut", place, entry=place)
    if line.endswith(b"\r\n"):
        raise Unsound("journal.line_endings_were_converted", place, entry=place)


def check_entry(line: bytes, journal: Journal) -> str:
    """The hash of the entry on this line, which must be the next of the journal."""
    place = journal.count + 1
    start = ENTRY_START.match(line)
    if start is None:
        raise Unsound("journal.entry_is_unreadable", place, entry=place)
    entry_hash = start.group(1).decode()
    text = b"{" + line[start.end() : -1]
    if sha256(text).hexdigest() != entry_hash:
        raise Unsound("journal.entry_was_changed", place, entry=place)
    try:
        entry = read(text)
    except (ValueError, RecursionError):
        raise Unsound("journal.entry_is_unreadable", place, entry=place) from None
    sequence, previous = entry["sequence"], entry["previous"]
    if sequence != place:
        raise Unsound("journal.entry_is_out_of_place", place, entry=place, found=sequence)
    if previous != journal.head and place == 1:
        raise Unsound("journal.first_entry_is_not_the_beginning", place)
    if previous != journal.head:
        raise Unsound("journal.entry_does_not_follow", place, entry=place, before=journal.count)
    return entry_hash


def read(text: bytes) -> dict[str, object]:
    """The members of an entry. ValueError where the text is not what a journal writes."""
    entry = json.loads(text.decode(), object_pairs_hook=without_repetition)
    again = json.dumps(
        entry, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    if again.encode() != text:
        raise ValueError("the JSON is not in its canonical form")
    if type(entry) is not dict or entry.keys() != KEYS or type(entry["body"]) is not dict:
        raise ValueError("the members are not those of an entry")
    if not all(type(entry[key]) is str for key in KEYS - {"body", "sequence"}):
        raise ValueError("a member that must be text is not")
    if type(entry["sequence"]) is not int or not 1 <= entry["sequence"] <= LAST_SEQUENCE:
        raise ValueError("the number of the entry is none")
    check_instant(entry["occurred_at"])
    check_instant(entry["recorded_at"])
    return entry


def without_repetition(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object's members. ValueError where a key occurs twice."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key occurs twice")
    return members


def check_instant(text: str) -> None:
    """ValueError unless the text is an instant in UTC as a journal writes it."""
    shape = INSTANT.fullmatch(text)
    if shape is None or shape.group(1) == ".000000":
        raise ValueError("not an instant")
    datetime.fromisoformat(text[:-1])


def check_seal(line: bytes, journal: Journal) -> None:
    """The seal must be the very line that the entries ask for."""
    if line == journal.seal():
        return
    shape = SEAL_SHAPE.fullmatch(line)
    if shape is None or shape.group(2).decode() == journal.head:
        raise Unsound("journal.seal_was_changed", None, entries=journal.count)
    sealed, place = int(shape.group(1)), journal.count + 1
    if sealed > journal.count:
        raise Unsound("journal.last_entries_are_missing", place, first=place, last=sealed)
    if sealed < journal.count:
        raise Unsound("journal.entries_follow_the_sealed", sealed + 1, first=sealed + 1)
    raise Unsound("journal.seal_was_changed", None, entries=journal.count)


class Arguments(argparse.ArgumentParser):
    """Says what is wrong with the command in one sentence."""

    def error(self, message: str) -> NoReturn:
        """Exit code 2."""
        self.exit(2, message[:1].upper() + message[1:] + "; --help shows how to ask.\n")


def arguments(command: list[str] | None) -> argparse.Namespace:
    """What was asked for."""
    parser = Arguments(
        prog="verify_journal.py",
        description="Verify an exported crisis journal and say in one sentence what was found.",
    )
    parser.add_argument("journal", help="the exported journal, for example journal.jsonl")
    parser.add_argument("--head", metavar="HASH", help="a head that was noted earlier, 64 digits")
    asked = parser.parse_args(command)
    if asked.head is not None:
        asked.head = asked.head.strip().lower()
        if re.fullmatch("[0-9a-f]{64}", asked.head) is None:
            parser.error("a head has 64 digits from 0 to 9 and a to f")
    return asked


def main(command: list[str] | None = None) -> int:
    """Verify the journal that the command names; return the exit code."""
    asked = arguments(command)
    try:
        with open(asked.journal, "rb") as stream:  # noqa: PTH123 a string is all that is needed
            journal, noted_at = check(stream, asked.head)
    except OSError as error:
        say(sys.stderr, f"{asked.journal} cannot be read: {error.strerror}.")
        return 2
    except Unsound as unsound:
        say(sys.stdout, unsound.sentence)
        return 1
    noted = "" if noted_at is None else f"; the noted head is that of entry {noted_at}"
    say(
        sys.stdout,
        f"The journal is sound: {journal.count} entries, head {journal.head}, "
        f"Merkle root {journal.merkle_root()}{noted}.",
    )
    return 0


def say(stream: TextIO, sentence: str) -> None:
    """Write one line; what a terminal cannot show is escaped."""
    print(sentence.encode("ascii", "backslashreplace").decode(), file=stream)


if __name__ == "__main__":
    sys.exit(main())
