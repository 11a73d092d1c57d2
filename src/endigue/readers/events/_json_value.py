"""What the raw JSON text of one value means to rules."""

import json
from collections.abc import Iterator

import msgspec

from endigue.evidence.sigma.events import Value

_QUOTE = 0x22
_OPENING = b"[{"

MOST_LEAVES = 10_000
"""Values of one list that are looked at; assumed."""


Raw = bytes | bytearray | memoryview


def value_of(raw: Raw) -> Value:
    """A string is its text, a number or a boolean as it is written, null None, a list or an
    object the texts of its leaves.
    """
    first = raw[0]
    if first == _QUOTE:
        text = str(raw[1:-1], "utf-8", "replace")
        return _text(raw, text) if "\\" in text else text
    if first in _OPENING:
        return tuple(_leaves(_decoded(raw)))
    text = str(raw, "utf-8", "replace")
    return None if text == "null" else text


def texts_of(document: Raw) -> list[str]:
    """Every value of a document, whatever its key."""
    return list(_leaves(_decoded(document)))


def _text(raw: Raw, as_written: str) -> str:
    decoded = _decoded(raw)
    return decoded if isinstance(decoded, str) else as_written


def _decoded(raw: Raw) -> object:
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _leniently(raw)


def _leniently(raw: Raw) -> object:
    """Control characters, halves of surrogate pairs and bytes that are no UTF-8 are met in
    logs; they become the replacement character or stay.
    """
    try:
        return json.loads(str(raw, "utf-8", "replace"), strict=False)
    except (ValueError, RecursionError):
        return None


def _leaves(value: object) -> Iterator[str]:
    waiting = [value]
    for _ in range(MOST_LEAVES):
        if not waiting:
            return
        one = waiting.pop()
        match one:
            case str():
                yield one.encode("utf-8", "replace").decode("utf-8")
            case bool():
                yield "true" if one else "false"
            case int() | float():
                yield json.dumps(one)
            case dict():
                waiting.extend(reversed(one.values()))
            case list():
                waiting.extend(reversed(one))
