"""Links that follow from several things together, and are told by no single relation."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from endigue.readers.bloodhound.collection import Collected
from endigue.readers.bloodhound.ends import End
from endigue.readers.bloodhound.local_rights import RemoteLogon
from endigue.readers.bloodhound.membership import Membership
from endigue.readers.bloodhound.objects import is_domain_controller
from endigue.readers.bloodhound.raw import HALF_OF_A_RIGHT, NO_REMOTE_LOGON, Relation
from endigue.readers.json_fields import flag

_EVERYONE = "S-1-1-0"
_AUTHENTICATED = "S-1-5-11"
_OF_A_DOMAIN = "S-1-5-21-"
_ALL_USERS_OR_COMPUTERS = ("-513", "-515")


def own_relations(thing: Collected) -> Iterator[Relation]:
    """What an object's own attributes conclude: a domain controller holds its domain
    (DCFor); whoever is trusted for unconstrained delegation can coerce a controller's ticket
    (CoerceToTGT).
    """
    here, domain = End(thing.key, thing.type), End(thing.domain_sid, "Domain")
    if thing.type not in {"Computer", "User"} or not domain.id:
        return
    if is_domain_controller(thing):
        yield Relation(here, domain, "DCFor")
    elif flag(thing.fields, "UnconstrainedDelegation") or flag(
        thing.properties, "unconstraineddelegation"
    ):
        yield Relation(here, domain, "CoerceToTGT")


def well_known_memberships(things: Iterable[Collected]) -> Iterator[Relation]:
    """Domain users and computers are Authenticated Users, and those are Everyone: no
    collector says so, and rights are often given to them.
    """
    by_domain: defaultdict[str, list[End]] = defaultdict(list)
    for thing in things:
        if thing.type == "Group":
            by_domain[thing.domain.upper()].append(End(thing.key, "Group"))
    for domain, members in sorted(by_domain.items()):
        keys = {end.id for end in members}
        authenticated = End(f"{domain}-{_AUTHENTICATED}", "Group")
        everyone = End(f"{domain}-{_EVERYONE}", "Group")
        if authenticated.id not in keys:
            continue
        for end in members:
            if end.id.startswith(_OF_A_DOMAIN) and end.id.endswith(_ALL_USERS_OR_COMPUTERS):
                yield Relation(end, authenticated, "MemberOf")
        if everyone.id in keys:
            yield Relation(authenticated, everyone, "MemberOf")


class RemoteDesktop:
    """Decides who really gets in by remote desktop."""

    def __init__(self, rights: Mapping[str, RemoteLogon], membership: Membership) -> None:
        self._rights = rights
        self._membership = membership
        self._allowed: dict[str, set[str]] = {}

    def judged(self, relation: Relation) -> Relation:
        """The relation, left out if it is a CanRDP whose member lacks the right to log on."""
        right = self._rights.get(relation.target.id)
        if relation.kind != "CanRDP" or relation.why or right is None or right.desktop_users:
            return relation
        if relation.source.id in self._holders(relation.target.id, right):
            return relation
        return relation._replace(why=NO_REMOTE_LOGON)

    def through_groups(self, relations: Iterable[Relation]) -> Iterator[Relation]:
        """Those that are Remote Desktop Users through one group and hold the right through
        another. `relations` are all CanRDP relations among others, not judged yet.
        """
        members: defaultdict[str, dict[str, End]] = defaultdict(dict)
        for relation in relations:
            if relation.kind == "CanRDP" and not relation.why:
                members[relation.target.id][relation.source.id] = relation.source
        for computer, direct in sorted(members.items()):
            right = self._rights.get(computer)
            if right is not None and not right.desktop_users:
                holders = {end.id for end in right.holders}
                for holder in self._membership.holders_of_both(direct, holders):
                    source = direct.get(holder, End(holder, ""))
                    yield Relation(source, End(computer, "Computer"), "CanRDP")

    def _holders(self, computer: str, right: RemoteLogon) -> set[str]:
        if computer not in self._allowed:
            self._allowed = {computer: self._membership.below(end.id for end in right.holders)}
        return self._allowed[computer]


def replication_relations(
    relations: Iterable[Relation], things: Iterable[Collected], membership: Membership
) -> Iterator[Relation]:
    """DCSync from GetChanges with GetChangesAll on a domain, and SyncLAPSPassword from
    GetChanges with GetChangesInFilteredSet to each of its computers with LAPS, where one
    principal holds both, itself or through groups.
    """
    holders: defaultdict[tuple[str, str], dict[str, End]] = defaultdict(dict)
    for relation in relations:
        if relation.why == HALF_OF_A_RIGHT:
            holders[relation.target.id, relation.kind][relation.source.id] = relation.source
    computers: defaultdict[str, list[End]] = defaultdict(list)
    for thing in things:
        if thing.type == "Computer" and flag(thing.properties, "haslaps"):
            computers[thing.domain_sid].append(End(thing.key, "Computer"))
    for domain in sorted({domain for domain, _ in holders}):
        changes = holders[domain, "GetChanges"]
        everything = holders[domain, "GetChangesAll"]
        filtered = holders[domain, "GetChangesInFilteredSet"]
        for holder in membership.holders_of_both(changes, everything):
            source = changes.get(holder, End(holder, ""))
            yield Relation(source, End(domain, "Domain"), "DCSync")
        if computers[domain]:
            for holder in membership.holders_of_both(changes, filtered):
                source = changes.get(holder, End(holder, ""))
                for computer in computers[domain]:
                    yield Relation(source, computer, "SyncLAPSPassword")
