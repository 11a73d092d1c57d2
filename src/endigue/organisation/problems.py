"""Problems of a folder: each with its place, what was found and what is expected there.

Codes have their sentences in `endigue.locale.sentences.organisation`; the sentence does not
repeat the place, which `endigue.locale.problems` says once.
"""

from collections import Counter

import msgspec

MOST_ALIKE = 1_000
"""Problems of one kind in one column that are listed; further ones are counted."""
LONGEST_SHOWN = 80
"""Characters of a foreign text that a problem repeats."""


class Problem(msgspec.Struct, frozen=True):
    """Something wrong, or odd, at one place of one file."""

    file: str
    line: int
    """From 1; the number of the row in Parquet; 0 where the whole file is meant."""
    column: str
    """Name of the column, or of the key with the keys that lead to it; empty where none is."""
    code: str
    arguments: dict[str, object] = {}
    position: int = 0
    """Number of the column in a table, of the character in a document; 0 where none is."""

    def flat(self) -> dict[str, object]:
        """The arguments of the sentence and of its place, together."""
        place = {"file": self.file, "line": self.line, "column": self.column}
        return {**self.arguments, **place, "position": self.position}


class Problems:
    """Collects problems, and counts those beyond `MOST_ALIKE` of one kind."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._alike: Counter[tuple[str, str, str]] = Counter()

    def __len__(self) -> int:
        return len(self._found)

    def add(self, problem: Problem) -> None:
        """One problem."""
        kind = (problem.file, problem.column, problem.code)
        if self._alike[kind] < MOST_ALIKE:
            self._found.append(problem)
        self._alike[kind] += 1

    def count(self, file: str, column: str, code: str, times: int) -> None:
        """So many more of a kind, which nobody lists."""
        self._alike[file, column, code] += times

    def extend(self, problems: tuple[Problem, ...]) -> None:
        """Several problems."""
        for problem in problems:
            self.add(problem)

    def in_order(self) -> tuple[Problem, ...]:
        """By file, line and column; the last ones say how many more of a kind there are."""
        listed = Counter((one.file, one.column, one.code) for one in self._found)
        more = [
            Problem(file, 0, column, "organisation.more_like_these", {"count": further})
            for (file, column, _), further in (self._alike - listed).items()
        ]
        places = sorted(self._found, key=lambda one: (one.file, one.line, one.position))
        return (*places, *more)


def shown(text: str) -> str:
    """A foreign text as a problem repeats it: short, and without what moves a cursor."""
    clipped = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in clipped
    )
