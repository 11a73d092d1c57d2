"""Needs as they stand in services.toml and operations.toml: names and expressions of names."""

from collections.abc import Mapping

from endigue.organisation.columns import Path
from endigue.organisation.model import KOf, Need
from endigue.organisation.validation.cells import Fault, fault
from endigue.organisation.validation.entries import Entry, spelled
from endigue.organisation.validation.names import NEEDED_KINDS, Names

DEEPEST = 30
"""Expressions inside expressions; assumed, and the same as in the text form of needs."""

_SHAPES = ({"all"}, {"any"}, {"at_least", "of"})
_NOTHING: Need = KOf(0, ())


def read_need(value: object, entry: Entry, names: Names, *path: str | int) -> Need:
    """The need that a value says; each wrong part is a problem at its own place."""
    return _Reading(entry, names).need(value, path)


class _Reading:
    """Reads the needs of one entry."""

    def __init__(self, entry: Entry, names: Names) -> None:
        self._entry = entry
        self._names = names

    def need(self, value: object, path: Path) -> Need:
        if isinstance(value, str):
            return self._name(value.strip(), path)
        if not isinstance(value, Mapping) or set(value) not in _SHAPES:
            self._entry.problem(fault("organisation.need_malformed", _said(value)), *path)
            return _NOTHING
        if len(path) > 2 * DEEPEST:
            self._entry.problem(Fault("organisation.need_too_deep", {"most": DEEPEST}), *path)
            return _NOTHING
        key = next(key for key in value if key != "at_least")
        members = value[key]
        if not isinstance(members, list):
            self._entry.problem(fault("organisation.not_list", spelled(members)), *path, key)
            return _NOTHING
        of = tuple(self.need(each, (*path, key, place)) for place, each in enumerate(members))
        return KOf(k=self._count(value, key, len(of), path), of=of)

    def _count(self, value: Mapping[str, object], key: str, members: int, path: Path) -> int:
        if key == "all":
            return members
        if key == "any":
            if members == 0:
                self._entry.problem(Fault("organisation.any_of_nothing", {}), *path, key)
            return 1
        k = value["at_least"]
        if isinstance(k, bool) or not isinstance(k, int) or not 1 <= k <= members:
            wrong = fault("organisation.at_least_out_of_range", spelled(k), most=members)
            self._entry.problem(wrong, *path, "at_least")
            return members
        return k

    def _name(self, name: str, path: Path) -> str:
        names = self._names
        if names.kind_of(name, NEEDED_KINDS) is None and not names.may_be(NEEDED_KINDS):
            self._entry.problem(self._unknown(name), *path)
        return name

    def _unknown(self, name: str) -> Fault:
        other = self._names.kind_of(name, ("zone", "operation"))
        if other is not None:
            return fault(f"organisation.need_is_{other}", name)
        nearest = self._names.nearest(name, NEEDED_KINDS)
        return fault("organisation.unknown_need", name, nearest=nearest)


def _said(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(str(key) for key in value) + " }"
    return spelled(value)
