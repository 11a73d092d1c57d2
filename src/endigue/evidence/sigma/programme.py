"""A rule set made ready: every distinct test once, and what each rule cannot do without.

It is kept between runs, and read at the start of each. So tests are numbers, those of one field
in a row, and the condition of a rule stays packed until some event gives reason to look at it.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

import msgspec

from endigue.evidence.sigma.events import with_aliases
from endigue.evidence.sigma.keywords import KeywordSearch, keyword_search
from endigue.evidence.sigma.patterns import expression, is_folded, is_pattern
from endigue.evidence.sigma.rules import (
    All,
    Any,
    Atom,
    Condition,
    Detection,
    Equals,
    Not,
    Null,
    Parsed,
    Regex,
    Rule,
    SameAs,
    Test,
    Unsupported,
)
from endigue.evidence.sigma.scan import Pattern, Refused, compile_patterns

ROUTES = ("Channel", "EventID")
"""Fields by which events are told apart before anything else is looked at."""

Clause = frozenset[int]
"""Numbers of atoms of which one must hold."""


class NotTree(msgspec.Struct, frozen=True, tag=0, array_like=True):
    """`rules.Not` over numbers of atoms."""

    part: "Tree"


class AllTree(msgspec.Struct, frozen=True, tag=1, array_like=True):
    """`rules.All` over numbers of atoms."""

    parts: tuple["Tree", ...]


class AnyTree(msgspec.Struct, frozen=True, tag=2, array_like=True):
    """`rules.Any` over numbers of atoms."""

    parts: tuple["Tree", ...]


Tree = int | NotTree | AllTree | AnyTree
"""A condition whose atoms are numbers."""


class Prepared(msgspec.Struct, frozen=True, array_like=True):
    """One rule with what it needs, read off the top of its condition: clauses of atoms of
    which some hold for values that are there. A rule without any is always evaluated.
    """

    rule: Rule
    clauses: tuple[Clause, ...]
    routes: tuple[Clause | None, ...]
    """For each of `ROUTES`: the clause that restricts it."""
    fields: frozenset[str]
    """Fields that it looks at, without the empty name."""
    keywords: tuple[int, ...]
    """Its tests of the whole event."""
    packed: msgspec.Raw
    """Its condition, a `Tree`."""

    def tree(self) -> Tree:
        """Its condition."""
        return _TREE.decode(self.packed)


_TREE: msgspec.msgpack.Decoder[Tree] = msgspec.msgpack.Decoder(Tree)


class Reachable(msgspec.Struct, frozen=True):
    """What can matter to events of one channel and event number."""

    rules: frozenset[int]
    """Positions of rules."""
    fields: frozenset[str]
    """Fields that these rules look at."""


class FieldTests(msgspec.Struct, frozen=True, array_like=True):
    """All tests of one field, by how they are carried out. Numbers are those of atoms."""

    first: int
    end: int
    """Its atoms are those from `first` to before `end`."""
    equal: dict[str, list[int]]
    """By text in lower case."""
    equal_cased: dict[str, list[int]]
    others: list[tuple[int, Test]]
    """Looked at value by value, such as networks and comparisons."""


class Programme(msgspec.Struct, frozen=True, dict=True):
    """Rules whose tests are numbered. `by_atom` leads from an atom to the rules whose most
    telling clause holds it; `always` are the rules without one.
    """

    rules: tuple[Prepared, ...]
    fields: dict[str, FieldTests]
    """By name, in the order of their atoms' numbers."""
    by_atom: dict[int, list[int]]
    always: tuple[int, ...]
    by_channel: dict[int, frozenset[int]]
    """By atom of the channel: the rules that ask for it or for another."""
    any_channel: frozenset[int]
    """Rules that ask for no channel."""
    by_event: dict[int, frozenset[int]]
    """By atom of the event's number: the rules that ask for it or for another."""
    any_event: frozenset[int]
    """Rules that ask for no number."""
    nulls: frozenset[int]
    """Atoms that an absent value passes."""
    of_rows: dict[int, SameAs]
    """Atoms that compare two fields of a row: what values there are does not tell."""
    search: KeywordSearch
    wanted: frozenset[str]
    """Every field that a rule looks at, under all its names."""

    def field_of(self, number: int) -> str:
        """The field that an atom is of."""
        return self._names[bisect_right(self._firsts, number) - 1]

    @cached_property
    def _names(self) -> list[str]:
        return list(self.fields)

    @cached_property
    def _firsts(self) -> list[int]:
        return [tests.first for tests in self.fields.values()]

    def reachable(self, passed: frozenset[int]) -> Reachable:
        """What can matter to events whose channel and event number pass these atoms."""
        nothing: frozenset[int] = frozenset()
        here = self.any_channel.union(*(self.by_channel.get(n, nothing) for n in passed))
        rules = here & self.any_event.union(*(self.by_event.get(n, nothing) for n in passed))
        fields = (self.rules[position].fields for position in rules)
        return Reachable(rules, frozenset().union(*fields))


