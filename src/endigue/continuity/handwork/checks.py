"""Checks at entry: text that people typed becomes values, or problems with a code each.

The offline page makes the same checks (`writers/templates/handwork.js`); a table of cases that
both must answer alike stands in `tests/data/handwork_cases.json`.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

import msgspec

from endigue.continuity.handwork.forms import Field, Form, Value

_SPACES = re.compile(
    "[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+"
)
"""Blanks, spelled out: languages disagree on what a blank is, and the page must agree with us."""
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_MONEY = re.compile(r"(-?)([0-9]{1,12})(?:[.,]([0-9]{1,2}))?")
_INTEGER = re.compile(r"-?[0-9]{1,15}")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_WRITTEN_DATE = re.compile(r"([0-9]{1,2})[/. ]([0-9]{1,2})[/. ]([0-9]{4})")
_TIME = re.compile(r"([0-9]{1,2})[:hH]([0-9]{2})")
_YES = {"yes", "y", "oui", "o", "true", "1", "x"}
_NO = {"no", "n", "non", "false", "0"}


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with one field: a code and its arguments."""

    code: str
    field: str
    found: str = ""
    expected: str = ""


def checked(form: Form, texts: Mapping[str, str]) -> tuple[dict[str, Value], tuple[Problem, ...]]:
    """The values of what was typed, by field, and everything that is wrong with it. A field
    that is left empty has no value.
    """
    values: dict[str, Value] = {}
    known = {field.id for field in form.field}
    problems = [
        Problem("continuity.entry_unknown_field", name, name, ", ".join(f.id for f in form.field))
        for name in sorted(texts.keys() - known)
    ]
    for field in form.field:
        text = tidy(texts.get(field.id, ""))
        if not text:
            if field.required:
                problems.append(Problem("continuity.entry_missing", field.id))
            continue
        value = _value(field, text)
        if isinstance(value, Problem):
            problems.append(value)
        else:
            values[field.id] = value
    return values, tuple(problems)


def problems_of(form: Form, values: Mapping[str, Value]) -> tuple[Problem, ...]:
    """What is wrong with values that another device says it has checked."""
    fields = {field.id: field for field in form.field}
    texts = {
        name: shown(fields[name], value) if name in fields else str(value)
        for name, value in values.items()
    }
    again, problems = checked(form, texts)
    if problems or again == values:
        return problems
    changed = next(name for name in values if again.get(name) != values[name])
    return (Problem("continuity.entry_malformed", changed, str(values[changed])),)


def shown(field: Field, value: Value) -> str:
    """A value as it is typed again: money in units with a point."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field.type == "money" and isinstance(value, int):
        units, cents = divmod(abs(value), 100)
        return f"{'-' if value < 0 else ''}{units}.{cents:02d}"
    return str(value)


def tidy(text: str) -> str:
    """Composed, without control characters, and with single blanks."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _CONTROLS.sub("", text))).strip(" ")


def alike_key(form: Form, values: Mapping[str, Value]) -> str:
    """The same for two sheets that may be one event twice; empty where the form has no such
    fields, or one of them is empty.
    """
    parts = [values.get(name) for name in form.alike]
    if not parts or any(part is None for part in parts):
        return ""
    return "\x1f".join(same_sense(part) for part in parts if part is not None)


def same_sense(value: Value) -> str:
    """Equal for two values that say the same, whatever the case of their letters."""
    return str(value).casefold()


def differences(
    form: Form, one: Mapping[str, Value], other: Mapping[str, Value]
) -> tuple[str, ...]:
    """The fields on which two keyings of a sheet disagree, of those that must agree."""
    return tuple(
        field.id
        for field in form.field
        if field.verify and same_sense(one.get(field.id, "")) != same_sense(other.get(field.id, ""))
    )


def _value(field: Field, text: str) -> Value | Problem:
    match field.type:
        case "money":
            return _bounded(field, text, _cents(text))
        case "integer":
            found = _INTEGER.fullmatch(text.replace(" ", ""))
            return _bounded(field, text, None if found is None else int(found[0]))
        case "date":
            return _date(field, text)
        case "time":
            return _time(field, text)
        case "choice":
            return _choice(field, text)
        case "yes_no":
            said = text.casefold()
            if said in _YES | _NO:
                return said in _YES
            return Problem("continuity.entry_yes_no", field.id, text)
        case "text":
            return _text(field, text)


def _cents(text: str) -> int | None:
    found = _MONEY.fullmatch(text.replace(" ", "").removesuffix("€"))
    if found is None:
        return None
    cents = int(found[2]) * 100 + int((found[3] or "0").ljust(2, "0"))
    return -cents if found[1] else cents


def _bounded(field: Field, text: str, value: int | None) -> Value | Problem:
    if value is None:
        return Problem(f"continuity.entry_{field.type}", field.id, text)
    least = 0 if field.least is None and field.type == "money" else field.least
    if least is not None and value < least:
        return Problem("continuity.entry_too_small", field.id, text, _bound(field, least))
    if field.most is not None and value > field.most:
        return Problem("continuity.entry_too_large", field.id, text, _bound(field, field.most))
    return value


def _bound(field: Field, value: int) -> str:
    return f"{value / 100:.2f}" if field.type == "money" else str(value)


def _date(field: Field, text: str) -> Value | Problem:
    iso, written = _ISO_DATE.fullmatch(text), _WRITTEN_DATE.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3])).isoformat()
        if written:
            return date(int(written[3]), int(written[2]), int(written[1])).isoformat()
    except ValueError:
        pass
    return Problem("continuity.entry_date", field.id, text)


def _time(field: Field, text: str) -> Value | Problem:
    found = _TIME.fullmatch(text)
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return f"{int(found[1]):02d}:{found[2]}"
    return Problem("continuity.entry_time", field.id, text)


def _choice(field: Field, text: str) -> Value | Problem:
    said = text.casefold()
    for choice in field.choices:
        if said in {choice.id.casefold(), *(name.casefold() for name in choice.name.values())}:
            return choice.id
    expected = ", ".join(choice.id for choice in field.choices)
    return Problem("continuity.entry_choice", field.id, text, expected)


def _text(field: Field, text: str) -> Value | Problem:
    if field.mask:
        bare = re.sub(r"[ .\-]", "", text).upper()
        fits = len(bare) == len(field.mask) and all(map(_fits, field.mask, bare))
        return bare if fits else Problem("continuity.entry_mask", field.id, text, field.mask)
    if len(text) > field.longest:
        return Problem("continuity.entry_too_long", field.id, text[:40], str(field.longest))
    return text


def _fits(mask: str, letter: str) -> bool:
    digit, capital = "0" <= letter <= "9", "A" <= letter <= "Z"
    return digit if mask == "9" else capital if mask == "A" else digit or capital
