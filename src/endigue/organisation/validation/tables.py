"""Zones, flows and crews."""

from endigue.organisation.model import Crew, Flow, Parameters, Zone
from endigue.organisation.validation.cells import any_text, money, port, shifts, whole
from endigue.organisation.validation.names import Names
from endigue.organisation.validation.rows import Rows


def read_zones(rows: Rows, names: Names) -> tuple[Zone, ...]:
    """Network segments; a zone without a name is called by its identifier."""
    ids = rows.ids()
    titles = rows.optional("name", any_text, "")
    entities = rows.optional("entity", names.known("entity", "organisation.unknown_entity"), "")
    tiers = rows.needed("tier", whole, 0)
    return tuple(
        Zone(name, title or name, entity, tier)
        for name, title, entity, tier in zip(ids, titles, entities, tiers, strict=True)
    )


def read_flows(rows: Rows, names: Names) -> tuple[Flow, ...]:
    """Allowed flows between zones."""
    zone = names.known("zone", "organisation.unknown_zone")
    ids = rows.ids()
    sources = rows.needed("source_zone", zone, "")
    targets = rows.needed("target_zone", zone, "")
    protocols = rows.optional("protocol", any_text, "")
    ports = rows.optional("port", port, 0)
    return tuple(map(Flow, ids, sources, targets, protocols, ports))


def read_crews(rows: Rows, parameters: Parameters) -> tuple[Crew, ...]:
    """Crews; one without a rate has the organisation's."""
    ids = rows.ids()
    skills = rows.needed("skill", any_text, "")
    people = rows.needed("people", whole, 0)
    hours = rows.needed("hours", shifts, "")
    rates = rows.optional("hourly_rate", money, parameters.hourly_rate)
    return tuple(map(Crew, ids, skills, people, hours, rates))
