from dataclasses import replace
from datetime import UTC, datetime

import pytest

from endigue.desk.acting import allow_recording, give_role, take_role
from endigue.desk.case import Case
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
