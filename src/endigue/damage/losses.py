"""What the operations did not do until now, and what it cost."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from endigue.continuity.state import OperationState
from endigue.damage.findings import Money, OperationLost
from endigue.kernel.money import Cents
from endigue.organisation.harm import loss_by_hand, loss_without_hands, manual_share
from endigue.organisation.model import HOST_KINDS, Operation, Organisation

CERTAIN = 0.95
"""Probability from which on a machine counts as fallen; assumed."""

SUSPECTED = 0.5
"""Probability from which on it counts as suspected; assumed."""


def operations_lost(
    organisation: Organisation, states: Iterable[OperationState], hours: float
) -> tuple[OperationLost, ...]:
    """Every operation that does not run, in the organisation's order, after so many hours."""
    of_id = {operation.id: operation for operation in organisation.operations}
    return tuple(
        _lost(of_id[state.id], state, hours)
        for state in states
        if state.state != "running" and state.id in of_id
    )


def _lost(operation: Operation, state: OperationState, hours: float) -> OperationLost:
    by_hand = state.state == "by_hand"
    share = manual_share(operation, hours) if by_hand else Fraction(0)
    lost = loss_by_hand(operation, hours) if by_hand else loss_without_hands(operation, hours)
    holds = by_hand and hours < state.stamina_hours
    return OperationLost(
        id=operation.id,
        state=state.state if holds or not by_hand else "stopped",
        hours=hours,
        not_served=float(Fraction(operation.arrivals_per_hour) * Fraction(hours) * (1 - share)),
        lost=lost,
        per_hour=state.loss_per_hour if holds or not by_hand else operation.value_per_hour,
    )


def money_lost(
    organisation: Organisation,
    operations: Iterable[OperationLost],
    probabilities: Mapping[str, float],
) -> Money:
    """Operations until now and per hour, and the machines that fell: certain, and suspected."""
    lost = list(operations)
    costs = [
        (probabilities.get(asset.id, 0.0), asset.fall_cost)
        for asset in organisation.assets
        if asset.kind in HOST_KINDS
    ]
    return Money(
        operations=Cents(sum(each.lost for each in lost)),
        per_hour=Cents(sum(each.per_hour for each in lost)),
        assets_least=Cents(sum(cost for chance, cost in costs if chance >= CERTAIN)),
        assets_most=Cents(sum(cost for chance, cost in costs if chance >= SUSPECTED)),
    )
