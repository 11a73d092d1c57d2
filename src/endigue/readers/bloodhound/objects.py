"""Collected objects as assets, and where they stand.

A directory knows domains but no network segments, so each domain becomes an entity and up
to three zones by role: `<domain>-core` (tier 0: domain controllers, read-only ones too, and
hosts of trusted certificate authorities), `<domain>-servers` (tier 1) and
`<domain>-workstations` (tier 2). A machine is a server if its operating system says so.
"""

from collections.abc import Iterable, Iterator

from endigue.organisation.model import Asset, AssetKind, Entity, Zone
from endigue.organisation.systems import is_server
from endigue.readers.bloodhound.collection import Collected
from endigue.readers.bloodhound.ends import End
from endigue.readers.defaults import (
    DOMAIN_CONTROLLER_HOURS,
    SERVER_HOURS,
    WORKSTATION_HOURS,
    fall_cost,
)
from endigue.readers.json_fields import flag, label, text

ASSET_KINDS: dict[str, AssetKind] = {
    "Computer": "machine",
    "User": "account",
    "LocalUser": "account",
    "ADLocalUser": "account",
    "Group": "group",
    "Domain": "directory",
    "OU": "directory",
    "Container": "directory",
    "GPO": "directory",
    "CertTemplate": "directory",
    "AIACA": "directory",
    "RootCA": "directory",
    "EnterpriseCA": "directory",
    "NTAuthStore": "directory",
    "IssuancePolicy": "directory",
}

DOMAIN_CONTROLLERS = "-516"
READ_ONLY_DOMAIN_CONTROLLERS = "-521"
"""Relative identifiers of the primary groups of domain controllers."""

_TIERS = {"core": 0, "servers": 1, "workstations": 2}


def asset_of(thing: Collected, *, hosts_trusted_authority: bool) -> Asset:
    """The asset that a collected object becomes."""
    role = role_of(thing, hosts_trusted_authority=hosts_trusted_authority)
    hours = _rebuild_hours(thing, role)
    return Asset(
        id=thing.id,
        name=label(thing.properties, "name") or thing.id,
        kind=ASSET_KINDS[thing.type],
        zone=f"{thing.domain}-{role}" if role and thing.domain else "",
        entity=thing.domain,
        os=label(thing.properties, "operatingsystem"),
        rebuild_hours=hours,
        fall_cost=fall_cost(hours),
        aliases=tuple(_unique(thing, aliases_of(thing))),
    )


def stub_of(end: End, name: str) -> Asset:
    """An asset that the collection only refers to; `end.type` is a key of `ASSET_KINDS`."""
    return Asset(id=end.id, name=name or end.id, kind=ASSET_KINDS[end.type])


def role_of(thing: Collected, *, hosts_trusted_authority: bool) -> str:
    """core, servers or workstations for a machine; empty for anything else."""
    if thing.type != "Computer":
        return ""
    read_only = text(thing.fields, "PrimaryGroupSID").endswith(READ_ONLY_DOMAIN_CONTROLLERS)
    if is_domain_controller(thing) or read_only or hosts_trusted_authority:
        return "core"
    return "servers" if is_server(label(thing.properties, "operatingsystem")) else "workstations"


def is_domain_controller(thing: Collected) -> bool:
    """Whether a computer is a writable domain controller: the collector says so, or its
    primary group does.
    """
    return thing.type == "Computer" and (
        flag(thing.fields, "IsDC")
        or flag(thing.properties, "isdc")
        or text(thing.fields, "PrimaryGroupSID").endswith(DOMAIN_CONTROLLERS)
    )


def zones_of(assets: Iterable[Asset]) -> tuple[Zone, ...]:
    """The zones that the assets stand in, in order of their identifiers."""
    used = {asset.zone: asset.entity for asset in assets if asset.zone}
    return tuple(
        Zone(id=zone, name=zone, entity=used[zone], tier=_TIERS[zone.rpartition("-")[2]])
        for zone in sorted(used)
    )


def entities_of(assets: Iterable[Asset]) -> tuple[Entity, ...]:
    """One entity a domain."""
    return tuple(
        Entity(id=domain, name=domain.upper())
        for domain in sorted({asset.entity for asset in assets if asset.entity})
    )


def aliases_of(thing: Collected) -> Iterator[str]:
    """Other names by which people and logs call it; the NetBIOS name of the domain is taken
    to be the first label of its full name, as it is unless somebody chose otherwise.
    """
    account = label(thing.properties, "samaccountname")
    yield thing.key
    if thing.type in {"Computer", "User", "Group"} and account:
        yield account
        if thing.domain:
            yield f"{thing.domain.partition('.')[0].upper()}\\{account}"
    yield label(thing.properties, "userprincipalname")
    yield label(thing.properties, "email")
    if thing.type == "Computer":
        yield account.removesuffix("$")
        for full in (label(thing.properties, "dnshostname"), label(thing.properties, "name")):
            yield full
            yield full.partition(".")[0]


def _rebuild_hours(thing: Collected, role: str) -> float:
    if is_domain_controller(thing):
        return DOMAIN_CONTROLLER_HOURS
    if role == "workstations":
        return WORKSTATION_HOURS
    return SERVER_HOURS if role else 0.0


def _unique(thing: Collected, names: Iterator[str]) -> Iterator[str]:
    known = {thing.id.casefold(), label(thing.properties, "name").casefold(), ""}
    for name in names:
        if name.casefold() not in known:
            known.add(name.casefold())
            yield name
