"""A process of its own that appends to a journal: LOCATION, HOW, COUNT.

It prints `ready`, waits for a line, then opens the journal, appends one entry after the other
and prints the sequence of each that was acknowledged. Where it is told to look again, or that
others keep the journal busy, it tries again.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from endigue.desk.refusal import Unreachable
from endigue.journal.entry import Draft
from endigue.journal.fact import Fact
from endigue.journal.store import Moved, Store
from endigue.stores.opening import open_store

NOON = datetime(2021, 2, 5, 12, tzinfo=UTC)


class Counted(Fact, frozen=True, tag="test.counted"):
    number: int


T = TypeVar("T")


def until_done(attempt: Callable[[], T]) -> T:
    while True:
        try:
            return attempt()
        except Moved:
            continue
        except Unreachable as trouble:
            if trouble.code != "journal.is_busy":
                raise


def append(store: Store, number: int, how: str) -> int:
    draft = Draft(Counted(number), NOON, "process")
    expected = store.head().sequence if how == "on-the-head" else None
    return store.append([draft], NOON, expected)[0].sequence


def say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def main(location: str, how: str, count: str) -> None:
    say("ready")
    sys.stdin.readline()
    store = until_done(partial(open_store, location))
    for number in range(int(count)):
        say(until_done(partial(append, store, number, how)))
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
