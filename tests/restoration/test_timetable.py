from datetime import UTC, datetime

import numpy as np

from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, KOf, Operation, Organisation
from endigue.restoration.problem import RestorationProblem, build
from endigue.restoration.schedule import OperationReturn, Task
from endigue.restoration.timetable import Timetable, item_returns, operations_back, tasks_planned


def problem() -> RestorationProblem:
    """Two machines that were cut off, each to be verified and reconnected."""
    needs = {"late": KOf(2, ("a", "b")), "soon": "b"}
    organisation = Organisation(
        "one",
        assets=(Asset("a", "", "machine"), Asset("b", "", "machine")),
        operations=tuple(
            Operation(name, {}, "", need, Cents(100), 0.0, 1.0, 24.0)
            for name, need in needs.items()
        ),
        crews=(Crew("it", "system", 1, "24/7", Cents(6000)),),
    )
    return build(organisation, [], ["a", "b"], datetime(2021, 2, 8, tzinfo=UTC))


TIMETABLE = Timetable(
    start=np.array([4, 8, 0, 10]), end=np.array([8, 10, 4, 12]), crew=np.zeros(4, np.int64)
)


def test_tasks_are_told_in_hours_in_the_order_in_which_they_start() -> None:
    assert tasks_planned(problem(), TIMETABLE) == (
        Task("b", "verify", "it", 0.0, 1.0),
        Task("a", "verify", "it", 1.0, 2.0),
        Task("a", "reconnect", "it", 2.0, 2.5),
        Task("b", "reconnect", "it", 2.5, 3.0),
    )


def test_an_item_is_back_with_its_last_step() -> None:
    assert item_returns(problem(), TIMETABLE).tolist() == [[10, 12]]


def test_a_date_is_the_first_that_at_least_its_share_of_the_scenarios_hold() -> None:
    drawn = np.array([[4 * scenario, 8 * scenario] for scenario in range(1, 11)])
    soon, late = operations_back(problem(), np.array([[16, 12]]), drawn[:, ::-1])
    assert soon == OperationReturn("soon", 3.0, 5.0, 8.0, 9.0, ("b",))
    assert late == OperationReturn("late", 4.0, 10.0, 16.0, 18.0, ("a",))
