"""Fields of hostile JSON: a missing, null or strange value reads as its empty one."""

from collections.abc import Iterator, Mapping

from endigue.kernel.identifier import LONGEST

LONGEST_KIND = 64
"""Characters of a kind that a source names itself."""


def text(record: Mapping[str, object], key: str) -> str:
    """A text field without outer spaces."""
    value = record.get(key)
    return value.strip() if isinstance(value, str) else ""


def label(record: Mapping[str, object], key: str) -> str:
    """A text field as a name for people: printable, on one line, at most 256 characters."""
    return printable(text(record, key))


def printable(name: str, most: int = LONGEST) -> str:
    """A name from outside that can be shown on a terminal: one line, no control characters."""
    if not name.isprintable():
        name = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    return name[:most]


def kind_name(record: Mapping[str, object], key: str) -> str:
    """A text field as the name of a kind, for a report."""
    return printable(text(record, key), LONGEST_KIND)


def flag(record: Mapping[str, object], key: str) -> bool:
    """A truth field: only a real `true` is true."""
    return record.get(key) is True


def integer(record: Mapping[str, object], key: str) -> int:
    """A whole number field."""
    value = record.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def texts(record: Mapping[str, object], key: str) -> list[str]:
    """The texts of a list field."""
    return [value for value in values(record, key) if isinstance(value, str)]


def mapping(record: Mapping[str, object], key: str) -> dict[str, object]:
    """An object field."""
    value = record.get(key)
    return value if isinstance(value, dict) else {}


def records(record: Mapping[str, object], key: str) -> Iterator[dict[str, object]]:
    """The objects of a list field; anything else in the list reads as an empty object, so
    that it is still counted.
    """
    for value in values(record, key):
        yield value if isinstance(value, dict) else {}


def values(record: Mapping[str, object], key: str) -> list[object]:
    """Whatever a list field holds."""
    value = record.get(key)
    return value if isinstance(value, list) else []
