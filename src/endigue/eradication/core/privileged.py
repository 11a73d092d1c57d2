"""Who holds the core of trust, and by which ways somebody else could: from the directory graph.

Kinds of link are those of BloodHound. By design a domain is held by its controllers, by those who
administer them or may replicate the domain, and by their members; any other right on one of
these is a way in that should not be there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from endigue.kernel.words import words
from endigue.organisation.model import Organisation

BY_DESIGN = words("AdminTo DCSync GetChangesAll")
"""Rights that make who has them on the core a part of it."""

RIGHTS = words(
    "GenericAll GenericWrite WriteDacl WriteOwner WriteOwnerLimitedRights Owns OwnsLimitedRights "
    "AllExtendedRights ForceChangePassword AddMember AddSelf AddKeyCredentialLink WriteSPN "
    "ReadGMSAPassword ReadLAPSPassword SyncLAPSPassword WriteGPLink AllowedToDelegate AllowedToAct "
    "AddAllowedToAct WriteAccountRestrictions ExecuteDCOM CanPSRemote CanRDP SQLAdmin"
)
"""Rights that let who has them take the other end."""

EXPOSURES = words("HasSession StoresCredentialOf DumpSMSAPassword")
"""Ways by which a secret of the other end lies on a machine."""

HOLDERS = words("Contains GPLink")
"""What holds or configures the other end."""


@dataclass(frozen=True, slots=True)
class Way:
    """One link that should not be there."""

    source: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Privileged:
    """Of one domain: its principals, and what leads to them from outside."""

    domain: str
    principals: frozenset[str]
    """Accounts, groups and objects that hold the domain or its core by design."""
    ways: tuple[Way, ...]
    """Rights on these, or on what holds them, of somebody who is none of them."""
    exposures: tuple[Way, ...]
    """Secrets of these on machines outside of the core."""


class Rights:
    """The directory graph by target."""

    def __init__(self, organisation: Organisation) -> None:
        wanted = BY_DESIGN | RIGHTS | EXPOSURES | HOLDERS | {"MemberOf"}
        links, assets = organisation.links, organisation.assets
        codes = {place for place, kind in enumerate(links.kinds) if kind in wanted}
        self._into: dict[str, list[Way]] = {}
        for source, kind, target in zip(
            links.source.tolist(), links.kind.tolist(), links.target.tolist(), strict=True
        ):
            if kind in codes:
                way = Way(assets[source].id, links.kinds[kind], assets[target].id)
                self._into.setdefault(way.target, []).append(way)

    def into(self, target: str, kinds: frozenset[str]) -> Iterator[Way]:
        """Links of these kinds that lead to a target."""
        return (way for way in self._into.get(target, ()) if way.kind in kinds)

    def closed(self, start: Iterable[str], kinds: frozenset[str]) -> frozenset[str]:
        """These and all that leads to them by links of these kinds."""
        seen, pending = set(start), list(start)
        while pending:
            for way in self.into(pending.pop(), kinds):
                if way.source not in seen:
                    seen.add(way.source)
                    pending.append(way.source)
        return frozenset(seen)


def privileged(rights: Rights, domain: str, hosts: frozenset[str]) -> Privileged:
    """Of a domain whose core are these hosts: its controllers, and the core of trust with them."""
    core = hosts | {domain}
    direct = {way.source for thing in core for way in rights.into(thing, BY_DESIGN)}
    principals = rights.closed(direct - hosts, frozenset({"MemberOf"})) - hosts
    guarded = principals | core
    holders = rights.closed(guarded, HOLDERS) - guarded
    ways = sorted(
        (
            way
            for thing in guarded | holders
            for way in rights.into(thing, RIGHTS)
            if way.source not in guarded
        ),
        key=_named,
    )
    exposures = sorted(
        (
            way
            for thing in principals
            for way in rights.into(thing, EXPOSURES)
            if way.source not in hosts
        ),
        key=_named,
    )
    return Privileged(domain, principals, tuple(ways), tuple(exposures))


def _named(way: Way) -> tuple[str, str, str]:
    return way.target, way.kind, way.source
