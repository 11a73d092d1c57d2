"""Messages of one campaign: those that share what is bad, or are near copies of those."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from endigue.evidence.messages.bad import Bad
from endigue.evidence.messages.links import targets
from endigue.evidence.messages.message import Message
from endigue.evidence.messages.web import parse_web_address

HASHES = 128
"""Length of a signature; the error of the estimated likeness is about 1/sqrt(HASHES)."""

BANDS = 32
"""Bands of a signature that meet likely copies: four hashes each meet at a likeness of 0.42."""

NEAR = 0.7
"""Least share of common phrases of a near copy; assumed."""

PHRASE = 3
"""Words of a phrase."""

FEWEST_PHRASES = 8
"""Phrases below which a text is too short to be a copy of anything; assumed."""

_WORD = re.compile(r"\w+")
_PRIME = np.uint64((1 << 61) - 1)


@dataclass(frozen=True, slots=True)
class Belonging:
    """Why a message is of the campaign."""

    position: int
    """In the messages given."""
    why: str
    """`message`, `page`, `host`, `file`, `sender`, `redirect` or `near_copy`."""
    what: str
    """The address, hash, sender, or the source of the message that it copies."""


def campaign(
    messages: Sequence[Message], bad: Bad, ways_in: Iterable[str] = ()
) -> tuple[Belonging, ...]:
    """The messages that hold something bad, then near copies of those, each once, in order.

    `ways_in` are pages (`WebAddress.key`) that were seen to lead to what is bad: a message
    that links one belongs too.
    """
    ways = frozenset(ways_in)
    direct = [
        found
        for position, message in enumerate(messages)
        if (found := _direct(position, message, bad, ways)) is not None
    ]
    return tuple(sorted([*direct, *_copies(messages, direct)], key=lambda each: each.position))


def _direct(position: int, message: Message, bad: Bad, ways: frozenset[str]) -> Belonging | None:
    if bad.messages & {message.raw_sha256, message.message_id}:
        return Belonging(position, "message", message.message_id)
    if bad.senders & {message.sender, message.return_path, message.reply_to}:
        return Belonging(position, "sender", message.sender)
    if bad.has_host(message.sender.rpartition("@")[2]):
        return Belonging(position, "host", message.sender)
    for attachment in message.attachments:
        if attachment.sha256 in bad.files:
            return Belonging(position, "file", attachment.name)
    for link in message.links:
        address = parse_web_address(link.address)
        for each in targets(address) if address else ():
            if each.key in bad.pages:
                return Belonging(position, "page", each.key)
            if bad.has_host(each.host):
                return Belonging(position, "host", each.host)
            if each.key in ways:
                return Belonging(position, "redirect", each.key)
    return None


def _copies(messages: Sequence[Message], direct: Sequence[Belonging]) -> list[Belonging]:
    if not direct:
        return []
    taken = {each.position for each in direct}
    signatures = {at: signature(message.words) for at, message in enumerate(messages)}
    models = [at for at in sorted(taken) if signatures[at] is not None]
    meeting: dict[bytes, list[int]] = defaultdict(list)
    for at in models:
        for band in _bands(signatures[at]):
            meeting[band].append(at)
    found: list[Belonging] = []
    for at, own in signatures.items():
        if at in taken or own is None:
            continue
        near = dict.fromkeys(model for band in _bands(own) for model in meeting.get(band, ()))
        for model in islice(near, 64):
            if likeness(own, signatures[model]) >= NEAR:
                found.append(Belonging(at, "near_copy", messages[model].source))
                break
    return found


def signature(words: str) -> NDArray[np.uint64] | None:
    """The MinHash signature (Broder 1997) of the phrases of a text, shape (HASHES,); None for
    a text of fewer than `FEWEST_PHRASES` phrases. Numbers, which differ from copy to copy,
    are one word.
    """
    plain = ["0" if word.isdigit() else word for word in _WORD.findall(words)]
    phrases = {" ".join(plain[at : at + PHRASE]) for at in range(len(plain) - PHRASE + 1)}
    if len(phrases) < FEWEST_PHRASES:
        return None
    points = np.array([_hash(phrase) for phrase in phrases], dtype=np.uint64)
    factors, offsets = _FAMILY
    mixed: NDArray[np.uint64] = (points[:, None] * factors + offsets) % _PRIME
    return np.asarray(mixed.min(axis=0), dtype=np.uint64)


def likeness(one: NDArray[np.uint64] | None, other: NDArray[np.uint64] | None) -> float:
    """The estimated share of phrases in common (Jaccard), 0 to 1."""
    if one is None or other is None:
        return 0.0
    return float(np.mean(one == other))


def _bands(of: NDArray[np.uint64] | None) -> list[bytes]:
    if of is None:
        return []
    rows = of.reshape(BANDS, -1)
    return [bytes([number]) + row.tobytes() for number, row in enumerate(rows)]


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "big")


def _family() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Fixed multipliers and offsets, drawn by a hash: the same in every run."""
    drawn = [
        int.from_bytes(blake2b(f"minhash {at}".encode(), digest_size=8).digest(), "big")
        for at in range(2 * HASHES)
    ]
    # 31 bits of factor and 32 of point stay below 2**63: the product does not wrap.
    factors = np.array([(value >> 33) | 1 for value in drawn[:HASHES]], dtype=np.uint64)
    offsets = np.array([value >> 3 for value in drawn[HASHES:]], dtype=np.uint64)
    return factors, offsets


_FAMILY = _family()
