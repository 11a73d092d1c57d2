"""The ends of a relation, as references name them."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from endigue.readers.json_fields import text, values


class End(NamedTuple):
    """One end of a relation: an identifier in upper case, as the whole field compares them,
    and the type that the reference gives, such as User; `Base` or nothing means unknown.
    """

    id: str
    type: str


def end(record: Mapping[str, object], id_key: str, type_key: str) -> End:
    """The end that a record names."""
    return End(text(record, id_key).upper(), text(record, type_key))


def ends(record: Mapping[str, object], key: str) -> Iterator[End]:
    """The ends of a list of typed principals, or of plain identifiers as older collectors
    wrote them.
    """
    for value in values(record, key):
        if isinstance(value, dict):
            yield end(value, "ObjectIdentifier", "ObjectType")
        else:
            yield End(value.strip().upper() if isinstance(value, str) else "", "")
