from datetime import datetime, timedelta

import pytest

from endigue.communication.bulletin import LONGEST, Bulletin, Text
from endigue.communication.facts import BulletinWritten
from endigue.desk.case import Case, as_known_at
from endigue.desk.refusal import Refusal
from endigue.evidence.facts import StatementMade
from endigue.journal.store import Moved


def test_a_fact_decided_on_an_old_ledger_is_not_written(case: Case) -> None:
    before = case.ledger()
    case.record([StatementMade("pc-1", "confirmed", "seen")], before)
    with pytest.raises(Moved):
        case.record([StatementMade("pc-1", "cleared", "not seen")], before)
    assert case.ledger().evidence.verdicts == {"pc-1": "confirmed"}


def test_a_fact_that_could_not_be_read_again_is_not_written(case: Case) -> None:
    seen = StatementMade("pc-1", "confirmed", "seen")
    fits = BulletinWritten(Bulletin(update=Text("x" * LONGEST)))
    too_long = BulletinWritten(Bulletin(update=Text("x" * (LONGEST + 1))))
    with pytest.raises(Refusal, match=r"desk\.fact_unreadable"):
        case.record([seen, too_long], case.ledger())
    assert list(case.store.read()) == []
    assert case.record([seen, fits], case.ledger()) == case.ledger()


def test_what_record_returns_is_what_the_journal_says(case: Case) -> None:
    after = case.record([StatementMade("pc-1", "confirmed", "seen")], case.ledger())
    assert after == case.ledger()
    assert after.head == case.store.head()


def test_the_past_is_known_as_it_was(case: Case) -> None:
    first: datetime = case.clock()
    later = Case(case.store, case.blobs, lambda: first + timedelta(hours=2), "tester")
    case.record([StatementMade("pc-1", "confirmed", "seen")], case.ledger())
    later.record([StatementMade("pc-1", "cleared", "was a test")], later.ledger())

    def verdicts(moment: datetime) -> dict[str, str]:
        return dict(as_known_at(case.store.read(), moment).evidence.verdicts)

    assert verdicts(first - timedelta(seconds=1)) == {}
    assert verdicts(first) == {"pc-1": "confirmed"}
    assert verdicts(first + timedelta(hours=1)) == {"pc-1": "confirmed"}
    assert verdicts(first + timedelta(hours=2)) == {"pc-1": "cleared"}
