"""What goes down, as implications: assets, flows, services and operations."""

from collections.abc import Iterable
from itertools import chain

from endigue.containment.implications import FALSE, OPEN, TRUE, System
from endigue.containment.travel import Barriers, Travel
from endigue.organisation.harm import loss_by_hand, loss_without_hands
from endigue.organisation.model import HOST_KINDS, KOf, Need, Organisation
from endigue.organisation.needs import leaves, services_in_order


def charge_operations(
    system: System,
    organisation: Organisation,
    closing: Barriers,
    states: Travel,
    down_already: frozenset[str],
) -> None:
    """Write when each operation is down, and what that costs.

    `down_already` are the assets and flows that the forced levers take down; `closing` is of
    the free levers.
    """
    down = _things_down(system, organisation, closing, states, down_already)
    services = {service.id: service for service in organisation.services}
    for service in services_in_order(services):
        down[service.id] = _unmet(system, service.needs, down)
    hours = organisation.parameters.hours
    for operation in organisation.operations:
        stopped = _unmet(system, operation.needs, down)
        least = loss_by_hand(operation, hours)
        hand_work_unmet = FALSE
        if operation.manual is not None and operation.manual.needs is not None:
            hand_work_unmet = _unmet(system, operation.manual.needs, down)
        system.charge(stopped, least)
        system.charge(
            system.at_least(2, [stopped, hand_work_unmet]),
            loss_without_hands(operation, hours) - least,
        )


def _unmet(system: System, need: Need, down: dict[str, int]) -> int:
    """The state in which the need is not met: k of n fails once n - k + 1 are lost."""
    if isinstance(need, KOf):
        children = [_unmet(system, child, down) for child in need.of]
        return system.at_least(len(children) - need.k + 1, children)
    return down.get(need, FALSE)


def _things_down(
    system: System,
    organisation: Organisation,
    closing: Barriers,
    states: Travel,
    down_already: frozenset[str],
) -> dict[str, int]:
    """The state in which each asset or flow that something needs is down."""
    zone_gate = dict(
        zip((zone.id for zone in organisation.zones), closing.on_zone.tolist(), strict=True)
    )
    down: dict[str, int] = {}
    for identifier in _needed(organisation):
        if identifier in down_already:
            down[identifier] = TRUE
        elif identifier in organisation.asset_index:
            place = organisation.asset_index[identifier]
            asset = organisation.assets[place]
            gates = [int(closing.on_asset[place])]
            # A host that the attack arrives at is down for sure: it falls, or it is blocked.
            causes = []
            if asset.kind in HOST_KINDS:
                gates.append(zone_gate.get(asset.zone, OPEN))
                causes.append(int(states.arrives[place]))
            down[identifier] = system.any_of(causes, _levers(closing, gates))
        elif identifier in organisation.flow_index:
            place = organisation.flow_index[identifier]
            flow = organisation.flows[place]
            gates = [
                int(closing.on_flow[place]),
                zone_gate.get(flow.source_zone, OPEN),
                zone_gate.get(flow.target_zone, OPEN),
            ]
            down[identifier] = system.any_of([], _levers(closing, gates))
    return down


def _needed(organisation: Organisation) -> list[str]:
    """Every identifier that a need names, once, in the order in which they are named."""
    needs = chain(
        (service.needs for service in organisation.services),
        (operation.needs for operation in organisation.operations),
        (
            operation.manual.needs
            for operation in organisation.operations
            if operation.manual is not None and operation.manual.needs is not None
        ),
    )
    return list(dict.fromkeys(leaf for need in needs for leaf in leaves(need)))


def _levers(closing: Barriers, gates: Iterable[int]) -> list[int]:
    return sorted({lever for gate in gates for lever in closing.members(gate)})
