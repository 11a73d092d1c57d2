from datetime import UTC, datetime, timedelta
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.evidence.findings import Finding
from endigue.evidence.likelihood import KINDS, Table
from endigue.evidence.weighing import Seen, weigh
from endigue.kernel.probability import from_log_odds, log_odds

NOON = datetime(2021, 2, 5, 12, tzinfo=UTC)
PRIOR = 0.01
AGAINST = {"clean_scan"}


def seen(kind: str, minutes: float | None = 0.0, row: int = 0) -> Seen:
    moment = None if minutes is None else NOON + timedelta(minutes=minutes)
    return Finding(kind, host="h", observed_at=moment, row=row), "host"


def probability(findings: list[Seen], table: Table) -> float:
    return from_log_odds(weigh(findings, PRIOR, table)[0])


@pytest.mark.parametrize(
    ("kinds", "odds"),
    [
        ([], 1 / 99),
        (["edr_alert"], 200 / 99),
        (["edr_alert", "sigma_critical"], 200 * 100 / 99),
        (["clicked_link", "sigma_high"], 15 * 20 / 99),
        (["edr_alert", "clean_scan"], 200 * 0.1 / 99),
        (["sigma_low", "sigma_medium", "suspect_logon"], 1.5 * 3 * 4 / 99),
        (["ransom_note"], 20_000 / 99),
    ],
)
def test_odds_multiply_as_computed_by_hand(table: Table, kinds: list[str], odds: float) -> None:
    cap = 0.99 if "edr_alert" in kinds else 0.999
    expected = min(odds / (1 + odds), cap)
    assert probability([seen(kind) for kind in kinds], table) == pytest.approx(expected)


def test_the_same_kind_within_the_hour_counts_once(table: Table) -> None:
    total, contributions = weigh(
        [seen("sigma_high", minutes) for minutes in (0, 30, 59.9, 60, 119, 121)], PRIOR, table
    )
    assert [each.counted for each in contributions] == [True, False, False, True, False, True]
    assert total == pytest.approx(min(log_odds(PRIOR) + 3 * log(20), log_odds(0.9)))


def test_a_finding_without_a_time_counts_once_and_not_beside_one_with_a_time(table: Table) -> None:
    once = probability([seen("edr_alert", None)], table)
    assert probability([seen("edr_alert", None, row) for row in range(9)], table) == once
    assert probability([seen("edr_alert", None), seen("edr_alert", 0)], table) == once


def test_other_kinds_count_within_the_hour(table: Table) -> None:
    both = probability([seen("edr_alert"), seen("sigma_critical")], table)
    assert both > probability([seen("edr_alert"), seen("edr_alert", 5)], table)


@pytest.mark.parametrize(
    ("kinds", "highest"),
    [
        (["sigma_low", "sigma_medium", "suspect_logon"], 0.30),
        (["sigma_high", "clicked_link", "ioc_match", "sigma_low"], 0.90),
        (["edr_alert", "sigma_critical", "sigma_high"], 0.99),
        (list(KINDS[:-1]), 0.999),
    ],
)
def test_no_pile_passes_the_cap_of_its_strongest(
    table: Table, kinds: list[str], highest: float
) -> None:
    pile = [seen(kind, 60 * hour) for kind in kinds for hour in range(200)]
    assert probability(pile, table) == pytest.approx(highest)


def test_clean_scans_do_not_bury_a_ransom_note(table: Table) -> None:
    scans = [seen("clean_scan", 60 * hour) for hour in range(100)]
    odds = 20_000 / 99 * 0.02
    assert probability([seen("ransom_note"), *scans], table) == pytest.approx(odds / (1 + odds))


def test_a_finding_that_says_nothing_of_the_role_or_is_unknown_adds_nothing(table: Table) -> None:
    message: Seen = (Finding("received_message", host="h"), "host")
    unheard: Seen = (Finding("unheard_of", host="h"), "host")
    total, contributions = weigh([message, unheard], PRIOR, table)
    assert total == log_odds(PRIOR)
    assert [(each.counted, each.log_odds) for each in contributions] == [(False, 0.0)] * 2


FINDINGS = st.lists(
    st.builds(
        lambda kind, minutes, row, role: (seen(kind, minutes, row)[0], role),
        st.sampled_from(KINDS),
        st.none() | st.integers(0, 600),
        st.integers(0, 3),
        st.sampled_from(["host", "account"]),
    ),
    max_size=30,
)


@given(findings=FINDINGS, data=st.data())
def test_the_order_of_the_findings_does_not_matter(
    table: Table, findings: list[Seen], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(findings))
    assert weigh(shuffled, PRIOR, table) == weigh(findings, PRIOR, table)


@given(findings=FINDINGS, more=FINDINGS.filter(bool))
def test_one_more_finding_for_never_lowers_and_one_against_never_raises(
    table: Table, findings: list[Seen], more: list[Seen]
) -> None:
    before = weigh(findings, PRIOR, table)[0]
    after = weigh([*findings, more[0]], PRIOR, table)[0]
    if more[0][0].kind in AGAINST:
        assert after <= before + 1e-9
    else:
        assert after >= before - 1e-9


@given(findings=FINDINGS)
def test_what_is_counted_adds_up_to_the_probability_and_nothing_disappears(
    table: Table, findings: list[Seen]
) -> None:
    total, contributions = weigh(findings, PRIOR, table)
    counted = sum(each.log_odds for each in contributions if each.counted)
    assert total == pytest.approx(log_odds(PRIOR) + counted, abs=1e-9)
    assert len(contributions) == len(findings)
    assert log_odds(PRIOR) + log(table.caps.floor) <= total + 1e-9
    assert total <= log_odds(table.caps.certain) + 1e-9
