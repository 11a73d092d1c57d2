"""A rule set made ready: every distinct test once, and what each rule cannot do without."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from endigue.evidence.sigma.events import with_aliases
from endigue.evidence.sigma.patterns import expression, is_folded, is_pattern
from endigue.evidence.sigma.rules import (
    All,
    Any,
    Atom,
    Condition,
    Equals,
    Not,
    Null,
    Regex,
    Rule,
    RuleSet,
    SameAs,
    Unsupported,
)
from endigue.evidence.sigma.scan import Pattern, Refused, compile_patterns

ROUTES = ("Channel", "EventID")
"""Fields by which events are told apart before anything else is looked at."""

Clause = frozenset[int]
"""Numbers of atoms of which one must hold."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One rule with what it needs, read off the top of its condition: clauses of atoms of
    which some hold for values that are there. A rule without any is always evaluated.
    """

    rule: Rule
    clauses: tuple[Clause, ...]
    routes: tuple[Clause | None, ...]
    """For each of `ROUTES`: the clause that restricts it."""
    fields: frozenset[str]
    """Fields that it looks at, without the empty name."""


@dataclass(frozen=True, slots=True)
class Reachable:
    """What can matter to events of one channel and event number."""

    rules: frozenset[int]
    """Positions of rules."""
    fields: frozenset[str]
    """Fields that these rules look at."""


@dataclass(frozen=True, slots=True)
class FieldTests:
    """All tests of one field, by how they are carried out. Numbers are those of atoms."""

    equal: dict[str, list[int]]
    """By text in lower case."""
    equal_cased: dict[str, list[int]]
    others: list[int]
    """Looked at value by value, such as networks and comparisons."""
    numbers: list[int]
    """All of them."""


@dataclass(frozen=True)
class Programme:
    """Rules whose tests are numbered. `by_atom` leads from an atom to the rules whose most
    telling clause holds it; `always` are the rules without one.
    """

    atoms: tuple[Atom, ...]
    number: dict[Atom, int]
    rules: tuple[Prepared, ...]
    fields: dict[str, FieldTests]
    by_atom: dict[int, list[int]]
    always: tuple[int, ...]
    by_channel: dict[int, list[int]]
    """By atom of the channel: the rules that ask for it or for another."""
    any_channel: tuple[int, ...]
    """Rules that ask for no channel."""
    of_rows: frozenset[int]
    """Atoms that compare two fields of a row: what values there are does not tell."""

    def reachable(self, passed: frozenset[int]) -> Reachable:
        """What can matter to events whose channel and event number pass these atoms."""
        here = (self.by_channel.get(number, ()) for number in passed)
        rules = frozenset(
            position
            for position in {*self.any_channel, *chain.from_iterable(here)}
            if all(
                route is None or not passed.isdisjoint(route)
                for route in self.rules[position].routes
            )
        )
        fields = (self.rules[position].fields for position in rules)
        return Reachable(rules, frozenset().union(*fields))

    @property
    def wanted(self) -> frozenset[str]:
        """Every field that a rule looks at, under all its names."""
        return with_aliases(frozenset().union(*(one.fields for one in self.rules)))


def prepare(rules: Iterable[Rule]) -> Programme:
    """Number the atoms of the rules and index the rules by what they need."""
    rules = tuple(rules)
    number: dict[Atom, int] = {}
    for rule in rules:
        for atom in atoms_in(rule.condition):
            number.setdefault(atom, len(number))
    prepared = tuple(_prepare(rule, number) for rule in rules)
    atoms = tuple(number)
    by_atom: dict[int, list[int]] = defaultdict(list)
    always = []
    for position, one in enumerate(prepared):
        telling = [c for c in one.clauses if atoms[next(iter(c))].field not in ROUTES]
        if telling:
            for atom_number in min(telling, key=len):
                by_atom[atom_number].append(position)
        else:
            always.append(position)
    of_rows = frozenset(n for n, atom in enumerate(atoms) if isinstance(atom.test, SameAs))
    by_channel: dict[int, list[int]] = defaultdict(list)
    for position, one in enumerate(prepared):
        for atom_number in one.routes[0] or ():
            by_channel[atom_number].append(position)
    return Programme(
        atoms=atoms,
        number=number,
        rules=prepared,
        fields=_by_field(atoms),
        by_atom=dict(by_atom),
        always=tuple(always),
        by_channel=dict(by_channel),
        any_channel=tuple(n for n, one in enumerate(prepared) if one.routes[0] is None),
        of_rows=of_rows,
    )


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


def _prepare(rule: Rule, number: dict[Atom, int]) -> Prepared:
    clauses = tuple(_clauses(rule.condition, number))
    routes = tuple(_route(rule, name, number) for name in ROUTES)
    return Prepared(rule, clauses, routes, fields_of(rule))


def fields_of(rule: Rule) -> frozenset[str]:
    """Every field that the rule looks at."""
    atoms = list(atoms_in(rule.condition))
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


def _route(rule: Rule, field: str, number: dict[Atom, int]) -> Clause | None:
    parts = rule.condition.parts if isinstance(rule.condition, All) else (rule.condition,)
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
    fields: dict[str, FieldTests] = {}
    for position, atom in enumerate(atoms):
        tests = fields.setdefault(atom.field, FieldTests({}, {}, [], []))
        tests.numbers.append(position)
        match atom.test:
            case Equals(text=text, cased=False):
                tests.equal.setdefault(text.lower(), []).append(position)
            case Equals(text=text):
                tests.equal_cased.setdefault(text, []).append(position)
            case test if not is_pattern(test):
                tests.others.append(position)
    return fields


def compile_fields(programme: Programme) -> dict[str, bytes]:
    """Pattern databases: one a field for what is compared in lower case (`field|folded`) and
    one for the rest (`field|exact`).
    """
    patterns: dict[str, list[Pattern]] = defaultdict(list)
    for position, atom in enumerate(programme.atoms):
        if is_pattern(atom.test):
            text, flags = expression(atom.test, whole_event=not atom.field)
            patterns[database_name(atom)].append(Pattern(text, flags, position))
    return {name: compile_patterns(each) for name, each in patterns.items()}


def database_name(atom: Atom) -> str:
    """The name of the database in which the atom's pattern stands."""
    return f"{atom.field}|{'folded' if is_folded(atom.test) else 'exact'}"


def without_refused(rules: RuleSet) -> RuleSet:
    """The rule set without the rules one of whose expressions cannot be compiled."""
    refused: dict[str, str] = {}
    for rule in rules.rules:
        for atom in atoms_in(rule.condition):
            if isinstance(atom.test, Regex) and (why := _refusal(atom)):
                refused[rule.id] = why
    if not refused:
        return rules
    lost = [
        Unsupported(rule.title, rule.id, refused[rule.id])
        for rule in rules.rules
        if rule.id in refused
    ]
    return RuleSet(
        rules=tuple(rule for rule in rules.rules if rule.id not in refused),
        correlations=rules.correlations,
        unsupported=(*rules.unsupported, *lost),
        digest=rules.digest,
    )


def _refusal(atom: Atom) -> str:
    text, flags = expression(atom.test)
    try:
        compile_patterns([Pattern(text, flags, 0)])
    except Refused as trouble:
        return str(trouble)
    return ""
