"""Time stamps (RFC 3161) of the logbook: asked for on paper or a key, answered elsewhere,
verified without a network.

What is stamped is the SHA-256 of an entry, which stands for every entry before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from endigue.desk.case import Case
from endigue.desk.facts import HeadStamped, StampAsked
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.journal.entry import Entry, entry_text


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an answer says."""

    time: datetime
    authority: str
    serial: str
    policy: str
    imprint: str
    """SHA-256 that was stamped, in hexadecimal."""
    nonce: str
    """In hexadecimal; empty where the answer has none."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One stamp, verified anew."""

    fact: HeadStamped
    why: Refusal | None
    """None where it holds."""


class Stamps(Protocol):
    """Requests and answers of time stamping authorities."""

    def request(self, text: bytes) -> tuple[bytes, str]:
        """The request for a text, and its nonce in hexadecimal."""
        ...

    def read(self, answer: bytes) -> Stamp:
        """What an answer says, not verified; Refusal where it is none or grants nothing."""
        ...

    def verify(self, answer: bytes, roots: bytes, imprint: str) -> Stamp:
        """The stamp of a hash by an authority that one of the certificates (PEM) vouches for.
        Refusal where it does not hold.
        """
        ...


def ask_stamp(
    case: Case, ledger: Ledger, entries: Sequence[Entry], stamps: Stamps
) -> tuple[Ledger, bytes]:
    """The request for the last entry; that it was asked for is written. Raises Refusal where the
    logbook is empty.
    """
    if not entries:
        raise Refusal("stamps.nothing_to_stamp")
    last = entries[-1]
    request, nonce = stamps.request(entry_text(last).encode())
    ledger = case.record([StampAsked(last.sequence, last.hash, nonce)], ledger)
    return ledger, request


def take_stamp(
    case: Case,
    ledger: Ledger,
    entries: Sequence[Entry],
    stamps: Stamps,
    answer: bytes,
    roots: bytes,
) -> tuple[Ledger, HeadStamped]:
    """Take an answer in: it stamps an entry of this logbook, answers a request of it, and holds.

    Raises Refusal where any of that is not so. The same answer again writes nothing.
    """
    said = stamps.read(answer)
    entry = next((one for one in entries if one.hash == said.imprint), None)
    if entry is None:
        raise Refusal("stamps.of_another", imprint=said.imprint)
    asked = [one.nonce for one in ledger.stamps_asked if one.hash == entry.hash]
    if said.nonce not in asked:
        raise Refusal("stamps.not_asked", entry=entry.sequence)
    held = stamps.verify(answer, roots, entry.hash)
    fact = HeadStamped(
        entry=entry.sequence,
        hash=entry.hash,
        time=held.time,
        authority=held.authority,
        serial=held.serial,
        policy=held.policy,
        answer=case.blobs.put(answer),
        roots=case.blobs.put(roots),
    )
    if any(known.answer == fact.answer for known in ledger.stamps):
        return ledger, fact
    return case.record([fact], ledger), fact


def check_stamps(
    case: Case, ledger: Ledger, entries: Sequence[Entry], stamps: Stamps, roots: bytes | None
) -> tuple[Checked, ...]:
    """Every stamp verified anew against the entries as they are now, with these certificates or
    those that were kept.
    """
    by_sequence = {entry.sequence: entry for entry in entries}
    return tuple(
        Checked(fact, _trouble(case, by_sequence.get(fact.entry), fact, stamps, roots))
        for fact in ledger.stamps
    )


def _trouble(
    case: Case, entry: Entry | None, fact: HeadStamped, stamps: Stamps, roots: bytes | None
) -> Refusal | None:
    if entry is None or entry.hash != fact.hash:
        return Refusal("stamps.of_another", imprint=fact.hash)
    try:
        kept = case.blobs.get(fact.roots) if roots is None else roots
        held = stamps.verify(case.blobs.get(fact.answer), kept, entry.hash)
    except Refusal as refusal:
        return refusal
    return None if held.time == fact.time else Refusal("stamps.of_another", imprint=fact.hash)
