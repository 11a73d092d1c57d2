import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import msgspec
import psycopg
import pytest

from endigue.connectors.postgres import PostgresConnector
from endigue.continuity.reconciliation.postings import Posting
from endigue.continuity.reconciliation.replay import Total, replay
from endigue.desk.refusal import Refusal, Unreachable
from endigue.kernel.money import Cents

KILLED = Path(__file__).parent / "replay_and_be_killed.py"
TABLE = """CREATE TABLE claims (
  reference text, member text NOT NULL, paid bigint NOT NULL CHECK (paid <> 666666),
  day date, urgent boolean
)"""
Claims = Callable[..., list[Posting]]


@pytest.fixture
def location(postgres: str) -> Iterator[str]:
    """A database with an empty table of claims, that nothing makes unique."""
    name = f"target_{uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    place = postgres.replace("/postgres?", f"/{name}?")
    with psycopg.connect(place, autocommit=True) as server:
        server.execute(TABLE)
    yield place
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def rows(location: str, query: str = "SELECT reference, paid FROM claims ORDER BY 1") -> list:
    with psycopg.connect(location) as server:
        return server.execute(query).fetchall()


def test_a_replay_killed_at_a_hundred_random_moments_writes_every_record_exactly_once(
    location: str, claims: Claims, tmp_path: Path
) -> None:
    postings = claims(3000)
    file = tmp_path / "postings.json"
    file.write_bytes(msgspec.json.encode(postings))
    done = subprocess.run(
        [sys.executable, KILLED, location, file, "100", "7"],
        capture_output=True,
        text=True,
        check=True,
    )
    with closing(PostgresConnector(location)) as connector:
        report = replay(postings, connector)
    written = rows(location)
    assert written == [(one.key, one.amount) for one in postings]
    assert report.balanced
    assert report.present == Total(3000, Cents(sum(one.amount for one in postings)))
    # Killed ones that never got to work would prove nothing.
    assert int(done.stdout) >= 90
    assert report.streams["by_hand"]["already"].count > 1000
    ledger = rows(location, "SELECT count(*), count(DISTINCT key) FROM endigue_replay")
    assert ledger == [(3000, 3000)]


def test_the_same_again_writes_nothing_and_other_content_is_a_conflict(
    location: str, claims: Claims
) -> None:
    with closing(PostgresConnector(location)) as connector:
        replay(claims(3), connector)
        report = replay([*claims(2), *claims(1, first=3, extra=5)], connector)
    assert [t.count for t in report.streams["by_hand"].values()] == [3, 0, 2, 1, 0]
    assert [(one.key, one.kind) for one in report.troubles] == [("CL-000003", "conflict")]
    assert rows(location)[2] == ("CL-000003", 103)
    assert report.balanced


def test_what_a_person_had_keyed_into_the_target_is_compared_and_never_doubled(
    location: str, claims: Claims
) -> None:
    with psycopg.connect(location) as server:
        server.execute(
            "INSERT INTO claims VALUES ('CL-000001', '00000001', 101, '2021-02-08', false), "
            "('CL-000002', '00000002', 999, '2021-02-08', true)"
        )
    with closing(PostgresConnector(location)) as connector:
        report = replay(claims(3), connector)
        again = replay(claims(3), connector)
    assert [t.count for t in report.streams["by_hand"].values()] == [3, 1, 1, 1, 0]
    assert [t.count for t in again.streams["by_hand"].values()] == [3, 0, 2, 1, 0]
    assert rows(location) == [("CL-000001", 101), ("CL-000002", 999), ("CL-000003", 103)]
    assert report.balanced and again.balanced


def test_what_the_target_refuses_is_named_and_the_rest_is_written(
    location: str, claims: Claims
) -> None:
    one, other, third = claims(3)
    bad = msgspec.structs.replace(one, values={**one.values, "paid": 666666}, amount=Cents(666666))
    worse = msgspec.structs.replace(other, values={**other.values, "day": "some day"})
    with closing(PostgresConnector(location)) as connector:
        report = replay([bad, worse, third], connector)
        assert [trouble.kind for trouble in report.troubles] == ["refused", "refused"]
        assert "check constraint" in report.troubles[0].detail
        assert report.balanced
        # Once put right, it goes in: a refusal leaves no key.
        assert replay([one, other, third], connector).balanced
    assert len(rows(location)) == 3


def test_a_dry_run_makes_no_table_and_writes_no_row(location: str, claims: Claims) -> None:
    with closing(PostgresConnector(location)) as connector:
        report = replay(claims(3), connector, dry_run=True)
    assert report.streams["by_hand"]["written"].count == 3
    assert rows(location) == []
    assert rows(location, "SELECT to_regclass('endigue_replay')") == [(None,)]


def test_money_in_units_balances_to_the_cent(location: str, claims: Claims) -> None:
    with psycopg.connect(location) as server:
        server.execute("CREATE SCHEMA app")
        server.execute("CREATE TABLE app.payments (reference text PRIMARY KEY, paid numeric(12,2))")
    target = msgspec.structs.replace(
        claims(1)[0].target, into="app.payments", columns={"paid": "amount"}, money="units"
    )
    postings = [
        Posting(f"K{cents}", "lost", target, {"paid": f"{cents / 100:.2f}"}, Cents(cents))
        for cents in (1, 999, 123456)
    ]
    with closing(PostgresConnector(location)) as connector:
        report = replay(postings, connector)
    assert (report.present, report.balanced) == (Total(3, Cents(124456)), True)


def test_two_replays_at_once_are_refused(location: str, claims: Claims) -> None:
    with closing(PostgresConnector(location)) as one, closing(PostgresConnector(location)) as two:
        replay(claims(1), one)
        with pytest.raises(Unreachable) as refused:
            replay(claims(2), two)
    assert refused.value.code == "continuity.target_busy"


def test_a_mapping_that_does_not_fit_the_tables_is_refused_in_a_sentence(
    location: str, claims: Claims
) -> None:
    target = msgspec.structs.replace(claims(1)[0].target, into="nothing")
    with closing(PostgresConnector(location)) as connector, pytest.raises(Refusal) as refused:
        replay(claims(1, target=target), connector)
    assert refused.value.code == "continuity.target_refuses"
    assert "nothing" in str(refused.value.arguments["why"])


def test_a_server_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(Unreachable):
        PostgresConnector(f"postgresql://endigue@/postgres?host={tmp_path}")
    with pytest.raises(Refusal):
        PostgresConnector("postgresql://host:port:port/")
