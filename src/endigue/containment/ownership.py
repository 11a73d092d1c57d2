"""To which company a thing belongs."""

import numpy as np

from endigue.organisation.model import Organisation


class Ownership:
    """The company of every asset, zone, flow, lever and operation; empty where it has none."""

    def __init__(self, organisation: Organisation) -> None:
        self._organisation = organisation
        self._zones = {zone.id: zone.entity for zone in organisation.zones}
        self.assets = tuple(
            asset.entity or self._zones.get(asset.zone, "") for asset in organisation.assets
        )
        """One company an asset, in the order of the organisation."""
        known = [entity.id for entity in organisation.entities]
        held = {
            *self.assets,
            *self._zones.values(),
            *(operation.entity for operation in organisation.operations),
            *(self.of_target(lever.target) for lever in organisation.levers),
        }
        self.companies = (*known, *sorted(held.difference(known)))
        """Every company that there is, and those that own something without being described; the
        empty one where something has none."""
        place = {company: number for number, company in enumerate(self.companies)}
        self.of_asset = np.array([place[company] for company in self.assets], np.int32)
        """The same as `assets`, as places in `companies`."""

    def of_target(self, target: str) -> str:
        """The company of what a lever acts on; a flow belongs where it begins."""
        organisation = self._organisation
        if (place := organisation.asset_index.get(target)) is not None:
            return self.assets[place]
        if (place := organisation.flow_index.get(target)) is not None:
            return self._zones.get(organisation.flows[place].source_zone, "")
        return self._zones.get(target, "")
