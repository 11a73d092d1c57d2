"""Where everything stands in a TOML text: tomllib reads values but forgets their places.

The scanner trusts that the text is TOML, which tomllib has said before.
"""

import re
import tomllib
from bisect import bisect_right
from collections import Counter

from endigue.organisation.columns import Path

DEEPEST = 100
"""Values inside values; assumed, and far below what Python's stack holds."""

# A group is repeated inside an atomic one: a possessive repeat of a group matches wrongly in Python
# before 3.11.5, Debian's among them (CPython issues 100061 and 106052).
_BETWEEN = re.compile(r"(?>(?:[ \t\n]++|#[^\n]*+)*)")
_SPACE = re.compile(r"[ \t]*+")
_STRING = re.compile(
    r'"""(?>(?:[^"\\]++|\\.|"{1,2}(?!"))*)"{3,5}'
    r"|'''(?>(?:[^']++|'{1,2}(?!'))*)'{3,5}"
    r'|"(?>(?:[^"\\\n]++|\\.)*)"'
    r"|'[^'\n]*+'",
    re.DOTALL,
)
_KEY = re.compile(r"[A-Za-z0-9_-]++|" + _STRING.pattern, re.DOTALL)
_SCALAR = re.compile(r"[^,\]}\n#]++")


def places_of(text: str) -> dict[Path, tuple[int, int]]:
    """Line and column, from 1, of every key, table and member of a list.

    A table that several lines build stands where it is first named. Raises ValueError where
    values are nested more than `DEEPEST` levels deep.
    """
    scanner = _Scanner(text.replace("\r\n", "\n"))
    scanner.document()
    return scanner.places()


class _Scanner:
    """Walks over a TOML text once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._offsets: dict[Path, int] = {}
        self._tables_in: Counter[Path] = Counter()
        """How many tables each list of tables has so far."""

    def places(self) -> dict[Path, tuple[int, int]]:
        starts = [0, *(found.end() for found in re.finditer(r"\n", self._text))]
        placed = {}
        for path, offset in self._offsets.items():
            line = bisect_right(starts, offset)
            placed[path] = (line, offset - starts[line - 1] + 1)
        return placed

    def document(self) -> None:
        table: Path = ()
        self._skip(_BETWEEN)
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table, 0)
            self._skip(_BETWEEN)

    def _header(self) -> Path:
        start = self._at
        of_list = self._text.startswith("[[", start)
        self._at += 2 if of_list else 1
        keys = self._keys()
        self._at += 2 if of_list else 1
        path: Path = ()
        for key in keys[:-1]:
            path = self._last((*path, key), start)
        path = (*path, keys[-1])
        if not of_list:
            return self._last(path, start)
        self._offsets.setdefault(path, start)
        self._tables_in[path] += 1
        return self._last(path, start)

    def _last(self, path: Path, offset: int) -> Path:
        """The path itself, or where it is a list of tables, of the last of them."""
        self._offsets.setdefault(path, offset)
        if path in self._tables_in:
            path = (*path, self._tables_in[path] - 1)
            self._offsets.setdefault(path, offset)
        return path

    def _pair(self, table: Path, depth: int) -> None:
        start = self._at
        path = table
        for key in self._keys():
            path = (*path, key)
            self._offsets.setdefault(path, start)
        self._at += 1
        self._skip(_SPACE)
        self._value(path, depth)

    def _keys(self) -> list[str]:
        keys: list[str] = []
        while True:
            self._skip(_SPACE)
            keys.append(_key_of(self._take(_KEY)))
            self._skip(_SPACE)
            if self._text[self._at] != ".":
                return keys
            self._at += 1

    def _value(self, path: Path, depth: int) -> None:
        if depth > DEEPEST:
            raise ValueError(f"values are nested more than {DEEPEST} levels deep")
        sign = self._text[self._at]
        if sign == "[":
            self._list(path, depth)
        elif sign == "{":
            self._inline_table(path, depth)
        else:
            self._take(_STRING if sign in "\"'" else _SCALAR)

    def _list(self, path: Path, depth: int) -> None:
        self._at += 1
        place = 0
        while self._next_member("]"):
            self._offsets[*path, place] = self._at
            self._value((*path, place), depth + 1)
            place += 1

    def _inline_table(self, path: Path, depth: int) -> None:
        self._at += 1
        while self._next_member("}"):
            self._pair(path, depth + 1)

    def _next_member(self, end: str) -> bool:
        """Go to the next member; False past the end."""
        self._skip(_BETWEEN)
        if self._text[self._at] == ",":
            self._at += 1
            self._skip(_BETWEEN)
        if self._text[self._at] != end:
            return True
        self._at += 1
        return False

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if found is None:
            raise ValueError(f"no TOML at character {self._at}")
        self._at = found.end()
        return found[0]


def _key_of(written: str) -> str:
    if written[0] == "'":
        return written[1:-1]
    if written[0] != '"':
        return written
    plain = written[1:-1]
    return str(tomllib.loads(f"key = {written}")["key"]) if "\\" in plain else plain
