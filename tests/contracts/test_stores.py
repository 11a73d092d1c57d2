"""What every store promises, in memory, in SQLite and in PostgreSQL."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice
from pathlib import Path
from threading import Barrier, Thread
from time import sleep
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest

from endigue.journal.entry import EMPTY, GENESIS, Draft, Head
from endigue.journal.fact import Fact
from endigue.journal.store import Moved, Store
from endigue.journal.verification import verify
from endigue.stores.memory import MemoryStore
from endigue.stores.opening import open_store

NOON = datetime(2021, 2, 5, 12, tzinfo=UTC)
APPENDER = Path(__file__).parent / "append_to_journal.py"


class Noted(Fact, frozen=True, tag="test.noted"):
    text: str
    weight: float = 0.0


def drafts(*texts: str) -> list[Draft]:
    return [Draft(Noted(text), NOON, "A. Garde") for text in texts]


def new_schema(postgres: str) -> str:
    """The location of an empty journal of its own on the server."""
    name = f"case_{uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{postgres}&options={quote(f'-csearch_path={name}')}"


@pytest.fixture(params=["sqlite", "postgres"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "journal.db")
    return new_schema(request.getfixturevalue("postgres"))


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Opens the same journal, each time anew where that makes a difference."""
    with ExitStack() as stores:
        if request.param == "memory":
            memory = MemoryStore()
            yield lambda: memory
            return
        place = (
            str(tmp_path / "journal.db")
            if request.param == "sqlite"
            else new_schema(request.getfixturevalue("postgres"))
        )
        yield lambda: stores.enter_context(closing(open_store(place)))


@pytest.fixture
def store(opened: Callable[[], Store]) -> Store:
    return opened()


def test_a_new_journal_is_empty(store: Store) -> None:
    assert store.head() == EMPTY == Head(0, GENESIS)
    assert list(store.read()) == []
    assert verify(store.read()).ok


def test_what_was_appended_is_read_again_by_all(opened: Callable[[], Store]) -> None:
    first = opened()
    written = first.append(drafts("é", "\x00", "𝔘"), NOON) + first.append(drafts("d"), NOON)
    assert [entry.sequence for entry in written] == [1, 2, 3, 4]
    for store in (first, opened()):
        assert tuple(store.read()) == written
        assert store.head() == Head(4, written[-1].hash)
        assert verify(store.read()).ok


def test_both_times_and_the_author_are_kept_to_the_microsecond(store: Store) -> None:
    happened = datetime(2021, 2, 5, 19, 0, 0, 7, tzinfo=timezone(timedelta(hours=1)))
    store.append([Draft(Noted("a"), happened, "Élodie, historienne")], NOON)
    (entry,) = store.read()
    assert (entry.occurred_at, entry.recorded_at) == (happened, NOON)
    assert (entry.author, entry.fact, entry.body) == (
        "Élodie, historienne",
        "test.noted",
        '{"text":"a","weight":0.0}',
    )


def test_a_part_is_read_by_its_ends(store: Store) -> None:
    store.append(drafts(*"abcde"), NOON)
    assert [entry.sequence for entry in store.read(after=1, upto=3)] == [2, 3]
    assert [entry.sequence for entry in store.read(after=3)] == [4, 5]
    assert [entry.sequence for entry in store.read(upto=9)] == [1, 2, 3, 4, 5]
    assert list(store.read(after=5)) == list(store.read(after=3, upto=3)) == []


def test_a_long_journal_is_read_whole(store: Store) -> None:
    count = 1001
    store.append(drafts(*map(str, range(count))), NOON)
    assert [entry.sequence for entry in store.read()] == list(range(1, count + 1))
    assert verify(store.read()).entries == count


def test_reading_and_writing_can_be_interleaved(store: Store) -> None:
    store.append(drafts("a", "b"), NOON)
    reading = store.read()
    assert next(reading).sequence == 1
    store.append(drafts("c"), NOON)
    assert [entry.sequence for entry in reading] == [2]
    assert store.head().sequence == 3


def test_a_decision_on_the_head_is_written(store: Store) -> None:
    store.append(drafts("a"), NOON, expected=0)
    store.append(drafts("b", "c"), NOON, expected=1)
    assert store.head().sequence == 3


