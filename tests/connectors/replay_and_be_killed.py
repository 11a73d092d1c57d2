"""Replay 3,000 postings into PostgreSQL, in processes that are killed at random moments.

    replay_and_be_killed.py LOCATION POSTINGS KILLS SEED

Each process is forked from this one, so that the moments fall into the replay and not into the
start of Python. Prints how many were really killed while they worked.
"""

import os
import sys
from pathlib import Path
from random import Random
from signal import SIGKILL
from time import sleep

import msgspec

from endigue.connectors.postgres import PostgresConnector
from endigue.continuity.reconciliation.postings import Posting
from endigue.continuity.reconciliation.replay import replay


def main() -> None:
    location, file, kills, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    postings = msgspec.json.decode(Path(file).read_bytes(), type=list[Posting])
    chance = Random(seed)
    killed = 0
    for _ in range(kills):
        child = os.fork()
        if child == 0:
            connector = PostgresConnector(location)
            replay(postings, connector)
            os._exit(0)
        sleep(chance.uniform(0.0, 0.08))
        os.kill(child, SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
    sys.stdout.write(str(killed))


if __name__ == "__main__":
    main()
