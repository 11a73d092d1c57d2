"""Local groups and logon rights of a computer: who may administer it or enter it remotely.

Members of the local groups below get a link; other local groups give no control. A local
group inside a local group is replaced by its own members. Where the right to log on
remotely was collected, membership of Remote Desktop Users counts only together with it (see
`remote_desktop`).
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from endigue.readers.bloodhound.collection import Collected
from endigue.readers.bloodhound.ends import End, end, ends
from endigue.readers.bloodhound.raw import (
    EXPANDED,
    NO_CONTROL,
    NO_PATH_ALONE,
    NOT_COLLECTED,
    Relation,
)
from endigue.readers.json_fields import kind_name, label, mapping, records, text

REMOTE_DESKTOP_USERS = "555"
CONTROL = {
    "544": "AdminTo",
    REMOTE_DESKTOP_USERS: "CanRDP",
    "562": "ExecuteDCOM",
    "580": "CanPSRemote",
}
"""The link that members of a built-in local group get, by its relative identifier."""

NAMED_GROUPS = {
    "LocalAdmins": "544",
    "RemoteDesktopUsers": REMOTE_DESKTOP_USERS,
    "DcomUsers": "562",
    "PSRemoteUsers": "580",
}
"""The same groups as policies name them, and schema 4."""

LOCAL_GROUP_TYPES = frozenset({"LocalGroup", "ADLocalGroup"})
_REMOTE_LOGON = "SeRemoteInteractiveLogonRight"

_Groups = Mapping[str, dict[str, object]]


class RemoteLogon(NamedTuple):
    """Who holds the right to log on remotely, for a computer where that was collected."""

    desktop_users: bool
    """Whether the whole group Remote Desktop Users holds it."""
    holders: tuple[End, ...]
    """Other holders, local groups replaced by their members."""


def member_relations(thing: Collected, computer: End) -> Iterator[Relation]:
    """One raw relation for each member of a local group and each holder of a user right."""
    for group in records(thing.fields, "LocalGroups"):
        rid = _rid(group)
        for member in ends(group, "Results"):
            yield Relation(member, computer, *_kind_of(group, rid, member))
    for key, rid in NAMED_GROUPS.items():
        group = mapping(thing.fields, key)
        for member in ends(group, "Results"):
            yield Relation(member, computer, *_kind_of(group, rid, member))
    for right in records(thing.fields, "UserRights"):
        why = NO_PATH_ALONE if _collected(right) else NOT_COLLECTED
        for holder in ends(right, "Results"):
            yield Relation(holder, computer, kind_name(right, "Privilege") or "UserRights", why)


def nested_members(thing: Collected, computer: End) -> Iterator[Relation]:
    """Links that follow from local groups inside local groups."""
    groups = _local_groups(thing)
    for identifier, group in groups.items():
        kind = CONTROL.get(_rid(group), "")
        if not kind:
            continue
        seen = {identifier}
        for member in ends(group, "Results"):
            if member.type in LOCAL_GROUP_TYPES:
                for inner in _expanded(groups, member, seen):
                    yield Relation(inner, computer, kind)


def policy_relations(fields: dict[str, object]) -> Iterator[Relation]:
    """Members that a policy puts into local groups, one raw relation for each computer that
    it affects.
    """
    changes = mapping(fields, "GPOChanges")
    computers = list(ends(changes, "AffectedComputers"))
    for key, rid in NAMED_GROUPS.items():
        for member in ends(changes, key):
            for computer in computers:
                yield Relation(member, computer, CONTROL[rid])


def remote_logon(thing: Collected) -> RemoteLogon | None:
    """The right to log on remotely; None where it was not collected."""
    rights = [
        right
        for right in records(thing.fields, "UserRights")
        if text(right, "Privilege") == _REMOTE_LOGON and _collected(right)
    ]
    if not rights:
        return None
    groups = _local_groups(thing)
    seen: set[str] = set()
    desktop_users = {key for key, group in groups.items() if _rid(group) == REMOTE_DESKTOP_USERS}
    holders = [holder for right in rights for holder in ends(right, "Results")]
    return RemoteLogon(
        desktop_users=any(holder.id in desktop_users for holder in holders),
        holders=tuple(
            inner
            for holder in holders
            for inner in (
                _expanded(groups, holder, seen)
                if holder.type in LOCAL_GROUP_TYPES
                else iter((holder,))
            )
        ),
    )


def local_names(thing: Collected) -> Iterator[tuple[str, str]]:
    """Identifier in upper case and name of each local principal that the collector named."""
    for key in ("LocalGroups", "UserRights"):
        for record in records(thing.fields, key):
            for named in records(record, "LocalNames"):
                yield end(named, "ObjectIdentifier", "").id, label(named, "PrincipalName")


def _kind_of(group: dict[str, object], rid: str, member: End) -> tuple[str, str]:
    kind = CONTROL.get(rid)
    if not _collected(group):
        return kind or f"MemberOfLocalGroup-{rid}", NOT_COLLECTED
    if kind is None:
        return f"MemberOfLocalGroup-{rid}", NO_CONTROL
    return kind, EXPANDED if member.type in LOCAL_GROUP_TYPES else ""


def _expanded(groups: _Groups, start: End, seen: set[str]) -> Iterator[End]:
    """The members of a local group through all levels; a circle is walked once."""
    pending = [start]
    while pending:
        group = pending.pop()
        if group.id in seen:
            continue
        seen.add(group.id)
        for member in ends(groups.get(group.id, {}), "Results"):
            if member.type in LOCAL_GROUP_TYPES:
                pending.append(member)
            else:
                yield member


def _local_groups(thing: Collected) -> dict[str, dict[str, object]]:
    return {
        text(group, "ObjectIdentifier").upper(): group
        for group in records(thing.fields, "LocalGroups")
        if _collected(group)
    }


def _rid(group: dict[str, object]) -> str:
    return kind_name(group, "ObjectIdentifier").rpartition("-")[2]


def _collected(record: dict[str, object]) -> bool:
    return record.get("Collected") is not False
