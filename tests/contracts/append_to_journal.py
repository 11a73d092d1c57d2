"""A process of its own that appends to a journal: LOCATION, HOW, COUNT.

It prints `ready`, waits for a line, then opens the journal, appends one entry after the other
and prints the sequence of each that was acknowledged.
"""

import sys
from datetime import UTC, datetime

from endigue.journal.entry import Draft
from endigue.journal.fact import Fact
from endigue.journal.store import Moved, Store
from endigue.stores.opening import open_store

NOON = datetime(2021, 2, 5, 12, tzinfo=UTC)


class Counted(Fact, frozen=True, tag="test.counted"):
    number: int


def append(store: Store, number: int, how: str) -> int:
    draft = Draft(Counted(number), NOON, "process")
    while True:
        expected = store.head().sequence if how == "on-the-head" else None
        try:
            return store.append([draft], NOON, expected)[0].sequence
        except Moved:
            continue


def say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def main(location: str, how: str, count: str) -> None:
    say("ready")
    sys.stdin.readline()
    store = open_store(location)
    for number in range(int(count)):
        say(append(store, number, how))
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
