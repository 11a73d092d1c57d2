"""Values that users type in options."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from math import inf

from endigue.desk.refusal import Refusal
from endigue.kernel.instant import parse_instant
from endigue.organisation.shifts import Shifts, parse_shifts

HOURS = "1,4,24,72"
CAUTIONS = "0.9,0.5,0.1"


def names_in(text: str) -> tuple[str, ...]:
    """The names in a list such as `a,b`, without empty ones."""
    return tuple(name for part in text.split(",") if (name := part.strip()))


def numbers_in(text: str, example: str) -> tuple[float, ...]:
    """The numbers in a list such as `1,4,24`."""
    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError:
        raise Refusal("desk.not_numbers", text=text, example=example) from None


def hands_in(text: str) -> dict[str, float]:
    """Minutes of hands: `350` for all crews together, or by crew, such as `it=240,network=60`."""
    found: dict[str, float] = {}
    for part in names_in(text):
        crew, given, minutes = part.rpartition("=")
        try:
            found[crew.strip()] = float(minutes)
        except ValueError:
            raise Refusal("containment.bad_hands", text=part) from None
        if not 0 <= found[crew.strip()] < inf or bool(given) != bool(crew.strip()):
            raise Refusal("containment.bad_hands", text=part)
    return found


def instant_in(text: str) -> datetime:
    """An instant with its time zone."""
    try:
        return parse_instant(text)
    except ValueError:
        raise Refusal("desk.not_an_instant", text=text) from None


def day_in(text: str) -> date:
    """A day, such as 2026-02-06."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refusal("desk.not_a_day", text=text) from None


def mapping_in(texts: Sequence[str]) -> Mapping[str, str]:
    """A mapping of fields to columns from `field=Column`, each given once."""
    pairs = [text.partition("=") for text in texts]
    for text, (field, joined, column) in zip(texts, pairs, strict=True):
        if not (field and joined and column):
            raise Refusal("desk.not_a_mapping", text=text)
    return {field: column for field, _, column in pairs}


def hours_in(text: str) -> tuple[float, ...]:
    """Hours of a forecast, above 0 and finite, sorted, each once."""
    hours = tuple(sorted(set(numbers_in(text, HOURS))))
    if not all(0 < hour < inf for hour in hours):
        raise Refusal("spread.bad_hours", hours=text)
    return hours


def cautions_in(text: str) -> tuple[float, ...]:
    """Three probabilities in falling order: bold, balanced, cautious."""
    cautions = numbers_in(text, CAUTIONS)
    falling = sorted(cautions, reverse=True)
    if (
        len(cautions) != 3
        or list(cautions) != falling
        or not 0 <= min(cautions) <= max(cautions) <= 1
    ):
        raise Refusal("desk.not_cautions", text=text, example=CAUTIONS)
    return cautions


def shifts_in(text: str) -> Shifts:
    """A calendar such as `mon-fri 08:00-18:00`."""
    try:
        return parse_shifts(text)
    except ValueError:
        raise Refusal("continuity.not_shifts", text=text) from None
