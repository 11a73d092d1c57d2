from dataclasses import replace
from datetime import UTC, datetime

import pytest

from endigue.communication.facts import EventRecorded
from endigue.communication.profile import Company, Profile
from endigue.desk.acting import (
    allow,
    allow_company,
    allow_recording,
    give_role,
    give_scope,
    take_role,
)
from endigue.desk.case import Case
from endigue.desk.recording import withdraw_event
from endigue.desk.refusal import Refusal
from endigue.readers.rulebook import load_rulebook
from endigue.stores.memory import MemoryStore

ROLES = load_rulebook().roles


@pytest.fixture
def case() -> Case:
    now = datetime(2026, 2, 6, 22, tzinfo=UTC)
    return Case(MemoryStore(), None, lambda: now, "Director")  # type: ignore[arg-type]


def test_the_first_role_is_one_that_gives_others(case: Case) -> None:
    with pytest.raises(Refusal, match="first_role"):
        give_role(case, case.ledger(), ROLES, "Director", "legal")
    ledger = give_role(case, case.ledger(), ROLES, "Director", "strategic")
    ledger = give_role(case, ledger, ROLES, "Counsel", "legal")
    assert ledger.communication.roles == {"Director": ("strategic",), "Counsel": ("legal",)}


def test_who_may_not_is_refused_and_the_attempt_is_in_the_journal(case: Case) -> None:
    ledger = give_role(case, case.ledger(), ROLES, "Director", "strategic")
    ledger = give_role(case, ledger, ROLES, "Counsel", "legal")
    counsel = replace(case, author="Counsel")
    with pytest.raises(Refusal, match="not_allowed"):
        give_role(counsel, ledger, ROLES, "Counsel", "strategic")
    ((step, fact),) = case.ledger().communication.refusals
    assert (step.author, fact.action, fact.subject) == (
        "Counsel",
        "give-role",
        "Counsel: strategic",
    )


def test_roles_that_exclude_each_other_are_not_held_together(case: Case) -> None:
    ledger = give_role(case, case.ledger(), ROLES, "Director", "strategic")
    with pytest.raises(Refusal, match="roles_clash"):
        give_role(case, ledger, ROLES, "Director", "logbook-keeper")


def test_a_role_is_taken_but_never_the_last_that_gives_roles(case: Case) -> None:
    ledger = give_role(case, case.ledger(), ROLES, "Director", "strategic")
    ledger = give_role(case, ledger, ROLES, "Counsel", "legal")
    with pytest.raises(Refusal, match="last_to_give_roles"):
        take_role(case, ledger, ROLES, "Director", "strategic")
    ledger = take_role(case, ledger, ROLES, "Counsel", "legal")
    assert ledger.communication.roles["Counsel"] == ()
    with pytest.raises(Refusal, match="role_not_held"):
        take_role(case, ledger, ROLES, "Counsel", "legal")


def test_anybody_records_but_an_observer(case: Case) -> None:
    ledger = give_role(case, case.ledger(), ROLES, "Director", "strategic")
    ledger = give_role(case, ledger, ROLES, "Guest", "observer")
    allow_recording(replace(case, author="Somebody"), ledger, ROLES, "aware")
    with pytest.raises(Refusal, match="not_allowed"):
        allow_recording(replace(case, author="Guest"), ledger, ROLES, "aware")


def test_a_role_that_is_none_is_refused(case: Case) -> None:
    with pytest.raises(Refusal, match="unknown_role"):
        give_role(case, case.ledger(), ROLES, "Director", "king")


GROUP = Profile(
    "G", "Europe/Paris", "EUR", "FR",
    tuple(Company(name, name.title(), frozenset({"gdpr"})) for name in ("care", "mutual")),
)  # fmt: skip


@pytest.fixture
def clinic(case: Case) -> Case:
    """Somebody with a high role, who speaks for one company."""
    ledger = give_role(case, case.ledger(), ROLES, "Director", "strategic")
    ledger = give_role(case, ledger, ROLES, "Clinic", "strategic")
    give_scope(case, ledger, ROLES, GROUP, "Clinic", ["care"])
    return replace(case, author="Clinic")


def test_who_speaks_for_one_company_records_for_it_alone(clinic: Case) -> None:
    allow_company(clinic, clinic.ledger(), "care", "aware")
    for company in ("mutual", ""):
        with pytest.raises(Refusal, match="for_the_group") as refused:
            allow_company(clinic, clinic.ledger(), company, "aware")
        assert refused.value.arguments["companies"] == "care"
    assert len(clinic.ledger().communication.refusals) == 2
    ledger = clinic.record([EventRecorded("aware", "mutual")], clinic.ledger())
    with pytest.raises(Refusal, match="for_the_group"):
        withdraw_event(clinic, ledger, ledger.head.sequence, "not ours")


@pytest.mark.parametrize("action", ["decide", "approve-page", "give-role", "issue-notice"])
def test_who_speaks_for_one_company_decides_nothing_for_the_group(
    clinic: Case, action: str
) -> None:
    with pytest.raises(Refusal, match="for_the_group"):
        allow(clinic, clinic.ledger(), ROLES, action, "x")
    ((step, fact),) = clinic.ledger().communication.refusals
    assert (step.author, fact.action) == ("Clinic", action)
    allow(clinic, clinic.ledger(), ROLES, "record", "x")


def test_a_scope_is_given_by_the_group_and_taken_back(clinic: Case) -> None:
    director = replace(clinic, author="Director")
    with pytest.raises(Refusal, match="for_the_group"):
        give_scope(clinic, clinic.ledger(), ROLES, GROUP, "Clinic", [])
    with pytest.raises(Refusal, match="unknown_company"):
        give_scope(director, clinic.ledger(), ROLES, GROUP, "Clinic", ["moon"])
    same = give_scope(director, clinic.ledger(), ROLES, GROUP, "Clinic", ["care"])
    assert same.head == clinic.ledger().head
    ledger = give_scope(director, clinic.ledger(), ROLES, GROUP, "Clinic", [])
    assert ledger.communication.scopes == {}
    allow(clinic, ledger, ROLES, "decide", "x")
