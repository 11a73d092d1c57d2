"""Names that others chose, made safe to look at.

Names come from directories and logs that an intruder may have written to. Characters that
steer a terminal or turn the direction of writing are replaced by a visible mark, line breaks by
spaces, and what is too long is cut; markup is left to each layout to escape.
"""

import unicodedata

import msgspec

from endigue.desk.briefing import Briefing

LONGEST = 160
"""Characters that are shown of one name or detail."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_UNSAFE = {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}


def legible(briefing: Briefing) -> Briefing:
    """The same briefing with every text legible."""
    return msgspec.convert(_cleaned(msgspec.to_builtins(briefing)), Briefing)


def legible_text(text: str) -> str:
    """One text, safe to show."""
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "…"
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in "\t\n\r":
        return " "
    return REPLACEMENT if unicodedata.category(character) in _UNSAFE else character


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return legible_text(value)
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(item) for key, item in value.items()}
    return value
