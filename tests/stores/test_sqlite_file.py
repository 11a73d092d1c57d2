import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from endigue.desk.refusal import Refusal, Unreachable
from endigue.journal.entry import Draft
from endigue.journal.verification import verify
from endigue.stores import sqlite_file
from endigue.stores.sqlite import SqliteStore

DraftsOf = Callable[[int], list[Draft]]
NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path, drafts_of: DraftsOf, noon: datetime) -> Path:
    """A journal of three entries."""
    path = tmp_path / "journal.db"
    with closing(SqliteStore(path)) as store:
        store.append(drafts_of(3), noon)
    return path


def code(path: Path, *, read_only: bool = False) -> str:
    """The code with which opening is refused."""
    with pytest.raises(Refusal) as caught:
        SqliteStore(path, read_only=read_only).close()
    return caught.value.code


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_closed_journal_is_one_file(path: Path) -> None:
    assert [found.name for found in path.parent.iterdir()] == ["journal.db"]


def test_the_file_says_whose_it_is(path: Path) -> None:
    header = path.read_bytes()[:100]
    assert header[68:72] == b"ENDG"
    assert int.from_bytes(header[60:64], "big") == 1


def test_a_name_with_signs_of_an_address_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / "crise #1?mode=ro%41.db"
    SqliteStore(path).close()
    assert path.exists()


@pytest.mark.parametrize(
    "content", [b"hello", b"x" * 5000, b"SQLite format 3\x00" + b"\xff" * 5000]
)
@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_is_no_database_is_refused(
    tmp_path: Path, content: bytes, read_only: bool
) -> None:
    path = tmp_path / "journal.db"
    path.write_bytes(content)
    assert code(path, read_only=read_only) == "journal.file_is_no_database"
    assert path.read_bytes() == content


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    os.mkfifo(path)
    assert code(path) == "journal.file_is_no_database"