@pytest.mark.parametrize("expected", [0, 2, -1])
def test_a_decision_on_another_head_is_told_to_look_again(
    opened: Callable[[], Store], expected: int
) -> None:
    opened().append(drafts("a"), NOON)
    store = opened()
    with pytest.raises(Moved, match="try again") as caught:
        store.append(drafts("b"), NOON, expected=expected)
    assert (caught.value.expected, caught.value.found) == (expected, 1)
    assert store.head().sequence == 1
    store.append(drafts("b"), NOON, expected=caught.value.found)
    assert verify(store.read()).entries == 2


def test_all_drafts_are_written_or_none(store: Store) -> None:
    store.append(drafts("a"), NOON)
    bad = Draft(Noted("c", float("nan")), NOON, "A. Garde")
    with pytest.raises(ValueError, match="Out of range"):
        store.append([*drafts("b"), bad], NOON)
    assert [entry.sequence for entry in store.read()] == [1]
    store.append(drafts("b"), NOON)
    assert verify(store.read()).entries == 2


def test_no_drafts_write_nothing(store: Store) -> None:
    assert store.append([], NOON) == ()
    assert store.head() == EMPTY


def test_a_large_fact_is_kept(store: Store) -> None:
    (written,) = store.append(drafts("é" * 3_000_000), NOON)
    assert list(store.read()) == [written]


def test_a_follower_gets_what_is_there_and_ends(store: Store) -> None:
    store.append(drafts("a", "b", "c"), NOON)
    assert [entry.sequence for entry in store.follow(after=1, patience=0)] == [2, 3]


def test_a_follower_gets_what_comes(opened: Callable[[], Store]) -> None:
    follower, writer = opened(), opened()
    writer.append(drafts("a"), NOON)
    count = 5

    def write() -> None:
        for number in range(count):
            sleep(0.02)
            writer.append(drafts(str(number)), NOON)

    thread = Thread(target=write)
    thread.start()
    followed = list(islice(follower.follow(after=0, patience=300), count + 1))
    thread.join()
    assert [entry.sequence for entry in followed] == list(range(1, count + 2))
    assert followed == list(writer.read())


def test_threads_that_share_a_store_never_fork_the_chain(store: Store) -> None:
    threads, each = 4, 25
    barrier = Barrier(threads)
    written: list[int] = []

    def write(name: int) -> None:
        barrier.wait()
        for number in range(each):
            (entry,) = store.append(drafts(f"{name}.{number}"), NOON)
            written.append(entry.sequence)

    running = [Thread(target=write, args=(name,)) for name in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert sorted(written) == list(range(1, threads * each + 1))
    assert verify(store.read()).entries == threads * each


def test_of_threads_that_decide_on_the_same_head_one_is_heard(store: Store) -> None:
    barrier = Barrier(4)
    outcomes: list[str] = []

    def decide(name: int) -> None:
        barrier.wait()
        try:
            store.append(drafts(str(name)), NOON, expected=0)
        except Moved:
            outcomes.append("told to retry")
        else:
            outcomes.append("written")

    running = [Thread(target=decide, args=(name,)) for name in range(4)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert sorted(outcomes) == ["told to retry"] * 3 + ["written"]
    assert store.head().sequence == 1


@pytest.mark.parametrize("how", ["after-anything", "on-the-head"])
def test_processes_that_append_at_once_lose_nothing(location: str, how: str) -> None:
    """From the making of the journal on: none of them finds it there."""
    processes, each = 3, 30
    running = [
        subprocess.Popen(
            [sys.executable, APPENDER, location, how, str(each)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(processes)
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    acknowledged: list[int] = []
    for process in running:
        out, _ = process.communicate(timeout=600)
        assert process.returncode == 0
        acknowledged += map(int, out.split())
    with closing(open_store(location)) as store:
        verdict = verify(store.read())
    assert (verdict.ok, verdict.entries) == (True, processes * each)
    assert sorted(acknowledged) == list(range(1, processes * each + 1))


def test_a_store_opened_to_read_follows_and_refuses_to_write(location: str) -> None:
    with closing(open_store(location)) as writer:
        writer.append(drafts("a"), NOON)
        with closing(open_store(location, read_only=True)) as reader:
            writer.append(drafts("b"), NOON)
            assert [entry.sequence for entry in reader.follow(after=0, patience=0)] == [1, 2]
            assert verify(reader.read()).ok
            with pytest.raises(Exception, match="was_opened_to_read"):
                reader.append(drafts("c"), NOON)
    with closing(open_store(location, read_only=True)) as reader:
        assert reader.head().sequence == 2
