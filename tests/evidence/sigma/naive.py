"""Sigma the slow way: one event after the other, each rule's tree walked as the specification
says. It shares with the product pySigma's parsing and nothing else.
"""

import ipaddress
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml
from sigma.conditions import (
    ConditionAND,
    ConditionFieldEqualsValueExpression,
    ConditionNOT,
    ConditionOR,
    ConditionValueExpression,
)
from sigma.exceptions import SigmaError
from sigma.pipelines.sysmon import sysmon_pipeline
from sigma.pipelines.windows import windows_audit_pipeline, windows_logsource_pipeline
from sigma.pipelines.windows.windows import generic_logsource_to_windows_audit_event_mapping
from sigma.rule import SigmaRule
from sigma.types import (
    SigmaBool,
    SigmaCasedString,
    SigmaCIDRExpression,
    SigmaCompareExpression,
    SigmaExists,
    SigmaExpansion,
    SigmaFieldReference,
    SigmaNull,
    SigmaNumber,
    SigmaRegularExpression,
    SigmaString,
    SpecialChars,
)

UNKNOWN = None


class NaiveRule:
    """A rule's parsed conditions, of which one must hold."""

    def __init__(self, document):
        rule = SigmaRule.from_dict(document)
        (sysmon_pipeline() + windows_logsource_pipeline()).apply(rule)
        self.id = str(rule.id)
        self.title = rule.title
        self.conditions = [each.parsed for each in rule.detection.parsed_condition]
        self.conditions += audited(document)
        self.fields = tuple(sorted({name for each in self.conditions for name in asked(each)}))

    def fits(self, event) -> bool:
        return any(holds(each, event) for each in self.conditions)

    def may_fit(self, route) -> bool:
        """False only where the channel and number alone forbid it."""
        return any(_routed(each, route) is not False for each in self.conditions)


def asked(condition):
    """Fields that a condition looks at; the empty name stands for the whole event."""
    match condition:
        case ConditionAND() | ConditionOR() | ConditionNOT():
            return {name for each in condition.args for name in asked(each)}
        case ConditionFieldEqualsValueExpression(value=SigmaFieldReference()):
            return {condition.field, condition.value.field}
        case ConditionFieldEqualsValueExpression():
            return {condition.field}
    return {""}


def audited(document):
    """The same rule for the Security channel, as pySigma's own pipeline maps it."""
    source = document.get("logsource", {})
    known = generic_logsource_to_windows_audit_event_mapping
    if source.get("product") != "windows" or source.get("category") not in known:
        return []
    rule = SigmaRule.from_dict(document)
    try:
        (windows_audit_pipeline() + windows_logsource_pipeline()).apply(rule)
    except SigmaError:
        return []
    return [each.parsed for each in rule.detection.parsed_condition]


OPERATIONS = {
    "%%1904": "New registry value created",
    "%%1905": "Existing registry value modified",
}


class NaiveSigma:
    """All rules of a folder, and which of them can fit a channel and number.

    What a rule says depends on the fields that it looks at alone, so rules that look at the same
    are not asked twice about the same values.
    """

    def __init__(self, folder):
        self.rules = [
            NaiveRule(yaml.load(path.read_bytes(), yaml.CSafeLoader))
            for path in sorted(Path(folder).rglob("*.yml"))
        ]
        self._candidates = {}
        self._said = {}

    def candidates(self, event):
        route = {name: event[name] for name in ("Channel", "EventID") if name in event}
        key = json.dumps(route)
        if key not in self._candidates:
            groups = {}
            for rule in self.rules:
                if rule.may_fit(route):
                    groups.setdefault(rule.fields, []).append(rule)
            self._candidates[key] = groups
        return self._candidates[key]

    def hits(self, document) -> list[str]:
        event = flat(document)
        known = {}
        return [
            rule
            for fields, rules in self.candidates(event).items()
            for rule in self._fitting(fields, rules, event, known)
        ]

    def _fitting(self, fields, rules, event, known):
        if "" in fields:
            return [rule.id for rule in rules if rule.fits(event)]
        for name in fields:
            if name not in known:
                there, value = _get(event, name)
                known[name] = (there, value if isinstance(value, str) else (repr(value),))
        key = (id(rules), *[known[name] for name in fields])
        if key not in self._said:
            if len(self._said) > 500_000:
                self._said.clear()
            self._said[key] = [rule.id for rule in rules if rule.fits(event)]
        return self._said[key]


def documents(text: bytes) -> Iterator[dict]:
    for line in text.split(b"\n"):
        if line.strip():
            yield json.loads(line.decode("utf-8", "replace"), strict=False)


def flat(document) -> dict:
    """Values by the names that rules use. A list stays a list."""
    event = {}

    def walk(value, keys):
        if isinstance(value, dict):
            for key, each in value.items():
                walk(each, [*keys, key])
            return
        event[_name(keys)] = value

    walk(document, [])
    return event


def _name(keys):
    if keys[0] == "Event":
        keys = keys[1:]
    if keys[:1] == ["System"] or keys[:1] == ["EventData"]:
        keys = keys[1:]
        return "_".join(key for key in keys if key not in ("#text", "#attributes"))
    if keys[:1] == ["UserData"]:
        return "_".join(key for key in keys[2:] if key not in ("#text", "#attributes"))
    return ".".join(keys)


