"""Chains of several devices as one set: the same chains in any order, any number of times, give
the same union.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from endigue.continuity.handwork.facts import FACTS
from endigue.journal.entry import Entry
from endigue.journal.fact import Vocabulary

VOCABULARY = Vocabulary(FACTS)


class Fork(msgspec.Struct, frozen=True):
    """A chain that goes on in two ways: a device was restored from a copy and used again. The
    entries of both branches are kept.
    """

    chain: str
    sequence: int
    """The first place at which the branches differ."""


class Union(msgspec.Struct, frozen=True):
    """The entries of all chains, each once."""

    entries: tuple[Entry, ...]
    """Those of work by hand, by time of writing and then by hash."""
    forks: tuple[Fork, ...]


def chain_name(entries: Sequence[Entry]) -> str:
    """What tells a chain from others: the hash of its first entry; empty where it has none."""
    return entries[0].hash if entries else ""


def united(chains: Iterable[Sequence[Entry]]) -> Union:
    """The union of verified chains, each given from its first entry on."""
    held: dict[str, Entry] = {}
    places: dict[tuple[str, int], set[str]] = defaultdict(set)
    for entries in chains:
        name = chain_name(entries)
        for entry in entries:
            places[name, entry.sequence].add(entry.hash)
            if entry.fact in VOCABULARY:
                held[entry.hash] = entry
    forked: dict[str, int] = {}
    for (name, sequence), hashes in places.items():
        if len(hashes) > 1:
            forked[name] = min(sequence, forked.get(name, sequence))
    ordered = sorted(held.values(), key=lambda entry: (entry.recorded_at, entry.hash))
    return Union(tuple(ordered), tuple(Fork(*item) for item in sorted(forked.items())))
