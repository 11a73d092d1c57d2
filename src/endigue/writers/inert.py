"""Text of others, made inert: it cannot steer a terminal, turn the direction of writing, or be
read as a formula by a spreadsheet. Markup is left to each layout to escape.
"""

import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def inert(text: str) -> str:
    """The text with a visible mark in place of every character that is not seen; line breaks
    stay, other white space becomes a space.
    """
    return "".join(_shown(character) for character in text.replace("\r\n", "\n"))


def inert_line(text: str) -> str:
    """The same on one line."""
    return inert(text).replace("\n", " ")


def inert_cell(text: str) -> str:
    """The same for a cell of a CSV file: what a spreadsheet would compute begins with an
    apostrophe.
    """
    line = inert_line(text)
    return f"'{line}" if line.lstrip(" ").startswith(_FORMULA) else line


def _shown(character: str) -> str:
    if character == "\n":
        return character
    if character in "\t\r\v\f":
        return " "
    return REPLACEMENT if unicodedata.category(character) in _UNSAFE else character
