"""To which domain an object of a directory belongs, and who holds it there by design."""

from collections.abc import Iterator

import numpy as np

from endigue.eradication.core.privileged import is_of_the_forest, is_of_windows
from endigue.eradication.ground import Ground
from endigue.organisation.model import Asset, Organisation


class Homes:
    """Domains of one organisation, and the groups that Windows made for each.

    An object belongs to the domains that contain it; where a collection does not say which, to
    the domain whose SID its own begins with, or whose name stands behind the @ of its own.
    """

    def __init__(self, organisation: Organisation, ground: Ground) -> None:
        self._organisation = organisation
        self._ground = ground
        self._by_name = {
            ground.asset(domain).name.casefold(): domain
            for domain in ground.controllers
            if domain in ground and ground.asset(domain).name
        }
        self._admins: dict[str, set[str]] = {domain: set() for domain in ground.controllers}
        forest = self._forests()
        for asset in organisation.assets:
            if asset.kind not in {"account", "group"} or not is_of_windows(asset):
                continue
            for domain in self.of(asset):
                everywhere = forest.get(domain, {domain}) if is_of_the_forest(asset) else {domain}
                for one in everywhere:
                    self._admins.setdefault(one, set()).add(asset.id)

    def of(self, asset: Asset) -> frozenset[str]:
        """The domains to which it belongs."""
        if found := self._ground.domains_of(asset.id):
            return found
        sids = {name.rpartition("-")[0] for name in (asset.id, *asset.aliases)}
        if found := frozenset(sids & self._ground.controllers.keys()):
            return found
        home = self._by_name.get(asset.name.rpartition("@")[2].casefold())
        return frozenset() if home is None else frozenset({home})

    def admins_of(self, asset: str) -> frozenset[str]:
        """The groups that Windows made for the domains to which it belongs."""
        domains = self.of(self._ground.asset(asset))
        return frozenset().union(*(self._admins.get(domain, ()) for domain in domains))

    def _forests(self) -> dict[str, set[str]]:
        """For every domain those of its forest, itself too."""
        forest: dict[str, set[str]] = {}
        for one, other in self._trusts():
            joined = forest.get(one, {one}) | forest.get(other, {other})
            for each in joined:
                forest[each] = joined
        return forest

    def _trusts(self) -> Iterator[tuple[str, str]]:
        links, assets = self._organisation.links, self._organisation.assets
        if "SameForestTrust" in links.kinds:
            rows = np.flatnonzero(links.kind == links.kinds.index("SameForestTrust"))
            for source, target in zip(links.source[rows], links.target[rows], strict=True):
                yield assets[source].id, assets[target].id
