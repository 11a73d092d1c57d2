"""From events to hits.

Values first: every distinct value of every field that a rule looks at is scanned once. Only
rules whose telling clause some value passed are evaluated, on the rows that their channel and
event number leave, as masks over rows.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from endigue.evidence.sigma.events import ABSENT, Column, Events, Rows, field_of
from endigue.evidence.sigma.keywords import ESCAPED
from endigue.evidence.sigma.programme import (
    ROUTES,
    AllTree,
    AnyTree,
    Clause,
    NotTree,
    Prepared,
    Programme,
    Reachable,
    Tree,
)
from endigue.evidence.sigma.rules import Logsource, Rule, SameAs
from endigue.evidence.sigma.scan import Scanner, compile_patterns, load
from endigue.evidence.sigma.values_of import FieldScanner, Passing

Mask = npt.NDArray[np.bool_]
Truth = Mask | bool

_Routes = tuple[Clause | None, ...]

MOST_SEARCHES = 64
"""Sets of keywords whose scanners are remembered."""

MOST_ROUTES = 4096
"""Kinds of event whose reachable rules are remembered; logs of Windows have some hundreds."""


@dataclass(frozen=True, slots=True)
class Hits:
    """The rows of one batch that a rule fits, rising."""

    rule: Rule
    rows: Rows


class Matcher:
    """A programme with its databases. It remembers answers, so it belongs to one thread."""

    def __init__(self, programme: Programme, databases: Mapping[str, bytes | memoryview]) -> None:
        scanners = {name: load(database) for name, database in databases.items()}
        self.programme = programme
        self.fields = {
            field: FieldScanner(programme, field, scanners) for field in programme.fields
        }
        self.search = programme.search
        self._keywords: dict[frozenset[int], Scanner] = {}
        self._trees: dict[str, Tree] = {}
        keywords = programme.fields.get("")
        self.of_rows = programme.nulls.union(
            programme.of_rows, () if keywords is None else range(keywords.first, keywords.end)
        )
        """Atoms that a row may pass although no value passes them."""
        self.reachable: dict[frozenset[int], Reachable] = {}

    def keywords(self, numbers: frozenset[int]) -> Scanner:
        """The scanner of these patterns of keywords alone, compiled when first asked for: some
        are frequent in every log and wanted in few.
        """
        if numbers not in self._keywords:
            if len(self._keywords) >= MOST_SEARCHES:
                self._keywords.clear()
            chosen = [one for one in self.search.patterns if one.number in numbers]
            self._keywords[numbers] = load(compile_patterns(chosen))
        return self._keywords[numbers]

    def tree(self, one: Prepared) -> Tree:
        """The condition of a rule, unpacked when first asked for: most rules never are."""
        tree = self._trees.get(one.rule.id)
        if tree is None:
            tree = self._trees[one.rule.id] = one.tree()
        return tree

    def match(self, events: Events) -> list[Hits]:
        """The rules that fit some event, in the order of the rule set."""
        return list(_Batch(self, events).hits())


def applies(rule: Logsource, source: Logsource) -> bool:
    """Whether a rule is meant for a file. What one of them does not say is no obstacle, except
    that a rule for a product waits for a file of that product.
    """
    if rule.product and source.product != rule.product:
        return False
    return not (rule.service and source.service and rule.service != source.service)


@dataclass(frozen=True, slots=True)
class _Partitions:
    """Events by channel and number: what can matter to each such kind, and each row's kind."""

    reachable: list[Reachable]
    of_row: npt.NDArray[np.intp]


