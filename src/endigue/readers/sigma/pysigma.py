"""Rules out of documents of Sigma, by pySigma. The only file that asks it to parse.

pySigma would fetch the names of ATT&CK from the network when tags are validated: nothing here
validates tags, and `sigma.data` is never imported.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any as Foreign
from typing import cast

import yaml
from sigma.correlations import (
    SigmaCorrelationCondition,
    SigmaCorrelationConditionOperator,
    SigmaCorrelationRule,
)
from sigma.exceptions import SigmaError
from sigma.pipelines.sysmon.sysmon import (
    sysmon_generic_logsource_eventid_mapping,
    sysmon_pipeline,
)
from sigma.pipelines.windows.windows import windows_logsource_pipeline
from sigma.processing.pipeline import ProcessingPipeline
from sigma.rule import SigmaRule

from endigue.evidence.sigma.rules import (
    LEVELS,
    All,
    Any,
    Atom,
    Condition,
    Correlation,
    CorrelationType,
    Detection,
    Equals,
    Level,
    Logsource,
    Rule,
    Unsupported,
)
from endigue.readers.sigma._aggregation import Aggregation, take_aggregation
from endigue.readers.sigma._audit import AUDITED, audited
from endigue.readers.sigma._detection import Unknown, any_of, condition_of

MOST_ANCHORS = 20
"""Anchors in one file, beyond which aliases could make a small file huge. Assumed."""

_TYPES = ("event_count", "value_count", "temporal", "temporal_ordered")

_OWN = uuid.UUID("1d2ac1a6-3f43-4a51-9d3e-5a6c9f2b7e10")
"""Names the space in which a rule without an identifier gets one from its file and title."""


@dataclass(frozen=True, slots=True)
class Read:
    """What one file holds."""

    detections: tuple[Detection, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    unsupported: tuple[Unsupported, ...] = ()


def pipeline() -> ProcessingPipeline:
    """Sysmon's event numbers and the channels of Windows."""
    return cast("ProcessingPipeline", sysmon_pipeline() + windows_logsource_pipeline())


def read_file(name: str, content: bytes, mapping: ProcessingPipeline) -> Read:
    """The rules of one YAML file; what cannot be evaluated is named with the reason."""
    detections: list[Detection] = []
    correlations: list[Correlation] = []
    unsupported: list[Unsupported] = []
    title = name
    try:
        for document in _documents(content):
            title = str(document.get("title") or name)
            if "correlation" in document:
                correlations.append(_correlation(name, document))
            elif "detection" in document:
                detection, correlation = _detection(name, document, mapping)
                detections.append(detection)
                correlations += correlation
            else:
                unsupported.append(Unsupported(title, name, _kind(document)))
    except (SigmaError, Unknown, yaml.YAMLError) as trouble:
        unsupported.append(Unsupported(title, name, _first_line(trouble)))
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
        RecursionError,
    ) as trouble:
        # pySigma raises any of these for documents of another shape than it expects.
        unsupported.append(Unsupported(title, name, _first_line(trouble)))
    return Read(tuple(detections), tuple(correlations), tuple(unsupported))


def _documents(content: bytes) -> Iterator[dict[str, Foreign]]:
    if content.count(b"&") > MOST_ANCHORS:
        anchors = sum(
            1
            for event in yaml.parse(content, Loader=yaml.CSafeLoader)
            if isinstance(event, yaml.AliasEvent)
        )
        if anchors > MOST_ANCHORS:
            raise Unknown(f"more than {MOST_ANCHORS} aliases of YAML")
    common: dict[str, Foreign] = {}
    for document in yaml.load_all(content, Loader=yaml.CSafeLoader):
        if document is None:
            continue
        if not isinstance(document, dict):
            raise Unknown("a document that is no mapping")
        if document.get("action") == "global":
            common = {key: value for key, value in document.items() if key != "action"}
            continue
        yield _merged(common, document)


def _merged(common: dict[str, Foreign], document: dict[str, Foreign]) -> dict[str, Foreign]:
    merged = dict(common)
    for key, value in document.items():
        before = merged.get(key)
        both = isinstance(before, dict) and isinstance(value, dict)
        merged[key] = _merged(before, value) if both and isinstance(before, dict) else value
    return merged


