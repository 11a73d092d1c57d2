"""One parsed detection of pySigma as a condition of ours."""

from collections.abc import Iterable
from ipaddress import ip_network
from typing import Any as Foreign

from sigma.conditions import (
    ConditionAND,
    ConditionFieldEqualsValueExpression,
    ConditionNOT,
    ConditionOR,
    ConditionValueExpression,
)
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
    SigmaRegularExpressionFlag,
    SigmaString,
    SigmaTimestampPart,
    SpecialChars,
)

from endigue.evidence.sigma.rules import (
    All,
    Any,
    Atom,
    Cidr,
    Compare,
    Condition,
    Contains,
    EndsWith,
    Equals,
    Exists,
    Filled,
    Not,
    Null,
    Regex,
    SameAs,
    StartsWith,
    Test,
    Wildcard,
)

_GAPS = {SpecialChars.WILDCARD_MULTI: "*", SpecialChars.WILDCARD_SINGLE: "?"}

_LETTERS = {
    SigmaRegularExpressionFlag.IGNORECASE: "i",
    SigmaRegularExpressionFlag.MULTILINE: "m",
    SigmaRegularExpressionFlag.DOTALL: "s",
}


class Unknown(ValueError):
    """Something of Sigma that has no meaning here; the text says what."""


def condition_of(parsed: Foreign) -> Condition:
    """The condition; Unknown where part of it cannot be evaluated."""
    match parsed:
        case None:
            raise Unknown("the condition is empty")
        case ConditionAND():
            return All(tuple(condition_of(part) for part in parsed.args))
        case ConditionOR():
            return Any(tuple(condition_of(part) for part in parsed.args))
        case ConditionNOT():
            return Not(condition_of(parsed.args[0]))
        case ConditionFieldEqualsValueExpression():
            return _of_value(parsed.field, parsed.value)
        case ConditionValueExpression():
            return _of_value("", parsed.value)
        case _:
            raise Unknown(f"a condition of kind {type(parsed).__name__}")


def _of_value(field: str, value: Foreign) -> Condition:
    match value:
        case SigmaExpansion():
            return Any(tuple(_of_value(field, one) for one in value.values))
        case SigmaExists():
            exists = Atom(field, Exists())
            return exists if value.exists else Not(exists)
        case _:
            return Atom(field, _test(field, value))


def _test(field: str, value: Foreign) -> Test:
    match value:
        case SigmaString():
            return _of_text(value) if field else _anywhere(value)
        case SigmaTimestampPart():
            raise Unknown(f"the modifier {value.timestamp_part.name.lower()}")
        case SigmaNumber() if not field:
            return Contains(str(value.number))
        case SigmaNumber():
            return Equals(str(value.number))
        case SigmaBool():
            return Equals("true" if value.boolean else "false")
        case SigmaNull():
            return Null()
        case SigmaRegularExpression():
            letters = "".join(sorted(_LETTERS[flag] for flag in value.flags))
            return Regex(str(value.regexp), letters)
        case SigmaCIDRExpression():
            return Cidr(str(ip_network(value.cidr)))
        case SigmaCompareExpression():
            operator: Foreign = value.op.name.lower()
            return Compare(operator, float(value.number.number))
        case SigmaFieldReference():
            how: Foreign = (
                "startswith" if value.starts_with else "endswith" if value.ends_with else "equals"
            )
            return SameAs(value.field, how)
        case _:
            raise Unknown(f"a value of kind {type(value).__name__}")


def _split(value: SigmaString) -> tuple[list[str], list[str]]:
    pieces: list[str] = []
    gaps = [""]
    for part in value.s:
        if isinstance(part, SpecialChars):
            gaps[-1] += _GAPS[part]
        elif isinstance(part, str):
            if pieces and not gaps[-1]:
                pieces[-1] += part
            else:
                pieces.append(part)
                gaps.append("")
        else:
            raise Unknown(f"the placeholder %{part.name}%, which no file gives a value")
    return pieces, gaps


def _of_text(value: SigmaString) -> Test:
    cased = isinstance(value, SigmaCasedString)
    pieces, gaps = _split(value)
    if not pieces:
        if not gaps[0]:
            return Equals("", cased)
        if set(gaps[0]) == {"*"}:
            return Filled()
        return Wildcard((), (_tidy(gaps[0]),), cased)
    gaps = [_tidy(gap) for gap in gaps]
    if len(pieces) == 1:
        match gaps:
            case ["", ""]:
                return Equals(pieces[0], cased)
            case ["*", "*"]:
                return Contains(pieces[0], cased)
            case ["", "*"]:
                return StartsWith(pieces[0], cased)
            case ["*", ""]:
                return EndsWith(pieces[0], cased)
    return Wildcard(tuple(pieces), tuple(gaps), cased)


def _anywhere(value: SigmaString) -> Test:
    """A keyword: it may stand anywhere in a value of the event."""
    cased = isinstance(value, SigmaCasedString)
    pieces, gaps = _split(value)
    if len(pieces) == 1 and not "".join(gaps).replace("*", ""):
        return Contains(pieces[0], cased)
    return Wildcard(tuple(pieces), tuple(_tidy(gap) for gap in gaps), cased)


def _tidy(gap: str) -> str:
    """`*?*` says what `?*` says."""
    return "?" * gap.count("?") + ("*" if "*" in gap else "")


def any_of(conditions: Iterable[Condition]) -> Condition:
    """The only condition, or any of several."""
    several = tuple(conditions)
    return several[0] if len(several) == 1 else Any(several)
