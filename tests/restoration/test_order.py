from datetime import UTC, datetime

import numpy as np
import pytest

from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, KOf, Need, Operation, Organisation, Zone
from endigue.restoration.order import Closures, by_closure_ratio, by_weight
from endigue.restoration.problem import RestorationProblem, build

NOON = datetime(2021, 2, 8, 12, 0, tzinfo=UTC)
HOURS = {"quick": 1.0, "slow": 20.0, "shared": 8.0, "spare": 8.0, "unused": 1.0}


def problem(core: str = "", **operations: Need) -> RestorationProblem:
    organisation = Organisation(
        "one",
        zones=(Zone("core", "", "", 0), Zone("servers", "", "", 1)),
        assets=tuple(
            Asset(name, "", "machine", "core" if name == core else "servers", rebuild_hours=hours)
            for name, hours in HOURS.items()
        ),
        operations=tuple(
            Operation(name, {}, "", needs, Cents(100), 0.0, 1.0, 1e6)
            for name, needs in operations.items()
        ),
        crews=(Crew("system", "system", 1, "24/7", Cents(6000)),),
    )
    return build(organisation, list(HOURS), [], NOON)


def in_order(found: RestorationProblem, ranks: np.ndarray) -> list[str]:
    return [found.items[item] for item in np.argsort(ranks)]


def test_the_best_ratio_of_loss_to_work_comes_first() -> None:
    case = problem(dear="slow", cheap="quick")
    order = in_order(case, by_closure_ratio(case, np.array([3.0, 2.0])))
    assert order[:2] == ["quick", "slow"]


def test_weight_first_does_not_ask_how_much_work_it_is() -> None:
    case = problem(dear="slow", cheap="quick")
    assert in_order(case, by_weight(case, np.array([3.0, 2.0])))[:2] == ["slow", "quick"]


def test_what_is_taken_care_of_no_longer_counts_as_work() -> None:
    # Alone, the second and the third are equal; what it shares with the first makes it cheaper.
    case = problem(first="shared", alone="spare", shares=KOf(2, ("shared", "quick")))
    order = in_order(case, by_closure_ratio(case, np.array([9.0, 1.0, 1.0])))
    assert order[:3] == ["shared", "quick", "spare"]


def test_of_alternatives_the_one_with_least_work_is_brought_back() -> None:
    case = problem(either=KOf(1, ("slow", "quick")), two=KOf(2, ("slow", "shared", "spare")))
    closures = Closures(case)
    assert [case.items[item] for item in closures.cheapest(0)[1]] == ["quick"]
    assert {case.items[item] for item in closures.cheapest(1)[1]} == {"shared", "spare"}


def test_an_alternative_that_is_half_done_may_become_the_cheapest() -> None:
    case = problem(either=KOf(1, ("spare", KOf(2, ("slow", "quick")))))
    closures = Closures(case)
    assert {case.items[item] for item in closures.cheapest(0)[1]} == {"spare"}
    closures.take([case.items.index("slow")])
    assert {case.items[item] for item in closures.cheapest(0)[1]} == {"quick"}


def test_the_core_leads_and_what_nobody_needs_ends_the_order() -> None:
    case = problem(core="slow", one="quick", two="shared")
    order = in_order(case, by_closure_ratio(case, np.array([1.0, 1.0])))
    assert order == ["slow", "quick", "shared", "spare", "unused"]


def test_within_a_closure_the_longest_work_begins_first() -> None:
    case = problem(all=KOf(3, ("quick", "slow", "shared")))
    order = in_order(case, by_closure_ratio(case, np.array([1.0])))
    assert order[:3] == ["slow", "shared", "quick"]


@pytest.mark.parametrize("rule", [by_closure_ratio, by_weight])
def test_an_operation_can_be_put_first_behind_the_core(rule) -> None:
    case = problem(core="spare", dear="quick", cheap="slow")
    assert in_order(case, rule(case, np.array([9.0, 1.0]), "cheap"))[:2] == ["spare", "slow"]
    with pytest.raises(ValueError, match="'unknown' is no operation"):
        rule(case, np.array([9.0, 1.0]), "unknown")
