from datetime import UTC, datetime, timedelta

import pytest

from endigue.communication.facts import EventRecorded
from endigue.communication.profile import Company, Profile
from endigue.desk.case import Case
from endigue.desk.recording import event_in, refuse_future, withdraw_event
from endigue.desk.refusal import Refusal
from endigue.readers.rulebook import load_rulebook
from endigue.stores.memory import MemoryStore

NOW = datetime(2026, 2, 6, 22, tzinfo=UTC)
KINDS = load_rulebook().kinds
PROFILE = Profile("G", "Europe/Paris", "EUR", "FR", (Company("mutual", "M", frozenset()),))


@pytest.fixture
def case() -> Case:
    return Case(MemoryStore(), None, lambda: NOW, "keeper")  # type: ignore[arg-type]


def test_an_event_with_its_value_becomes_a_fact() -> None:
    fact = event_in("clients-affected=52000", KINDS, PROFILE, "mutual", estimated=True, note="n")
    assert fact == EventRecorded("clients-affected", "mutual", 52_000, False, True, "n")


@pytest.mark.parametrize(
    ("text", "company", "code"),
    [
        ("awore", "", "communication.unknown_event"),
        ("aware", "moon", "communication.unknown_company"),
        ("aware=yes", "", "communication.no_value_wanted"),
        ("clients-affected", "", "communication.value_wanted"),
        ("clients-affected=many", "", "communication.not_a_count"),
    ],
)
def test_what_is_no_event_is_refused(text: str, company: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        event_in(text, KINDS, PROFILE, company)
    assert refused.value.code == code


def test_the_nearest_event_is_offered() -> None:
    with pytest.raises(Refusal) as refused:
        event_in("awar", KINDS, PROFILE)
    assert refused.value.arguments["nearest"] == "aware"


def test_an_event_keeps_when_it_happened_and_when_it_was_written(case: Case) -> None:
    happened = NOW - timedelta(hours=3)
    ledger = case.record([EventRecorded("aware")], case.ledger(), happened)
    (noted,) = ledger.communication.events
    assert (noted.occurred_at, noted.recorded_at, noted.author) == (happened, NOW, "keeper")


def test_the_future_is_not_recorded() -> None:
    refuse_future(NOW + timedelta(minutes=4), NOW)
    with pytest.raises(Refusal, match="in_the_future"):
        refuse_future(NOW + timedelta(hours=1), NOW)


def test_a_record_is_withdrawn_once(case: Case) -> None:
    ledger = case.record([EventRecorded("aware")], case.ledger())
    ledger = withdraw_event(case, ledger, 1, "another incident")
    assert ledger.communication.events == ()
    for entry in (1, 2, 99):
        with pytest.raises(Refusal, match="no_such_record"):
            withdraw_event(case, ledger, entry, "again")
