"""The words of the operations workbook in both languages: sheets, columns and choices.

`endigue.writers.workbook_template` writes them, `endigue.readers.workbook` understands them
in either language, whatever the case and accents. Keys are those of the organisation folder.
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

Words = tuple[str, str]
"""English, French."""

Content = Literal[
    "identifier", "text", "names", "reference", "need", "number", "money", "whole", "choice",
    "yes_no", "hours",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet."""

    key: str
    words: Words
    content: Content
    help: Words
    example: object = ""
    required: bool = False
    choices: tuple[tuple[str, Words], ...] = ()
    """Value and its words, for a choice."""

    def heading(self, language: str) -> str:
        """What stands above the column."""
        return said(self.words, language)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; a row is one thing."""

    key: str
    words: Words
    columns: tuple[Column, ...]

    def title(self, language: str) -> str:
        """What stands on the tab."""
        return said(self.words, language)

    def column(self, heading: str) -> Column | None:
        """The column so called in either language, or by its key."""
        return self._by_heading().get(folded(heading))

    def _by_heading(self) -> dict[str, Column]:
        return {
            folded(word): column for column in self.columns for word in (column.key, *column.words)
        }


def said(words: Words, language: str) -> str:
    """The words in a language: `en` or `fr`, else ValueError."""
    if language not in {"en", "fr"}:
        raise ValueError(f"'{language}' is not spoken: choose one of en, fr")
    return words[1] if language == "fr" else words[0]


def folded(text: str) -> str:
    """The form in which headings and choices are compared: no accents, case or punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


READ_ME: Words = ("Read me", "Lisez-moi")
NAMES: Words = ("Known names", "Noms connus")
"""Titles of the sheets that are written for people and never read back."""

YES: Words = ("yes", "oui")
NO: Words = ("no", "non")
