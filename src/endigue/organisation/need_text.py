"""Needs as people write them in a cell: `a & b & (c | d) & 2 of (x, y, z)`.

`&` means all, `|` means any, `2 of (…)` means at least two; `parmi` is understood for `of`.
All and any are not mixed without parentheses: whoever reads the cell in a crisis must not
have to know which binds tighter. A name may hold spaces; one that holds an operator, a
comma, a parenthesis or a quote stands in double quotes, with inner quotes doubled.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from endigue.organisation.model import KOf, Need

LONGEST_TEXT = 20_000
"""Characters; Excel itself keeps 32,767 in a cell."""
DEEPEST = 30
"""Parentheses inside parentheses."""

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<count>\d{1,9})\s+(?:of|parmi)\s*\(
    | (?P<sign>[&|(),])
    | "(?P<quoted>(?:[^"]|"")*)"
    | (?P<name>[^&|(),"\s][^&|(),"]*)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN = re.compile(r'[^&|(),"]+')


class NeedTextError(ValueError):
    """A text that is no need: `code` has a sentence in the catalogues, with `arguments` and
    `cell`, which whoever knows where the text stands must add.
    """

    def __init__(self, code: str, **arguments: object) -> None:
        super().__init__(code, arguments)
        self.code = code
        self.arguments = arguments


class _Token(NamedTuple):
    kind: str
    """name, count, end, or the sign itself."""
    text: str
    place: int


def parse_need(text: str) -> Need:
    """The need that a text says; names are kept as written.

    Raises NeedTextError with a code and the place (the number of a character, from 1).
    """
    if len(text) > LONGEST_TEXT:
        raise NeedTextError("importing.need_too_long", most=LONGEST_TEXT)
    tokens = _Tokens(text)
    if tokens.next.kind == "end":
        raise NeedTextError("importing.need_empty")
    need = _expression(tokens, 0)
    if tokens.next.kind != "end":
        raise _unexpected(tokens.next)
    return need


def format_need(need: Need, of: str = "of") -> str:
    """The text that `parse_need` reads back into the same need; `of` is `of` or `parmi`."""
    if isinstance(need, str):
        return _quoted(need)
    several = len(need.of) > 1
    if several and need.k == len(need.of):
        return " & ".join(_nested(child, of) for child in need.of)
    if several and need.k == 1:
        return " | ".join(_nested(child, of) for child in need.of)
    return f"{need.k} {of} ({', '.join(format_need(child, of) for child in need.of)})"


class _Tokens:
    """The tokens of a text, one ahead."""

    def __init__(self, text: str) -> None:
        self._each = _scan(text)
        self.next = next(self._each)

    def take(self) -> _Token:
        token = self.next
        if token.kind != "end":
            self.next = next(self._each)
        return token


def _scan(text: str) -> Iterator[_Token]:
    place, last = 0, len(text.rstrip())
    while place < last:
        found = _TOKEN.match(text, place)
        if found is None:
            raise NeedTextError("importing.need_quote_open", place=text.index('"', place) + 1)
        kind = found.lastgroup
        start = found.start(kind or 0) + 1
        if kind == "count":
            yield _Token("count", found["count"], start)
        elif kind == "sign":
            yield _Token(found["sign"], found["sign"], start)
        elif kind == "quoted":
            yield _Token("name", found["quoted"].replace('""', '"').strip(), start)
        else:
            yield _Token("name", " ".join(found["name"].split()), start)
        place = found.end()
    yield _Token("end", "", len(text) + 1)


def _expression(tokens: _Tokens, depth: int) -> Need:
    first = _term(tokens, depth)
    sign = tokens.next.kind
    if sign not in {"&", "|"}:
        return first
    children = [first]
    while tokens.next.kind in {"&", "|"}:
        found = tokens.take()
        if found.kind != sign:
            raise NeedTextError("importing.need_mixed", place=found.place)
        children.append(_term(tokens, depth))
    return KOf(k=len(children) if sign == "&" else 1, of=tuple(children))


def _term(tokens: _Tokens, depth: int) -> Need:
    token = tokens.take()
    if depth > DEEPEST:
        raise NeedTextError("importing.need_too_deep", place=token.place, most=DEEPEST)
    if token.kind == "name" and token.text:
        return token.text
    if token.kind == "(":
        need = _expression(tokens, depth + 1)
        _close(tokens)
        return need
    if token.kind == "count":
        return _at_least(token, tokens, depth + 1)
    raise _unexpected(token)


def _at_least(count: _Token, tokens: _Tokens, depth: int) -> Need:
    children = [_expression(tokens, depth)]
    while tokens.next.kind == ",":
        tokens.take()
        children.append(_expression(tokens, depth))
    _close(tokens)
    k = int(count.text)
    if not 1 <= k <= len(children):
        raise NeedTextError("importing.need_count", place=count.place, found=k, most=len(children))
    return KOf(k=k, of=tuple(children))


def _close(tokens: _Tokens) -> None:
    token = tokens.take()
    if token.kind != ")":
        raise _unexpected(token)


def _unexpected(token: _Token) -> NeedTextError:
    if token.kind == "end":
        return NeedTextError("importing.need_unfinished", place=token.place)
    return NeedTextError("importing.need_unexpected", place=token.place, found=token.text)


def _nested(need: Need, of: str) -> str:
    text = format_need(need, of)
    plain = isinstance(need, str) or (need.k != 1 and need.k != len(need.of)) or len(need.of) == 1
    return text if plain else f"({text})"


def _quoted(name: str) -> str:
    if _PLAIN.fullmatch(name) and name == " ".join(name.split()):
        return name
    return '"' + name.replace('"', '""') + '"'
