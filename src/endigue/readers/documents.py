"""TOML documents of an organisation folder, with the place of everything in them."""

import re
import tomllib
from decimal import Decimal, InvalidOperation

from endigue.organisation.columns import Document
from endigue.organisation.problems import Problem, shown
from endigue.readers.encoding import decode_utf8
from endigue.readers.toml_places import DEEPEST, places_of

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_TWICE = re.compile(r"overwrite|twice|mutate|duplicate", re.IGNORECASE)


def read_document(file: str, content: bytes) -> Document | Problem:
    """The document, or the first thing that keeps it from being TOML."""
    text = decode_utf8(file, content)
    if isinstance(text, Problem):
        return text
    if not text.strip():
        return Problem(file, 0, "", "organisation.file_empty")
    try:
        return Document(file, tomllib.loads(text, parse_float=_exact), places_of(text))
    except tomllib.TOMLDecodeError as trouble:
        return _syntax(file, text, str(trouble))
    except (RecursionError, ValueError):
        # Of TOML that is well formed: nested too deeply, or a number of thousands of digits.
        return Problem(file, 0, "", "organisation.toml_too_much", {"most": DEEPEST})


def _exact(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("Infinity")  # an exponent of dozens of digits


def _syntax(file: str, text: str, trouble: str) -> Problem:
    found = _PLACE.search(trouble)
    lines = text.rstrip().split("\n")
    line, position = (int(found[1]), int(found[2])) if found else (len(lines), 0)
    code = "toml_twice" if _TWICE.search(trouble) else "toml_syntax"
    excerpt = lines[min(line, len(lines)) - 1].strip()
    arguments: dict[str, object] = {"found": shown(excerpt)}
    return Problem(file, line, "", f"organisation.{code}", arguments, position)
