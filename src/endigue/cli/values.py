"""Values that users type in options."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from endigue.desk.refusal import Refusal
from endigue.kernel.instant import parse_instant


def names_in(text: str) -> tuple[str, ...]:
    """The names in a list such as `a,b`, without empty ones."""
    return tuple(name for part in text.split(",") if (name := part.strip()))


def numbers_in(text: str, example: str) -> tuple[float, ...]:
    """The numbers in a list such as `1,4,24`."""
    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError:
        raise Refusal("desk.not_numbers", text=text, example=example) from None


def instant_in(text: str) -> datetime:
    """An instant with its time zone."""
    try:
        return parse_instant(text)
    except ValueError:
        raise Refusal("desk.not_an_instant", text=text) from None


def mapping_in(texts: Sequence[str]) -> Mapping[str, str]:
    """A mapping of fields to columns from `field=Column`, each given once."""
    pairs = [text.partition("=") for text in texts]
    for text, (field, joined, column) in zip(texts, pairs, strict=True):
        if not (field and joined and column):
            raise Refusal("desk.not_a_mapping", text=text)
    return {field: column for field, _, column in pairs}
