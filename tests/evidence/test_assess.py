from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.evidence.assess import abridged, assess, probabilities, probability_of
from endigue.evidence.findings import Assessment, Finding, Suspicion, Verdict
from endigue.evidence.likelihood import KINDS, Table
from endigue.organisation.model import Organisation

NOON = datetime(2021, 2, 5, 12, tzinfo=UTC)


def suspicion(assessment: Assessment, asset: str) -> Suspicion:
    return next(each for each in assessment.suspicions if each.asset == asset)


def test_a_finding_weighs_on_its_host_and_less_on_its_account(
    organisation: Organisation, table: Table
) -> None:
    finding = Finding("edr_alert", host="SRV-FILES", account="LYS\\c.moreau", observed_at=NOON)
    result = assess(organisation, [finding], {}, table)
    assert [each.asset for each in result.suspicions] == ["srv-files", "acc-moreau"]
    assert result.suspicions[0].probability == pytest.approx(200 / 299)
    assert result.suspicions[1].probability == pytest.approx(10 / 109)


def test_an_asset_without_findings_is_not_listed_and_has_its_prior(
    organisation: Organisation, table: Table
) -> None:
    result = assess(organisation, [], {}, table)
    assert result.suspicions == ()
    firewall = next(asset for asset in organisation.assets if asset.id == "fw1")
    assert probability_of(firewall, result, table) == table.prior["appliance"].probability


def test_every_asset_has_a_probability_in_the_order_of_the_organisation(
    organisation: Organisation, table: Table
) -> None:
    result = assess(organisation, [Finding("ransom_note", host="srv-files")], {}, table)
    every = probabilities(organisation, result, table)
    expected = [probability_of(asset, result, table) for asset in organisation.assets]
    assert every.tolist() == expected
    assert every.argmax() == organisation.asset_index["srv-files"]


@pytest.mark.parametrize(("verdict", "expected"), [("confirmed", 1.0), ("cleared", 0.0)])
def test_a_statement_overrides_every_finding_and_the_findings_stay_visible(
    organisation: Organisation, table: Table, verdict: Verdict, expected: float
) -> None:
    findings = [Finding("ransom_note", host="srv-files"), Finding("clean_scan", host="ws-107")]
    result = assess(organisation, findings, {"srv-files": verdict, "ws-107": verdict}, table)
    for asset in ("srv-files", "ws-107"):
        assert suspicion(result, asset).probability == expected
        assert suspicion(result, asset).statement == verdict
        assert len(suspicion(result, asset).contributions) == 1


def test_a_statement_lists_an_asset_that_no_finding_names(
    organisation: Organisation, table: Table
) -> None:
    result = assess(organisation, [], {"fw1": "confirmed", "gone": "cleared"}, table)
    assert [each.asset for each in result.suspicions] == ["fw1"]
    assert [(each.name, each.role) for each in result.unmatched] == [("gone", "host")]


def test_names_that_are_no_one_asset_are_counted_with_candidates(
    organisation: Organisation, table: Table
) -> None:
    findings = [
        Finding("edr_alert", host="INTRANET", source="b.csv", row=7),
        Finding("edr_alert", host="intranet", source="a.csv", row=9),
        Finding("edr_alert", host="WS-ACCEUIL-0107", account="n.petit"),
        Finding("edr_alert", host="WS-ACCEUIL-0107", account="x.inconnu"),
        Finding("edr_alert", host="-", account="NT AUTHORITY\\SYSTEM"),
    ]
    result = assess(organisation, findings, {}, table)
    found = {(each.role, each.name): each for each in result.unmatched}
    twins = found["host", "intranet"]
    assert (twins.count, twins.ambiguous, twins.candidates) == (2, True, ("twin-a", "twin-b"))
    assert (twins.source, twins.row) == ("a.csv", 9)
    typo = found["host", "WS-ACCEUIL-0107"]
    assert (typo.count, typo.ambiguous, typo.candidates) == (2, False, ("ws-107",))
    assert found["account", "x.inconnu"].count == 1
    assert found["host", "-"].count == 1
    assert [each.asset for each in result.suspicions] == ["acc-petit"]


