from datetime import timedelta

import pytest

from endigue.desk.case import Case
from endigue.desk.eradicating import Site, check, site, verify
from endigue.desk.ledger import Ledger
from endigue.desk.relapsing import seen_again
from endigue.eradication.checks import Checks
from endigue.eradication.facts import CheckMade
from endigue.evidence.facts import recorded
from endigue.evidence.findings import Finding
from endigue.organisation.model import Organisation
from endigue.readers.checks import load_checks
from endigue.readers.likelihood import load_likelihoods

CHECKS = Checks({one.id: one for one in load_checks()})
TABLE = load_likelihoods()


def here(case: Case, ledger: Ledger, organisation: Organisation) -> Site:
    return site(ledger, organisation, CHECKS, case.clock())


@pytest.fixture
def ledger(case: Case, organisation: Organisation) -> Ledger:
    """Both machines are verified now."""
    found, both = case.ledger(), ("pc-1", "srv-1")
    for one in CHECKS.needed("machine", "lan", case.clock().date(), cleaned=False):
        made = CheckMade(both, one.id, True, "Bob")
        found = check(case, found, here(case, found, organisation), made)
    return verify(case, found, here(case, found, organisation), both, "Bob")


def test_only_what_was_seen_after_the_verification_counts(
    case: Case, organisation: Organisation, ledger: Ledger
) -> None:
    now = case.clock()
    findings = (
        Finding("ransom_note", host="pc-1", observed_at=now - timedelta(hours=1)),
        Finding("ransom_note", host="pc-1"),
        Finding("edr_alert", host="srv-1", observed_at=now + timedelta(minutes=5)),
        Finding("ransom_note", host="stranger", observed_at=now + timedelta(minutes=5)),
    )
    ledger = case.record(recorded("edr.csv", "0f", "csv", findings), ledger)
    (again,) = seen_again(ledger, here(case, ledger, organisation), organisation, TABLE)
    assert again.asset == "srv-1"
    assert again.probability > 0.1
    assert [one.kind for one in again.contributions] == ["edr_alert"]


def test_a_finding_says_nothing_new_of_what_is_not_clean(
    case: Case, organisation: Organisation
) -> None:
    finding = Finding("ransom_note", host="pc-1", observed_at=case.clock())
    ledger = case.record(recorded("edr.csv", "0f", "csv", (finding,)), case.ledger())
    assert seen_again(ledger, here(case, ledger, organisation), organisation, TABLE) == ()


def test_a_name_that_several_share_means_none(
    case: Case, organisation: Organisation, ledger: Ledger
) -> None:
    later = case.clock() + timedelta(minutes=1)
    finding = Finding("ransom_note", host="DESK", observed_at=later)
    ledger = case.record(recorded("edr.csv", "0f", "csv", (finding,)), ledger)
    assert seen_again(ledger, here(case, ledger, organisation), organisation, TABLE) == ()
