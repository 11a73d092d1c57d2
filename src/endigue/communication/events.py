"""What can be recorded of a crisis: the kinds of event, as data, and how a value is written."""

import re
import tomllib
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from endigue.kernel.instant import format_instant, parse_instant
from endigue.kernel.money import Cents, format_money, parse_money

Value = bool | int | str | tuple[str, ...] | None
"""Nothing, yes or no, a count or cents, a text or a choice, several choices or countries."""

ValueKind = Literal[
    "none", "yes_no", "count", "money", "text", "choice", "choices", "countries", "instant"
]

LONGEST_TEXT = 32_767
"""Characters of a text; the longest that the schemas of the authorities let through."""

MOST_COUNTED = 10**12

_COUNT = re.compile(r"[0-9]{1,13}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_YES = frozenset({"yes", "true", "oui", "vrai"})
_NO = frozenset({"no", "false", "non", "faux"})

Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class EventKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of event."""

    value: ValueKind = "none"
    choices: tuple[str, ...] = ()
    """Of `choice` and `choices`."""
    repeatable: bool = False
    """Each record stands for itself, such as a submission; otherwise the last one recorded
    replaces those before it."""


class Wrong(ValueError):
    """A value that an event cannot have; says what is expected as a code and its arguments."""

    def __init__(self, code: str, **arguments: object) -> None:
        super().__init__(code, arguments)
        self.code = code
        self.arguments = arguments


class EventKinds(msgspec.Struct, frozen=True):
    """Every kind of event by name."""

    event: Mapping[Name, EventKind]

    def __contains__(self, name: str) -> bool:
        return name in self.event

    def __getitem__(self, name: str) -> EventKind:
        return self.event[name]

    def together_with(self, other: "EventKinds") -> "EventKinds":
        """Both tables as one. ValueError where a name stands in both."""
        if twice := self.event.keys() & other.event.keys():
            raise ValueError(f"{sorted(twice)[0]} is defined twice")
        return EventKinds({**self.event, **other.event})


def parse_event_kinds(text: str) -> EventKinds:
    """Read the table from TOML. ValueError with a sentence where it has another shape."""
    kinds = msgspec.convert(tomllib.loads(text), EventKinds)
    for name, kind in kinds.event.items():
        if (kind.value in {"choice", "choices"}) != bool(kind.choices):
            raise ValueError(f"{name}: choices belong to the values choice and choices")
    return kinds


def parse_value(text: str | None, kind: EventKind) -> Value:
    """The value of an event from what a person typed after the equals sign.

    Raises Wrong where it is no value of that kind.
    """
    if kind.value == "none":
        if text is not None:
            raise Wrong("communication.no_value_wanted")
        return None
    if text is None or not text.strip():
        raise Wrong("communication.value_wanted", example=_example(kind))
    return _parsed(text.strip(), kind)


def _parsed(text: str, kind: EventKind) -> Value:
    match kind.value:
        case "yes_no":
            return _yes_or_no(text)
        case "count":
            return _count(text)
        case "money":
            return _amount(text)
        case "instant":
            return _instant(text)
        case "choice":
            return _chosen(text, kind)
        case "choices":
            return tuple(dict.fromkeys(_chosen(part.strip(), kind) for part in text.split(",")))
        case "countries":
            return tuple(dict.fromkeys(_country(part.strip()) for part in text.split(",")))
        case _:
            if len(text) > LONGEST_TEXT:
                raise Wrong("communication.text_too_long", most=LONGEST_TEXT)
            return text


def _yes_or_no(text: str) -> bool:
    word = text.casefold()
    if word not in _YES | _NO:
        raise Wrong("communication.not_yes_or_no", text=text)
    return word in _YES


def _count(text: str) -> int:
    if _COUNT.fullmatch(text) is None or int(text) > MOST_COUNTED:
        raise Wrong("communication.not_a_count", text=text)
    return int(text)


def _amount(text: str) -> int:
    try:
        amount = parse_money(text)
    except ValueError:
        raise Wrong("communication.not_an_amount", text=text) from None
    if amount < 0:
        raise Wrong("communication.not_an_amount", text=text)
    return amount


def _instant(text: str) -> str:
    try:
        return format_instant(parse_instant(text))
    except ValueError:
        raise Wrong("communication.not_an_instant", text=text) from None


def _chosen(text: str, kind: EventKind) -> str:
    if text not in kind.choices:
        raise Wrong("communication.not_a_choice", text=text, choices=", ".join(kind.choices))
    return text


def _country(text: str) -> str:
    if _COUNTRY.fullmatch(text) is None:
        raise Wrong("communication.not_a_country", text=text)
    return text


def _example(kind: EventKind) -> str:
    examples = {"yes_no": "yes", "count": "1200", "money": "125000", "countries": "BE,ES"}
    if kind.choices:
        return kind.choices[0]
    if kind.value == "instant":
        return "2026-02-06T19:00:00+01:00"
    return examples.get(kind.value, "…")


def value_text(value: Value, kind: EventKind) -> str:
    """The spelling that `parse_value` reads back."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ",".join(value)
    if kind.value == "money" and isinstance(value, int):
        return format_money(Cents(value))
    return str(value)


def instant_of(value: Value) -> datetime:
    """The instant that an event of the kind `instant` carries."""
    return parse_instant(str(value))
