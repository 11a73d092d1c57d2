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
from endigue.stores import postgres_database
from endigue.stores.postgres import PostgresStore
from endigue.stores.postgres_database import place

DraftsOf = Callable[[int], list[Draft]]


@pytest.fixture
def location(postgres: str) -> str:
    """An empty schema on the server."""
    name = f"case_{uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{postgres}&options={quote(f'-csearch_path={name}')}"


def tamper(location: str, *statements: str) -> None:
    with psycopg.connect(location, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def code(location: str, *, read_only: bool = False) -> str:
    """The code with which opening is refused."""
    with pytest.raises(Refusal) as caught:
        PostgresStore(location, read_only=read_only).close()
    return caught.value.code


def test_a_place_is_named_without_its_password() -> None:
    assert place("postgresql://me:secret@server:5433/crisis") == "server:5433/crisis"
    assert place("postgresql://server/crisis") == "server:5432/crisis"
    with pytest.raises(Refusal, match="address_is_unclear") as caught:
        place("postgresql://me:secret@server:5433/crisis?what=1")
    assert "secret" not in str(caught.value.arguments)


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with pytest.raises(Unreachable, match="server_is_away") as caught:
        PostgresStore("postgresql://me:secret@127.0.0.1:1/crisis")
    assert caught.value.exit_code == 3
    assert "secret" not in str(caught.value.arguments)
    assert "\n" not in str(caught.value.arguments["reason"])


def test_a_database_without_journal_is_not_read(location: str) -> None:
    assert code(location, read_only=True) == "journal.database_is_no_journal"


def test_a_schema_that_is_not_there_is_named_as_missing(location: str) -> None:
    assert code(location + "_absent") == "journal.schema_does_not_exist"


def test_a_schema_has_a_journal_of_its_own(postgres: str, location: str) -> None:
    """Even where another one further on in the search path has one, too."""
    PostgresStore(location).close()
    name = f"case_{uuid4().hex}"
    tamper(postgres, f"CREATE SCHEMA {name}")
    further = f",{location.rpartition('%3D')[2]}"
    both = f"{postgres}&options={quote(f'-csearch_path={name}{further}')}"
    assert code(both, read_only=True) == "journal.database_is_no_journal"


def test_a_journal_of_another_format_is_refused(location: str) -> None:
    PostgresStore(location).close()
    tamper(location, "UPDATE endigue_journal SET format = 2")
    assert code(location) == code(location, read_only=True) == "journal.has_another_format"


def test_a_journal_without_its_guards_is_not_written(location: str) -> None:
    PostgresStore(location).close()
    tamper(location, "ALTER TABLE endigue_entry DISABLE TRIGGER entry_stays")
    assert code(location) == "journal.schema_was_altered"
    PostgresStore(location, read_only=True).close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE endigue_entry SET text = '{}'",
        "DELETE FROM endigue_entry WHERE sequence = 3",
        "TRUNCATE endigue_entry",
        "INSERT INTO endigue_entry VALUES (9, '{}', repeat('0', 64))",
    ],
)
def test_entries_are_never_changed_removed_or_put_in_between(
    location: str, drafts_of: DraftsOf, noon: datetime, statement: str
) -> None:
    with closing(PostgresStore(location)) as store:
        store.append(drafts_of(3), noon)
    with pytest.raises(psycopg.errors.RaiseException, match="an entry is"):
        tamper(location, statement)


def test_who_may_only_insert_and_select_can_write(
    postgres: str, location: str, drafts_of: DraftsOf, noon: datetime
) -> None:
    PostgresStore(location).close()
    role = f"writer_{uuid4().hex}"
    tamper(
        location,
        f"CREATE ROLE {role} LOGIN",
        f"DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %I TO {role}', current_schema); END $$",
        f"GRANT SELECT ON endigue_journal, endigue_entry TO {role}",
    )
    as_role = location.replace("endigue@", f"{role}@")
    with closing(PostgresStore(as_role)) as store:
        with pytest.raises(Refusal, match="rights_are_missing"):
            store.append(drafts_of(1), noon)
        tamper(location, f"GRANT INSERT ON endigue_entry TO {role}")
        store.append(drafts_of(2), noon)
        assert verify(store.read()).entries == 2
    elsewhere = postgres.replace("endigue@", f"{role}@")
    assert code(elsewhere) == "journal.rights_are_missing"


def test_a_server_that_takes_no_writes_says_so(
    location: str, drafts_of: DraftsOf, noon: datetime
) -> None:
    PostgresStore(location).close()
    standby = location + quote(" -cdefault_transaction_read_only=on")
    with (
        closing(PostgresStore(standby)) as store,
        pytest.raises(Refusal, match="server_is_read_only"),
    ):
        store.append(drafts_of(1), noon)


def test_a_database_that_is_not_unicode_is_refused(postgres: str) -> None:
    name = f"latin_{uuid4().hex}"
    tamper(postgres, f"CREATE DATABASE {name} ENCODING 'LATIN9' TEMPLATE template0")
    assert code(postgres.replace("/postgres?", f"/{name}?")) == "journal.encoding_is_not_unicode"


def test_what_is_acknowledged_is_on_disk_even_where_the_server_would_not_wait(
    location: str,
) -> None:
    with closing(PostgresStore(location + quote(" -csynchronous_commit=off"))) as store:
        assert store._connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_a_writer_who_holds_the_journal_too_long_makes_it_busy(
    location: str, drafts_of: DraftsOf, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_database, "BUSY_SECONDS", 0.1)
    with (
        closing(PostgresStore(location)) as store,
        closing(PostgresStore(location)) as other,
        other._writing(),
        pytest.raises(Unreachable, match="is_busy"),
    ):
        store.append(drafts_of(1), noon)
    with closing(PostgresStore(location)) as store:
        assert store.append(drafts_of(1), noon)[0].sequence == 1


def test_stores_that_make_the_journal_at_once_make_one(location: str) -> None:
    opened: list[PostgresStore] = []
    threads = [Thread(target=lambda: opened.append(PostgresStore(location))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for store in opened:
        store.close()
    assert len(opened) == 4
    with psycopg.connect(location) as connection:
        rows = connection.execute("SELECT format FROM endigue_journal").fetchall()
    assert rows == [(1,)]
