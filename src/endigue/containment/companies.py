"""A group of companies: which of them an alternative leaves touched, to which degree, through
what, and what it costs each.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from endigue.containment.amounts import joined
from endigue.containment.company import Company, Touched
from endigue.containment.ownership import Ownership
from endigue.containment.pricer import Pricer, Situation
from endigue.containment.way import Way
from endigue.containment.ways import named
from endigue.kernel.money import Cents
from endigue.organisation.harm import loss_by_hand, loss_without_hands
from endigue.organisation.model import Lever


def companies(
    pricer: Pricer, ownership: Ownership, situation: Situation, pulled: Sequence[str]
) -> tuple[Company, ...]:
    """Every company of the group, in the order of the organisation."""
    organisation = pricer.organisation
    levers: dict[str, list[Lever]] = {}
    for name in dict.fromkeys(pulled):
        lever = organisation.lever_by_id[name]
        levers.setdefault(ownership.of_target(lever.target), []).append(lever)
    losses, down, by_hand = _operations(pricer, situation)
    owners = ownership.of_asset[situation.order]
    count = len(ownership.companies)
    fallen = np.bincount(owners, minlength=count).tolist()
    infected = np.bincount(owners[situation.by[situation.order] == -1], minlength=count).tolist()
    limbs = [np.zeros(count, np.int64), np.zeros(count, np.int64)]
    for sums, costs in zip(limbs, pricer.fall_cost, strict=True):
        np.add.at(sums, owners, costs[situation.order])
    fall_losses = joined(*limbs)
    reached, first = np.unique(owners, return_index=True)
    firsts = dict(zip(reached.tolist(), situation.order[first].tolist(), strict=True))
    found = []
    for place, entity in enumerate(ownership.companies):
        mine = levers.get(entity, [])
        cost = sum(lever.cost for lever in mine)
        way, crossing, source = _way(pricer, ownership, situation, firsts.get(place))
        found.append(
            Company(
                entity=entity,
                touched=_touched(infected[place], fallen[place], bool(down[entity]) or bool(mine)),
                harm=Cents(losses[entity] + fall_losses[place] + cost),
                operations_loss=Cents(losses[entity]),
                fallen_loss=Cents(fall_losses[place]),
                levers_cost=Cents(cost),
                infected=infected[place],
                fallen=fallen[place],
                operations_down=down[entity],
                by_hand=by_hand[entity],
                actions=len(mine),
                minutes=sum(lever.minutes for lever in mine),
                through=way,
                crossing=crossing,
                source=source,
            )
        )
    return tuple(found)


def _touched(infected: int, fallen: int, cut: bool) -> Touched:
    if infected:
        return "infected"
    if fallen:
        return "reached"
    return "cut" if cut else "untouched"


def _operations(
    pricer: Pricer, situation: Situation
) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Loss, operations down and operations by hand of each company."""
    losses, down, hands = Counter[str](), Counter[str](), Counter[str]()
    hours = pricer.organisation.parameters.hours
    stopped, by_hand = set(situation.operations_down), set(situation.by_hand)
    for operation in pricer.organisation.operations:
        if operation.id not in stopped:
            continue
        down[operation.entity] += 1
        hands[operation.entity] += operation.id in by_hand
        loss = loss_by_hand if operation.id in by_hand else loss_without_hands
        losses[operation.entity] += loss(operation, hours)
    return losses, down, hands


def _way(
    pricer: Pricer, ownership: Ownership, situation: Situation, goal: int | None
) -> tuple[tuple[Way, ...], Way | None, str]:
    """The way to an asset, the link of it that leads into its company, and where from."""
    if goal is None or situation.by[goal] < 0:
        return (), None, ""
    links, place = pricer.terrain.links, goal
    rows: list[int] = []
    while (row := int(situation.by[place])) >= 0:
        rows.append(row)
        place = int(links.source[row])
    way = named(pricer.terrain, reversed(rows))
    # The goal is the first of its company that falls, so the link into it is the crossing.
    return way, way[-1], ownership.assets[int(links.source[rows[0]])]
