"""How fast the journal is written and verified, beside a plain SQLite table in the same run.

The peer is what a program writes that only wants to keep its log: the same JSON text in a
SQLite table, with the same durability (write-ahead log, synchronous=FULL), without chain,
hashes, checks or guards. Memory shows what the chain alone costs.

    python benchmarks/journal.py [--entries N] [--folder ON_THE_DISK_TO_MEASURE]
"""

import argparse
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from endigue.journal.canonical import canonical
from endigue.journal.entry import Draft
from endigue.journal.export import export_lines, verify_export
from endigue.journal.fact import Fact
from endigue.journal.store import Store
from endigue.journal.verification import verify
from endigue.stores.memory import MemoryStore
from endigue.stores.opening import open_store

NOON = datetime(2021, 2, 5, 12, tzinfo=UTC)
BATCH = 100
ROUNDS = 3
SERVER = Path(__file__).parents[1] / "scripts" / "throwaway_postgres.py"


class HostIsolated(Fact, frozen=True, tag="benchmark.host_isolated"):
    """A fact of ordinary size."""

    lever: str
    host: str
    minutes: float
    crew: str
    why: tuple[str, ...]


def draft(number: int) -> Draft:
    fact = HostIsolated(
        f"isolate-srv-{number}", f"srv-{number}", 2.5, "réseau", ("spread.reaches", "harm.least")
    )
    return Draft(fact, NOON, "Équipe réseau")


@dataclass(frozen=True)
class Rate:
    """Entries per second: the best of the rounds, and the worst."""

    best: float
    worst: float


def rate(entries: int, act: Callable[[], object]) -> Rate:
    seconds = []
    for _ in range(ROUNDS):
        start = perf_counter()
        act()
        seconds.append(perf_counter() - start)
    return Rate(entries / min(seconds), entries / max(seconds))


def one_by_one(store: Store, drafts: list[Draft]) -> None:
    for each in drafts:
        store.append([each], NOON)


def in_batches(store: Store, drafts: list[Draft]) -> None:
    for start in range(0, len(drafts), BATCH):
        store.append(drafts[start : start + BATCH], NOON)


def plain_sqlite(folder: Path, drafts: list[Draft], size: int) -> Rate:
    """The peer: batches of `size` rows, each committed to disk."""
    with closing(sqlite3.connect(folder / f"plain{size}.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE log (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")

        def write() -> None:
            for start in range(0, len(drafts), size):
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(
                    "INSERT INTO log (text) VALUES (?)",
                    [(canonical(each.fact),) for each in drafts[start : start + size]],
                )
                connection.execute("COMMIT")

        return rate(len(drafts), write)


@contextmanager
def postgres() -> Iterator[str]:
    """A real server that syncs to disk; the empty string where there are no programs of it."""
    with subprocess.Popen(
        [sys.executable, SERVER, "--durable"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()


def line(name: str, single: Rate, batched: Rate) -> None:
    cells = [f"{each.best:>10,.0f} ({each.worst:,.0f})" for each in (single, batched)]
    print(f"{name:<28}{cells[0]:>22}{cells[1]:>22}")


def measured(name: str, store: Store, drafts: list[Draft]) -> None:
    few = drafts[: max(BATCH, len(drafts) // 10)]
    single = rate(len(few), lambda: one_by_one(store, few))
    line(name, single, rate(len(drafts), lambda: in_batches(store, drafts)))


def verification(store: Store) -> None:
    entries = tuple(store.read())
    lines = list(export_lines(entries))
    print(f"\n{'':<28}{'entries/s':>16}")
    for name, act in (
        ("read from SQLite", lambda: sum(1 for _ in store.read())),
        ("verify from SQLite", lambda: verify(store.read())),
        ("verify in memory", lambda: verify(entries)),
        ("verify an export", lambda: verify_export(lines)),
    ):
        found = rate(len(entries), act)
        print(f"{name:<28}{found.best:>10,.0f} ({found.worst:,.0f})")
    print(f"\nbytes per entry in the export: {sum(map(len, lines)) / len(entries):.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=5000)
    parser.add_argument(
        "--folder", type=Path, help="where to write; decides which disk is measured"
    )
    asked = parser.parse_args()
    drafts = [draft(number) for number in range(asked.entries)]
    print(f"{asked.entries} entries, best of {ROUNDS} rounds (worst)\n")
    print(f"{'appends/s':<28}{'one by one':>22}{f'batches of {BATCH}':>22}")
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        few = drafts[: max(BATCH, len(drafts) // 10)]
        line(
            "plain SQLite, no chain",
            plain_sqlite(folder, few, 1),
            plain_sqlite(folder, drafts, BATCH),
        )
        measured("memory", MemoryStore(), drafts)
        path = folder / "journal.db"
        with closing(open_store(str(path))) as store:
            measured("SQLite", store, drafts)
        with postgres() as location:
            if location:
                with closing(open_store(location)) as store:
                    measured("PostgreSQL", store, drafts)
            else:
                print("PostgreSQL: not measured, its server programs are not here")
        with closing(open_store(str(path))) as store:
            verification(store)
            count = store.head().sequence
        print(f"bytes per entry in SQLite: {path.stat().st_size / count:.0f}")


if __name__ == "__main__":
    main()
