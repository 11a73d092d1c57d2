"""JSON from anywhere: one object a line, objects one after another, or one array.

Keys are found by their usual names, nested ones too (host.name); a mapping gives dotted
paths for the others (host=device.hostname) or fixes a value (kind==edr_alert).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from endigue.readers.findings._collect import Collector, FindingsFile
from endigue.readers.findings._fields import add_row, find_columns
from endigue.readers.findings._format import FindingsFormat, Head
from endigue.readers.findings._json import JsonObject, Unread, at_path, documents
from endigue.readers.findings._text import open_text

NAME = "json"

_DEEPEST = 4
_MOST_PATHS = 500


def recognises(head: Head) -> bool:
    """Whether the file begins with a JSON object, or an array of them."""
    return bool(head.first)


def read(path: Path, mapping: Mapping[str, str] | None = None) -> FindingsFile:
    """One finding an object."""
    collector = Collector(path, NAME, mapping)
    columns_by_shape: dict[tuple[str, ...], dict[str, str]] = {}
    with open_text(path) as stream:
        for row, document in documents(stream, collector.source):
            if isinstance(document, Unread):
                collector.not_understood(row, document.code)
                continue
            shape = tuple(_paths(document))[:_MOST_PATHS]
            if shape not in columns_by_shape:
                if len(columns_by_shape) > _MOST_PATHS:
                    columns_by_shape.clear()
                columns_by_shape[shape] = find_columns(shape, collector)
            columns = columns_by_shape[shape]
            values = {field: at_path(document, path) for field, path in columns.items()}
            add_row(collector, row, values)
    return collector.file()


def _paths(document: JsonObject, before: str = "", depth: int = 1) -> Iterator[str]:
    """Dotted paths of all values that are not objects, outer ones first."""
    for key, value in document.items():
        if not isinstance(value, dict):
            yield before + key
    if depth < _DEEPEST:
        for key, value in document.items():
            if isinstance(value, dict):
                yield from _paths(value, f"{before}{key}.", depth + 1)


FORMAT = FindingsFormat(NAME, recognises, read)
