"""Everything that the files of one import say, before anything is concluded from it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from endigue.desk.refusal import Refusal
from endigue.kernel.identifier import LONGEST, is_identifier
from endigue.readers.bloodhound.certificates import Authorities
from endigue.readers.bloodhound.collection import Collected, CollectionFile, open_collection
from endigue.readers.bloodhound.derived import own_relations
from endigue.readers.bloodhound.ends import End
from endigue.readers.bloodhound.local_rights import (
    RemoteLogon,
    local_names,
    nested_members,
    remote_logon,
)
from endigue.readers.bloodhound.raw import (
    KIND_NOT_UNDERSTOOD,
    NO_JSON,
    OBJECT_BROKEN,
    OBJECT_DELETED,
    OBJECT_TWICE,
    Relation,
)
from endigue.readers.bloodhound.relations import raw_relations
from endigue.readers.bloodhound.trusts import trusted_names
from endigue.readers.files import parts

MOST_RELATIONS = 20_000_000
"""Assumed: about 4 GB of memory, and some hundred thousand people."""

_LONGEST_ID = LONGEST - len("isolate-")
"""So that the lever of an asset can carry its identifier."""
_KEPT_FIELDS = frozenset(
    {"PrimaryGroupSID", "IsDC", "DomainSID", "IsDeleted", "UnconstrainedDelegation"}
)
_KEPT_PROPERTIES = frozenset(
    {
        *("name", "domain", "domainsid", "samaccountname", "userprincipalname", "email"),
        *("dnshostname", "operatingsystem", "enabled", "isdc", "haslaps"),
    }
)


@dataclass(slots=True)
class Gathered:
    """What was said, by all objects of all files."""

    things: dict[str, Collected] = field(default_factory=dict)
    """Each object once, by its identifier in upper case, with the fields that assets need."""
    deleted: set[str] = field(default_factory=set)
    relations: list[Relation] = field(default_factory=list)
    """Every raw relation, but for the hosts of authorities."""
    concluded: list[Relation] = field(default_factory=list)
    """What single objects conclude beside their raw relations."""
    authorities: Authorities = field(default_factory=Authorities)
    logons: dict[str, RemoteLogon] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Names of things that are not collected themselves, by identifier in upper case."""
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Objects and files left out, by kind and code."""
    _ends: dict[End, End] = field(default_factory=dict)

    def take(self, collection: CollectionFile) -> None:
        """Take all objects of one file."""
        if not collection.type:
            self.left_out[collection.named, KIND_NOT_UNDERSTOOD] += len(collection)
            return
        for thing in collection.objects():
            if thing is None or not _can_be_named(thing):
                self.left_out[collection.type, OBJECT_BROKEN] += 1
            else:
                self._take_object(thing)
                self._take_relations(thing)

    def _take_object(self, thing: Collected) -> None:
        if thing.deleted:
            self.left_out[thing.type, OBJECT_DELETED] += 1
            self.deleted.add(thing.key)
        elif thing.key in self.things:
            self.left_out[thing.type, OBJECT_TWICE] += 1
        else:
            self.things[thing.key] = _slim(thing)

    def _take_relations(self, thing: Collected) -> None:
        here = End(thing.key, thing.type)
        for relation in raw_relations(thing):
            self.relations.append(self._shared(relation))
            if len(self.relations) > MOST_RELATIONS:
                raise Refusal("importing.too_many_relations", most=MOST_RELATIONS)
        self.concluded.extend(own_relations(thing))
        self.concluded.extend(nested_members(thing, here))
        self.authorities.note(thing)
        right = remote_logon(thing)
        if right is not None:
            self.logons[thing.key] = right
        self.names.update(trusted_names(thing.fields))
        self.names.update(local_names(thing))

    def _shared(self, relation: Relation) -> Relation:
        """The relation with one copy in memory of every end that repeats."""
        source = self._ends.setdefault(relation.source, relation.source)
        target = self._ends.setdefault(relation.target, relation.target)
        return Relation(source, target, relation.kind, relation.why, relation.port)


def gather(paths: Sequence[str]) -> Gathered:
    """Read every file below the paths. Raises Refusal for what is no collection."""
    found = Gathered()
    files = 0
    for part in parts(paths, frozenset({".json"})):
        if part.content is None:
            found.left_out[part.name.rpartition("/")[2], NO_JSON] += 1
        else:
            files += 1
            found.take(open_collection(part.content, part.name))
    if not files:
        raise Refusal("importing.nothing_to_read", file=", ".join(paths))
    return found


def _can_be_named(thing: Collected) -> bool:
    return is_identifier(thing.id) and len(thing.id) <= _LONGEST_ID


def _slim(thing: Collected) -> Collected:
    return replace(
        thing,
        properties={
            key: value for key, value in thing.properties.items() if key in _KEPT_PROPERTIES
        },
        fields={key: value for key, value in thing.fields.items() if key in _KEPT_FIELDS},
    )
