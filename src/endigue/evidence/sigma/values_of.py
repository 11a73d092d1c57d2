"""Which tests of a field each distinct value passes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from endigue.evidence.sigma.events import Column
from endigue.evidence.sigma.programme import FieldTests, Programme
from endigue.evidence.sigma.rules import Cidr, Compare, Exists, Filled, Test
from endigue.evidence.sigma.scan import Scanner
from endigue.evidence.sigma.values import compares, inside, network_of

MOST_REMEMBERED = 50_000
"""Texts of a field whose answers are kept from one batch to the next."""

LONGEST_REMEMBERED = 256
"""Characters of a text that is worth remembering; longer ones seldom return."""

Passing = dict[int, list[int]]
"""By number of atom: the places of the values that pass it. Others are not there."""


class FieldScanner:
    """The tests of one field, ready. Not for several threads at a time."""

    def __init__(self, programme: Programme, field: str, scanners: Mapping[str, Scanner]) -> None:
        self._tests: FieldTests = programme.fields[field]
        self._folded = scanners.get(f"{field}|folded")
        self._exact = scanners.get(f"{field}|exact")
        self._filled: list[int] = []
        self._exists: list[int] = []
        self._others: list[tuple[int, Callable[[str], bool]]] = []
        for number, test in self._tests.others:
            self._sort(number, test)
        self._of_any = (*self._filled, *self._exists) if field else ()
        """What every text passes; a whole event is looked at text by text, whatever it has."""
        self._known: dict[str, tuple[int, ...]] = {}

    def _sort(self, number: int, test: Test) -> None:
        match test:
            case Filled():
                self._filled.append(number)
            case Exists():
                self._exists.append(number)
            case Cidr():
                network = network_of(test.network)
                self._others.append((number, lambda text: inside(text, network)))
            case Compare():
                self._others.append((number, lambda text: compares(text, test)))
            case _:
                raise TypeError(f"{test} is no test of a value")

    def passing(self, column: Column, places: Sequence[int]) -> Passing:
        """Which atoms the values at these places of the column pass."""
        passing: Passing = defaultdict(list)
        known = self._known
        for place, value in zip(places, column.values.at(places), strict=True):
            if isinstance(value, str):
                numbers: Iterable[int] | None = known.get(value)
                if numbers is None:
                    numbers = self.of_text(value)
            elif value:
                numbers = {number for text in value for number in self.of_text(text)}
            else:
                numbers = self._exists
            for number in numbers:
                passing[number].append(place)
        return passing

    def of_text(self, text: str) -> tuple[int, ...]:
        """Numbers of the atoms that one text passes, each once."""
        if len(text) > LONGEST_REMEMBERED:
            return self._scan(text)
        known = self._known.get(text)
        if known is None:
            known = self._scan(text)
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            self._known[text] = known
        return known

    def _scan(self, text: str) -> tuple[int, ...]:
        tests = self._tests
        folded = text.lower()
        numbers = [*self._of_any, *tests.equal.get(folded, ())]
        if tests.equal_cased:
            numbers += tests.equal_cased.get(text, ())
        if self._folded is not None:
            numbers += self._folded.found(folded.encode("utf-8", "replace"))
        if self._exact is not None:
            numbers += self._exact.found(text.encode("utf-8", "replace"))
        numbers += (number for number, passes in self._others if passes(text))
        return tuple(numbers)
