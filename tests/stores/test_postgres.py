from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from threading import Thread
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest

from endigue.desk.refusal import Refusal, Unreachable
from endigue.journal.entry import Draft
from endigue.journal.verification import verify
from endigue.stores.postgres import PostgresStore

DraftsOf = Callable[[int], list[Draft]]


@pytest.fixture
def location(postgres: str) -> str:
    """An empty schema on the server."""
    name = f"case_{uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{postgres}&options={quote(f'-csearch_path={name}')}"


def damage(location: str, statement: str) -> None:
    """Write to the journal behind its guards."""
    with psycopg.connect(location, autocommit=True) as connection:
        connection.execute("ALTER TABLE endigue_entry DISABLE TRIGGER USER")
        connection.execute(statement)
        connection.execute("ALTER TABLE endigue_entry ENABLE TRIGGER USER")


@pytest.mark.parametrize("sequence", [1, 3, 5])
@pytest.mark.parametrize(
    "change",
    [
        "SET text = replace(text, 'Garde', 'Autre')",
        "SET text = text || ' '",
        "SET text = ''",
        "SET hash = upper(hash)",
        "SET sequence = 99",
    ],
)
def test_verification_names_the_entry_that_was_tampered_with(
    location: str, drafts_of: DraftsOf, noon: datetime, change: str, sequence: int
) -> None:
    with closing(PostgresStore(location)) as store:
        store.append(drafts_of(5), noon)
    damage(location, f"UPDATE endigue_entry {change} WHERE sequence = {sequence}")
    with closing(PostgresStore(location, read_only=True)) as store:
        verdict = verify(store.read())
    assert (verdict.ok, verdict.first_bad) == (False, sequence)
    if sequence == 5:
        with pytest.raises(Refusal, match="end_is_broken"):
            PostgresStore(location)


def test_two_cases_in_one_database_have_nothing_in_common(
    postgres: str, location: str, drafts_of: DraftsOf, noon: datetime
) -> None:
    name = f"case_{uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    other = f"{postgres}&options={quote(f'-csearch_path={name}')}"
    with closing(PostgresStore(location)) as first, closing(PostgresStore(other)) as second:
        with first._writing():
            second.append(drafts_of(1), noon)
        assert (first.head().sequence, second.head().sequence) == (0, 1)


def test_writers_see_each_other_whatever_isolation_the_server_prefers(
    location: str, drafts_of: DraftsOf, noon: datetime
) -> None:
    strict = location + quote(" -cdefault_transaction_isolation=serializable")

    def write() -> None:
        with closing(PostgresStore(strict)) as store:
            for _ in range(20):
                store.append(drafts_of(1), noon)

    threads = [Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with closing(PostgresStore(location)) as store:
        assert verify(store.read()).entries == 40


def cut_off(postgres: str, store: PostgresStore) -> None:
    """End the store's session on the server, as a restart does."""
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(%s, 5000)", (store._connection.info.backend_pid,)
        )


def test_after_a_lost_connection_the_next_call_connects_again(
    postgres: str, location: str, drafts_of: DraftsOf, noon: datetime
) -> None:
    with closing(PostgresStore(location)) as store:
        store.append(drafts_of(1), noon)
        cut_off(postgres, store)
        with pytest.raises(Unreachable, match="server_is_away"):
            store.append(drafts_of(1), noon)
        assert store.head().sequence == 1
        store.append(drafts_of(1), noon, expected=1)
        assert verify(store.read()).entries == 2


def test_a_connection_lost_in_the_middle_of_a_write_leaves_nothing(
    postgres: str, location: str, drafts_of: DraftsOf, noon: datetime
) -> None:
    with closing(PostgresStore(location)) as store, closing(PostgresStore(location)) as other:
        with pytest.raises(Unreachable), store._writing() as (connection, _):
            connection.execute("INSERT INTO endigue_entry VALUES (1, '{}', repeat('0', 64))")
            cut_off(postgres, store)
        assert other.append(drafts_of(1), noon)[0].sequence == 1
        assert verify(store.read()).entries == 1


def test_a_closed_store_stays_closed(location: str) -> None:
    store = PostgresStore(location)
    store.close()
    with pytest.raises(Unreachable):
        store.head()


def test_a_follower_is_woken_by_the_server(
    location: str, drafts_of: DraftsOf, noon: datetime
) -> None:
    with closing(PostgresStore(location)) as store, closing(PostgresStore(location)) as other:
        other.append(drafts_of(1), noon)
        following = store.follow(after=0, patience=60)
        assert next(following).sequence == 1
        writer = Thread(target=other.append, args=(drafts_of(2), noon))
        writer.start()
        assert [next(following).sequence, next(following).sequence] == [2, 3]
        writer.join()
        following.close()
