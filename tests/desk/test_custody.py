from datetime import UTC, datetime, timedelta

import pytest

from endigue.communication.custody_facts import ExhibitHandedOver, ExhibitTaken
from endigue.communication.rulebook import Rulebook
from endigue.desk.acting import give_role
from endigue.desk.case import Case
from endigue.desk.custody import (
    check_exhibit,
    evidence_register,
    hand_over_exhibit,
    take_exhibit,
)
from endigue.desk.refusal import Refusal
from endigue.eradication.facts import CustodyPassed, EvidenceCompared, EvidencePreserved, Item
from endigue.readers.rulebook import load_rulebook
from endigue.stores.memory import MemoryStore

NOW = datetime(2026, 2, 7, 9, tzinfo=UTC)
BOOK: Rulebook = load_rulebook()
DISK = ExhibitTaken(0, "disk of srv-1", "disk", "Expert", sha256="a" * 64, size=5)


@pytest.fixture
def case() -> Case:
    return Case(MemoryStore(), None, lambda: NOW, "Keeper")  # type: ignore[arg-type]


def handed(giver: str, receiver: str, why: str = "analysis", number: int = 1) -> ExhibitHandedOver:
    return ExhibitHandedOver(number, giver, receiver, why)


def test_exhibits_are_numbered_and_go_from_hand_to_hand(case: Case) -> None:
    ledger = take_exhibit(case, case.ledger(), BOOK, DISK, NOW)
    ledger = take_exhibit(case, ledger, BOOK, ExhibitTaken(0, "note", "paper", "Expert"), NOW)
    ledger = hand_over_exhibit(case, ledger, BOOK, handed("Expert", "Police"), NOW)
    found = evidence_register(ledger, "G", NOW)
    assert [(one.fact.number, one.holder) for one in found.exhibits] == [
        (1, "Police"),
        (2, "Expert"),
    ]


@pytest.mark.parametrize(
    ("step", "hours", "code"),
    [
        (handed("Police", "Lab"), 0, "custody.not_the_holder"),
        (handed("Expert", "Expert"), 0, "custody.says_nothing"),
        (handed("Expert", "Lab", " "), 0, "custody.says_nothing"),
        (handed("Expert", "Lab", number=7), 0, "custody.none_such"),
        (handed("Expert", "Lab"), -1, "custody.before_it_came"),
    ],
)
def test_a_chain_of_custody_has_no_gap(
    case: Case, step: ExhibitHandedOver, hours: int, code: str
) -> None:
    ledger = take_exhibit(case, case.ledger(), BOOK, DISK, NOW)
    with pytest.raises(Refusal, match=code.replace(".", r"\.")):
        hand_over_exhibit(case, ledger, BOOK, step, NOW + timedelta(hours=hours))
    assert case.ledger().head == ledger.head


def test_bytes_that_changed_are_found_and_told(case: Case) -> None:
    ledger = take_exhibit(case, case.ledger(), BOOK, DISK, NOW)
    ledger = check_exhibit(case, ledger, BOOK, 1, "a" * 64)
    assert ledger.communication.custody[1].altered is False
    ledger = check_exhibit(case, ledger, BOOK, 1, "b" * 64)
    assert ledger.communication.custody[1].altered is True
    ledger = take_exhibit(case, ledger, BOOK, ExhibitTaken(0, "note", "paper", "X"), NOW)
    with pytest.raises(Refusal, match=r"custody\.no_bytes"):
        check_exhibit(case, ledger, BOOK, 2, "a" * 64)


def test_an_observer_takes_nothing(case: Case) -> None:
    ledger = give_role(case, case.ledger(), BOOK.roles, "Director", "strategic")
    director = Case(case.store, case.blobs, case.clock, "Director")
    ledger = give_role(director, ledger, BOOK.roles, "Keeper", "observer")
    with pytest.raises(Refusal, match=r"communication\.not_allowed"):
        take_exhibit(case, ledger, BOOK, DISK, NOW)
    with pytest.raises(Refusal, match=r"custody\.says_nothing"):
        take_exhibit(director, case.ledger(), BOOK, ExhibitTaken(0, " ", "file", "X"), NOW)


def test_what_the_eradication_took_from_machines_stands_in_the_register_too(case: Case) -> None:
    ledger = take_exhibit(case, case.ledger(), BOOK, DISK, NOW)
    item = Item("memory", "b" * 64, 9, "Expert", "safe")
    taken = EvidencePreserved("srv-2", (item,))
    passed, compared = (
        CustodyPassed("b" * 64, "Expert", "Lab"),
        EvidenceCompared("b" * 64, "c" * 64),
    )
    unknown = CustodyPassed("d" * 64, "X", "Y")
    ledger = case.record([taken, passed, compared, unknown], ledger)
    first, second = evidence_register(ledger, "G", NOW).exhibits
    assert (first.fact.number, second.fact.number) == (1, 0)
    assert (second.fact.what, second.holder, second.altered) == ("srv-2: memory", "Lab", True)
    assert [mark.entry for mark, _ in second.transfers] == [3]
