"""The law as dated data, from the files that ship with the product."""

import tomllib
from functools import cache
from importlib.resources import files

from endigue.communication.calendar import parse_holidays
from endigue.communication.events import EventKinds, parse_event_kinds
from endigue.communication.report_fields import parse_report_fields
from endigue.communication.roles import parse_roles
from endigue.communication.rulebook import Rulebook
from endigue.communication.rules import parse_rule_pack
from endigue.communication.sheets import parse_sheets
from endigue.communication.thresholds import parse_thresholds

EVENTS = ("events.toml",)
PACKS = (
    "dora_reporting",
    "dora_duties",
    "gdpr",
    "gdpr_omnibus",
    "complaint_fr",
    "health_fr",
    "nis2_fr",
)
THRESHOLDS = ("dora_classification",)
HOLIDAYS = {"FR": "holidays_fr"}


@cache
def load_rulebook() -> Rulebook:
    """Every pack, every threshold, every calendar. They ship with us: a ValueError is ours."""
    first, *others = (parse_event_kinds(_text(name)) for name in EVENTS)
    kinds = first
    for other in others:
        kinds = kinds.together_with(other)
    return Rulebook(
        packs=tuple(parse_rule_pack(_rules(name), kinds) for name in PACKS),
        holidays={country: parse_holidays(_rules(name)) for country, name in HOLIDAYS.items()},
        kinds=kinds,
        report_fields=parse_report_fields(_rules("dora_fields"), kinds),
        roles=parse_roles(_rules("roles")),
        sheets=parse_sheets(_rules("sheets"), kinds),
        techniques=_techniques(kinds),
        thresholds=tuple(parse_thresholds(_rules(name)) for name in THRESHOLDS),
    )


def _techniques(kinds: EventKinds) -> dict[str, str]:
    """The choice of each technique. ValueError where a choice is none, or one has two."""
    choices = tomllib.loads(_rules("techniques"))["choice"]
    if strange := choices.keys() - set(kinds["techniques"].choices):
        raise ValueError(f"{sorted(strange)[0]} is no choice of the event techniques")
    pairs = [(technique, choice) for choice, each in choices.items() for technique in each]
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a technique stands under two choices")
    return dict(pairs)


def _rules(name: str) -> str:
    return _text(f"rules/{name}.toml")


def _text(name: str) -> str:
    return files("endigue.communication").joinpath(name).read_text(encoding="utf-8")
