"""operations.toml: what the organisation does for people."""

from collections.abc import Mapping

from endigue.kernel.money import Cents
from endigue.organisation.model import Manual, Need, Operation
from endigue.organisation.problems import Problems
from endigue.organisation.validation.cells import any_text, fault, money, number
from endigue.organisation.validation.entries import Entry, spelled
from endigue.organisation.validation.names import Names
from endigue.organisation.validation.needs import read_need
from endigue.organisation.validation.settings import LANGUAGES

KEYS = (
    "id",
    "name",
    "entity",
    "needs",
    "value_per_hour",
    "arrivals_per_hour",
    "rto_hours",
    "mtpd_hours",
    "manual",
)
MANUAL_KEYS = ("capacity_per_hour", "stamina_hours", "needs", "form")


def read_operation(identifier: str, entry: Entry, names: Names, warnings: Problems) -> Operation:
    """One operation, whose identifier was given out already."""
    entry.warn_of_unknown(KEYS, warnings)
    return Operation(
        id=identifier,
        name=_names(entry, identifier),
        entity=entry.text("entity", names.known("entity", "organisation.unknown_entity"), ""),
        needs=_need(entry, names, {"all": []}),
        value_per_hour=entry.number("value_per_hour", money, Cents(0)),
        arrivals_per_hour=entry.number("arrivals_per_hour", number, 0.0),
        rto_hours=entry.number("rto_hours", number, 0.0, needed=True),
        mtpd_hours=entry.number("mtpd_hours", number, 0.0, needed=True),
        manual=_manual(entry.table("manual"), names, warnings),
    )


def _need(entry: Entry, names: Names, absent: object) -> Need:
    return read_need(entry.content.get("needs", absent), entry, names, "needs")


def _manual(entry: Entry | None, names: Names, warnings: Problems) -> Manual | None:
    if entry is None:
        return None
    entry.warn_of_unknown(MANUAL_KEYS, warnings)
    return Manual(
        capacity_per_hour=entry.number("capacity_per_hour", number, 0.0, needed=True),
        stamina_hours=entry.number("stamina_hours", number, 0.0, needed=True),
        needs=_need(entry, names, None) if "needs" in entry.content else None,
        form=entry.text("form", any_text, ""),
    )


def _names(entry: Entry, identifier: str) -> dict[str, str]:
    """By language; a name in one language, or one text, stands for the languages without."""
    value = entry.content.get("name", identifier)
    if isinstance(value, str):
        text = entry.text("name", any_text, identifier)
        return dict.fromkeys(LANGUAGES, text)
    if not isinstance(value, Mapping) or not value:
        entry.problem(fault("organisation.name_malformed", spelled(value)), "name")
        return {}
    within = Entry(entry.document, (*entry.path, "name"), value, entry.problems)
    given = {language: within.text(language, any_text) for language in value}
    missing = (language for language in LANGUAGES if language not in given)
    return given | dict.fromkeys(missing, next(iter(given.values())))
