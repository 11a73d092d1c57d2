"""Tests of text as patterns.

What is compared in any case is compared in lower case on both sides, as `str.lower` gives it,
so the patterns themselves need no flag for it. Bytes of UTF-8 begin and end where characters
do, so texts can be sought among bytes; only `?` must know characters.
"""

import re

from endigue.evidence.sigma.rules import (
    Contains,
    EndsWith,
    Equals,
    Regex,
    StartsWith,
    Test,
    Wildcard,
)
from endigue.evidence.sigma.scan import CASELESS as ANY_CASE
from endigue.evidence.sigma.scan import CHARACTERS, DOTALL, EMPTY, MULTILINE, ONCE, Flags

_FLAGS: dict[str, Flags] = {"i": ANY_CASE, "m": MULTILINE, "s": DOTALL}

_SPECIAL = re.compile(r"[^0-9A-Za-z_ \x80-\U0010ffff]")


def is_pattern(test: Test) -> bool:
    """Whether the test is one that a pattern says. Equality needs none: it is looked up."""
    return isinstance(test, Contains | StartsWith | EndsWith | Wildcard | Regex)


def is_folded(test: Test) -> bool:
    """Whether the value is compared in lower case."""
    match test:
        case Regex():
            return False
        case Equals() | Contains() | StartsWith() | EndsWith() | Wildcard():
            return not test.cased
        case _:
            return False


def expression(test: Test, *, whole_event: bool = False) -> tuple[str, Flags]:
    """The expression and flags of a test that is a pattern.

    Sought in a whole event, a text with wildcards may stand anywhere.
    """
    match test:
        case Contains():
            return literal(_folded(test.text, test.cased)), DOTALL | ONCE
        case StartsWith():
            return "^" + literal(_folded(test.text, test.cased)), DOTALL | ONCE
        case EndsWith():
            return literal(_folded(test.text, test.cased)) + r"\z", DOTALL | ONCE
        case Wildcard():
            return _wildcard(test, whole_event=whole_event)
        case Regex():
            flags = CHARACTERS | ONCE | EMPTY
            for letter in test.flags:
                flags |= _FLAGS[letter]
            return test.pattern, flags
        case _:
            raise TypeError(f"{test} is no pattern")


def _wildcard(test: Wildcard, *, whole_event: bool) -> tuple[str, Flags]:
    flags = DOTALL | ONCE | EMPTY
    if any("?" in gap for gap in test.gaps):
        flags |= CHARACTERS
    pieces = [literal(_folded(piece, test.cased)) for piece in test.pieces]
    gaps = [gap.replace("*", ".*").replace("?", ".") for gap in test.gaps]
    inner = "".join(gap + piece for gap, piece in zip(gaps, [*pieces, ""], strict=True))
    return (inner if whole_event else rf"^{inner}\z"), flags


def literal(text: str) -> str:
    """An expression that means the text itself."""
    return _SPECIAL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def _folded(text: str, cased: bool) -> str:
    return text if cased else text.lower()
