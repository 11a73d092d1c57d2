"""What the raw JSON text of one value means to rules."""

import json
from collections.abc import Iterator

import msgspec

from endigue.evidence.sigma.events import Value

_QUOTE = 0x22

MOST_LEAVES = 10_000
"""Values of one list that are looked at; assumed."""


def value_of(raw: bytes | bytearray) -> Value:
    """A string is its text, a number or a boolean as it is written, null None, a list or an
    object the texts of its leaves.
    """
    if raw[0] == _QUOTE:
        if b"\\" not in raw:
            return raw[1:-1].decode("utf-8", "replace")
        return _text(raw)
    if raw[0] in b"[{":
        return tuple(_leaves(_decoded(raw)))
    text = raw.decode("utf-8", "replace")
    return None if text == "null" else text


def texts_of(document: bytes | bytearray) -> list[str]:
    """Every value of a document, whatever its key."""
    return list(_leaves(_decoded(document)))


def _text(raw: bytes | bytearray) -> str:
    decoded = _decoded(raw)
    return decoded if isinstance(decoded, str) else raw[1:-1].decode("utf-8", "replace")


def _decoded(raw: bytes | bytearray) -> object:
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _leniently(raw)


def _leniently(raw: bytes | bytearray) -> object:
    """Control characters, halves of surrogate pairs and bytes that are no UTF-8 are met in
    logs; they become the replacement character or stay.
    """
    try:
        return json.loads(raw.decode("utf-8", "replace"), strict=False)
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
