from datetime import UTC, date, datetime, timedelta

import pytest

from endigue.communication.facts import EventRecorded
from endigue.communication.profile import Company, Profile
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.notices import notice_of, register_of_case
from endigue.desk.refusal import Refusal
from endigue.evidence.facts import recorded
from endigue.readers.rulebook import load_rulebook
from endigue.stores.memory import MemoryStore

NOW = datetime(2026, 2, 10, 22, tzinfo=UTC)
ALL = frozenset({"gdpr", "complaint"})
TWO = Profile("G", "Europe/Paris", "EUR", "FR", (Company("a", "A", ALL), Company("b", "B", ALL)))


def ledger(known: datetime) -> Ledger:
    case = Case(MemoryStore(), None, lambda: NOW, "keeper")  # type: ignore[arg-type]
    found = case.record([EventRecorded("personal-data-breach")], case.ledger(), known)
    return case.record(recorded("edr.csv", "0f" * 32, "csv", ()), found)


def test_who_owes_a_notice_is_named_where_several_do() -> None:
    with pytest.raises(Refusal, match="which_notifier"):
        notice_of(Ledger(), TWO, load_rulebook(), "gdpr", None, NOW)
    assert notice_of(Ledger(), TWO, load_rulebook(), "gdpr", "b", NOW).company == "B"


@pytest.mark.parametrize(("hours", "asked"), [(72, False), (73, True)])
def test_a_late_notice_asks_for_its_reasons(hours: int, asked: bool) -> None:
    known = ledger(NOW - timedelta(hours=hours))
    notice = notice_of(known, TWO, load_rulebook(), "gdpr", "a", NOW, date(2026, 1, 1))
    assert ("delay-reasons" in {one.question for one in notice.answers}) is asked


def test_the_evidence_that_was_read_is_annexed() -> None:
    notice = notice_of(ledger(NOW), TWO, load_rulebook(), "complaint", "a", NOW)
    assert [(annex.name, annex.sha256) for annex in notice.annexes] == [("edr.csv", "0f" * 32)]


def test_the_register_is_that_of_the_group() -> None:
    assert [row.company for row in register_of_case(ledger(NOW), TWO, NOW).rows] == ["a", "b"]
