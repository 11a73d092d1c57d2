"""organisation.toml: who we are, and the figures that hold for everything."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite

from endigue.organisation.columns import Document, Path
from endigue.organisation.model import Entity, Parameters
from endigue.organisation.problems import Problems
from endigue.organisation.validation.cells import (
    Fault,
    Parser,
    any_text,
    fault,
    identifier,
    money,
    one_of,
    positive,
    positive_whole,
)
from endigue.organisation.validation.entries import Entry, whole_document
from endigue.organisation.validation.names import FirstUse, Names, nearest_word
from endigue.organisation.validation.rows import taken_before

LANGUAGES = ("fr", "en")
KEYS = ("name", "currency", "time_zone", "language", "entity", "parameters", "legal")
PARAMETERS = ("hours", "hourly_rate", "clean_room_places", "restore_gb_per_hour")
DEEPEST_LEGAL = 8
"""Tables inside tables of `[legal]`; assumed."""

_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Settings:
    """What organisation.toml says."""

    name: str = ""
    currency: str = "EUR"
    time_zone: str = "Europe/Paris"
    language: str = "fr"
    parameters: Parameters = field(default_factory=Parameters)
    legal: dict[str, object] = field(default_factory=dict)
    entities: tuple[Entity, ...] = ()


def read_settings(
    document: Document,
    names: Names,
    time_zones: Collection[str],
    problems: Problems,
    warnings: Problems,
) -> Settings:
    """Everything of the document; entities are given out to `names`."""
    entry = whole_document(document, problems)
    entry.warn_of_unknown(KEYS, warnings)
    return Settings(
        name=entry.text("name", any_text),
        currency=entry.text("currency", _currency, "EUR"),
        time_zone=entry.text("time_zone", _time_zone(time_zones), "Europe/Paris"),
        language=entry.text("language", one_of(LANGUAGES), "fr"),
        parameters=_parameters(entry.table("parameters"), warnings),
        legal=_legal(entry.table("legal")),
        entities=tuple(_entity(each, names, warnings) for each in entry.tables("entity")),
    )


def _currency(text: str) -> str | Fault:
    return text if _CURRENCY.fullmatch(text) else fault("organisation.not_currency", text)


def _time_zone(known: Collection[str]) -> Parser[str]:
    def parse(text: str) -> str | Fault:
        if not known or text in known:
            return text
        return fault("organisation.not_time_zone", text, nearest=nearest_word(text, known))

    return parse


def _parameters(entry: Entry | None, warnings: Problems) -> Parameters:
    default = Parameters()
    if entry is None:
        return default
    entry.warn_of_unknown(PARAMETERS, warnings)
    return Parameters(
        hours=entry.number("hours", positive, default.hours),
        hourly_rate=entry.number("hourly_rate", money, default.hourly_rate),
        clean_room_places=entry.number(
            "clean_room_places", positive_whole, default.clean_room_places
        ),
        restore_gb_per_hour=entry.number(
            "restore_gb_per_hour", positive, default.restore_gb_per_hour
        ),
    )


def _entity(entry: Entry, names: Names, warnings: Problems) -> Entity:
    entry.warn_of_unknown(("id", "name"), warnings)
    name = entry.text("id", identifier)
    line, _ = entry.document.place((*entry.path, "id"))
    earlier = names.give(name, FirstUse("entity", entry.document.file, line)) if name else None
    if earlier is not None:
        entry.problem(taken_before(name, earlier, "entity"), "id")
    return Entity(id=name, name=entry.text("name", any_text, name))


def _legal(entry: Entry | None) -> dict[str, object]:
    if entry is None:
        return {}
    return {key: _plain(value, entry, (key,)) for key, value in entry.content.items()}


def _plain(value: object, entry: Entry, path: Path) -> object:
    """The value as it stands, with ordinary numbers that are finite."""
    if len(path) > DEEPEST_LEGAL:
        entry.problem(Fault("organisation.legal_too_deep", {"most": DEEPEST_LEGAL}), *path)
        return None
    if isinstance(value, Mapping):
        return {key: _plain(each, entry, (*path, key)) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each, entry, (*path, place)) for place, each in enumerate(value)]
    if isinstance(value, Decimal):
        number = float(value)
        if not isfinite(number):
            entry.problem(fault("organisation.not_finite", str(value)), *path)
        return number
    return value
