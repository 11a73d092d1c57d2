"""Spaces at which a line must not break, as the typography of each language has them."""

import re

THIN = "\N{NARROW NO-BREAK SPACE}"
WIDE = "\N{NO-BREAK SPACE}"

_RULES = (
    (re.compile(" (?=[;!?])"), THIN),
    (re.compile(" (?=[:%€»])"), WIDE),
    (re.compile("(?<=«) "), WIDE),
    (re.compile(r"(?<=\bn°) (?=\d)"), WIDE),
    (re.compile(r"(?<=\d) (?=(?:h|min|j|km|kg|ko|Mo|Go)\b)"), WIDE),
)
"""Of French, after the usages of the Imprimerie nationale."""


def unbroken(text: str, language: str) -> str:
    """The text, in French with its unbreakable spaces; in other languages as it is. Words are
    never changed, and a space never added.
    """
    if language != "fr":
        return text
    for where, space in _RULES:
        text = where.sub(space, text)
    return text
