"""The report as JSON, in the shape that the authorities publish (keys of their schema 1.2).

A field that is missing has no key: empty text is refused by the authorities. Instants are UTC
with a final Z, durations DD:HH:MM, amounts in thousands, percentages with one decimal.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import msgspec

from endigue.communication.profile import Company
from endigue.communication.report import Report
from endigue.communication.report_facts import FieldValue
from endigue.communication.report_fields import ReportField, ReportFields

Json = dict[str, object]

CRITERION = "classificationCriterion"
_ITEMS = "classificationTypes"

_CRITERION_OF_KEY = {
    "countryCodeMaterialityThresholds": "geographical_spread",
    "memberStatesImpactType": "geographical_spread",
    "memberStatesImpactTypeDescription": "geographical_spread",
    "reputationalImpactType": "reputational_impact",
    "reputationalImpactDescription": "reputational_impact",
    "dataLosseMaterialityThresholds": "data_losses",
    "dataLossesDescription": "data_losses",
    "economicImpactMaterialityThreshold": "economic_impact",
}
"""A criterion that is ticked carries the fields that belong to it."""

REPUTATION = {
    "media": "the_major_ict-related_incident_has_been_reflected_in_the_media",
    "complaints": (
        "the_major_ict-related_incident_has_resulted_in_repetitive_complaints_from_different_"
        "clients_or_financial_counterparts_on_client-facing_services_or_critical_business_"
        "relationships"
    ),
    "regulation": (
        "the_financial_entity_will_not_be_able_to_or_is_likely_not_to_be_able_to_meet_regulatory_"
        "requirements_as_a_result_of_the_major_ict-related_incident"
    ),
    "client-loss": (
        "the_financial_entity_will_or_is_likely_to_lose_clients_or_financial_counterparts_with_a_"
        "material_impact_on_its_business_as_a_result_of_the_major_ict-related_incident"
    ),
}

_CENTS_IN_THOUSANDS = Decimal(100_000)
_MINUTES_IN_DAY = 24 * 60


def report_json(report: Report, fields: ReportFields, company: Company) -> bytes:
    """The document, with sorted keys; the same report gives the same bytes."""
    document: Json = {}
    criteria: dict[str, Json] = {}
    for field in fields.field:
        answer = report[field.id]
        if answer.state != "filled":
            continue
        value = _plain(answer.value, field)
        if _ITEMS in field.path:
            _put_criterion(criteria, field, value)
        else:
            _put(document, field.path.split("/"), value)
    _name_entities(document, company)
    if criteria:
        incident = document.setdefault("incident", {})
        assert isinstance(incident, dict)  # noqa: S101 - we made it
        incident[_ITEMS] = [{CRITERION: name, **more} for name, more in criteria.items()]
    if "affectedEntity" in document:
        document["affectedEntity"] = [document["affectedEntity"]]
    return msgspec.json.format(msgspec.json.encode(document, order="sorted"), indent=2) + b"\n"


def duration_text(minutes: int) -> str:
    """DD:HH:MM; days take as many digits as they need."""
    days, rest = divmod(minutes, _MINUTES_IN_DAY)
    hours, left = divmod(rest, 60)
    return f"{days:02}:{hours:02}:{left:02}"


def thousands(cents: int) -> Decimal:
    """An amount in thousands of units, exactly: 2.5 for 2,500.00."""
    return Decimal(cents) / _CENTS_IN_THOUSANDS


def instant_text(instant: datetime) -> str:
    """UTC to the second, with a final Z."""
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(value: FieldValue, field: ReportField) -> object:
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, Decimal):
        return float(value)
    if field.kind == "duration" and isinstance(value, int):
        return duration_text(value)
    if field.kind == "money" and isinstance(value, int):
        amount = thousands(value)
        return int(amount) if amount == amount.to_integral_value() else float(amount)
    if isinstance(value, tuple):
        return [REPUTATION.get(one, one) if field.id == "3.13" else one for one in value]
    return value


def _put(document: Json, keys: list[str], value: object) -> None:
    *outer, last = keys
    for key in outer:
        inner = document.setdefault(key, {})
        assert isinstance(inner, dict)  # noqa: S101 - a path never goes through a value
        document = inner
    document[last] = value


def _put_criterion(criteria: dict[str, Json], field: ReportField, value: object) -> None:
    key = field.path.rsplit("/", 1)[1]
    if key == CRITERION and isinstance(value, list):
        criteria.update({name: {} for name in value})
    elif (owner := _CRITERION_OF_KEY[key]) in criteria:
        criteria[owner][key] = value


def _name_entities(document: Json, company: Company) -> None:
    """Every entity says what it is; the one affected has its name, which the schema wants."""
    kinds: Mapping[str, str] = {
        "submittingEntity": "SUBMITTING_ENTITY",
        "affectedEntity": "AFFECTED_ENTITY",
        "ultimateParentUndertaking": "ULTIMATE_PARENT_UNDERTAKING_ENTITY",
    }
    for key, kind in kinds.items():
        entity = document.get(key)
        if isinstance(entity, dict):
            entity["entityType"] = kind
            if key == "affectedEntity":
                entity.setdefault("name", company.name)
                if company.table.lei:
                    entity.setdefault("LEI", company.table.lei)
