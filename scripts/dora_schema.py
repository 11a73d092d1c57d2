"""Write the JSON schema of the DORA incident report from the table of its fields.

The table, `communication/rules/dora_fields.toml`, is the legal text; `uv run python
scripts/dora_schema.py` turns it into `dora_report.schema.json` beside it.
"""

from pathlib import Path

import msgspec

from endigue.communication.report_conditions import OTHER_CAUSES
from endigue.communication.report_derivations import CRITERIA, CRITICAL, SUBMISSIONS
from endigue.communication.report_fields import ReportField, Stage
from endigue.readers.rulebook import load_rulebook
from endigue.writers.dora.report_json import REPUTATION

OUT = (
    Path(__file__).parents[1]
    / "src" / "endigue" / "communication" / "rules" / "dora_report.schema.json"
)  # fmt: skip

ENTITY_TYPES = [
    "credit_institution", "payment_institution", "exempted_payment_institution",
    "account_information_service_provider", "electronic_money_institution",
    "exempted_electronic_money_institution", "investment_firm", "crypto-asset_service_provider",
    "issuer_of_asset-referenced_tokens", "central_securities_depository", "central_counterparty",
    "trading_venue", "trade_repository", "manager_of_alternative_investment_fund",
    "management_company", "data_reporting_service_provider",
    "insurance_and_reinsurance_undertaking",
    "insurance_intermediary_reinsurance_intermediary_and_ancillary_insurance_intermediary",
    "institution_for_occupational_retirement_provision", "credit_rating_agency",
    "administrator_of_critical_benchmarks", "crowdfunding_service_provider",
    "securitisation_repository",
]  # fmt: skip
TIMES = ["actual_figures", "estimates", "actual_figures_and_estimates", "no_information_available"]
NUMBERS = [
    f"{kind}_for_{what}_affected"
    for kind in ("actual_figures", "estimates")
    for what in ("clients", "financial_counterparts", "transactions")
] + ["no_impact_on_clients", "no_impact_on_financial_counterparts", "no_impact_on_transactions"]
DERIVED_CHOICES = {
    "1.1": list(SUBMISSIONS.values()),
    "1.4": ENTITY_TYPES,
    "2.5": [*CRITERIA.values(), CRITICAL],
    "3.12": NUMBERS,
    "3.13": list(REPUTATION.values()),
    "3.17": TIMES,
    "3.20": ["availability", "authenticity", "integrity", "confidentiality"],
}

Json = dict[str, object]


def shape(field: ReportField) -> Json:
    """What a value of the field looks like."""
    match field.kind:
        case "choice" | "choices":
            if field.id == "1.15":
                return {"type": "string", "pattern": "^[A-Z]{3}$"}
            one = {"type": "string", "enum": choices(field)}
            if field.kind == "choice":
                return one
            return {"type": "array", "minItems": 1, "uniqueItems": True, "items": one}
        case "countries":
            country = {"type": "string", "pattern": "^[A-Z]{2}$"}
            return {"type": "array", "minItems": 1, "uniqueItems": True, "items": country}
        case "lei":
            return {"type": "string", "pattern": "^[A-Z0-9]{18}[0-9]{2}$"}
        case "phone":
            return {"type": "string", "pattern": "^\\+[1-9][0-9 .()-]{4,30}$"}
        case "instant":
            moment = "^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z$"
            return {"type": "string", "pattern": moment}
        case "duration":
            return {"type": "string", "pattern": "^[0-9]{2,3}:([01][0-9]|2[0-3]):[0-5][0-9]$"}
        case "count":
            return {"type": "integer", "minimum": 0}
        case "percent":
            return {"type": "number", "minimum": 0, "maximum": 9999}
        case "money":
            return {"type": "number", "minimum": 0}
        case "yes_no":
            return {"type": "boolean"}
        case _:
            return {"type": "string", "minLength": 1, "maxLength": 32767}


def choices(field: ReportField) -> list[str]:
    """The choice list of a field."""
    if field.id in DERIVED_CHOICES:
        return DERIVED_CHOICES[field.id]
    return list(load_rulebook().kinds[field.event].choices)


def nest(schema: Json, path: str, leaf: Json) -> None:
    """Put a shape at a path, through objects and the two lists."""
    *outer, last = path.split("/")
    for key in outer:
        properties = schema.setdefault("properties", {})
        inner = properties.setdefault(key, {"type": "object", "additionalProperties": False})
        if key in {"affectedEntity", "classificationTypes"}:
            inner.update({"type": "array", "minItems": 1})
            inner.pop("additionalProperties", None)
            inner = inner.setdefault("items", {"type": "object", "additionalProperties": False})
        schema = inner
    schema.setdefault("properties", {})[last] = leaf


