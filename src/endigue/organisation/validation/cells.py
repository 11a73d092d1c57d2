"""What one text may say: a number, an amount, an identifier, one of a few words.

Each function gives the value, or the Fault that says what is wrong with the text. All bounds
are assumed: far beyond any organisation, and exact in the types that hold them.
"""

import re
from collections.abc import Callable, Sequence
from math import isfinite
from typing import NamedTuple, TypeVar

from endigue.kernel.identifier import LONGEST, is_identifier
from endigue.kernel.money import Cents, parse_money
from endigue.organisation.problems import shown
from endigue.organisation.shifts import parse_shifts

Value = TypeVar("Value")
Word = TypeVar("Word", bound=str)

LARGEST_NUMBER = 1e12
HIGHEST_PORT = 65_535

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity)", re.IGNORECASE)
_YES = frozenset({"true", "yes", "1", "vrai", "oui"})
_NO = frozenset({"false", "no", "0", "faux", "non"})


class Fault(NamedTuple):
    """What is wrong with a text; `code` has a sentence, `arguments` its fields."""

    code: str
    arguments: dict[str, object]


Parser = Callable[[str], Value | Fault]


def fault(code: str, found: str, **arguments: object) -> Fault:
    """A fault that shows what was found."""
    return Fault(code, {"found": shown(found), **arguments})


def any_text(text: str) -> str | Fault:
    """Text as it stands."""
    return text


def identifier(text: str) -> str | Fault:
    """Something that other rows can name."""
    if is_identifier(text):
        return text
    return fault("organisation.not_identifier", text, most=LONGEST)


def number(text: str) -> float | Fault:
    """A finite number that is not negative."""
    if _NUMBER.fullmatch(text) is None:
        code = "not_finite" if _NOT_FINITE.fullmatch(text) else "not_number"
        return fault(f"organisation.{code}", text)
    value = float(text)
    if not isfinite(value):
        return fault("organisation.not_finite", text)
    if value < 0:
        return fault("organisation.negative", text)
    if value > LARGEST_NUMBER:
        return fault("organisation.too_large", text, most=f"{LARGEST_NUMBER:.0f}")
    return value


def positive(text: str) -> float | Fault:
    """A finite number above 0."""
    value = number(text)
    return fault("organisation.not_positive", text) if value == 0 else value


def whole(text: str) -> int | Fault:
    """A whole number that is not negative; 5.0 is one, since spreadsheets write it so."""
    value = number(text)
    if isinstance(value, Fault):
        return value
    if not value.is_integer():
        return fault("organisation.not_whole", text)
    return int(value)


def positive_whole(text: str) -> int | Fault:
    """A whole number above 0."""
    value = whole(text)
    return fault("organisation.not_positive", text) if value == 0 else value


def port(text: str) -> int | Fault:
    """A port of TCP or UDP; 0 is any."""
    value = whole(text)
    if isinstance(value, Fault) or value <= HIGHEST_PORT:
        return value
    return fault("organisation.not_port", text, most=HIGHEST_PORT)


def money(text: str) -> Cents | Fault:
    """An amount in whole units, such as 4200 or 12.50, that is not negative."""
    value = number(text)
    return value if isinstance(value, Fault) else parse_money(text)


def yes_or_no(text: str) -> bool | Fault:
    """`true` or `false`, as spreadsheets in English and French write them."""
    word = text.lower()
    if word in _YES | _NO:
        return word in _YES
    return fault("organisation.not_yes_or_no", text)


def shifts(text: str) -> str | Fault:
    """Shifts of a crew, which `parse_shifts` reads later."""
    try:
        parse_shifts(text)
    except ValueError:
        return fault("organisation.bad_shifts", text)
    return text


def one_of(words: Sequence[Word]) -> Parser[Word]:
    """A parser of one of these words, in any case."""
    by_text = {word.lower(): word for word in words}
    expected = ", ".join(word for word in words if word)

    def parse(text: str) -> Word | Fault:
        found = by_text.get(text.lower())
        if found is None:
            return fault("organisation.not_one_of", text, expected=expected)
        return found

    return parse


def with_decimal_comma(parse: Parser[Value]) -> Parser[Value]:
    """The same parser for texts that may write 12,5 for 12.5."""

    def parse_comma(text: str) -> Value | Fault:
        return parse(text.replace(",", ".", 1) if _DECIMAL_COMMA.fullmatch(text) else text)

    return parse_comma


NUMBERS: frozenset[object] = frozenset({number, positive, whole, positive_whole, money})
"""Parsers of what may be written with a decimal comma."""
