"""Which services and operations are down in many situations at once, as columns of flags."""

from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from endigue.containment.amounts import joined, limbs
from endigue.organisation.harm import loss_by_hand, loss_without_hands
from endigue.organisation.model import KOf, Need, Operation, Organisation
from endigue.organisation.needs import leaves, services_in_order

Flags = NDArray[np.bool_]
"""One flag a situation."""


class Outages(NamedTuple):
    """Rows are operations, columns are situations."""

    down: Flags
    by_hand: Flags
    """Down, and its hand-work has what it needs."""
    loss: list[int]
    """Of all operations together, in cents, one value a situation."""
    services: dict[str, Flags]
    """When each service is down, one flag a situation."""


class Needs:
    """The needs of one organisation, to be asked any number of times."""

    def __init__(self, organisation: Organisation) -> None:
        hours = organisation.parameters.hours
        self._services = services_in_order(organisation.service_by_id)
        self._operations = organisation.operations
        full = [loss_without_hands(operation, hours) for operation in organisation.operations]
        least = [loss_by_hand(operation, hours) for operation in organisation.operations]
        self._without_hands, self._with_hands = limbs(full), limbs(least)
        """Loss by operation, in two limbs."""
        self.leaves = tuple(sorted(_named(organisation) - organisation.service_by_id.keys()))
        """Every asset, account and flow that a need names."""

    def outages(self, down: Mapping[str, Flags], situations: int) -> Outages:
        """What is down where the assets, accounts and flows of `down` are; others never are."""
        lost = dict(down)
        never = np.zeros(situations, np.bool_)
        for service in self._services:
            lost[service.id] = _unmet(service.needs, lost, never)
        rows = [_unmet(operation.needs, lost, never) for operation in self._operations]
        hands = [
            stopped & _hands(operation, lost, never)
            for stopped, operation in zip(rows, self._operations, strict=True)
        ]
        return Outages(
            down=_table(rows, situations),
            by_hand=_table(hands, situations),
            loss=self._loss(rows, hands, situations),
            services={service.id: lost[service.id] for service in self._services},
        )

    def _loss(self, down: list[Flags], by_hand: list[Flags], situations: int) -> list[int]:
        sums = [np.zeros(situations, np.int64), np.zeros(situations, np.int64)]
        for limb, column in enumerate(sums):
            for row, (stopped, hands) in enumerate(zip(down, by_hand, strict=True)):
                column += (stopped & ~hands) * self._without_hands[limb][row]
                column += hands * self._with_hands[limb][row]
        return joined(sums[0], sums[1])


def _named(organisation: Organisation) -> set[str]:
    needs = chain(
        (service.needs for service in organisation.services),
        (operation.needs for operation in organisation.operations),
        (
            operation.manual.needs
            for operation in organisation.operations
            if operation.manual is not None and operation.manual.needs is not None
        ),
    )
    return {leaf for need in needs for leaf in leaves(need)}


# `never` itself, not a copy, stands for what is up everywhere: most needs are, and cost nothing.
def _unmet(need: Need, lost: Mapping[str, Flags], never: Flags) -> Flags:
    if not isinstance(need, KOf):
        return lost.get(need, never)
    children = [_unmet(child, lost, never) for child in need.of]
    if need.k <= len(children) and all(child is never for child in children):
        return never
    met = np.zeros(len(never), np.int32)
    for child in children:
        met += ~child
    flags: Flags = met < need.k
    return flags


def _hands(operation: Operation, lost: Mapping[str, Flags], never: Flags) -> Flags:
    if operation.manual is None:
        return never
    if operation.manual.needs is None:
        return ~never
    return ~_unmet(operation.manual.needs, lost, never)


def _table(rows: list[Flags], situations: int) -> Flags:
    return np.array(rows, np.bool_).reshape(len(rows), situations)
