"""One table of a TOML document: its keys as values, and a problem for each that is wrong."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from endigue.organisation.columns import Document, Path
from endigue.organisation.problems import Problem, Problems, shown
from endigue.organisation.validation.cells import LARGEST_NUMBER, Fault, Parser, Value, fault
from endigue.organisation.validation.names import nearest_word
from endigue.organisation.validation.rows import CELL_EMPTY


class Entry:
    """A table of a document under examination, at `path`."""

    def __init__(
        self, document: Document, path: Path, content: Mapping[str, object], problems: Problems
    ) -> None:
        self.document = document
        self.path = path
        self.content = content
        self.problems = problems

    def problem(self, wrong: Fault, *further: str | int) -> None:
        """Something wrong with the entry, or with what `further` keys lead to."""
        self.problems.add(self.at(wrong, *further))

    def at(self, wrong: Fault, *further: str | int) -> Problem:
        """A fault with its place."""
        path = (*self.path, *further)
        line, position = self.document.place(path)
        column = key_of(path)
        return Problem(self.document.file, line, column, wrong.code, wrong.arguments, position)

    def text(self, key: str, parse: Parser[str], default: str | None = None) -> str:
        """A text; without a default it must be there. The default, or empty, where it is wrong."""
        value = self.content.get(key, default)
        return self._value(key, value, _text, parse, default or "", may_be_empty=default == "")

    def number(
        self, key: str, parse: Parser[Value], stand_in: Value, *, needed: bool = False
    ) -> Value:
        """A number; `stand_in` where it is wrong, or absent and not needed."""
        if key not in self.content and not needed:
            return stand_in
        return self._value(key, self.content.get(key), _number, parse, stand_in)

    def table(self, key: str) -> "Entry | None":
        """The table of a key, or None where there is none."""
        value = self.content.get(key)
        if isinstance(value, dict):
            return Entry(self.document, (*self.path, key), value, self.problems)
        if value is not None:
            self.problem(fault("organisation.not_table", spelled(value)), key)
        return None

    def tables(self, key: str) -> "Iterator[Entry]":
        """The tables of a list of tables such as `[[service]]`."""
        found = self.content.get(key, [])
        if not isinstance(found, list):
            self.problem(fault("organisation.not_list_of_tables", spelled(found), key=key), key)
            return
        for place, content in enumerate(found):
            path = (*self.path, key, place)
            if isinstance(content, dict):
                yield Entry(self.document, path, content, self.problems)
            else:
                self.problem(fault("organisation.not_table", spelled(content)), key, place)

    def warn_of_unknown(self, known: tuple[str, ...], warnings: Problems) -> None:
        """A warning for every key that is not known."""
        for key in self.content:
            if key not in known:
                near = nearest_word(key, known)
                warnings.add(self.at(fault("organisation.unknown_key", key, nearest=near), key))

    def _value(
        self,
        key: str,
        value: object,
        read: Callable[[object], str | Fault],
        parse: Parser[Value],
        stand_in: Value,
        *,
        may_be_empty: bool = False,
    ) -> Value:
        if value is None:
            self.problem(Fault("organisation.key_missing", {"key": key}))
            return stand_in
        text = read(value)
        if text == "":
            parsed = stand_in if may_be_empty else CELL_EMPTY
        else:
            parsed = text if isinstance(text, Fault) else parse(text)
        if isinstance(parsed, Fault):
            self.problem(parsed, key)
            return stand_in
        return parsed


def whole_document(document: Document, problems: Problems) -> Entry:
    """The document as an entry."""
    return Entry(document, (), document.content, problems)


def key_of(path: Path) -> str:
    """The keys of a path as a person finds them, within the table of a list of tables."""
    inner = path[2:] if len(path) > 2 and isinstance(path[1], int) else path
    return ".".join(shown(part) for part in inner if isinstance(part, str))


def spelled(value: object) -> str:
    """A TOML value in a word or two, for a person who looks for it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        return "…"  # an integer of thousands of digits has no decimal text
    return shown(str(value))


def _text(value: object) -> str | Fault:
    if isinstance(value, str):
        return value.strip()
    return fault("organisation.not_text", spelled(value))


def _number(value: object) -> str | Fault:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return fault("organisation.not_number", spelled(value))
    if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        return fault("organisation.too_large", spelled(value), most=f"{LARGEST_NUMBER:.0f}")
    return str(value)
