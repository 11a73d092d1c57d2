import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from endigue.desk.refusal import Refusal
from endigue.journal.entry import Draft, Entry, entry_text
from endigue.journal.verification import verify
from endigue.stores.sqlite import SqliteStore

DraftsOf = Callable[[int], list[Draft]]
EntriesOf = Callable[[int], tuple[Entry, ...]]
KILLED_WRITER = Path(__file__).parent / "killed_writer.py"
KILLS = 250
"""Of which every fifth comes before anything was appended."""
BATCH = 20
"""Entries that the killed writer appends at once: more than fit on one page."""


def test_nothing_acknowledged_is_lost_at_200_random_kills(tmp_path: Path) -> None:
    """And at fifty more while the journal is made or opened: every tenth kill begins a new one."""
    chance = Random(5)
    acknowledged = while_appending = 0
    with subprocess.Popen(
        [sys.executable, KILLED_WRITER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as killer:
        assert killer.stdin is not None and killer.stdout is not None
        for kill in range(KILLS):
            path = tmp_path / f"journal{kill // 10}.db"
            if kill % 10 == 0:
                acknowledged = 0
            moment = "birth" if kill % 5 == 0 else "append"
            killer.stdin.write(f"{path} {moment} {chance.uniform(0, 30)}\n")
            killer.stdin.flush()
            answer = int(killer.stdout.readline())
            while_appending += answer > acknowledged
            acknowledged = max(acknowledged, answer)
            with closing(SqliteStore(path)) as store:
                verdict = verify(store.read())
                assert store.head().sequence == verdict.entries
            assert verdict.ok
            assert verdict.entries >= acknowledged
            assert verdict.entries % BATCH == 0, "half of a batch was written"
            acknowledged = verdict.entries
    assert while_appending >= 200


def test_a_write_waits_for_the_disk(tmp_path: Path) -> None:
    """What no killed process can show, because only a power cut would."""
    with closing(SqliteStore(tmp_path / "journal.db")) as store:
        for pragma, value in (("journal_mode", b"wal"), ("synchronous", 2), ("fullfsync", 1)):
            assert store._connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def damaged(path: Path, statement: str, *arguments: object) -> None:
    """Write to the journal behind its guards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        connection.execute("PRAGMA ignore_check_constraints=ON")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement, arguments)
        for _, sql in triggers:
            connection.execute(sql)


@pytest.fixture
def path(tmp_path: Path, drafts_of: DraftsOf, noon: datetime) -> Path:
    """A journal of nine entries."""
    path = tmp_path / "journal.db"
    with closing(SqliteStore(path)) as store:
        store.append(drafts_of(9), noon)
    return path


STATEMENTS = [
    "UPDATE entry SET text = replace(text, 'Garde', 'Autre') WHERE sequence = ?",
    "UPDATE entry SET text = text || ' ' WHERE sequence = ?",
    "UPDATE entry SET text = '' WHERE sequence = ?",
    "UPDATE entry SET text = x'ff' WHERE sequence = ?",
    "UPDATE entry SET text = 5 WHERE sequence = ?",
    "UPDATE entry SET hash = upper(hash) WHERE sequence = ?",
    "UPDATE entry SET hash = x'00' WHERE sequence = ?",
    "UPDATE entry SET sequence = 99 WHERE sequence = ?",
]


@pytest.mark.parametrize("sequence", [1, 5, 9])
@pytest.mark.parametrize("statement", STATEMENTS)
def test_verification_names_the_entry_that_was_tampered_with(
    path: Path, statement: str, sequence: int
) -> None:
    damaged(path, statement, sequence)
    with closing(SqliteStore(path, read_only=True)) as store:
        verdict = verify(store.read())
    assert (verdict.ok, verdict.first_bad) == (False, sequence)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_journal_with_a_broken_end_is_not_written(path: Path, statement: str) -> None:
    damaged(path, statement, 9)
    with pytest.raises(Refusal, match="end_is_broken"):
        SqliteStore(path)


def test_a_last_entry_with_its_own_hash_that_does_not_follow_is_refused(
    path: Path, entries_of: EntriesOf
) -> None:
    stranger = entries_of(9)[8]
    text = entry_text(stranger).replace(stranger.previous, "1" * 64)
    written = sha256(text.encode()).hexdigest()
    damaged(path, "UPDATE entry SET text = ?, hash = ? WHERE sequence = 9", text, written)
    with pytest.raises(Refusal, match="end_is_broken"):
        SqliteStore(path)


def test_an_entry_removed_from_the_middle_is_named(path: Path) -> None:
    damaged(path, "DELETE FROM entry WHERE sequence = ?", 5)
    with closing(SqliteStore(path, read_only=True)) as store:
        assert verify(store.read()).first_bad == 5


def test_a_journal_can_be_copied_while_it_is_written(
    path: Path, drafts_of: DraftsOf, noon: datetime
) -> None:
    """By SQLite's own backup, as a case is put on a USB key."""
    copied = path.with_name("copy.db")
    with closing(SqliteStore(path)) as store:
        store.append(drafts_of(1), noon)
        with (
            closing(sqlite3.connect(path)) as source,
            closing(sqlite3.connect(copied)) as target,
        ):
            source.backup(target)
    with closing(SqliteStore(copied)) as store:
        assert store.append(drafts_of(1), noon)[0].sequence == 11
        assert verify(store.read()).ok


def test_a_failed_write_leaves_the_store_usable(
    path: Path, drafts_of: DraftsOf, noon: datetime
) -> None:
    with closing(SqliteStore(path)) as store:
        with pytest.raises(KeyboardInterrupt), store._lock, store._writing():
            raise KeyboardInterrupt
        assert store.append(drafts_of(1), noon)[0].sequence == 10
