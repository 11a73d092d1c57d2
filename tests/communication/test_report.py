from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from tests.crisis_chronicle import SENT, entries, report, view_of

from endigue.communication.report import Report
from endigue.communication.report_fields import STAGES, Stage
from endigue.communication.view import CommunicationView
from endigue.readers.rulebook import load_rulebook

from .conftest import paris


def lacking(found: Report) -> set[str]:
    return {one.id for one in found.lacking}


@pytest.mark.parametrize("stage", list(SENT))
def test_the_crisis_fills_every_field_that_each_stage_asks_for(stage: Stage) -> None:
    found = report(stage)
    assert lacking(found) == set()
    assert found.checks == ()
    assert [one.id for one in found.fields] == [f.id for f in load_rulebook().report_fields.field]


def test_values_come_from_the_facts_in_the_units_of_the_template() -> None:
    found = report("final")
    expected = {
        "1.1": "final_report",
        "1.2": "Mutuelle des Rivages",
        "2.2": paris("2026-02-06 19:05"),
        "2.3": paris("2026-02-06 21:00"),
        "3.2": paris("2026-02-06 16:40"),
        "3.3": paris("2026-02-27 12:00"),
        "3.4": 598_214 + 400_000,  # clients and the people whom their contracts cover
        "3.5": Decimal("99.8"),  # 99.8214 of 100, half up
        "3.6": 0,
        "3.7": Decimal("0.0"),
        "3.9": 43_200,
        "3.10": Decimal("90.0"),
        "3.15": 25 * 1440 + 20,  # 6 Feb 16:40 to 3 Mar 17:00
        "3.16": 24 * 1440 + 21 * 60 + 30,  # 6 Feb 19:30 to 3 Mar 17:00, backlog served
        "3.17": "actual_figures",
        "4.13": 705_400_50,
        "4.14": 250_000_00,
    }
    assert {key: found[key].value for key in expected} == expected
    assert found["3.4"].estimated is True  # the beneficiaries are still an estimate
    assert found["3.12"].value == (
        "estimates_for_clients_affected",
        "no_impact_on_financial_counterparts",
        "estimates_for_transactions_affected",
    )
    assert found["2.5"].value == (
        "critical_services_affected",
        "clients_financial_counterparts_and_transactions_affected",
        "reputational_impact",
        "duration_and_service_downtime",
        "data_losses",
        "economic_impact",
    )


def test_while_it_lasts_durations_run_to_the_present_and_are_estimates() -> None:
    found = report("intermediate", at="2026-02-09T17:30:00+01:00")
    assert (found["3.15"].value, found["3.15"].estimated) == (3 * 1440 + 50, True)
    assert found["3.17"].value == "estimates"
    assert lacking(found) == {"3.3"}  # nothing has been recovered yet


def without(events: set[str]) -> CommunicationView:
    """The whole crisis, without any record of these events."""
    view = view_of(entries())
    return replace(view, records=tuple(n for n in view.records if n.event not in events))


# What rests on what, written from the regulation, not from the table of fields. An event that
# is not named leaves no field missing.
RESTS: dict[str, set[str]] = {
    "incident-reference": {"2.1"},
    "detected": {"2.2"},
    "classified-major": {"2.3"},
    "incident-description": {"2.4"},
    "discovery": {"2.7"},
    "from-third-party": {"2.8"},
    "continuity-plan-activated": {"2.9"},
    "authority-reference": {"3.1"},
    "occurred": {"3.2"},
    "services-recovered": {"3.3"},
    "clients-affected": {"3.4", "3.5", "3.12"},
    "beneficiaries-affected": {"3.4", "3.5", "3.12"},
    "clients-of-service": {"3.5"},
    "beneficiaries-of-service": {"3.5"},
    "counterparts-affected": {"3.6", "3.7", "3.12"},
    "counterparts-of-service": {"3.7"},
    "relevant-client-hit": {"3.8"},
    "transactions-affected": {"3.9", "3.10", "3.11", "3.12"},
    "transactions-daily-average": {"3.10"},
    "transactions-value-affected": {"3.11"},
    "reputation": {"3.13", "3.14"},
    "reputation-context": {"3.14"},
    "countries-hit": {"2.6", "3.18", "3.19"},
    "data-losses": {"3.20"},
    "data-losses-description": {"3.21"},
    "critical-services": {"3.22"},
    "incident-type": {"3.24", "3.25", "3.35"} | {"3.23"},
    "techniques": {"3.25", "3.26"},
    "functional-areas": {"3.27"},
    "infrastructure-hit": {"3.28", "3.29"},
    "infrastructure": {"3.29"},
    "financial-interest": {"3.30"},
    "other-authorities": {"3.31", "3.32"},
    "temporary-measures": {"3.33", "3.34"},
    "temporary-measures-description": {"3.34"},
    "indicators": {"3.35"},
    "root-causes": {"4.1"},
    "root-causes-detailed": {"4.2", "4.3", "4.4"},
    "root-causes-additional": {"4.3"},
    "root-causes-information": {"4.5"},
    "resolution": {"4.6"},
    "root-cause-addressed": {"4.7"},
    "resolved": {"4.8"},
    "resolution-against-plan": {"4.9"},
    "resolvability-critical-functions": {"4.10"},
    "resolvability-hit": {"4.11"},
    "recoveries": {"4.14"},
    "recurring": {"4.15", "4.16"},
    **{f"cost-{head}": {"4.12", "4.13"} for head in (
        "stolen", "replacement", "staff", "contract-fees", "redress", "revenue", "communication",
        "advice",
    )},
}  # fmt: skip
RECORDED = sorted({noted.event for noted in view_of(entries()).events})


