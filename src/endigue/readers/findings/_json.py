"""JSON of any outer shape: one object a line, objects one after another, or one array."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TextIO

import msgspec

from endigue.readers.findings._text import LONGEST, lines

_CHUNK = 1 << 20
_LOOK = 5
"""Lines of which one must be a whole object for a file of one object a line."""

_BETWEEN = re.compile(r"[\s,\[\]\ufeff]*")
_BEFORE_KEY = re.compile(r"[\s,{]*")
_COLON = re.compile(r"\s*:\s*")

JsonObject = dict[str, object]


class Unread(NamedTuple):
    """A place that is no JSON object, by the code that says why."""

    code: str


NO_OBJECT = Unread("evidence.row_is_no_object")
STOPS = Unread("evidence.json_stops_here")
"""Nothing after this place could be read."""


def documents(stream: TextIO, file: str) -> Iterator[tuple[int, JsonObject | Unread]]:
    """Every top-level object with its line, or with its number where objects span lines."""
    start = stream.read(_CHUNK).lstrip("\ufeff \t\r\n")
    stream.seek(0)
    if start.startswith("[") or not any(map(_is_object, start.split("\n", _LOOK)[:_LOOK])):
        return _one_after_another(stream)
    return _one_a_line(stream, file)


def _is_object(text: str) -> bool:
    """Whether a line is an object with members; {} may stand inside another."""
    found = _decoded(text)
    return not isinstance(found, Unread) and bool(found)


def _decoded(text: str) -> JsonObject | Unread:
    try:
        value = msgspec.json.decode(text.encode())
    except (ValueError, RecursionError):
        return NO_OBJECT
    return value if isinstance(value, dict) else NO_OBJECT


def _one_a_line(stream: TextIO, file: str) -> Iterator[tuple[int, JsonObject | Unread]]:
    for number, line in enumerate(lines(stream, file), start=1):
        if line.strip("\ufeff \t\r\n"):
            yield number, _decoded(line)


def _one_after_another(stream: TextIO) -> Iterator[tuple[int, JsonObject | Unread]]:
    decoder = json.JSONDecoder()
    buffer, at, number, size = "", 0, 1, _CHUNK
    while True:
        at = _after_separators(buffer, at)
        try:
            value, at = decoder.raw_decode(buffer, at)
        except (ValueError, RecursionError):
            # Broken, or cut by the end of the buffer: only more text can tell.
            more = stream.read(size) if len(buffer) - at <= LONGEST else ""
            if not more:
                if at < len(buffer):
                    yield number, STOPS
                return
            buffer, at, size = buffer[at:] + more, 0, size * 2
            continue
        size = _CHUNK
        yield number, value if isinstance(value, dict) else NO_OBJECT
        number += 1


def _after_separators(buffer: str, at: int) -> int:
    return _after(_BETWEEN, buffer, at)


def _after(gap: re.Pattern[str], text: str, at: int) -> int:
    found = gap.match(text, at)
    return at if found is None else found.end()


def first_object(head: str) -> JsonObject:
    """The members of the first top-level object as far as the text goes; empty without one."""
    decoder = json.JSONDecoder()
    at = _after_separators(head, 0)
    found: JsonObject = {}
    if head[at : at + 1] != "{":
        return found
    try:
        while True:
            key, at = decoder.raw_decode(head, _after(_BEFORE_KEY, head, at))
            found[str(key)] = None
            found[str(key)], at = decoder.raw_decode(head, _after(_COLON, head, at))
    except (ValueError, RecursionError):
        # The text ends, in the middle of the object or after it.
        return found


def at_path(value: object, path: str) -> object:
    """The value at a dotted path of keys, such as Event.System.Computer; None without one.

    A key that holds the dots itself is found too.
    """
    if not isinstance(value, Mapping):
        return None
    if path in value:
        return value[path]
    key, dot, rest = path.partition(".")
    if not dot:
        return None
    return at_path(value.get(key), rest)
