import json

import pytest
from tests.crisis_chronicle import SENT, profile, report

from endigue.readers.rulebook import load_rulebook
from endigue.writers.dora.report_json import duration_text, report_json, thousands
from endigue.writers.dora.schema import complaints, our_schema

FIELDS = load_rulebook().report_fields


def document(stage, **more):  # type: ignore[no-untyped-def]
    return report_json(report(stage, **more), FIELDS, profile().company("mutual"))


@pytest.mark.parametrize("stage", list(SENT))
def test_the_report_of_each_stage_validates(stage: str) -> None:
    assert complaints(document(stage), our_schema(), "ours") == ()


def test_an_initial_notification_says_nothing_of_later_parts() -> None:
    assert "impactAssessment" not in json.loads(document("initial"))


def test_units_are_those_of_the_template() -> None:
    found = json.loads(document("final"))
    incident, impact = found["incident"], found["impactAssessment"]
    assert incident["detectionDateTime"] == "2026-02-06T18:05:00Z"
    assert incident["incidentDuration"] == "25:00:20"
    assert impact["serviceImpact"]["serviceDowntime"] == "24:21:30"
    assert incident["grossAmountIndirectDirectCosts"] == 705.4005
    assert incident["financialRecoveriesAmount"] == 250
    assert impact["affectedAssets"]["affectedClients"] == {"number": 998_214, "percentage": 99.8}
    economic = next(
        one for one in incident["classificationTypes"]
        if one["classificationCriterion"] == "economic_impact"
    )  # fmt: skip
    assert economic["economicImpactMaterialityThreshold"] == "705400.50 EUR > 100000 EUR"


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "00:00:00"), (59, "00:00:59"), (1440, "01:00:00"), (31 * 1440 + 390, "31:06:30"),
     (400 * 1440, "400:00:00")],
)  # fmt: skip
def test_durations_are_days_hours_minutes(minutes: int, text: str) -> None:
    assert duration_text(minutes) == text


def test_amounts_are_exact_thousands() -> None:
    assert str(thousands(2_500_00)) == "2.5"
    assert str(thousands(1)) == "0.00001"


def test_the_same_report_gives_the_same_bytes() -> None:
    assert document("final") == document("final")


def test_what_is_missing_has_no_key_and_the_schema_says_so() -> None:
    early = document("intermediate", at="2026-02-09T17:30:00+01:00")
    (complaint,) = complaints(early, our_schema(), "ours")
    assert "serviceRestorationDateTime" in complaint
