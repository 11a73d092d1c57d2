from datetime import timedelta

from tests.crisis_chronicle import entries, profile

from endigue.desk.case import fold
from endigue.desk.returns import returns_of
from endigue.journal.chain import extend
from endigue.journal.entry import Draft, Head
from endigue.kernel.instant import parse_instant
from endigue.readers.rulebook import load_rulebook
from endigue.restoration.facts import GateDecided

BOOK = load_rulebook()
TUESDAY = parse_instant("2026-03-03T18:20:00+01:00")


def test_an_operation_is_back_when_its_gate_opened_else_when_the_public_was_told() -> None:
    told = returns_of(entries(), fold(entries()), profile(), BOOK)
    assert told["member-area"] == TUESDAY
    last = entries()[-1]
    gate = GateDecided("member-area", True, TUESDAY - timedelta(hours=6))
    more = extend(Head(last.sequence, last.hash), [Draft(gate, TUESDAY, "k")], TUESDAY)
    known = (*entries(), *more)
    assert returns_of(known, fold(known), profile(), BOOK)["member-area"] == gate.occurred_at


def test_nothing_told_and_no_gate_is_no_return() -> None:
    first = entries()[:3]
    assert returns_of(first, fold(first), profile(), BOOK) == {}
