"""Operations and money, against the definition."""

import pytest

from endigue.continuity.assess import assess
from endigue.damage.losses import money_lost, operations_lost
from endigue.organisation.model import Asset, Manual, Operation, Organisation

ORGANISATION = Organisation(
    name="o",
    assets=(
        Asset(id="a", name="a", kind="machine", fall_cost=100),
        Asset(id="b", name="b", kind="machine", fall_cost=1000),
        Asset(id="who", name="who", kind="account", fall_cost=7),
    ),
    operations=(
        Operation("phone", {}, "", "a", 60_000, 200, 4, 24, Manual(50, 24)),
        Operation("pay", {}, "", "a", 10_000, 10, 4, 24),
        Operation("web", {}, "", "b", 10_000, 10, 4, 24),
    ),
)


def test_operations_that_are_down_cost_their_value_less_what_is_done_by_hand() -> None:
    found = {one.id: one for one in operations_lost(ORGANISATION, assess(ORGANISATION, {"a"}), 12)}
    assert found.keys() == {"phone", "pay"}
    assert found["phone"].lost == 12 * 60_000 * 3 // 4
    assert found["phone"].not_served == pytest.approx(12 * 150)
    assert found["phone"].per_hour == 45_000
    assert found["pay"].lost == 120_000
    assert found["pay"].state == "stopped"


def test_when_the_hands_are_tired_each_hour_costs_all_of_it() -> None:
    found = operations_lost(ORGANISATION, assess(ORGANISATION, {"a"}), 48)[0]
    assert found.state == "stopped"
    assert found.per_hour == 60_000
    assert found.lost == 48 * 60_000 - 24 * 60_000 // 4
    assert found.not_served == pytest.approx(48 * 200 - 24 * 50)


def test_machines_count_from_certain_to_suspected_and_accounts_never() -> None:
    lost = operations_lost(ORGANISATION, assess(ORGANISATION, {"a"}), 1)
    money = money_lost(ORGANISATION, lost, {"a": 0.99, "b": 0.6, "who": 1.0})
    assert (money.assets_least, money.assets_most) == (100, 1100)
    assert money.operations == 45_000 + 10_000
    assert money.per_hour == 55_000
