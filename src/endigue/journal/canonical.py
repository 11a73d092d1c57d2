r"""Canonical text: the one JSON spelling of a value, the same on every machine and for ever.

JSON in which object keys are sorted by code point and occur once, nothing is spaced, nothing
but `"`, `\` and the characters below U+0020 is escaped, floats have the fewest digits that
read back to the same number, and there is no NaN and no infinity. Its UTF-8 bytes are what
is hashed. `docs/reference/journal.md` gives every rule.
"""

import json
from datetime import datetime

import msgspec

from endigue.kernel.instant import format_instant


def canonical(value: object) -> str:
    """The canonical text of a value made of structs, mappings, sequences and scalars.

    Instants become text in UTC; sets become sorted lists. Raises ValueError where a number is
    not finite, an instant has no time zone, text holds half of a surrogate pair or the value
    is nested too deeply; TypeError where a type has no JSON form.
    """
    try:
        plain = msgspec.to_builtins(
            value, builtin_types=(datetime,), str_keys=True, order="deterministic"
        )
        text = _ENCODER.encode(plain)
    except RecursionError:
        raise ValueError("the value is nested too deeply to be written") from None
    text.encode()
    return text


def quoted(text: str) -> str:
    """The canonical text of a string, faster; half of a surrogate pair is let through."""
    return _ENCODER.encode(text)


def is_canonical(text: str) -> bool:
    """Whether `text` is JSON spelled exactly as `canonical` spells it."""
    try:
        return _ENCODER.encode(_DECODER.decode(text)) == text
    except (ValueError, RecursionError):
        return False


def _instant(value: object) -> str:
    if isinstance(value, datetime):
        return format_instant(value)
    raise TypeError(f"{type(value).__name__} has no canonical text")


def _without_repetition(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key occurs twice")
    return members


_ENCODER = json.JSONEncoder(
    ensure_ascii=False,
    allow_nan=False,
    sort_keys=True,
    separators=(",", ":"),
    default=_instant,
)
_DECODER = json.JSONDecoder(object_pairs_hook=_without_repetition)