def prepare(detections: Iterable[Detection]) -> Programme:
    """Number the atoms of the rules and index the rules by what they need."""
    detections = tuple(detections)
    number = _numbered(detections)
    atoms = tuple(number)
    prepared = tuple(_prepare(each, number) for each in detections)
    by_atom: dict[int, list[int]] = defaultdict(list)
    always = []
    for position, one in enumerate(prepared):
        telling = [c for c in one.clauses if atoms[next(iter(c))].field not in ROUTES]
        if telling:
            for atom_number in min(telling, key=len):
                by_atom[atom_number].append(position)
        else:
            always.append(position)
    by_channel, any_channel = _by_route(prepared, 0)
    by_event, any_event = _by_route(prepared, 1)
    keywords = ((n, atom.test) for n, atom in enumerate(atoms) if not atom.field)
    return Programme(
        rules=prepared,
        fields=_by_field(atoms),
        by_atom=dict(by_atom),
        always=tuple(always),
        by_channel=by_channel,
        any_channel=any_channel,
        by_event=by_event,
        any_event=any_event,
        nulls=frozenset(n for n, atom in enumerate(atoms) if isinstance(atom.test, Null)),
        of_rows={n: atom.test for n, atom in enumerate(atoms) if isinstance(atom.test, SameAs)},
        search=keyword_search(keywords),
        wanted=with_aliases(frozenset().union(*(one.fields for one in prepared))),
    )


def _numbered(detections: Sequence[Detection]) -> dict[Atom, int]:
    """Every distinct atom, in the order of its number; those of one field in a row."""
    fields: dict[str, dict[Atom, None]] = defaultdict(dict)
    for each in detections:
        for atom in atoms_in(each.condition):
            fields[atom.field].setdefault(atom)
    return {atom: place for place, atom in enumerate(chain.from_iterable(fields.values()))}


def _by_route(
    prepared: Sequence[Prepared], route: int
) -> tuple[dict[int, frozenset[int]], frozenset[int]]:
    """Positions of rules by the atoms of one of `ROUTES` that they ask for, and of the others."""
    by_atom: dict[int, set[int]] = defaultdict(set)
    others = set()
    for position, one in enumerate(prepared):
        clause = one.routes[route]
        if clause is None:
            others.add(position)
        for number in clause or ():
            by_atom[number].add(position)
    return {number: frozenset(each) for number, each in by_atom.items()}, frozenset(others)


def atoms_in(condition: Condition) -> Iterator[Atom]:
    """Every atom of a condition, in the order written."""
    match condition:
        case Atom():
            yield condition
        case Not():
            yield from atoms_in(condition.part)
        case All() | Any():
            for part in condition.parts:
                yield from atoms_in(part)


def _prepare(detection: Detection, number: dict[Atom, int]) -> Prepared:
    condition = detection.condition
    asked = dict.fromkeys(number[atom] for atom in atoms_in(condition) if not atom.field)
    return Prepared(
        rule=detection.rule,
        clauses=tuple(_clauses(condition, number)),
        routes=tuple(_route(condition, name, number) for name in ROUTES),
        fields=fields_of(condition),
        keywords=tuple(asked),
        packed=msgspec.Raw(msgspec.msgpack.encode(_tree(condition, number))),
    )


def _tree(condition: Condition, number: dict[Atom, int]) -> Tree:
    match condition:
        case Atom():
            return number[condition]
        case Not():
            return NotTree(_tree(condition.part, number))
        case All():
            return AllTree(tuple(_tree(part, number) for part in condition.parts))
        case Any():
            return AnyTree(tuple(_tree(part, number) for part in condition.parts))


def fields_of(condition: Condition) -> frozenset[str]:
    """Every field that the condition looks at."""
    atoms = list(atoms_in(condition))
    compared = {atom.test.field for atom in atoms if isinstance(atom.test, SameAs)}
    return frozenset(compared | {atom.field for atom in atoms} - {""})