@pytest.mark.parametrize("event", RECORDED)
def test_without_one_event_exactly_the_fields_that_rest_on_it_are_missing(event: str) -> None:
    found = report("final", without({event}))
    assert lacking(found) == RESTS.get(event, set())
    for one in found.lacking:
        assert event in one.missing


def test_without_any_one_entry_of_the_journal_exactly_what_rests_on_it_alone_is_missing() -> None:
    """Every fact of every kind, one after the other: bulletins, decisions and roles too."""
    whole = report("final")
    records = {noted.entry: noted for noted in view_of(entries()).events}
    seen = 0
    for removed in entries():
        view = view_of(tuple(one for one in entries() if one.sequence != removed.sequence))
        found = report("final", view)
        noted = records.get(removed.sequence)
        if noted is None:
            if removed.fact != "communication.event_withdrawn":
                assert found.fields == whole.fields, removed.fact
            assert lacking(found) == set(), removed.fact
            continue
        others = [one for one in records.values()
                  if one.event == noted.event and one.entry != noted.entry
                  and one.company in {"", "mutual"}]  # fmt: skip
        alone = noted.company in {"", "mutual"} and not others
        assert lacking(found) == (RESTS.get(noted.event, set()) if alone else set()), noted.event
        seen += alone
    assert seen > 60  # most facts stand alone, so their absence shows


def test_the_facts_that_leave_no_field_missing_are_those_of_other_duties() -> None:
    assert set(RECORDED) - RESTS.keys() == {
        "access-may-lose-data", "aware", "backlog-served", "breach-consequences",
        "breach-data-categories", "breach-measures", "breach-nature", "breach-people",
        "breach-people-categories", "breach-records", "breach-registered", "complaint-facts",
        "complaint-receipt", "policy-number", "ransom-demanded",
        "clients-informed", "complaint-filed", "critical-function-hit", "data-loss-hurts",
        "financial-interest-hit", "gdpr-notified", "health-authorities-informed",
        "health-incident", "high-risk", "initial-submitted", "intermediate-submitted",
        "malicious-access", "management-informed", "personal-data-breach",
        "personal-data-breach-suspected", "service-down", "supervised-service-hit",
        "transactions-value-daily-average",
    }  # fmt: skip


def test_without_any_ground_to_call_it_major_the_criteria_are_missing() -> None:
    found = report("initial", without({"malicious-access", "critical-function-hit",
                                       "supervised-service-hit"}))  # fmt: skip
    assert "2.5" in lacking(found)
    assert set(found["2.5"].missing) >= {"malicious-access", "critical-function-hit"}


def test_an_empty_journal_lacks_every_mandatory_field_that_the_profile_does_not_fill() -> None:
    found = report("initial", CommunicationView())
    assert {"2.1", "2.2", "2.3", "2.4", "2.5", "2.7", "2.9"} <= lacking(found)
    assert not {one for one in lacking(found) if one.startswith("1.")}


def test_a_reclassification_asks_for_its_reason() -> None:
    found = report("reclassified", at=SENT["intermediate"])
    assert found["1.1"].value == "major_incident_reclassified_as_non-major"
    assert lacking(found) == {"2.10"}


def test_the_home_country_is_not_listed_among_those_hit(new_crisis) -> None:  # type: ignore[no-untyped-def]
    crisis = new_crisis()
    crisis.happens("countries-hit", "2026-02-06 20:00", ("FR", "BE", "LU"))
    found = report("initial", crisis.view)
    assert found["2.6"].value == ("BE", "LU")


def test_the_word_none_is_no_description_of_a_data_loss(new_crisis) -> None:  # type: ignore[no-untyped-def]
    crisis = new_crisis()
    for event, value in (("malicious-access", True), ("access-may-lose-data", True),
                         ("data-losses", ("none",))):  # fmt: skip
        crisis.happens(event, "2026-02-06 20:00", value)
    assert report("intermediate", crisis.view)["3.20"].missing == ("data-losses",)


def test_every_answer_names_the_entries_that_it_rests_upon() -> None:
    found = report("final")
    events = {noted.entry: noted.event for noted in view_of(entries()).events}
    assert {events[entry] for entry in found["3.5"].entries} == {
        "clients-affected", "beneficiaries-affected", "clients-of-service",
        "beneficiaries-of-service",
    }  # fmt: skip
    assert [events[entry] for entry in found["2.2"].entries] == ["detected"]


def test_a_stage_knows_its_name_and_its_time() -> None:
    found = report("initial")
    assert found.stage in STAGES
    assert isinstance(found.at, datetime)
