"""Who holds the core of trust, and by which ways somebody else could: from the directory graph.

Kinds of link are those of BloodHound. By design a domain is held by its controllers, by the
groups that Windows makes for it, by those who administer its core or may replicate it, and by their
members; any other right on one of these is a way in that should not be there.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from endigue.containment.way import Way
from endigue.kernel.words import words
from endigue.organisation.model import Asset, Organisation

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


_OF_WINDOWS = re.compile(
    r"S-1-5-21-[\d-]+-(498|500|502|512|516|518|519|521|526|527)$|S-1-5-32-(544|548|549|550|551)$"
)
"""Microsoft, "Well-known SIDs": controllers, administrators of the domain, the schema and the
forest, of keys, and the operators of accounts, servers, printers and backups; the built-in
administrator and krbtgt."""

_OF_THE_FOREST = re.compile(r"S-1-5-21-[\d-]+-(518|519|527)$")
"""Those of the first domain that hold every domain of its forest."""

AdminsOf = Callable[[str], frozenset[str]]
"""The groups that Windows made for the domains to which an asset belongs."""


def is_of_windows(asset: Asset) -> bool:
    """Whether Windows made this account or group to hold its domain."""
    return any(map(_OF_WINDOWS.search, (asset.id, *asset.aliases)))


def is_of_the_forest(asset: Asset) -> bool:
    """Whether it holds every domain of its forest."""
    return any(map(_OF_THE_FOREST.search, (asset.id, *asset.aliases)))


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
                way = Way(assets[source].id, assets[target].id, links.kinds[kind])
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


def _nobody(_asset: str) -> frozenset[str]:
    return frozenset()


def privileged(
    rights: Rights, domain: str, hosts: frozenset[str], admins_of: AdminsOf = _nobody
) -> Privileged:
    """Of a domain whose core are these hosts: its controllers, and the core of trust with them."""
    core = hosts | {domain}
    direct = {way.source for thing in core for way in rights.into(thing, BY_DESIGN)}
    direct |= admins_of(domain)
    principals = rights.closed(direct - hosts, frozenset({"MemberOf"})) - hosts
    guarded = principals | core
    holders = rights.closed(guarded, HOLDERS) - guarded
    ways = sorted(
        (
            way
            for thing in guarded | holders
            for way in rights.into(thing, RIGHTS)
            if way.source not in guarded and way.source not in admins_of(thing)
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
