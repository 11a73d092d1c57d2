from datetime import UTC, datetime

import pytest

from endigue.communication.cell_facts import DecisionTaken, Option
from endigue.communication.profile import Profile
from endigue.containment.alternatives import alternatives
from endigue.containment.facts import ContainmentPlanned
from endigue.desk.acting import give_role
from endigue.desk.case import Case
from endigue.desk.cell import (
    ask_decision,
    close_action,
    current_situation,
    hand_over,
    note_uncertainty,
    reported,
    set_action,
    settle_uncertainty,
    take_decision,
)
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Lever, Organisation
from endigue.readers.rulebook import load_rulebook
from endigue.stores.memory import MemoryStore

BOOK = load_rulebook()
NOW = datetime(2026, 2, 6, 22, tzinfo=UTC)
GROUP = Profile("G", "Europe/Paris", "EUR", "FR", ())
TWO = (Option("yes"), Option("no"))


def case(store: MemoryStore, author: str = "Director") -> Case:
    return Case(store, None, lambda: NOW, author)  # type: ignore[arg-type]


@pytest.fixture
def store() -> MemoryStore:
    found = MemoryStore()
    for person, role in (("Director", "strategic"), ("Keeper", "logbook-keeper")):
        give_role(case(found), case(found).ledger(), BOOK.roles, person, role)
    return found


def ledger(store: MemoryStore) -> Ledger:
    return case(store).ledger()


def test_an_action_is_closed_once(store: MemoryStore) -> None:
    keeper = case(store, "Keeper")
    found = set_action(keeper, ledger(store), BOOK, "call", "Finance", None)
    entry = found.head.sequence
    found = close_action(keeper, found, BOOK, entry, dropped=False, note="")
    for wrong in (entry, 99):
        with pytest.raises(Refusal, match="no_open_action"):
            close_action(keeper, found, BOOK, wrong, dropped=True, note="")


def test_who_keeps_the_logbook_asks_but_does_not_decide(store: MemoryStore) -> None:
    keeper = case(store, "Keeper")
    found = ask_decision(keeper, ledger(store), BOOK, "cut?", TWO, "", with_plan=False)
    entry = found.head.sequence
    with pytest.raises(Refusal, match="not_allowed"):
        take_decision(keeper, found, BOOK, DecisionTaken(entry, "yes"))
    ((step, fact),) = ledger(store).communication.refusals
    assert (step.author, fact.action) == ("Keeper", "decide")
    decided = take_decision(case(store), ledger(store), BOOK, DecisionTaken(entry, "yes"))
    with pytest.raises(Refusal, match="no_open_decision"):
        take_decision(case(store), decided, BOOK, DecisionTaken(entry, "no"))


def test_only_what_was_put_can_be_decided(store: MemoryStore) -> None:
    found = ask_decision(case(store), ledger(store), BOOK, "cut?", TWO, "", with_plan=False)
    with pytest.raises(Refusal, match="no_such_option"):
        take_decision(case(store), found, BOOK, DecisionTaken(found.head.sequence, "perhaps"))


@pytest.mark.parametrize("options", [(), TWO[:1], (Option("a"), Option("a"))])
def test_a_question_has_two_options(store: MemoryStore, options: tuple[Option, ...]) -> None:
    with pytest.raises(Refusal, match="two_options"):
        ask_decision(case(store), ledger(store), BOOK, "cut?", options, "", with_plan=False)


def test_without_a_computed_plan_none_is_offered(store: MemoryStore) -> None:
    with pytest.raises(Refusal, match="no_plan"):
        ask_decision(case(store), ledger(store), BOOK, "cut?", (), "", with_plan=True)


def test_the_alternatives_of_a_computed_plan_are_offered_with_their_harm(
    store: MemoryStore,
) -> None:
    organisation = Organisation(
        name="G",
        assets=(Asset("a", "a", "machine", fall_cost=Cents(500_00)),),
        levers=(Lever("off", "isolate_host", "a", 5.0, "", Cents(10_00)),),
    )
    planned = ContainmentPlanned(alternatives(organisation, {"a": 1.0}), "0f" * 32, 0, "HiGHS")
    known = case(store).record([planned], ledger(store))
    asked = ask_decision(case(store), known, BOOK, "cut?", (), "", with_plan=True)
    (decision,) = asked.communication.cell.decisions.values()
    harms = {option.name: option.harm for option in decision.fact.options}
    assert harms == {one.name: one.harm for one in planned.alternatives.alternatives}
    assert 500_00 in harms.values()


def test_an_uncertainty_is_settled_once(store: MemoryStore) -> None:
    found = note_uncertainty(case(store), ledger(store), BOOK, "since when?")
    entry = found.head.sequence
    found = settle_uncertainty(case(store), found, BOOK, entry, "")
    with pytest.raises(Refusal, match="no_open_uncertainty"):
        settle_uncertainty(case(store), found, BOOK, entry, "")


def test_a_post_is_handed_to_somebody_else(store: MemoryStore) -> None:
    keeper = case(store, "Keeper")
    with pytest.raises(Refusal, match="hand_over_to_oneself"):
        hand_over(keeper, ledger(store), BOOK, "Keeper", "logbook", "")
    before = ledger(store).head.sequence
    assert hand_over(keeper, ledger(store), BOOK, "B", "logbook", "").head.sequence == before + 1


def test_reports_are_numbered_and_carry_the_head_they_rest_upon(store: MemoryStore) -> None:
    for number in (1, 2):
        before = ledger(store)
        situation = current_situation(before, GROUP, BOOK, NOW, "s", None)
        after = reported(case(store), before, situation, {"a.pdf": b"x"})
        _, fact = after.communication.cell.reports[-1]
        assert (fact.number, fact.upto, fact.head) == (
            number, before.head.sequence, before.head.hash,
        )  # fmt: skip
