"""Relations between known things: links once each, and a reason for all the rest."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from endigue.desk.refusal import Refusal
from endigue.kernel.identifier import is_identifier
from endigue.organisation.inventory import Link
from endigue.organisation.model import Asset
from endigue.readers.bloodhound.ends import End
from endigue.readers.bloodhound.objects import ASSET_KINDS, stub_of
from endigue.readers.bloodhound.raw import (
    DELETED_END,
    SAID_TWICE,
    SELF_REFERENCE,
    UNKNOWN_END,
    Relation,
)

MOST_LINKS = 20_000_000
"""Assumed: about 4 GB of memory. Some derived links are products of two sets."""


@dataclass(slots=True)
class Resolved:
    """Assets by identifier in upper case, the links between them, and what was left out."""

    assets: dict[str, Asset]
    deleted: Collection[str]
    names: Mapping[str, str]
    stubs: dict[str, str] = field(default_factory=dict)
    """Type by key of the assets that are only referred to."""
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    _links: dict[tuple[str, str, str, int], None] = field(default_factory=dict)

    def add(self, relations: Iterable[Relation]) -> None:
        """Take raw relations: each is a link, or left out and counted."""
        for relation in relations:
            why = relation.why or self._why_not(relation)
            if why:
                self.left_out[relation.kind, why] += 1
            else:
                self._link(relation)

    def conclude(self, relations: Iterable[Relation]) -> None:
        """Take derived relations: one that does not hold, repeats a link, or has an end that
        nobody knows, says nothing new and is not counted.
        """
        for relation in relations:
            if not relation.why and not self._why_not(relation):
                self._link(relation)

    def links(self) -> tuple[Link, ...]:
        """Each link once, in the order first said, by the identifiers of the assets."""
        return tuple(
            Link(self.assets[source].id, self.assets[target].id, kind, port)
            for source, target, kind, port in self._links
        )

    def _link(self, relation: Relation) -> None:
        for end in (relation.source, relation.target):
            if end.id not in self.assets:
                self.assets[end.id] = stub_of(end, self.names.get(end.id, ""))
                self.stubs[end.id] = end.type
        self._links[_key(relation)] = None
        if len(self._links) > MOST_LINKS:
            raise Refusal("importing.too_many_relations", most=MOST_LINKS)

    def _why_not(self, relation: Relation) -> str:
        if _key(relation) in self._links:
            return SAID_TWICE
        if relation.source.id == relation.target.id:
            return SELF_REFERENCE
        return self._trouble(relation.source) or self._trouble(relation.target)

    def _trouble(self, end: End) -> str:
        """Why there is no asset for an end; empty where there is one, or can be a stub."""
        if end.id in self.assets:
            return ""
        if end.id in self.deleted:
            return DELETED_END
        return "" if end.type in ASSET_KINDS and is_identifier(end.id) else UNKNOWN_END


def _key(relation: Relation) -> tuple[str, str, str, int]:
    return relation.source.id, relation.target.id, relation.kind, relation.port
