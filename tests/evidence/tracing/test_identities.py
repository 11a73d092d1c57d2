from datetime import UTC, datetime, timedelta

from endigue.evidence.tracing.identities import identities
from endigue.evidence.tracing.records import Activity, Lookup

NOON = datetime(2026, 2, 5, 12, tzinfo=UTC)


def test_an_address_is_the_machine_that_was_seen_on_it_last() -> None:
    seen = [
        Activity("connection", NOON, "ws-1.ours.example", own_address="10.0.0.1"),
        Activity("connection", NOON + timedelta(hours=5), "ws-2", own_address="10.0.0.1"),
    ]
    known = identities(seen)
    assert known.host_of("10.0.0.1", NOON + timedelta(hours=1)) == "ws-1"
    assert known.host_of("10.0.0.1", NOON + timedelta(hours=6)) == "ws-2"
    assert known.host_of("10.0.0.1", NOON + timedelta(days=9)) == ""
    assert known.host_of("WS-3.ours.example", NOON) == "ws-3"


def test_answers_of_name_servers_name_machines_on_private_addresses_only() -> None:
    known = identities([], [Lookup(NOON, "x", "srv.ours.example", ("10.0.0.9", "203.0.113.1"))])
    assert known.host_of("10.0.0.9", NOON) == "srv"
    assert known.host_of("203.0.113.1", NOON) == ""


def test_the_person_on_a_machine_is_who_sits_there_and_not_who_reaches_it() -> None:
    seen = [
        Activity("logon", NOON, "ws-1", account="OURS\\ann", logon_type=2),
        *[Activity("logon", NOON, "ws-1", account="OURS\\adm", logon_type=3)] * 3,
        Activity("process", NOON, "ws-1", account="NT AUTHORITY\\SYSTEM"),
        Activity("logon", NOON, "ws-1", account="WS-1$", logon_type=2),
    ]
    assert identities(seen).account_on("ws-1", NOON) == "ann"
