"""Chapter 1, what we are: entities, zones, assets, links, services, operations, crews."""
