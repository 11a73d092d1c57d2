"""Processes that append to a journal and are killed while they do.

For each line `PATH MOMENT MILLISECONDS` on standard input, a child opens the journal at PATH
and appends batches of twenty entries without end; it is killed so long after the MOMENT, which
is its `birth` or its first `append`, however slow the machine is. The sequence of the last
entry that was acknowledged to it is printed, 0 where there was none.
"""

import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from endigue.journal.entry import Draft
from endigue.journal.fact import Fact
from endigue.stores.sqlite import SqliteStore

NOON = datetime(2021, 2, 5, 12, tzinfo=UTC)


class Counted(Fact, frozen=True, tag="test.counted"):
    number: int


BATCH = [Draft(Counted(number), NOON, "child") for number in range(20)]


def append_without_end(path: str, acknowledge: int) -> None:
    store = SqliteStore(Path(path))
    while True:
        entries = store.append(BATCH, NOON)
        os.write(acknowledge, b"%d\n" % entries[-1].sequence)


def acknowledged_until_killed(path: str, moment: str, milliseconds: float) -> int:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            append_without_end(path, writer)
        finally:
            os._exit(1)
    os.close(writer)
    begun = os.read(reader, 1) if moment == "append" else b""
    time.sleep(milliseconds / 1000)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reader, "rb") as pipe:
        numbers = (begun + pipe.read()).split()
    if not os.WIFSIGNALED(status):
        sys.exit("the child ended by itself")
    return int(numbers[-1]) if numbers else 0


if __name__ == "__main__":
    for line in sys.stdin:
        place, moment, delay = line.rsplit(" ", 2)
        sys.stdout.write(f"{acknowledged_until_killed(place, moment, float(delay))}\n")
        sys.stdout.flush()