def _detection(
    name: str, document: dict[str, Foreign], mapping: ProcessingPipeline
) -> tuple[Detection, list[Correlation]]:
    plain, aggregation = take_aggregation(document)
    rule = SigmaRule.from_dict(plain)
    logsource = Logsource(
        product=(rule.logsource.product or "").lower(),
        service=(rule.logsource.service or "").lower(),
        category=(rule.logsource.category or "").lower(),
    )
    plain_condition = _condition(rule) if logsource.category in AUDITED else None
    rule = SigmaRule.from_dict(plain)
    mapping.apply(rule)
    condition = _condition(rule)
    if plain_condition is not None and logsource.product == "windows" and not logsource.service:
        condition = audited(condition, plain_condition, logsource.category)
    ours = Rule(
        id=_identifier(rule.id, name, rule.title),
        title=rule.title,
        level=_level(rule.level),
        logsource=_without_mapped(logsource),
        techniques=_techniques(rule.tags),
        name=rule.name or "",
        silent=aggregation is not None,
    )
    detection = Detection(ours, _routed(condition, logsource))
    return detection, [] if aggregation is None else [_counted(ours, aggregation)]


def _condition(rule: SigmaRule) -> Condition:
    return any_of(condition_of(each.parsed) for each in rule.detection.parsed_condition)


def _routed(condition: Condition, logsource: Logsource) -> Condition:
    """The pipelines map Windows alone: Sysmon for Linux numbers its events the same way."""
    numbers = sysmon_generic_logsource_eventid_mapping.get(logsource.category)
    if logsource.product != "linux" or numbers is None:
        return condition
    listed = numbers if isinstance(numbers, list) else [numbers]
    route = Any(tuple(Atom("EventID", Equals(str(number))) for number in listed))
    return All((route, condition))


def _without_mapped(logsource: Logsource) -> Logsource:
    """On Windows the channel says what service it is; the condition already asks for it."""
    if logsource.product == "windows":
        return Logsource(product="windows")
    if logsource.product == "linux" and logsource.category:
        return Logsource(product="linux", service="sysmon", category=logsource.category)
    return logsource


def _counted(rule: Rule, aggregation: Aggregation) -> Correlation:
    return Correlation(
        id=rule.id,
        title=rule.title,
        level=rule.level,
        type="value_count" if aggregation.field else "event_count",
        rules=(rule.id,),
        seconds=aggregation.seconds,
        group_by=aggregation.group_by,
        operators=((aggregation.operator, float(aggregation.bound)),),
        field=aggregation.field,
        techniques=rule.techniques,
    )


def _correlation(name: str, document: dict[str, Foreign]) -> Correlation:
    rule = SigmaCorrelationRule.from_dict(document)
    kind = rule.type.name.lower()
    if kind not in _TYPES:
        raise Unknown(f"correlation of type {kind}")
    condition = rule.condition
    if not isinstance(condition, SigmaCorrelationCondition):
        raise Unknown("a correlation with an expression as its condition")
    if condition.fieldref is not None and not isinstance(condition.fieldref, str):
        raise Unknown("a correlation over several fields")
    return Correlation(
        id=_identifier(rule.id, name, rule.title),
        title=rule.title,
        level=_level(rule.level),
        type=cast("CorrelationType", kind),
        rules=tuple(reference.reference for reference in rule.rules or ()),
        seconds=float(rule.timespan.seconds),
        group_by=tuple(rule.group_by or ()),
        aliases={
            alias.alias: {reference.reference: field for reference, field in alias.mapping.items()}
            for alias in rule.aliases
        },
        operators=((_operator(condition.op), float(condition.count)),),
        field=condition.fieldref or "",
        techniques=_techniques(rule.tags),
        name=rule.name or "",
    )


def _operator(operator: SigmaCorrelationConditionOperator) -> Foreign:
    return operator.name.lower()


def _identifier(given: uuid.UUID | None, name: str, title: str) -> str:
    return str(given or uuid.uuid5(_OWN, f"{name}\n{title}"))


def _level(level: Foreign) -> Level:
    written = "informational" if level is None else level.name.lower()
    return next((one for one in LEVELS if one == written), "informational")


def _techniques(tags: list[Foreign]) -> tuple[str, ...]:
    return tuple(
        tag.name.upper()
        for tag in tags
        if tag.namespace == "attack" and tag.name[:1].lower() == "t" and tag.name[1:2].isdigit()
    )


def _kind(document: dict[str, Foreign]) -> str:
    return "a filter" if "filter" in document else "neither a detection nor a correlation"


def _first_line(trouble: Exception) -> str:
    return (str(trouble).strip().splitlines() or [type(trouble).__name__])[0][:200]