def _clauses(condition: Condition, number: dict[Atom, int]) -> Iterator[Clause]:
    """Sets of atoms of one field... of which one must hold, from the conjunctions on top."""
    if isinstance(condition, All):
        for part in condition.parts:
            yield from _clauses(part, number)
        return
    alternatives = _alternatives(condition)
    if alternatives:
        yield frozenset(number[atom] for atom in alternatives)


def _alternatives(condition: Condition) -> frozenset[Atom] | None:
    """Atoms of which one must hold if the condition does; None where nothing can be said."""
    match condition:
        case Atom():
            can = not isinstance(condition.test, Null) and condition.field
            return frozenset([condition]) if can else None
        case Any():
            found = [_alternatives(part) for part in condition.parts]
            if not found or any(one is None for one in found):
                return None
            return frozenset().union(*(one for one in found if one is not None))
        case All():
            known = [a for part in condition.parts if (a := _alternatives(part)) is not None]
            return min(known, key=len) if known else None
        case Not():
            return None


def _route(condition: Condition, field: str, number: dict[Atom, int]) -> Clause | None:
    parts = condition.parts if isinstance(condition, All) else (condition,)
    for part in _flat(parts):
        alternatives = _alternatives(part)
        if alternatives and all(
            atom.field == field and isinstance(atom.test, Equals) for atom in alternatives
        ):
            return frozenset(number[atom] for atom in alternatives)
    return None


def _flat(parts: Iterable[Condition]) -> Iterator[Condition]:
    for part in parts:
        if isinstance(part, All):
            yield from _flat(part.parts)
        else:
            yield part


def _by_field(atoms: tuple[Atom, ...]) -> dict[str, FieldTests]:
    count: dict[str, int] = {}
    for atom in atoms:
        count[atom.field] = count.get(atom.field, 0) + 1
    fields: dict[str, FieldTests] = {}
    first = 0
    for field, each in count.items():
        fields[field] = _tests(first, atoms[first : first + each])
        first += each
    return fields


def _tests(first: int, atoms: tuple[Atom, ...]) -> FieldTests:
    """The tests of the atoms of one field, whose numbers begin at `first`."""
    tests = FieldTests(first, first + len(atoms), {}, {}, [])
    for number, atom in enumerate(atoms, first):
        match atom.test:
            case Equals(text=text, cased=False):
                tests.equal.setdefault(text.lower(), []).append(number)
            case Equals(text=text):
                tests.equal_cased.setdefault(text, []).append(number)
            case Null() | SameAs():  # of rows, not of values
                pass
            case test if not is_pattern(test):
                tests.others.append((number, test))
    return tests


def compile_fields(detections: Iterable[Detection]) -> dict[str, bytes]:
    """Pattern databases, whose numbers are those of `prepare`: one a field for what is compared
    in lower case (`field|folded`) and one for the rest (`field|exact`).
    """
    patterns: dict[str, list[Pattern]] = defaultdict(list)
    for atom, number in _numbered(tuple(detections)).items():
        if is_pattern(atom.test):
            text, flags = expression(atom.test, whole_event=not atom.field)
            patterns[database_name(atom)].append(Pattern(text, flags, number))
    return {name: compile_patterns(each) for name, each in patterns.items()}


def database_name(atom: Atom) -> str:
    """The name of the database in which the atom's pattern stands."""
    return f"{atom.field}|{'folded' if is_folded(atom.test) else 'exact'}"


def without_refused(parsed: Parsed) -> Parsed:
    """The rules without those one of whose expressions cannot be compiled."""
    refused: dict[str, str] = {}
    for each in parsed.detections:
        for atom in atoms_in(each.condition):
            if isinstance(atom.test, Regex) and (why := _refusal(atom)):
                refused[each.rule.id] = why
    if not refused:
        return parsed
    lost = [
        Unsupported(rule.title, rule.id, refused[rule.id])
        for rule in parsed.rules
        if rule.id in refused
    ]
    kept = tuple(each for each in parsed.detections if each.rule.id not in refused)
    return msgspec.structs.replace(
        parsed, detections=kept, unsupported=(*parsed.unsupported, *lost)
    )


def _refusal(atom: Atom) -> str:
    text, flags = expression(atom.test)
    try:
        compile_patterns([Pattern(text, flags, 0)])
    except Refused as trouble:
        return str(trouble)
    return ""
