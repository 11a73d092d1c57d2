from itertools import pairwise

import pytest

from endigue.evidence.assess import assess, probability_of
from endigue.evidence.findings import Finding
from endigue.evidence.likelihood import KINDS
from endigue.evidence.matching import index_names, resolve_account, resolve_host
from endigue.organisation.example.incident import (
    AMBIGUOUS,
    IMPLANTS,
    KIOSK,
    Incident,
    incident_findings,
)
from endigue.organisation.example.mutual import reference_mutual
from endigue.organisation.model import Organisation
from endigue.readers.lever_figures import load_lever_figures

FIGURES = load_lever_figures()


def test_there_are_enough_rows_and_few_enough_to_read(incident: Incident) -> None:
    tables = (incident.messages, incident.edr, incident.detections, incident.called)
    assert 60 <= sum(map(len, tables)) <= 200
    for rows in tables[:3]:
        assert all(before.time <= after.time for before, after in pairwise(rows))
    assert {row.kind for row in (*incident.messages, *incident.edr)} <= set(KINDS)


def test_nobody_clicks_before_the_message_is_there(incident: Incident) -> None:
    delivered = {
        row.account.split("@")[0]: row.time
        for row in incident.messages
        if row.kind == "received_message"
    }
    clicked = [row for row in incident.messages if row.kind == "clicked_link"]
    assert len(clicked) == 9
    assert all(row.time > delivered[row.account.split("\\")[1]] for row in clicked)


def test_nobody_runs_the_implant_before_the_click(incident: Incident) -> None:
    clicked = {row.account: row.time for row in incident.messages if row.kind == "clicked_link"}
    implants = [row for row in incident.edr if row.kind == "confirmed_implant"]
    assert len(implants) == IMPLANTS
    assert all(row.time > clicked[row.account] for row in implants)
    opened = [
        row for row in incident.detections if row.rule == "Document Opened From Internet Zone"
    ]
    assert all(row.time > clicked[row.details.removeprefix("User: ")] for row in opened)


def test_names_mean_one_asset_except_two_strangers_and_one_that_means_two(
    mutual: Organisation, incident: Incident
) -> None:
    index = index_names(mutual)
    hosts = {row.host for row in (*incident.messages, *incident.edr) if row.host}
    hosts |= {row.computer for row in incident.detections} | {row.host for row in incident.called}
    found = {name: resolve_host(index, name) for name in hosts}
    odd = {name: len(places) for name, places in found.items() if len(places) != 1}
    assert odd == {KIOSK: 0, "10.77.3.14": 0, AMBIGUOUS: 2}
    accounts = {row.account for row in (*incident.messages, *incident.edr) if row.account}
    assert all(len(resolve_account(index, name)) == 1 for name in accounts)


def test_names_are_written_in_many_ways(incident: Incident) -> None:
    hosts = {row.host for row in (*incident.messages, *incident.edr)}
    assert any(name.endswith(".example") for name in hosts)
    assert any(name.isupper() and "." not in name for name in hosts)
    assert any(name.startswith("10.") for name in hosts)
    assert any(name != name.lower() and name != name.upper() for name in hosts)
    accounts = {row.account for row in (*incident.messages, *incident.edr)}
    assert any("@" in name for name in accounts)
    assert any("\\" in name for name in accounts)


def test_workstations_are_near_certain_and_a_service_account_is_suspect(
    mutual: Organisation, incident: Incident, likelihoods
) -> None:
    findings = [
        Finding(kind=row.kind, host=row.host, account=row.account, observed_at=row.time)
        for row in (*incident.messages, *incident.edr)
    ]
    assessment = assess(mutual, findings, {}, likelihoods)
    certain = [one.asset for one in assessment.suspicions if one.probability > 0.98]
    assert sum(name.startswith("pc-") for name in certain) == IMPLANTS
    assert "srv-file-02" in certain

    def probability(name: str) -> float:
        asset = mutual.assets[mutual.asset_index[name]]
        return probability_of(asset, assessment, likelihoods)

    assert 0.3 < probability("svc-scan") < 0.95
    assert 0.3 < probability("srv-scan-01") < 0.95
    assert probability("srv-dc-01") < 0.01


def test_another_seed_gives_other_people(mutual: Organisation, incident: Incident) -> None:
    other = incident_findings(mutual, 6)
    people = [{row.account for row in one.messages} for one in (incident, other)]
    assert people[0] != people[1]
    assert incident_findings(mutual, 5) == incident


def test_the_incident_fits_any_size(mutual: Organisation) -> None:
    large = incident_findings(reference_mutual(5, 3000, figures=FIGURES), 5)
    small = incident_findings(mutual, 5)
    assert len(large.messages) == len(small.messages)
    assert len(large.detections) == len(small.detections)


def test_another_organisation_is_an_error() -> None:
    with pytest.raises(ValueError, match="no reference mutual"):
        incident_findings(Organisation(name="other"), 5)
