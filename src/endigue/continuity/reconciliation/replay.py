"""Replay postings into a target through a connector, and say whether the totals balance.

It may be stopped at any moment and begun again: the connector answers for each key whether it was
written now, was there already with the same content, or is there with another one.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Literal, Protocol, get_args

import msgspec

from endigue.continuity.reconciliation.postings import Posting
from endigue.kernel.money import Cents

BATCH = 100
"""Postings that are given to a connector at once: what is asked again after a crash, at most."""

Kind = Literal["written", "already", "conflict", "refused"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Answer(msgspec.Struct, frozen=True):
    """What came of one posting."""

    kind: Kind
    detail: str = ""
    """Where the target refused or differs: its own words, or the column."""


class Total(msgspec.Struct, frozen=True):
    """So many postings of so much money."""

    count: int = 0
    amount: Cents = Cents(0)

    def plus(self, amount: Cents) -> "Total":
        """One posting more."""
        return Total(self.count + 1, Cents(self.amount + amount))


class Connector(Protocol):
    """A target. What `post` has answered is durable there."""

    def post(self, postings: Sequence[Posting]) -> Sequence[Answer]:
        """Write each posting whose key is not there; an answer for each, in order."""
        ...

    def look(self, postings: Sequence[Posting]) -> Sequence[Answer]:
        """What `post` would answer, as far as the target can tell; nothing is written."""
        ...

    def finish(self) -> None:
        """Make durable what is not yet."""
        ...

    def present(self, postings: Sequence[Posting]) -> Total:
        """How many of the keys the target holds, and the sum of their amounts, read from it."""
        ...

    def close(self) -> None:
        """Let go of what was opened."""
        ...


class Trouble(msgspec.Struct, frozen=True):
    """A posting that a person must look at."""

    key: str
    kind: Kind
    detail: str


class Report(msgspec.Struct, frozen=True):
    """Counts and sums of a replay, by stream and by answer."""

    dry_run: bool
    streams: dict[str, dict[str, Total]]
    """By stream: `considered`, and every kind of answer."""
    present: Total
    """Read back from the target: of the keys that are written or were there already."""
    balanced: bool
    """Whether considered = written + already + conflict + refused in every stream, and what
    was read back is what is written or was there already, in number and in money."""
    troubles: tuple[Trouble, ...]
    keys: str
    """SHA-256 over the sorted keys and digests that the target holds."""


def replay(
    postings: Sequence[Posting],
    connector: Connector,
    *,
    dry_run: bool = False,
) -> Report:
    """Give all postings to the connector. Raises ValueError where two bear one key."""
    if len({posting.key for posting in postings}) != len(postings):
        raise ValueError("two postings bear one key")
    answers: list[Answer] = []
    for start in range(0, len(postings), BATCH):
        part = postings[start : start + BATCH]
        answers += connector.look(part) if dry_run else connector.post(part)
    if not dry_run:
        connector.finish()
    pairs = tuple(zip(postings, answers, strict=True))
    held = [posting for posting, answer in pairs if answer.kind in ("written", "already")]
    if dry_run:
        held = [posting for posting, answer in pairs if answer.kind == "already"]
    present = connector.present(held)
    streams = _streams(pairs)
    return Report(
        dry_run=dry_run,
        streams=streams,
        present=present,
        balanced=_balanced(streams, present, held),
        troubles=tuple(
            Trouble(posting.key, answer.kind, answer.detail)
            for posting, answer in pairs
            if answer.kind in ("conflict", "refused")
        ),
        keys=_digest(held),
    )


def _streams(pairs: Iterable[tuple[Posting, Answer]]) -> dict[str, dict[str, Total]]:
    streams: dict[str, dict[str, Total]] = {}
    for posting, answer in pairs:
        empty = {kind: Total() for kind in ("considered", *KINDS)}
        totals = streams.setdefault(posting.stream, empty)
        for name in ("considered", answer.kind):
            totals[name] = totals[name].plus(posting.amount)
    return streams


def _balanced(
    streams: dict[str, dict[str, Total]], present: Total, held: Sequence[Posting]
) -> bool:
    for totals in streams.values():
        parts = [totals[kind] for kind in KINDS]
        count, amount = sum(t.count for t in parts), sum(t.amount for t in parts)
        if totals["considered"] != Total(count, Cents(amount)):
            return False
    return present == Total(len(held), Cents(sum(posting.amount for posting in held)))


def _digest(postings: Sequence[Posting]) -> str:
    lines = sorted(f"{posting.key} {posting.digest}\n" for posting in postings)
    return sha256("".join(lines).encode()).hexdigest()
