from datetime import UTC, datetime

from endigue.desk.case import Case
from endigue.desk.facts import BriefingWritten
from endigue.desk.ledger import Ledger, see
from endigue.evidence.facts import StatementMade
from endigue.journal.entry import Entry, Head

NOW = datetime(2021, 2, 5, 21, 30, tzinfo=UTC)


def test_a_fact_of_a_later_version_is_passed_over() -> None:
    entry = Entry(1, NOW, NOW, "tester", "damage.counted", '{"files":3}', "0" * 64, "a" * 64)
    assert see(Ledger(), entry) == Ledger(head=Head(1, "a" * 64), rests_upon=Head(1, "a" * 64))


def test_a_briefing_does_not_rest_upon_itself(case: Case) -> None:
    stated = case.record([StatementMade("pc-1", "confirmed", "seen")], case.ledger())
    briefed = case.record([BriefingWritten(1, {})], stated)
    assert briefed.head.sequence == 2
    assert briefed.rests_upon == stated.head
