"""Why operations are down: what they lost first, and who took it."""

from collections.abc import Sequence

from endigue.containment.plan import Stop
from endigue.containment.pricer import Pricer, Situation
from endigue.organisation.model import HOST_KINDS, Organisation
from endigue.organisation.needs import first_missing, with_services_down


def stops(pricer: Pricer, situation: Situation, pulled: Sequence[str]) -> tuple[Stop, ...]:
    """One for each operation that is down, in their order."""
    organisation = pricer.organisation
    services = organisation.service_by_id
    down = with_services_down(services, situation.down) if situation.operations_down else ()
    stopped = set(situation.operations_down)
    on: dict[str, list[str]] = {}
    for lever in pulled:
        on.setdefault(organisation.lever_by_id[lever].target, []).append(lever)
    found = []
    for operation in organisation.operations:
        if operation.id in stopped:
            chain = first_missing(operation.needs, down, services)
            taken = bool(chain) and _taken(organisation, situation, chain[-1])
            levers = () if taken or not chain else _cutting(organisation, on, chain[-1])
            found.append(Stop(operation.id, chain, "intruder" if taken else "cut", levers))
    return tuple(found)


def _taken(organisation: Organisation, situation: Situation, thing: str) -> bool:
    """Whether the intruder alone takes it down: a host that fell, isolated or not."""
    place = organisation.asset_index.get(thing)
    if place is None:
        return False
    return bool(situation.fallen[place]) and organisation.assets[place].kind in HOST_KINDS


def _cutting(organisation: Organisation, on: dict[str, list[str]], thing: str) -> tuple[str, ...]:
    """The levers that take down an asset (itself, or the zone of a host) or a flow (itself, or
    the zone at either end).
    """
    places = [thing]
    if (place := organisation.asset_index.get(thing)) is not None:
        asset = organisation.assets[place]
        places += [asset.zone] if asset.kind in HOST_KINDS else []
    elif (place := organisation.flow_index.get(thing)) is not None:
        flow = organisation.flows[place]
        places += [flow.source_zone, flow.target_zone]
    return tuple(lever for place in dict.fromkeys(places) for lever in on.get(place, ()))
