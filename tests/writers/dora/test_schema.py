import json
from copy import deepcopy

import pytest
from tests.crisis_chronicle import profile, report

from endigue.desk.refusal import Refusal
from endigue.readers.rulebook import load_rulebook
from endigue.writers.dora.report_json import report_json
from endigue.writers.dora.schema import complaints, our_schema

FINAL = json.loads(
    report_json(report("final"), load_rulebook().report_fields, profile().company("mutual"))
)


def objections(changed: object) -> tuple[str, ...]:
    return complaints(json.dumps(changed).encode(), our_schema(), "ours")


def paths(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    if not isinstance(value, dict | list):
        return [path]
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return [found for key, inner in items for found in paths(inner, (*path, key))]


def test_the_whole_final_report_is_valid() -> None:
    assert objections(FINAL) == ()


@pytest.mark.parametrize("path", paths(FINAL), ids=lambda p: "/".join(map(str, p)))
def test_no_value_can_become_something_else_unseen(path: tuple[object, ...]) -> None:
    changed = deepcopy(FINAL)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]  # type: ignore[index]
    inner[path[-1]] = {"an": "object"}
    assert objections(changed)


MANDATORY = [
    ("incident", "incidentDescription"), ("incident", "incidentDuration"),
    ("incident", "rootCausesInformation"), ("incident", "incidentResolutionDateTime"),
    ("incident", "grossAmountIndirectDirectCosts"), ("secondaryContact", "phone"),
    ("impactAssessment", "criticalServicesAffected"), ("reportCurrency",),
    ("impactAssessment", "affectedAssets", "affectedClients", "percentage"),
    ("incident", "incidentType", "indicatorsOfCompromise"),
]  # fmt: skip


@pytest.mark.parametrize("path", MANDATORY, ids="/".join)
def test_a_mandatory_field_cannot_be_left_out(path: tuple[str, ...]) -> None:
    changed = deepcopy(FINAL)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    assert any(path[-1] in complaint for complaint in objections(changed))


def test_another_key_is_an_objection() -> None:
    assert objections({**FINAL, "more": 1})


def test_a_criterion_that_is_ticked_wants_its_fields() -> None:
    changed = deepcopy(FINAL)
    changed["incident"]["classificationTypes"].append(
        {"classificationCriterion": "geographical_spread"}
    )
    assert len(objections(changed)) >= 1


@pytest.mark.parametrize(
    "schema",
    [
        "not json",
        '{"type": 3}',
        '{"$ref": "http://example.org/other.json"}',
        '{"properties": {"reportCurrency": {"pattern": "("}}}',
        '{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}}',
    ],
)
def test_a_schema_that_is_none_is_refused_in_a_sentence(schema: str) -> None:
    with pytest.raises(Refusal) as refused:
        complaints(json.dumps(FINAL).encode(), schema, "theirs.json")
    assert refused.value.code == "communication.schema_is_wrong"


def test_an_authoritys_own_schema_takes_the_place_of_ours() -> None:
    theirs = '{"required": ["competentAuthority"]}'
    (complaint,) = complaints(json.dumps(FINAL).encode(), theirs, "theirs.json")
    assert "competentAuthority" in complaint
