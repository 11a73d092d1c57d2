"""Rules written for Sysmon, where the Security channel of Windows says the same.

An organisation that audits the creation of processes (event 4688) or its registry (4657) and
runs no Sysmon still has what most rules ask for. pySigma's pipeline for Windows' audit maps the
names of fields; here the events keep theirs, and `evidence.sigma.events.ALIASES` knows the other
name, so that no test is asked twice.
"""

from collections.abc import Iterable, Iterator

from endigue.evidence.sigma.programme import ROUTES, atoms_in
from endigue.evidence.sigma.rules import All, Any, Atom, Condition, Equals

SECURITY = Atom("Channel", Equals("Security"))

_ADDED = ("New registry value created", "%%1904")
_MODIFIED = ("Existing registry value modified", "%%1905")
"""As the event viewer shows them, and as the event itself holds them."""

AUDITED: dict[str, tuple[str, tuple[str, ...]]] = {
    "process_creation": ("4688", ()),
    "registry_event": ("4657", (*_ADDED, *_MODIFIED)),
    "registry_set": ("4657", _MODIFIED),
    "registry_add": ("4657", _ADDED),
}
"""By category: the number of the event, and the `OperationType` that it must have."""

NOT_IN_4657 = frozenset({"EventType", "NewName", "User"})
"""Fields of Sysmon's registry events without a counterpart: a rule that asks for one of them
would always, or never, fit.
"""


def audited(mapped: Condition, plain: Condition, category: str) -> Condition:
    """The mapped condition (Sysmon's channel and numbers, and the plain one), or the plain one
    in the Security channel. The channel and the number stay on top, where events are told apart.
    """
    about = AUDITED.get(category)
    if about is None or (about[1] and _asks(plain, NOT_IN_4657)):
        return mapped
    routes, rest = _split(mapped)
    if rest != tuple(_flat((plain,))) or len(routes) != len(ROUTES):
        return mapped
    number, operations = about
    there = (SECURITY, Atom("EventID", Equals(number)))
    ours: tuple[Condition, ...] = there
    if operations:
        ours = (*there, Any(tuple(Atom("OperationType", Equals(one)) for one in operations)))
    on_top = (Any((*_options(route), other)) for route, other in zip(routes, there, strict=True))
    return All((*on_top, Any((All(routes), All(ours))), *rest))


def _split(condition: Condition) -> tuple[tuple[Condition, ...], tuple[Condition, ...]]:
    """What restricts the channel and the number, in this order, and all else."""
    parts = tuple(_flat((condition,)))
    routes: list[Condition] = []
    for field in ROUTES:
        found = [part for part in parts if _restricts(part, field)]
        routes += found[:1]
    return tuple(routes), tuple(part for part in parts if part not in routes)


def _restricts(part: Condition, field: str) -> bool:
    options = _options(part)
    return bool(options) and all(
        isinstance(one, Atom) and one.field == field and isinstance(one.test, Equals)
        for one in options
    )


def _options(part: Condition) -> tuple[Condition, ...]:
    return part.parts if isinstance(part, Any) else (part,)


def _flat(parts: Iterable[Condition]) -> Iterator[Condition]:
    for part in parts:
        if isinstance(part, All):
            yield from _flat(part.parts)
        else:
            yield part


def _asks(condition: Condition, fields: frozenset[str]) -> bool:
    return any(atom.field in fields for atom in atoms_in(condition))
