from itertools import product

import numpy as np
import pytest

from endigue.containment.needs import Needs
from endigue.organisation.harm import loss_by_hand, loss_without_hands
from endigue.organisation.needs import is_met, with_services_down


@pytest.mark.parametrize("seed", range(8_000, 8_040))
def test_every_combination_of_things_down_is_as_the_definition_has_it(draw, seed):
    org = draw(seed).organisation
    needs = Needs(org)
    things = list(needs.leaves)[:8]
    rows = list(product((False, True), repeat=len(things)))
    down = {thing: np.array([row[n] for row in rows]) for n, thing in enumerate(things)}
    found = needs.outages(down, len(rows))
    hours = org.parameters.hours
    for column, row in enumerate(rows):
        lost = with_services_down(
            org.service_by_id, {thing for thing, off in zip(things, row, strict=True) if off}
        )
        loss = 0
        for place, operation in enumerate(org.operations):
            stopped = not is_met(operation.needs, lost)
            manual = operation.manual
            hands = manual is not None and (manual.needs is None or is_met(manual.needs, lost))
            assert found.down[place, column] == stopped
            assert found.by_hand[place, column] == (stopped and hands)
            if stopped:
                loss += (loss_by_hand if hands else loss_without_hands)(operation, hours)
        assert found.loss[column] == loss
        assert {name for name, off in found.services.items() if off[column]} == {
            service.id for service in org.services if service.id in lost
        }


def test_without_operations_there_is_nothing_to_lose(write):
    found = Needs(write({"pc": ("machine", "", 1)})).outages({}, 3)
    assert (found.down.shape, found.loss, found.services) == ((0, 3), [0, 0, 0], {})
