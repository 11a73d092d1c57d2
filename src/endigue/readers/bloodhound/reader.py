"""From files to an inventory."""

from collections import Counter
from collections.abc import Sequence

from endigue.organisation.inventory import Inventory, LeftOut
from endigue.organisation.model import Lever
from endigue.readers.bloodhound.derived import (
    RemoteDesktop,
    replication_relations,
    well_known_memberships,
)
from endigue.readers.bloodhound.gathered import Gathered, gather
from endigue.readers.bloodhound.membership import Membership
from endigue.readers.bloodhound.objects import asset_of, entities_of, zones_of
from endigue.readers.bloodhound.raw import Relation
from endigue.readers.bloodhound.resolved import Resolved
from endigue.readers.defaults import default_crews, levers_on
from endigue.readers.json_fields import flag


def read(paths: Sequence[str]) -> Inventory:
    """The inventory of a directory from SharpHound or BloodHound CE collections: JSON
    files, folders and ZIP archives, several collections at once.

    Raises Refusal for what is no collection, hostile, or of an unknown schema.
    """
    gathered = gather(paths)
    resolved = _resolved(gathered)
    assets = tuple(resolved.assets.values())
    links = resolved.links()
    types = Counter(thing.type for thing in gathered.things.values())
    types.update(f"{kind} (referenced only)" for kind in resolved.stubs.values())
    return Inventory(
        entities=entities_of(assets),
        zones=zones_of(assets),
        assets=assets,
        links=links,
        levers=_levers(gathered, resolved),
        crews=default_crews(),
        assumes=True,
        asset_counts=dict(sorted(types.items())),
        link_counts=dict(sorted(Counter(link.kind for link in links).items())),
        left_out=_left_out(gathered.left_out + resolved.left_out),
    )


def _resolved(gathered: Gathered) -> Resolved:
    trusted = gathered.authorities.trusted_hosts()
    things = gathered.things.values()
    resolved = Resolved(
        assets={
            thing.key: asset_of(thing, hosts_trusted_authority=thing.key in trusted)
            for thing in things
        },
        deleted=gathered.deleted,
        names=gathered.names,
    )
    special = list(well_known_memberships(things))
    membership = Membership(
        (relation.source.id, relation.target.id)
        for relation in [*gathered.relations, *special]
        if relation.kind == "MemberOf" and not relation.why
    )
    desktop = RemoteDesktop(gathered.logons, membership)
    said = sorted(gathered.relations, key=_computer_of_remote_desktop)
    resolved.add(map(desktop.judged, said))
    resolved.add(gathered.authorities.hosts())
    resolved.conclude(special)
    resolved.conclude(map(desktop.judged, gathered.concluded))
    resolved.conclude(desktop.through_groups([*said, *gathered.concluded]))
    resolved.conclude(replication_relations(said, things, membership))
    return resolved


def _computer_of_remote_desktop(relation: Relation) -> str:
    """Sorts those relations last and by computer, whose rights are then looked up once."""
    return relation.target.id if relation.kind == "CanRDP" else ""


def _levers(gathered: Gathered, resolved: Resolved) -> tuple[Lever, ...]:
    """The standard ones on each collected machine and each account that is enabled."""
    collected = [(thing, resolved.assets[thing.key]) for thing in gathered.things.values()]
    able = {
        asset.id
        for thing, asset in collected
        if asset.kind == "machine" or flag(thing.properties, "enabled")
    }
    assets = [asset for _, asset in collected]
    return levers_on(able, assets, zones_of(assets))


def _left_out(counted: Counter[tuple[str, str]]) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(kind=kind, count=count, why=why) for (kind, why), count in sorted(counted.items())
    )
