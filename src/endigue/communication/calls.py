"""The call tree: who calls whom, so that everybody is reached without a directory or a network."""

from collections.abc import Sequence
from dataclasses import dataclass

from endigue.continuity.degraded import Contact

MINUTES = 3.0
"""Of one call; assumed: two sentences, and a repeat of them."""


class Unconnected(ValueError):
    """Somebody is called by nobody who is reached; says whom and by whom."""

    def __init__(self, name: str, called_by: str) -> None:
        super().__init__(name, called_by)
        self.name = name
        self.called_by = called_by


@dataclass(frozen=True, slots=True)
class Call:
    """One person of the tree."""

    contact: Contact
    depth: int
    """0 for who begins."""
    reached: float
    """Minutes after the alarm, if each calls one after the other."""
    calls: tuple[str, ...]
    """Whom they call, in order."""


def call_tree(contacts: Sequence[Contact]) -> tuple[Call, ...]:
    """Everybody, each after who calls them, branch by branch.

    Who is called by nobody begins. Raises Unconnected where somebody names a caller who is not
    among the contacts, or people call each other in a circle; ValueError where two have one name.
    """
    names = [one.name for one in contacts]
    if len(set(names)) != len(names):
        raise ValueError(next(name for name in names if names.count(name) > 1))
    below: dict[str, list[Contact]] = {}
    for one in contacts:
        if one.called_by and one.called_by not in set(names):
            raise Unconnected(one.name, one.called_by)
        below.setdefault(one.called_by, []).append(one)
    found: list[Call] = []
    waiting = [(one, 0, 0.0) for one in reversed(below.get("", []))]
    while waiting:
        one, depth, reached = waiting.pop()
        called = below.get(one.name, [])
        found.append(Call(one, depth, reached, tuple(each.name for each in called)))
        waiting += [
            (each, depth + 1, reached + MINUTES * place)
            for place, each in reversed(list(enumerate(called, start=1)))
        ]
    if len(found) < len(contacts):
        reached_names = {call.contact.name for call in found}
        circle = next(one for one in contacts if one.name not in reached_names)
        raise Unconnected(circle.name, circle.called_by)
    return tuple(found)
