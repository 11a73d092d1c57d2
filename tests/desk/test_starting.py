from datetime import UTC, datetime, timedelta

import pytest

from endigue.communication.facts import EventRecorded
from endigue.communication.profile import Company, Profile
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.desk.starting import duty_lines, start_clocks
from endigue.evidence.facts import CompromiseAssessed
from endigue.evidence.findings import Assessment, Suspicion
from endigue.readers.rulebook import load_rulebook
from endigue.stores.memory import MemoryStore

NOW = datetime(2026, 2, 6, 21, 30, tzinfo=UTC)
BOOK = load_rulebook()
ALL = frozenset({"dora", "gdpr", "complaint"})
GROUP = Profile(
    "G", "Europe/Paris", "EUR", "FR",
    (Company("a", "Alpha", ALL), Company("b", "Beta", ALL), Company("c", "Gamma", frozenset())),
)  # fmt: skip


@pytest.fixture
def case() -> Case:
    return Case(MemoryStore(), None, lambda: NOW, "Keeper")  # type: ignore[arg-type]


def suspected(case: Case, probability: float) -> Ledger:
    assessment = Assessment((Suspicion("pc-1", probability),))
    return case.record([CompromiseAssessed(assessment, "t")], case.ledger())


def aware(ledger: Ledger) -> list[datetime]:
    return [one.occurred_at for one in ledger.communication.events if one.event == "aware"]


def test_who_sees_a_likely_compromise_is_aware_from_then_and_once(case: Case) -> None:
    ledger = start_clocks(case, suspected(case, 0.9), GROUP, 0.5, None)
    assert aware(ledger) == [NOW]
    (noted,) = ledger.communication.events
    assert (noted.verified, noted.note) == (False, "")
    assert start_clocks(case, ledger, GROUP, 0.5, None).head == ledger.head


def test_what_somebody_has_recorded_or_withdrawn_stands(case: Case) -> None:
    earlier = NOW - timedelta(hours=5)
    ledger = case.record([EventRecorded("aware")], suspected(case, 0.9), earlier)
    assert aware(start_clocks(case, ledger, GROUP, 0.5, None)) == [earlier]


def test_a_faint_suspicion_starts_nothing_unless_somebody_says_when(case: Case) -> None:
    ledger = suspected(case, 0.2)
    assert aware(start_clocks(case, ledger, GROUP, 0.5, None)) == []
    earlier = NOW - timedelta(hours=2)
    assert aware(start_clocks(case, ledger, GROUP, 0.5, earlier)) == [earlier]
    with pytest.raises(Refusal, match=r"communication\.in_the_future"):
        start_clocks(case, ledger, GROUP, 0.5, NOW + timedelta(hours=1))


def test_a_group_that_owes_nothing_has_no_clock(case: Case) -> None:
    free = Profile("G", "Europe/Paris", "EUR", "FR", (Company("c", "Gamma", frozenset()),))
    ledger = start_clocks(case, suspected(case, 0.9), free, 0.5, None)
    assert aware(ledger) == []
    assert duty_lines(ledger, free, BOOK, NOW) == ()


def test_companies_that_owe_the_same_stand_on_one_line_and_what_runs_comes_first(
    case: Case,
) -> None:
    ledger = start_clocks(case, suspected(case, 0.9), GROUP, 0.5, None)
    lines = duty_lines(ledger, GROUP, BOOK, NOW)
    initial = next(one for one in lines if (one.regime, one.name) == ("DORA", "initial"))
    assert initial.companies == ("Alpha", "Beta")
    assert initial.safe == NOW + timedelta(hours=24)
    assert initial.missing == ("classified-major",)
    complaint = next(one for one in lines if one.regime == "complaint")
    assert complaint.safe == NOW + timedelta(hours=72)
    assert [not one.runs for one in lines] == sorted(not one.runs for one in lines)
    assert initial.runs and initial.state == "not_started"  # the 24 hours run, the 4 do not
    assert all(one.name != "intermediate" for one in lines)  # it follows the initial
    own = case.record([EventRecorded("classified-major", "a")], ledger, NOW)
    apart = [one for one in duty_lines(own, GROUP, BOOK, NOW)
             if (one.regime, one.name) == ("DORA", "initial")]  # fmt: skip
    assert [(one.companies, one.safe) for one in apart] == [
        (("Alpha",), NOW + timedelta(hours=4)),
        (("Beta",), NOW + timedelta(hours=24)),
    ]


def test_a_country_whose_holidays_are_not_known_gives_no_line(case: Case) -> None:
    abroad = Profile("G", "Europe/Paris", "EUR", "ZZ", GROUP.companies)
    ledger = start_clocks(case, suspected(case, 0.9), abroad, 0.5, None)
    assert duty_lines(ledger, abroad, BOOK, NOW) == ()