def test_the_account_of_the_machine_itself_does_not_count_twice(
    organisation: Organisation, table: Table
) -> None:
    alone = assess(organisation, [Finding("edr_alert", host="srv-files")], {}, table)
    itself = [Finding("edr_alert", host="srv-files.lys.example", account="LYS\\SRV-FILES$")]
    assert assess(organisation, itself, {}, table) == alone
    local = [Finding("edr_alert", account="SRV-FILES\\administrator")]
    assert suspicion(assess(organisation, local, {}, table), "srv-files").probability > 0.01


def test_kinds_and_sources_are_counted(organisation: Organisation, table: Table) -> None:
    findings = [
        Finding("sigma_low", host="fw1", source="b.csv"),
        Finding("sigma_low", host="nowhere", source="a.csv"),
        Finding("edr_alert", host="fw1", source="b.csv"),
    ]
    result = assess(organisation, findings, {}, table)
    assert result.counts == {"edr_alert": 1, "sigma_low": 2}
    assert result.sources == ("a.csv", "b.csv")


def test_repeated_findings_are_shown_as_a_number_beyond_the_first(
    organisation: Organisation, table: Table
) -> None:
    findings = [
        Finding("sigma_high", host="fw1", observed_at=NOON + timedelta(seconds=second), row=second)
        for second in range(1_000)
    ]
    shown = suspicion(assess(organisation, findings, {}, table), "fw1")
    assert shown.contributions[0].counted
    assert len(shown.contributions) + shown.not_shown == 1_000
    assert shown.not_shown > 900


def test_an_abridged_assessment_keeps_every_probability(
    organisation: Organisation, table: Table
) -> None:
    findings = [Finding("edr_alert", host=host) for host in ("fw1", "srv-files", "ws-107")]
    full = assess(organisation, findings, {}, table)
    short = abridged(full, most=2)
    assert [(each.asset, each.probability) for each in short.suspicions] == [
        (each.asset, each.probability) for each in full.suspicions
    ]
    assert [len(each.contributions) for each in short.suspicions] == [1, 1, 0]
    assert [each.not_shown for each in short.suspicions] == [0, 0, 1]
    assert abridged(full) == full


WRITTEN = st.sampled_from(
    ["SRV-FILES", "srv-files.lys.example", "INTRANET", "10.20.0.17", "WS-9", "-", "", "fw1"]
)
ACCOUNTS = st.sampled_from(["", "c.moreau", "LYS\\n.petit", "SRV-FILES$", "x@y.example", "SYSTEM"])
FINDINGS = st.lists(
    st.builds(
        lambda kind, host, account, minutes, row: Finding(
            kind, host, account, NOON + timedelta(minutes=minutes), "f.csv", row
        ),
        st.sampled_from(KINDS),
        WRITTEN,
        ACCOUNTS,
        st.integers(0, 300),
        st.integers(0, 5),
    ),
    max_size=15,
)


@given(findings=FINDINGS, data=st.data())
def test_the_order_of_the_findings_does_not_matter(
    organisation: Organisation, table: Table, findings: list[Finding], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(findings))
    assert assess(organisation, shuffled, {}, table) == assess(organisation, findings, {}, table)


@given(findings=FINDINGS)
def test_every_finding_is_with_an_asset_or_with_an_unmatched_name(
    organisation: Organisation, table: Table, findings: list[Finding]
) -> None:
    result = assess(organisation, findings, {}, table)
    placed = sum(len(each.contributions) + each.not_shown for each in result.suspicions)
    assert placed + sum(each.count for each in result.unmatched) >= len(findings)
    assert list(result.suspicions) == sorted(
        result.suspicions, key=lambda each: (-each.probability, each.asset)
    )