def wanted(paths: list[str]) -> Json:
    """A fragment that asks for every path."""
    fragment: Json = {}
    for path in paths:
        step = fragment
        keys = path.split("/")
        for place, key in enumerate(keys):
            required = step.setdefault("required", [])
            if key not in required:
                required.append(key)
            if place + 1 == len(keys) or key == "classificationTypes":
                break
            inner = step.setdefault("properties", {}).setdefault(key, {})
            step = inner.setdefault("items", {}) if key == "affectedEntity" else inner
    return fragment


def at(path: str, leaf: Json) -> Json:
    """A fragment that asks for a path and says something of it."""
    for key in reversed(path.split("/")):
        leaf = {"properties": {key: leaf}, "required": [key]}
    return leaf


def fragments() -> list[Json]:
    """What each stage asks for, and what an answer asks for in turn."""
    fields = load_rulebook().report_fields
    path = {field.id: field.path for field in fields.field}
    stages: list[Stage] = ["initial", "intermediate", "final", "reclassified"]
    found: list[Json] = []
    for stage in stages:
        mandatory = [
            field.path
            for field in fields.field
            # 4.3 is limited to some causes by its description, 4.12 has a place only where its
            # criterion is met.
            if field.need(stage) == "M" and field.id not in {"4.3", "4.12"}
        ]
        if stage == "reclassified":
            mandatory.append(path["2.10"])
        when = at("incidentSubmission", {"const": SUBMISSIONS[stage]})
        found.append({"if": when, "then": wanted(mandatory)})
    later = {"enum": [SUBMISSIONS["intermediate"], SUBMISSIONS["final"]]}

    def if_chosen(owner: str, choice: Json, *needed: str) -> Json:
        return {"if": at(path[owner], choice), "then": wanted([path[one] for one in needed])}

    def criterion(name: str, *keys: str) -> Json:
        return {
            "if": {"properties": {"classificationCriterion": {"const": name}}},
            "then": {"required": [path[key].rsplit("/", 1)[1] for key in keys]},
        }

    def items(rules: list[Json]) -> Json:
        inner = {"properties": {"classificationTypes": {"items": {"allOf": rules}}}}
        return {"properties": {"incident": inner}}

    found.append(items([criterion("geographical_spread", "2.6")]))
    found.append(
        {
            "if": at("incidentSubmission", later),
            "then": items(
                [
                    criterion("geographical_spread", "2.6", "3.18", "3.19"),
                    criterion("reputational_impact", "3.13", "3.14"),
                    criterion("data_losses", "3.20", "3.21"),
                ]
            ),
        }
    )
    final = at("incidentSubmission", {"const": SUBMISSIONS["final"]})
    found.append({"if": final, "then": items([criterion("economic_impact", "4.12")])})
    contains = lambda choice: {"contains": {"const": choice}}  # noqa: E731 - a word of the schema
    found += [
        if_chosen("3.23", contains("other"), "3.24"),
        if_chosen("3.23", contains("cybersecurity-related"), "3.25", "3.35"),
        if_chosen("3.25", contains("other"), "3.26"),
        if_chosen("3.28", {"const": "yes"}, "3.29"),
        if_chosen("3.31", contains("other"), "3.32"),
        if_chosen("3.33", {"const": True}, "3.34"),
        if_chosen("3.16", {}, "3.3"),
        if_chosen("4.2", {"contains": {"enum": list(OTHER_CAUSES)}}, "4.4"),
        if_chosen("4.15", {}, "4.16"),
        {
            "if": at(path["3.9"], {"exclusiveMinimum": 0}),
            "then": wanted([path["3.10"], path["3.11"]]),
        },
    ]
    return found


def schema() -> Json:
    """The whole schema."""
    fields = load_rulebook().report_fields
    whole: Json = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "DORA incident report, from Annex II of Implementing Regulation (EU) 2025/302",
        "type": "object",
        "additionalProperties": False,
    }
    for field in fields.field:
        leaf = shape(field)
        if field.id == "2.5":
            leaf = {"type": "string", "enum": choices(field)}
        nest(whole, field.path, {**leaf, "description": f"{field.id} {field.name}"})
    for owner, kind in (
        ("submittingEntity", "SUBMITTING_ENTITY"),
        ("affectedEntity", "AFFECTED_ENTITY"),
        ("ultimateParentUndertaking", "ULTIMATE_PARENT_UNDERTAKING_ENTITY"),
    ):
        nest(whole, f"{owner}/entityType", {"const": kind})
    whole["required"] = ["incidentSubmission"]
    whole["allOf"] = fragments()
    return whole


def text() -> bytes:
    """The bytes of the file."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=1) + b"\n"


if __name__ == "__main__":
    OUT.write_bytes(text())
