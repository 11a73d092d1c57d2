"""What one object tells of who can move where: raw relations, each told once.

A raw relation is the smallest thing that a collection says: one access right, one member,
one session. Each ends as a link, as a repetition of one, or left out for a reason; the sum
is held by the tests. Directions are those in which an intruder travels, as BloodHound draws
its edges (packages/go/ein/ad.go and packages/go/analysis/ad of SpecterOps/BloodHound).
"""

from collections.abc import Iterator

from endigue.readers.bloodhound.certificates import certificate_relations
from endigue.readers.bloodhound.collection import Collected
from endigue.readers.bloodhound.ends import End, end, ends
from endigue.readers.bloodhound.local_rights import member_relations, policy_relations
from endigue.readers.bloodhound.raw import KIND_NOT_UNDERSTOOD, NOT_COLLECTED, Relation
from endigue.readers.bloodhound.rights import access_relation
from endigue.readers.bloodhound.trusts import trust_relations
from endigue.readers.json_fields import (
    LONGEST_KIND,
    integer,
    kind_name,
    mapping,
    printable,
    records,
    text,
)

_FROM_HERE = {
    "AllowedToDelegate": "AllowedToDelegate",
    "HasSIDHistory": "HasSIDHistory",
    "DumpSMSAPassword": "DumpSMSAPassword",
    "ChildObjects": "Contains",
}
_TO_HERE = {"Members": "MemberOf", "AllowedToAct": "AllowedToAct"}
_SESSIONS = ("Sessions", "PrivilegedSessions", "RegistrySessions")
_SERVICES = frozenset({"SQLAdmin"})
"""Services of which the account of a principal name is taken to hold the host."""

_UNDERSTOOD = frozenset(
    {
        *_FROM_HERE,
        *_TO_HERE,
        *_SESSIONS,
        *("ObjectIdentifier", "Properties", "Aces", "ContainedBy", "PrimaryGroupSID"),
        *("Links", "Trusts", "GPOChanges", "SPNTargets", "LocalGroups", "UserRights"),
        *("LocalAdmins", "RemoteDesktopUsers", "DcomUsers", "PSRemoteUsers"),
        *("EnabledCertTemplates", "HostingComputer", "CARegistryData", "GroupLink"),
    }
)
_DESCRIBE = frozenset(
    {
        *("IsDeleted", "IsACLProtected", "IsDC", "DomainSID", "UnconstrainedDelegation"),
        *("DCRegistryData", "NTLMRegistryData", "SmbInfo", "IsWebClientRunning", "Status"),
        *("HttpEnrollmentEndpoints", "InheritanceHashes"),
    }
)
"""Fields that describe the object and relate it to nothing."""


def raw_relations(thing: Collected) -> Iterator[Relation]:
    """Every raw relation that an object tells, but for the hosts of authorities, which
    `certificates.Authorities` tells once all files are read.
    """
    here = End(thing.key, thing.type)
    yield from _places(thing, here)
    yield from _memberships_and_delegations(thing, here)
    yield from _sessions(thing, here)
    yield from member_relations(thing, here)
    yield from policy_relations(thing.fields)
    yield from trust_relations(thing.fields, here)
    yield from certificate_relations(thing, here)
    for entry in records(thing.fields, "Aces"):
        yield access_relation(entry, here)
    yield from _not_understood(thing, here)


def _places(thing: Collected, here: End) -> Iterator[Relation]:
    container = end(mapping(thing.fields, "ContainedBy"), "ObjectIdentifier", "ObjectType")
    if container.id:
        yield Relation(container, here, "Contains")
    for link in records(thing.fields, "Links"):
        identifier = text(link, "GUID") or text(link, "Guid")
        yield Relation(End(identifier.upper(), "GPO"), here, "GPLink")


def _memberships_and_delegations(thing: Collected, here: End) -> Iterator[Relation]:
    primary = text(thing.fields, "PrimaryGroupSID").upper()
    if primary:
        yield Relation(here, End(primary, "Group"), "MemberOf")
    for key, kind in _FROM_HERE.items():
        for other in ends(thing.fields, key):
            yield Relation(here, other, kind)
    for key, kind in _TO_HERE.items():
        for other in ends(thing.fields, key):
            yield Relation(other, here, kind)
    for target in records(thing.fields, "SPNTargets"):
        service = kind_name(target, "Service") or "SPNTargets"
        computer = End(text(target, "ComputerSID").upper(), "Computer")
        why = "" if service in _SERVICES else KIND_NOT_UNDERSTOOD
        yield Relation(here, computer, service, why, _port(target))


def _sessions(thing: Collected, here: End) -> Iterator[Relation]:
    for key in _SESSIONS:
        found = mapping(thing.fields, key)
        why = NOT_COLLECTED if found.get("Collected") is False else ""
        for session in records(found, "Results"):
            computer = End(text(session, "ComputerSID").upper() or here.id, "Computer")
            user = End(text(session, "UserSID").upper(), "User")
            yield Relation(computer, user, "HasSession", why)


def _not_understood(thing: Collected, here: End) -> Iterator[Relation]:
    """Fields of a later schema that hold something: each item is counted by its field."""
    for key, value in thing.fields.items():
        if key not in _UNDERSTOOD and key not in _DESCRIBE and isinstance(value, list | dict):
            items = value if isinstance(value, list) else [value] if value else []
            for _ in items:
                yield Relation(
                    here, here, f"{thing.type}.{printable(key, LONGEST_KIND)}", KIND_NOT_UNDERSTOOD
                )


def _port(target: dict[str, object]) -> int:
    port = integer(target, "Port")
    return port if 0 < port < 1 << 16 else 0
