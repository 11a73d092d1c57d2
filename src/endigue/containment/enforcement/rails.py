"""Safety rails: what is refused, however good the plan, unless somebody forces it with a reason."""

import re
from collections.abc import Collection
from ipaddress import ip_address, ip_network
from typing import Literal

import msgspec

from endigue.organisation.addressing import is_address, network_of
from endigue.organisation.levers import cut_off
from endigue.organisation.model import Asset, Organisation
from endigue.organisation.needs import is_met, with_services_down

Rail = Literal["cuts_us_off", "last_administrator", "telephone", "never"]

_TELEPHONE = re.compile(r"t[eé]l[eé]phon|\bphone|\bvoip|\bsip\b", re.IGNORECASE)


class Rails(msgspec.Struct, frozen=True):
    """What must not be cut, as the configuration says it."""

    ourselves: tuple[str, ...] = ()
    """Addresses and asset identifiers of the machines that Endigue runs on."""
    components: tuple[str, ...] = ()
    """Addresses and asset identifiers of the components that it commands."""
    ports: tuple[int, ...] = (22,)
    """On which they are commanded."""
    administrators: tuple[str, ...] = ()
    """Identifiers of the accounts that administer; one must stay enabled."""
    telephone: tuple[str, ...] | None = None
    """Identifiers of operations; None for those that are called so."""
    never: tuple[str, ...] = ()
    """Identifiers of assets, flows, zones or levers that nothing may be done to."""


def rails_hit(
    organisation: Organisation, rails: Rails, lever: str, pulled: Collection[str]
) -> tuple[Rail, ...]:
    """The rails that pulling `lever` breaks, while the levers `pulled` are pulled already."""
    hit: list[Rail] = []
    if _cuts_us_off(organisation, rails, lever):
        hit.append("cuts_us_off")
    if _disables_the_last(organisation, rails, lever, pulled):
        hit.append("last_administrator")
    if _stops_the_telephone(organisation, rails, lever, pulled):
        hit.append("telephone")
    if _touches(organisation, lever, rails.never):
        hit.append("never")
    return tuple(hit)


def _cuts_us_off(organisation: Organisation, rails: Rails, lever: str) -> bool:
    found = organisation.lever_by_id[lever]
    if _touches(organisation, lever, rails.ourselves):
        return True
    ours = _zones(organisation, rails.ourselves)
    theirs = _zones(organisation, rails.components)
    if found.kind == "cut_internet" and _outside(organisation, rails.components):
        return True
    if found.target in organisation.zone_by_id:
        return found.target in ours
    place = organisation.flow_index.get(found.target)
    if place is None:
        return False
    flow = organisation.flows[place]
    return (
        flow.source_zone in ours and flow.target_zone in theirs and flow.port in (0, *rails.ports)
    )


def _outside(organisation: Organisation, components: Collection[str]) -> bool:
    """Whether one of them may be reached over the Internet: a public address, or a name that is
    no asset's. A name of a house that does not know its asset counts too: to be asked for a
    reason costs less than to lose the console in the middle of a cut.
    """
    known = {name for one in organisation.assets for name in (one.id, one.name, *one.aliases)}
    for one in components:
        if is_address(one):
            if ip_address(one).is_global and not _zones(organisation, [one]):
                return True
        elif one not in known and "." in one:
            return True
    return False


def _disables_the_last(
    organisation: Organisation, rails: Rails, lever: str, pulled: Collection[str]
) -> bool:
    target = organisation.lever_by_id[lever].target
    if target not in rails.administrators:
        return False
    gone = {organisation.lever_by_id[one].target for one in pulled}
    return not set(rails.administrators) - gone - {target}


def _stops_the_telephone(
    organisation: Organisation, rails: Rails, lever: str, pulled: Collection[str]
) -> bool:
    def down(levers: Collection[str]) -> set[str]:
        lost = with_services_down(organisation.service_by_id, cut_off(organisation, levers))
        return {
            one.id
            for one in organisation.operations
            if _is_telephone(rails, one.id, one.name) and not is_met(one.needs, lost)
        }

    return bool(down({*pulled, lever}) - down(pulled))


def _is_telephone(rails: Rails, identifier: str, names: dict[str, str]) -> bool:
    if rails.telephone is not None:
        return identifier in rails.telephone
    return any(_TELEPHONE.search(name) for name in (identifier, *names.values()))


def _touches(organisation: Organisation, lever: str, kept: Collection[str]) -> bool:
    """Whether the lever acts on one of these, or unplugs the zone that one stands in."""
    target = organisation.lever_by_id[lever].target
    if target in kept or lever in kept:
        return True
    place = organisation.asset_index.get(target)
    if place is not None:
        return _is_one_of(organisation.assets[place], kept)
    return target in organisation.zone_by_id and target in _zones(organisation, kept)


def _zones(organisation: Organisation, kept: Collection[str]) -> set[str]:
    """The zones in which these stand: as assets, or by their addresses."""
    zones = {one.zone for one in organisation.assets if one.zone and _is_one_of(one, kept)}
    places = [ip_address(one) for one in kept if is_address(one)]
    for zone in organisation.zones:
        network = network_of(zone)
        if network and any(place in ip_network(network) for place in places):
            zones.add(zone.id)
    return zones


def _is_one_of(asset: Asset, kept: Collection[str]) -> bool:
    return any(name in kept for name in (asset.id, asset.name, *asset.aliases))