class _Batch:
    """The evaluation of all rules on one batch."""

    def __init__(self, matcher: Matcher, events: Events) -> None:
        self._matcher = matcher
        self._programme = matcher.programme
        self._events = events
        self._columns: dict[str, Column | None] = {}
        self._passing: Passing = {}
        for field in ROUTES:
            self._scan(field, None)
        self._routes = self._partitions()
        for field in self._programme.fields:
            if field and field not in ROUTES and self._column(field) is not None:
                self._scan(field, self._rows_that_need(field))
        self._rows: dict[_Routes, Rows] = {}
        self._masks: dict[tuple[_Routes, int], Truth] = {}
        self._keyword_rows: dict[int, Rows] = {}

    def _scan(self, field: str, mask: Mask | None) -> None:
        """Note which atoms the values of a field pass, in the rows of the mask."""
        column = self._column(field) if field in self._programme.fields else None
        if column is None:
            return
        codes = column.codes if mask is None else column.codes[mask]
        used = np.zeros(len(column.values) + 1, np.bool_)
        used[codes] = True
        places = np.flatnonzero(used[:-1]).tolist()
        self._passing.update(self._matcher.fields[field].passing(column, places))

    def _partitions(self) -> "_Partitions":
        """The events by channel and number, and what can matter to each of these."""
        columns = [self._column(field) for field in ROUTES]
        codes = [
            np.zeros(self._events.rows, np.int64) if one is None else one.codes.astype(np.int64) + 1
            for one in columns
        ]
        width = int(codes[1].max(initial=0)) + 1
        distinct, of_row = np.unique(codes[0] * width + codes[1], return_inverse=True)
        passed_by = [self._atoms_by_place(field) for field in ROUTES]
        known = self._matcher.reachable
        reachable = []
        for pair in distinct.tolist():
            places = divmod(pair, width)
            passed = frozenset().union(
                *(by.get(place - 1, ()) for by, place in zip(passed_by, places, strict=True))
            )
            if passed not in known:
                if len(known) >= MOST_ROUTES:
                    known.clear()
                known[passed] = self._programme.reachable(passed)
            reachable.append(known[passed])
        return _Partitions(reachable, of_row.reshape(-1))

    def _atoms_by_place(self, field: str) -> dict[int, list[int]]:
        by_place: dict[int, list[int]] = defaultdict(list)
        tests = self._programme.fields.get(field)
        for number in () if tests is None else range(tests.first, tests.end):
            for place in self._passing.get(number, ()):
                by_place[place].append(number)
        return by_place

    def _rows_that_need(self, field: str) -> Mask | None:
        """Rows of whose channel and number a rule looks at the field; None for all."""
        needs = np.asarray([field in one.fields for one in self._routes.reachable], np.bool_)
        return None if needs.all() else needs[self._routes.of_row]

    def hits(self) -> Iterator[Hits]:
        candidates = [self._programme.rules[position] for position in self._candidates()]
        self._search_keywords(candidates)
        for one in candidates:
            rows = self._rows_of(one.routes)
            if not len(rows):
                continue
            truth = self._evaluate(self._matcher.tree(one), one.routes)
            if truth is True:
                yield Hits(one.rule, rows)
            elif truth is not False and truth.any():
                yield Hits(one.rule, rows[truth])

    def _candidates(self) -> list[int]:
        found = set(self._programme.always)
        for number in self._live():
            found.update(self._programme.by_atom.get(number, ()))
        found &= frozenset().union(*(one.rules for one in self._routes.reachable))
        return sorted(position for position in found if self._possible(position))

    def _live(self) -> Iterator[int]:
        yield from self._passing
        yield from self._programme.of_rows

    def _possible(self, position: int) -> bool:
        one = self._programme.rules[position]
        if not applies(one.rule.logsource, self._events.logsource):
            return False
        of_rows = self._programme.of_rows
        return all(any(n in self._passing or n in of_rows for n in c) for c in one.clauses)

    def _column(self, field: str) -> Column | None:
        if field not in self._columns:
            self._columns[field] = field_of(self._events, field)
        return self._columns[field]

    def _rows_of(self, routes: _Routes) -> Rows:
        """The rows whose channel and event number a rule asks for."""
        if routes not in self._rows:
            mask = np.ones(self._events.rows, np.bool_)
            for field, clause in zip(ROUTES, routes, strict=True):
                if clause is not None:
                    mask &= self._passes(field, clause, slice(None))
            self._rows[routes] = np.flatnonzero(mask)
        return self._rows[routes]

    def _passes(self, field: str, numbers: Clause, rows: Rows | slice) -> Mask:
        column = self._column(field)
        if column is None:
            count = self._events.rows if isinstance(rows, slice) else len(rows)
            return np.zeros(count, np.bool_)
        table = np.zeros(len(column.values) + 1, np.bool_)
        for number in numbers:
            table[self._passing.get(number, [])] = True
        return table[column.codes[rows]]

    def _evaluate(self, tree: Tree, routes: _Routes) -> Truth:
        match tree:
            case int():
                if tree not in self._passing and tree not in self._matcher.of_rows:
                    return False
                return self._mask(tree, routes)
            case NotTree():
                truth = self._evaluate(tree.part, routes)
                return not truth if isinstance(truth, bool) else ~truth
            case AllTree():
                return self._all(tree.parts, routes)
            case AnyTree():
                return self._any(tree.parts, routes)

    def _all(self, parts: tuple[Tree, ...], routes: _Routes) -> Truth:
        so_far: Truth = True
        for part in parts:
            truth = self._evaluate(part, routes)
            if truth is False:
                return False
            if truth is not True:
                so_far = truth if so_far is True else so_far & truth
                if not so_far.any():
                    return False
        return so_far

    def _any(self, parts: tuple[Tree, ...], routes: _Routes) -> Truth:
        so_far: Truth = False
        for part in parts:
            truth = self._evaluate(part, routes)
            if truth is True:
                return True
            if truth is not False:
                so_far = truth if so_far is False else so_far | truth
        return so_far

    def _mask(self, number: int, routes: _Routes) -> Truth:
        key = (routes, number)
        if key not in self._masks:
            self._masks[key] = self._new_mask(number, self._rows_of(routes))
        return self._masks[key]

    def _new_mask(self, number: int, rows: Rows) -> Truth:
        field = self._programme.field_of(number)
        if not field:
            found = self._keyword_rows.get(number)
            return False if found is None else np.isin(rows, found)
        if number in self._passing:
            return self._passes(field, frozenset([number]), rows)
        if number in self._programme.nulls:
            return self._null(field, rows)
        same = self._programme.of_rows.get(number)
        return False if same is None else self._same(field, same, rows)

    def _null(self, field: str, rows: Rows) -> Truth:
        column = self._column(field)
        if column is None:
            return True
        codes = column.codes[rows]
        distinct, places = np.unique(codes, return_inverse=True)
        empty = [code == ABSENT or not column.values[code] for code in distinct.tolist()]
        return np.asarray(empty, np.bool_)[places.reshape(-1)]

    def _same(self, field: str, test: SameAs, rows: Rows) -> Truth:
        one, other = self._column(field), self._column(test.field)
        if one is None or other is None:
            return False
        pairs = np.stack([one.codes[rows], other.codes[rows]])
        distinct, places = np.unique(pairs, axis=1, return_inverse=True)
        answers = [
            a != ABSENT and b != ABSENT and _compare(one.values[a], other.values[b], test)
            for a, b in distinct.T.tolist()
        ]
        return np.asarray(answers, np.bool_)[places.reshape(-1)]

    def _search_keywords(self, candidates: list[Prepared]) -> None:
        """Find out which events pass the tests of whole events that the rules ask."""
        scanner = self._matcher.fields.get("")
        if scanner is None:
            return
        asked = [
            (number, within)
            for one in candidates
            for number in one.keywords
            if len(within := self._rows_of(one.routes))
        ]
        found: dict[int, list[int]] = {}
        for row in self._rows_to_take_apart(asked):
            passed = {n for text in self._events.texts(row) for n in scanner.of_text(text)}
            for number in passed:
                found.setdefault(number, []).append(row)
        self._keyword_rows = {n: np.asarray(r, np.int64) for n, r in found.items()}

    def _rows_to_take_apart(self, asked: list[tuple[int, Rows]]) -> list[int]:
        """Rows that may pass a keyword, by what is found in their text."""
        search = self._matcher.search
        rows: set[int] = set()
        sought = frozenset(search.runs[number] for number, _ in asked if number in search.runs)
        hinted: dict[int, Rows] = {}
        if sought:
            hinted = self._events.hinted(self._matcher.keywords(sought | {ESCAPED}))
        # Rules of the same channel share their rows: where they have escapes is asked once.
        shared = {id(within): within for number, within in asked if number in search.runs}
        for within in shared.values():
            rows.update(_both(within, hinted.get(ESCAPED)))
        for number, within in asked:
            if number in search.unfiltered:
                rows.update(within.tolist())
            else:
                rows.update(_both(within, hinted.get(search.runs[number])))
        return sorted(rows)


def _both(rows: Rows, hinted: Rows | None) -> list[int]:
    if hinted is None:
        return []
    found: list[int] = np.intersect1d(rows, hinted, assume_unique=True).tolist()
    return found


def _compare(
    value: str | tuple[str, ...] | None, other: str | tuple[str, ...] | None, test: SameAs
) -> bool:
    """Whether some text of the one stands so to some text of the other."""
    for one in _texts(value):
        for another in _texts(other):
            match test.how:
                case "equals":
                    same = one == another
                case "startswith":
                    same = one.startswith(another)
                case "endswith":
                    same = one.endswith(another)
            if same:
                return True
    return False


def _texts(value: str | tuple[str, ...] | None) -> list[str]:
    if value is None:
        return []
    return [text.lower() for text in ((value,) if isinstance(value, str) else value)]