@pytest.mark.parametrize("read_only", [False, True])
def test_the_database_of_another_program_is_refused(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "journal.db"
    tamper(path, "CREATE TABLE entry (sequence, text, hash)")
    before = path.read_bytes()
    assert code(path, read_only=read_only) == "journal.database_is_no_journal"
    assert path.read_bytes() == before


@pytest.mark.parametrize("read_only", [False, True])
def test_a_journal_of_another_format_is_refused(path: Path, read_only: bool) -> None:
    tamper(path, "PRAGMA user_version=2")
    assert code(path, read_only=read_only) == "journal.has_another_format"


def test_places_where_no_journal_can_be_are_refused(tmp_path: Path) -> None:
    assert code(tmp_path) == "journal.place_is_a_folder"
    assert code(tmp_path / "absent" / "journal.db") == "journal.folder_does_not_exist"
    assert code(tmp_path / "journal.db", read_only=True) == "journal.file_does_not_exist"
    assert code(tmp_path / ("x" * 300)) == "journal.file_cannot_be_opened"
    assert list(tmp_path.iterdir()) == []


def test_a_file_left_empty_is_made_a_journal_but_not_read_as_one(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.touch()
    assert code(path, read_only=True) == "journal.database_is_no_journal"
    SqliteStore(path).close()
    SqliteStore(path, read_only=True).close()


def test_a_file_marked_read_only_is_not_written(path: Path) -> None:
    path.chmod(0o444)
    assert code(path) == "journal.file_is_read_only"
    with closing(SqliteStore(path, read_only=True)) as store:
        assert verify(store.read()).entries == 3


@contextmanager
def nobody() -> Iterator[None]:
    """For a while, a user without rights."""
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def out_of_reach(path: Path) -> Iterator[Path]:
    """The journal in a folder that everybody may read and only the superuser write."""
    if os.geteuid() != 0:
        pytest.skip("NOT ROOT: a user without rights could not be tried")
    with tempfile.TemporaryDirectory(prefix="endigue-") as folder:
        copied = Path(shutil.copy(path, folder))
        copied.chmod(0o644)
        Path(folder).chmod(0o555)
        yield copied


def test_a_journal_in_a_folder_that_nobody_may_write_is_read(out_of_reach: Path) -> None:
    with nobody(), closing(SqliteStore(out_of_reach, read_only=True)) as store:
        assert verify(store.read()).entries == 3
    assert [found.name for found in out_of_reach.parent.iterdir()] == ["journal.db"]


def test_a_journal_that_we_may_not_write_is_refused(out_of_reach: Path) -> None:
    with nobody():
        assert code(out_of_reach) == "journal.file_is_read_only"
        assert code(out_of_reach.with_name("new.db")) == "journal.file_cannot_be_opened"
    out_of_reach.chmod(0o600)
    with nobody():
        assert code(out_of_reach, read_only=True) == "journal.file_cannot_be_opened"


def test_entries_are_never_changed_removed_or_put_in_between(path: Path) -> None:
    for statement in (
        "UPDATE entry SET text = '{}' WHERE sequence = 2",
        "DELETE FROM entry WHERE sequence = 3",
        "INSERT INTO entry VALUES (9, '{}', hex(randomblob(32)))",
        "INSERT INTO entry VALUES (NULL, '{}', hex(randomblob(32)))",
        "INSERT OR REPLACE INTO entry VALUES (3, '{}', hex(randomblob(32)))",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="an entry is"):
            tamper(path, statement)


@pytest.mark.parametrize("trigger", ["changed", "removed"])
def test_a_journal_without_its_guards_is_not_written(path: Path, trigger: str) -> None:
    tamper(path, f"DROP TRIGGER entry_is_never_{trigger}")
    assert code(path) == "journal.schema_was_altered"
    with closing(SqliteStore(path, read_only=True)) as store:
        assert verify(store.read()).entries == 3


def test_a_journal_without_its_table_is_refused(path: Path) -> None:
    tamper(path, "DROP TABLE entry")
    assert code(path) == code(path, read_only=True) == "journal.schema_was_altered"


def test_statistics_of_sqlite_itself_do_no_harm(path: Path) -> None:
    tamper(path, "ANALYZE")
    SqliteStore(path).close()


def test_a_journal_that_another_program_holds_is_busy(
    path: Path, drafts_of: DraftsOf, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "BUSY_SECONDS", 0.05)
    with (
        closing(SqliteStore(path)) as store,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unreachable, match="is_busy"):
            store.append(drafts_of(1), noon)
        with pytest.raises(Unreachable, match="is_busy"):
            SqliteStore(path)
        assert verify(store.read()).entries == 3
        other.execute("ROLLBACK")
        assert store.append(drafts_of(1), noon)[0].sequence == 4


def test_a_full_disk_is_said_and_nothing_is_written(
    path: Path, drafts_of: DraftsOf, noon: datetime
) -> None:
    with closing(SqliteStore(path)) as store:
        store._connection.execute("PRAGMA max_page_count=6")
        with pytest.raises(Refusal, match="disk_is_full"):
            store.append(drafts_of(1000), noon)
        assert verify(store.read()).entries == 3
        store._connection.execute("PRAGMA max_page_count=1000000")
        assert store.append(drafts_of(1), noon)[0].sequence == 4


def test_whatever_byte_of_the_file_is_damaged_it_is_said_or_does_no_harm(
    tmp_path: Path, drafts_of: DraftsOf, noon: datetime
) -> None:
    path = tmp_path / "journal.db"
    with closing(SqliteStore(path)) as store:
        store.append(drafts_of(30), noon)
        head = store.head()
    whole = path.read_bytes()
    chance = Random(5)
    said = 0
    for _ in range(500):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        try:
            with closing(SqliteStore(path, read_only=True)) as store:
                verdict = verify(store.read(), noted=head.hash)
        except Refusal:
            said += 1
            continue
        said += not verdict.ok
        assert not verdict.ok or verdict.head == head.hash
    assert said > 100
