"""What each asset stands on: what must be clean before it may return.

An asset stands on

- the machines that host it (links `Hosts`);
- the domain controllers of the domains that contain it (links `Contains`, `DCFor`), or that it is;
- the core of trust, which is every host in a zone of tier 0, unless it belongs to it itself;
- where a service names it: the services that this service needs, with their alternatives.

And on all that these stand on.
"""

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from endigue.organisation.model import HOST_KINDS, Asset, Need, Organisation, Service
from endigue.organisation.needs import is_met, leaves, services_in_order

_NOTHING: frozenset[str] = frozenset()


class Ground:
    """What stands on what, in one organisation."""

    def __init__(self, organisation: Organisation) -> None:
        self._organisation = organisation
        self._asset: Mapping[str, Asset] = {asset.id: asset for asset in organisation.assets}
        self.services: tuple[Service, ...] = services_in_order(organisation.service_by_id)
        self.needs: dict[str, Need] = {each.id: each.needs for each in self.services}
        tier = {zone.id: zone.tier for zone in organisation.zones}
        self.core: frozenset[str] = frozenset(
            asset.id
            for asset in organisation.assets
            if asset.kind in HOST_KINDS and tier.get(asset.zone) == 0
        )
        """The core of trust."""
        self._hosts = self._sources_by_target("Hosts")
        self._holders = self._sources_by_target("Contains")
        self.controllers = self._sources_by_target("DCFor")
        """Domain controllers by domain."""
        self._domains: dict[str, frozenset[str]] = {}
        self._named_in: dict[str, list[str]] = {}
        for service in self.services:
            for leaf in dict.fromkeys(leaves(service.needs)):
                if leaf in self._asset:
                    self._named_in.setdefault(leaf, []).append(service.id)

    def __contains__(self, asset: object) -> bool:
        return asset in self._asset

    def __len__(self) -> int:
        return len(self._asset)

    def asset(self, identifier: str) -> Asset:
        """The asset; KeyError where there is none."""
        return self._asset[identifier]

    def below(self, asset: str) -> frozenset[str]:
        """The assets on which this one stands directly, other than through services."""
        core = _NOTHING if asset in self.core else self.core
        below = core | self._hosts.get(asset, _NOTHING)
        for domain in self.domains_of(asset):
            below |= self.controllers[domain]
        return below - {asset}

    def hosts_of(self, asset: str) -> frozenset[str]:
        """The machines that host this one."""
        return self._hosts.get(asset, _NOTHING)

    def services_of(self, asset: str) -> tuple[str, ...]:
        """The services that name the asset."""
        return tuple(self._named_in.get(asset, ()))

    @cached_property
    def bearing(self) -> frozenset[str]:
        """Every asset that another may stand on."""
        controllers = frozenset().union(*self.controllers.values())
        hosting = frozenset().union(*self._hosts.values())
        return self.core | controllers | hosting | frozenset(self._named_in)

    def firm(self, clean: frozenset[str], scrapped: frozenset[str] = _NOTHING) -> "Firm":
        """What can be stood on while these assets are clean themselves: the largest set of them
        in which each stands on nothing outside of it. On what is scrapped nothing stands any
        more, so it is in nobody's way.
        """
        firm = set((clean | scrapped) & self.bearing)
        while True:
            held = Firm(self, frozenset(firm), self._unmet(firm))
            sinking = [asset for asset in firm - scrapped if not held.bears(asset)]
            if not sinking:
                return held
            firm.difference_update(sinking)

    def _unmet(self, firm: set[str]) -> frozenset[str]:
        """Services of which what they need is not firm."""
        lost: set[str] = {leaf for leaf in self._named_in if leaf not in firm}
        down: set[str] = set()
        for service in self.services:
            if not is_met(service.needs, lost | down):
                down.add(service.id)
        return frozenset(down)

    def domains_of(self, asset: str) -> frozenset[str]:
        """The domains that contain the asset, or that it is."""
        if asset not in self._domains:
            seen, pending = {asset}, [asset]
            while pending:
                for holder in self._holders.get(pending.pop(), _NOTHING):
                    if holder not in seen:
                        seen.add(holder)
                        pending.append(holder)
            self._domains[asset] = frozenset(seen & self.controllers.keys())
        return self._domains[asset]

    def _sources_by_target(self, kind: str) -> dict[str, frozenset[str]]:
        links, assets = self._organisation.links, self._organisation.assets
        if kind not in links.kinds:
            return {}
        rows = np.flatnonzero(links.kind == links.kinds.index(kind))
        found: dict[str, set[str]] = {}
        for source, target in zip(links.source[rows], links.target[rows], strict=True):
            found.setdefault(assets[target].id, set()).add(assets[source].id)
        return {target: frozenset(sources) for target, sources in found.items()}


class Firm:
    """What can be stood on in one situation."""

    def __init__(self, ground: Ground, assets: frozenset[str], unmet: frozenset[str]) -> None:
        self._ground = ground
        self._assets = assets
        self._unmet = unmet
        self._core = ground.core <= assets
        self._domain_held: dict[str, bool] = {}
        self._service_met: dict[str, bool] = {}

    def bears(self, asset: str) -> bool:
        """Whether all that the asset stands on is clean; of the asset itself it says nothing."""
        ground = self._ground
        if not self._core and asset not in ground.core:
            return False
        return (
            ground.hosts_of(asset) - {asset} <= self._assets
            and all(self._held(domain, asset) for domain in ground.domains_of(asset))
            and all(map(self._below_met, ground.services_of(asset)))
        )

    def _held(self, domain: str, asset: str) -> bool:
        """Whether every controller of a domain is clean, but for the asset itself."""
        controllers = self._ground.controllers[domain]
        if asset in controllers:
            return controllers - {asset} <= self._assets
        if domain not in self._domain_held:
            self._domain_held[domain] = controllers <= self._assets
        return self._domain_held[domain]

    def missing(self, asset: str) -> tuple[str, ...]:
        """What the asset stands on directly that is not firm: assets, then services."""
        lacking = sorted(self._ground.below(asset) - self._assets)
        services = [
            leaf
            for service in self._ground.services_of(asset)
            if not self._below_met(service)
            for leaf in leaves(self._ground.needs[service])
            if leaf in self._unmet
        ]
        return (*lacking, *dict.fromkeys(services))

    def _below_met(self, service: str) -> bool:
        """Whether the services that it needs are met, whatever else it needs."""
        if service not in self._service_met:
            self._service_met[service] = is_met(self._ground.needs[service], self._unmet)
        return self._service_met[service]
