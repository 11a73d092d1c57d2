"""Identifiers of things that people name: an asset, a zone, an operation, a lever."""

import re

LONGEST = 256

_SHAPE = re.compile(r"[^\s,;\"\x00-\x1f\x7f]+")


def is_identifier(text: str) -> bool:
    """Whether `text` can name a thing: one to 256 characters, no white space, comma,
    semicolon, double quote or control character.
    """
    return len(text) <= LONGEST and _SHAPE.fullmatch(text) is not None
