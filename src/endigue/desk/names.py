"""What things are called, for people."""

from collections.abc import Iterable

from endigue.organisation.model import Asset, Organisation


class Names:
    """Names by identifier, over everything that an organisation names."""

    def __init__(self, organisation: Organisation) -> None:
        self._assets = {asset.id: asset for asset in organisation.assets}
        self._zones = {zone.id: zone for zone in organisation.zones}
        self._flows = {flow.id: flow for flow in organisation.flows}
        self._entities = {entity.id: entity.name for entity in organisation.entities}

    def of(self, identifier: str) -> str:
        """The name; the identifier itself where it has no other. A flow is called by its ends."""
        for things in (self._assets, self._zones):
            if identifier in things:
                return things[identifier].name or identifier
        if flow := self._flows.get(identifier):
            port = f" {flow.port}" if flow.port else ""
            ends = f"{self.of(flow.source_zone)} → {self.of(flow.target_zone)}"
            return f"{ends} ({flow.protocol}{port})"
        return self._entities.get(identifier, identifier)

    def all_of(self, identifiers: Iterable[str]) -> tuple[str, ...]:
        """The names, in the same order."""
        return tuple(self.of(identifier) for identifier in identifiers)

    def asset(self, identifier: str) -> Asset | None:
        """The asset of that identifier."""
        return self._assets.get(identifier)

    def entity_of(self, identifier: str) -> str:
        """Name of the company of an asset or zone; empty where none is known."""
        for things in (self._assets, self._zones):
            if identifier in things:
                return self._entities.get(things[identifier].entity, things[identifier].entity)
        return ""
