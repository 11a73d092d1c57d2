"""Replay 3,000 postings into PostgreSQL, in processes that are killed at random moments.

    replay_and_be_killed.py LOCATION POSTINGS KILLS SEED

Each process is forked from this one and says how far it is, so that the moments fall into the
replay, wherever it stands, however slow the machine. Prints how many were killed while they worked.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from signal import SIGKILL
from time import sleep

import msgspec

from endigue.connectors.postgres import PostgresConnector
from endigue.continuity.reconciliation.postings import Posting
from endigue.continuity.reconciliation.replay import BATCH, Answer, replay


class Telling(PostgresConnector):
    """Writes a byte into a pipe when it is connected and after each batch."""

    pipe = -1

    def post(self, postings: Sequence[Posting]) -> list[Answer]:
        answers = super().post(postings)
        os.write(self.pipe, b".")
        return answers


def work(location: str, postings: list[Posting], pipe: int) -> None:
    connector = Telling(location)
    connector.pipe = pipe
    os.write(pipe, b".")
    replay(postings, connector)


def main() -> None:
    location, file, kills, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    postings = msgspec.json.decode(Path(file).read_bytes(), type=list[Posting])
    batches = len(postings) // BATCH
    chance = Random(seed)
    killed = 0
    for kill in range(kills):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            work(location, postings, writing)
            os._exit(0)
        os.close(writing)
        # After about as many batches as are there already, and then at any moment of the next.
        for _ in range(max(0, batches * kill // kills + chance.randint(-2, 2))):
            os.read(reading, 1)
        sleep(chance.uniform(0.0, 0.03))
        os.kill(child, SIGKILL)
        _, status = os.waitpid(child, 0)
        os.close(reading)
        killed += os.WIFSIGNALED(status)
    sys.stdout.write(str(killed))


if __name__ == "__main__":
    main()
