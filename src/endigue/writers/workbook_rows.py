"""What an organisation knows already, as rows of the operations workbook."""

from collections.abc import Iterable, Iterator

from endigue.kernel.money import Cents
from endigue.locale.workbook import Sheet
from endigue.organisation.model import Crew, Entity, Operation, Organisation, Service, Zone
from endigue.organisation.need_text import format_need

_OF = {"en": "of", "fr": "parmi"}


def known_rows(
    sheet: Sheet, organisation: Organisation, language: str
) -> Iterator[tuple[object, ...]]:
    """The rows of a sheet, a value for each of its columns. Assets and levers are many and
    come from importers, so they are left to those.
    """
    for fields in _known(sheet.key, organisation, _OF[language]):
        yield tuple(fields.get(column.key) for column in sheet.columns)


def _known(key: str, organisation: Organisation, of: str) -> Iterable[dict[str, object]]:
    if key == "entities":
        return map(_entity, organisation.entities)
    if key == "zones":
        return map(_zone, organisation.zones)
    if key == "crews":
        return map(_crew, organisation.crews)
    if key == "services":
        return (_service(service, of) for service in organisation.services)
    if key == "operations":
        return (_operation(operation, of) for operation in organisation.operations)
    return ()


def _entity(entity: Entity) -> dict[str, object]:
    return {"id": entity.id, "name": entity.name}


def _zone(zone: Zone) -> dict[str, object]:
    return {"id": zone.id, "name": zone.name, "entity": zone.entity, "tier": zone.tier}


def _service(service: Service, of: str) -> dict[str, object]:
    return {"id": service.id, "needs": format_need(service.needs, of)}


def _crew(crew: Crew) -> dict[str, object]:
    return {
        "id": crew.id,
        "skill": crew.skill,
        "people": crew.people,
        "hours": crew.hours,
        "hourly_rate": _units(crew.hourly_rate),
    }


def _operation(operation: Operation, of: str) -> dict[str, object]:
    fields: dict[str, object] = {
        "id": operation.id,
        "name_en": operation.name.get("en", ""),
        "name_fr": operation.name.get("fr", ""),
        "entity": operation.entity,
        "needs": format_need(operation.needs, of),
        "value_per_hour": _units(operation.value_per_hour),
        "arrivals_per_hour": operation.arrivals_per_hour,
        "rto_hours": operation.rto_hours,
        "mtpd_hours": operation.mtpd_hours,
    }
    manual = operation.manual
    if manual is not None:
        fields |= {
            "manual_capacity_per_hour": manual.capacity_per_hour,
            "manual_stamina_hours": manual.stamina_hours,
            "manual_needs": None if manual.needs is None else format_need(manual.needs, of),
            "manual_form": manual.form,
        }
    return fields


def _units(amount: Cents) -> float:
    return amount / 100
