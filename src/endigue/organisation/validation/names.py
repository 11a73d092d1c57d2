"""Names that the folder gives out, and which of them may be meant by a wrong one."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.process import extractOne

from endigue.kernel.identifier import LONGEST
from endigue.organisation.problems import shown
from endigue.organisation.validation.cells import Fault, Parser, fault

Kind = Literal["entity", "crew", "zone", "asset", "flow", "service", "operation", "lever"]

SHARED_KINDS: tuple[Kind, ...] = ("zone", "asset", "flow", "service", "operation")
"""Kinds among which an identifier is given out once, since a need or a lever may name any."""

NEEDED_KINDS: tuple[Kind, ...] = ("asset", "flow", "service")
"""What a need may name; an account is an asset."""

LEAST_LIKENESS = 60.0
"""Of 100, as rapidfuzz scores; assumed: below it a suggestion is noise."""
MOST_COMPARISONS = 5_000_000
"""Names compared in search of the nearest, over the whole folder; then no more are suggested.
About two seconds of work."""


@dataclass(frozen=True, slots=True)
class FirstUse:
    """Where an identifier was given out."""

    kind: Kind
    file: str
    line: int


class Names:
    """Every identifier of the folder, by kind."""

    def __init__(self, unreadable: Collection[Kind] = ()) -> None:
        self.unreadable = frozenset(unreadable)
        """Kinds whose names nobody could read: no name of such a kind is called unknown."""
        self._uses: dict[Kind, dict[str, FirstUse]] = {}
        self._spellings: dict[tuple[Kind, ...], dict[str, str]] = {}
        self._comparisons = MOST_COMPARISONS

    def give(self, name: str, use: FirstUse) -> FirstUse | None:
        """Give the name out. Where it was given out before, say where; it then means both, so
        that what names either is not called wrong too.
        """
        rivals = SHARED_KINDS if use.kind in SHARED_KINDS else (use.kind,)
        uses = (self.of(kind).get(name) for kind in rivals)
        earlier = next((one for one in uses if one is not None), None)
        self._uses.setdefault(use.kind, {}).setdefault(name, use)
        return earlier

    def of(self, kind: Kind) -> Mapping[str, FirstUse]:
        """The identifiers of one kind, in the order of the file."""
        return self._uses.get(kind, {})

    def kind_of(self, name: str, kinds: Iterable[Kind]) -> Kind | None:
        """The kind, among these, of what bears the name."""
        return next((kind for kind in kinds if name in self.of(kind)), None)

    def may_be(self, kinds: Iterable[Kind]) -> bool:
        """Whether a name that nobody knows may still be of one of these kinds."""
        return any(kind in self.unreadable for kind in kinds)

    def nearest(self, name: str, kinds: tuple[Kind, ...]) -> str:
        """The name of these kinds that was most likely meant, or empty."""
        spelling = self._spelling(kinds)
        self._comparisons -= len(spelling)
        if self._comparisons < 0 or len(name) > LONGEST:
            return ""
        return nearest(name, spelling)

    def known(self, kind: Kind, code: str) -> Parser[str]:
        """A parser of names of one kind; `code` says that there is no such name."""
        names = self.of(kind)

        def parse(text: str) -> str | Fault:
            if text in names or self.may_be((kind,)):
                return text
            return fault(code, text, nearest=self.nearest(text, (kind,)))

        return parse

    def _spelling(self, kinds: tuple[Kind, ...]) -> dict[str, str]:
        if kinds not in self._spellings:
            self._spellings[kinds] = {
                name.casefold(): name for kind in kinds for name in self.of(kind)
            }
        return self._spellings[kinds]


def nearest(name: str, spelling: Mapping[str, str]) -> str:
    """The value whose key is nearest to the name with its case folded, or empty."""
    found = extractOne(
        name.casefold(), spelling.keys(), scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS
    )
    return "" if found is None else shown(spelling[found[0]])


def nearest_word(name: str, words: Iterable[str]) -> str:
    """The word that was most likely meant, or empty."""
    return nearest(name[:LONGEST], {word.casefold(): word for word in words})
