from datetime import UTC, datetime

import pytest

from endigue.communication.facts import EventRecorded
from endigue.communication.profile import Company, Profile
from endigue.desk.case import Case
from endigue.desk.duties import duties_of, profile_of_case
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.readers.rulebook import load_rulebook
from endigue.stores.memory import MemoryStore

NOW = datetime(2026, 2, 6, 22, tzinfo=UTC)


def profile(country: str = "FR") -> Profile:
    insured = Company("mutual", "M", frozenset({"dora", "gdpr"}))
    clinics = Company("care", "C", frozenset({"health"}))
    return Profile("G", "Europe/Paris", "EUR", country, (insured, clinics))


def test_clocks_moves_and_classification_come_from_one_ledger() -> None:
    case = Case(MemoryStore(), None, lambda: NOW, "keeper")  # type: ignore[arg-type]
    facts = [EventRecorded("aware"), EventRecorded("malicious-access", "", True),
             EventRecorded("access-may-lose-data", "", True)]  # fmt: skip
    ledger = case.record(facts, case.ledger())
    duties = duties_of(ledger, profile(), load_rulebook(), NOW)
    assert duties.classifications["mutual"].major is True
    assert set(duties.classifications) == {"mutual"}
    assert ("DORA", "initial") in {(clock.regime, clock.name) for clock in duties.clocks}
    assert duties.moves == ()


def test_a_country_whose_holidays_are_not_known_is_refused() -> None:
    with pytest.raises(Refusal, match="unknown_country"):
        duties_of(Ledger(), profile("XX"), load_rulebook(), NOW)


def test_a_case_without_an_organisation_has_no_profile() -> None:
    with pytest.raises(Refusal, match="no_organisation"):
        profile_of_case(None, Ledger(), None)  # type: ignore[arg-type]
