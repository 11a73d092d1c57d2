from datetime import UTC, date, datetime

import pytest

from endigue.communication.profile import Company, Profile
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.desk.reporting import dora_company, dora_report
from endigue.readers.rulebook import load_rulebook

DORA = frozenset({"dora"})
ONE = Profile("G", "Europe/Paris", "EUR", "FR", (Company("a", "A", DORA),
                                                 Company("c", "C", frozenset())))  # fmt: skip
TWO = Profile("G", "Europe/Paris", "EUR", "FR", (Company("a", "A", DORA), Company("b", "B", DORA)))


def test_the_only_company_in_scope_need_not_be_named() -> None:
    assert dora_company(ONE, None).id == dora_company(ONE, "a").id == "a"
    assert dora_company(TWO, "b").id == "b"


@pytest.mark.parametrize(("profile", "wanted"), [(ONE, "c"), (ONE, "x"), (TWO, None)])
def test_who_does_not_report_alone_is_refused(profile: Profile, wanted: str | None) -> None:
    with pytest.raises(Refusal, match="which_company"):
        dora_company(profile, wanted)


def test_before_the_law_there_is_no_report_unless_it_is_rehearsed() -> None:
    at = datetime(2021, 2, 6, tzinfo=UTC)
    company = ONE.companies[0]
    with pytest.raises(Refusal, match="not_law_yet"):
        dora_report(Ledger(), ONE, company, load_rulebook(), "initial", at)
    rehearsed = dora_report(
        Ledger(), ONE, company, load_rulebook(), "initial", at, date(2026, 1, 1)
    )
    assert rehearsed["2.1"].state == "missing"
