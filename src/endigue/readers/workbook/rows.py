"""Rows as things."""

from collections.abc import Callable
from typing import cast

from endigue.organisation.model import (
    Approval,
    Asset,
    AssetKind,
    Crew,
    Doctrine,
    Entity,
    Lever,
    Manual,
    Operation,
    Service,
    Zone,
)
from endigue.readers.defaults import HOURLY_RATE, fall_cost, lever_cost
from endigue.readers.workbook.cells import RowReader

LOWEST_TIER = 9
"""The highest number that a tier may have."""

Thing = Entity | Zone | Service | Operation | Crew | Lever | Asset


def entity(row: RowReader) -> Entity:
    """A company of the group."""
    identifier = row.identifier("id")
    return Entity(id=identifier, name=row.text("name", identifier))


def zone(row: RowReader) -> Zone:
    """A network segment; workstations where no tier is given."""
    identifier = row.identifier("id")
    return Zone(
        id=identifier,
        name=row.text("name", identifier),
        entity=row.text("entity"),
        tier=row.whole("tier", 2, LOWEST_TIER),
    )


def service(row: RowReader) -> Service:
    """A technical service."""
    return Service(id=row.identifier("id"), needs=row.need("needs") or "")


def operation(row: RowReader) -> Operation:
    """What the organisation does for people; a name in one language stands for both."""
    identifier = row.identifier("id")
    english, french = row.text("name_en"), row.text("name_fr")
    return Operation(
        id=identifier,
        name={"en": english or french or identifier, "fr": french or english or identifier},
        entity=row.text("entity"),
        needs=row.need("needs") or "",
        value_per_hour=row.money("value_per_hour"),
        arrivals_per_hour=row.number("arrivals_per_hour"),
        rto_hours=row.number("rto_hours"),
        mtpd_hours=row.number("mtpd_hours"),
        manual=_manual(row),
    )


def crew(row: RowReader) -> Crew:
    """Who can work."""
    identifier = row.identifier("id")
    return Crew(
        id=identifier,
        skill=row.text("skill", identifier),
        people=row.whole("people", 0),
        hours=row.hours("hours"),
        hourly_rate=row.money("hourly_rate", HOURLY_RATE),
    )


def lever(row: RowReader) -> Lever:
    """Something that can be done to contain."""
    minutes = row.number("minutes")
    return Lever(
        id=row.identifier("id"),
        kind=row.identifier("kind"),
        target=row.text("target"),
        minutes=minutes,
        crew=row.text("crew"),
        cost=row.money("cost", lever_cost(minutes)),
        reversible=row.yes_no("reversible", default=True),
        approval=cast("Approval", row.choice("approval", "operational")),
        doctrine=cast("Doctrine", row.choice("doctrine", "")),
    )


def asset(row: RowReader) -> Asset:
    """Something that an intruder can hold."""
    identifier = row.identifier("id")
    hours = row.number("rebuild_hours")
    return Asset(
        id=identifier,
        name=row.text("name", identifier),
        kind=cast("AssetKind", row.choice("kind", "machine")),
        zone=row.text("zone"),
        entity=row.text("entity"),
        os=row.text("os"),
        records=row.whole("records", 0),
        rebuild_hours=hours,
        restore_gb=row.number("restore_gb"),
        fall_cost=row.money("fall_cost", fall_cost(hours)),
        aliases=row.names("aliases"),
    )


MAKERS: dict[str, Callable[[RowReader], Thing]] = {
    "entities": entity,
    "zones": zone,
    "services": service,
    "operations": operation,
    "crews": crew,
    "levers": lever,
    "assets": asset,
}
"""What makes a thing of a row, by the key of the sheet."""


def _manual(row: RowReader) -> Manual | None:
    needs = row.need("manual_needs")
    form = row.text("manual_form")
    stamina = row.number("manual_stamina_hours")
    if not row.has("manual_capacity_per_hour"):
        for key in ("manual_stamina_hours", "manual_needs", "manual_form"):
            if row.has(key):
                row.refuse("importing.cell_manual", key)
        return None
    if not row.has("manual_stamina_hours"):
        row.refuse("importing.cell_missing", "manual_stamina_hours", column="By hand for, hours")
    return Manual(
        capacity_per_hour=row.number("manual_capacity_per_hour"),
        stamina_hours=stamina,
        needs=needs,
        form=form,
    )