def _get(event, field):
    if field == "Provider_Name":
        names = ("Provider_Name", "SourceName", "ProviderName")
        field = next((name for name in names if name in event), field)
    value = event.get(field)
    if field == "OperationType" and isinstance(value, str):
        value = OPERATIONS.get(value, value)
    return field in event, value


def _texts(value):
    if value is None:
        return []
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return [value if isinstance(value, str) else json.dumps(value)]


def holds(condition, event) -> bool:
    match condition:
        case ConditionAND():
            return all(holds(each, event) for each in condition.args)
        case ConditionOR():
            return any(holds(each, event) for each in condition.args)
        case ConditionNOT():
            return not holds(condition.args[0], event)
        case ConditionFieldEqualsValueExpression():
            return _passes(condition.field, condition.value, event)
        case ConditionValueExpression():
            return _keyword(condition.value, event)
    raise AssertionError(condition)


def _passes(field, value, event) -> bool:
    there, found = _get(event, field)
    match value:
        case SigmaExpansion():
            return any(_passes(field, each, event) for each in value.values)
        case SigmaNull():
            return found is None or found in ("", [])
        case SigmaExists():
            return there == value.exists
        case SigmaFieldReference():
            _, other = _get(event, value.field)
            return any(
                a.lower().startswith(b.lower())
                if value.starts_with
                else a.lower().endswith(b.lower())
                if value.ends_with
                else a.lower() == b.lower()
                for a in _texts(found)
                for b in _texts(other)
            )
    return any(_text_passes(value, text) for text in _texts(found))


def _kept(value, name, make):
    """What is worked out once for a value of a rule, and dies with it."""
    kept = value.__dict__.setdefault("_kept", {})
    if name not in kept:
        kept[name] = make()
    return kept[name]


def _text_passes(value, text) -> bool:
    if len(text) > 300:
        return _evaluate(value, text)
    answers = _kept(value, "answers", dict)
    if text not in answers:
        if len(answers) > 20_000:
            answers.clear()
        answers[text] = _evaluate(value, text)
    return answers[text]


def _evaluate(value, text) -> bool:
    match value:
        case SigmaString():
            folded = text if isinstance(value, SigmaCasedString) else text.lower()
            return _pattern(value).fullmatch(folded) is not None
        case SigmaNumber():
            return text == str(value.number)
        case SigmaBool():
            return text.lower() == ("true" if value.boolean else "false")
        case SigmaRegularExpression():
            return _regex(value).search(text) is not None
        case SigmaCIDRExpression():
            return _in_network(text, value.cidr)
        case SigmaCompareExpression():
            return _compare(text, value)
    raise AssertionError(value)


def _pattern(value, anywhere=False):
    def make():
        out = ""
        for part in value.s:
            if part == SpecialChars.WILDCARD_MULTI:
                out += ".*"
            elif part == SpecialChars.WILDCARD_SINGLE:
                out += "."
            else:
                out += re.escape(part if isinstance(value, SigmaCasedString) else part.lower())
        return re.compile(f".*{out}.*" if anywhere else out, re.DOTALL)

    return _kept(value, ("pattern", anywhere), make)


def _regex(value):
    def make():
        flags = re.ASCII
        for flag in value.flags:
            flags |= value.sigma_to_python_flags[flag]
        return re.compile(str(value.regexp), flags)

    return _kept(value, "regex", make)


@lru_cache(100_000)
def _in_network(text, cidr) -> bool:
    network = ipaddress.ip_network(cidr)
    try:
        address = ipaddress.ip_address(text.strip().strip("[]").split("%")[0])
    except ValueError:
        return False
    if address.version == 6 and address.ipv4_mapped:
        address = address.ipv4_mapped
    return address.version == network.version and address in network


def _compare(text, value) -> bool:
    try:
        number = float(text)
    except ValueError:
        return False
    bound = value.number.number
    return {
        "LT": number < bound,
        "LTE": number <= bound,
        "GT": number > bound,
        "GTE": number >= bound,
        "NEQ": number != bound,
    }[value.op.name]


def _keyword(value, event) -> bool:
    if isinstance(value, SigmaExpansion):
        return any(_keyword(each, event) for each in value.values)
    for found in event.values():
        for text in _texts(found):
            if isinstance(value, SigmaString):
                cased = isinstance(value, SigmaCasedString)
                pattern = _pattern(value, anywhere=True)
                if pattern.fullmatch(text if cased else text.lower()):
                    return True
            elif isinstance(value, SigmaNumber):
                if str(value.number) in text:
                    return True
            elif _evaluate(value, text):
                return True
    return False


def _routed(condition, route):
    """True, False, or UNKNOWN where more than the channel and number must be known."""
    match condition:
        case ConditionAND():
            answers = [_routed(each, route) for each in condition.args]
            return False if False in answers else UNKNOWN if UNKNOWN in answers else True
        case ConditionOR():
            answers = [_routed(each, route) for each in condition.args]
            return True if True in answers else UNKNOWN if UNKNOWN in answers else False
        case ConditionNOT():
            answer = _routed(condition.args[0], route)
            return UNKNOWN if answer is UNKNOWN else not answer
        case ConditionFieldEqualsValueExpression(field="Channel" | "EventID"):
            if not isinstance(condition.value, SigmaFieldReference):
                return _passes(condition.field, condition.value, route)
    return UNKNOWN
