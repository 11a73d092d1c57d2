from collections.abc import Callable
from fractions import Fraction

import pytest

from endigue.continuity.assess import assess, pace_by_hand
from endigue.organisation.model import Manual, Operation, Organisation


def test_an_operation_runs_while_one_of_its_alternatives_is_there(mutual: Organisation) -> None:
    claims, payroll = assess(mutual, {"db-1"})
    assert (claims.state, claims.missing, claims.loss_per_hour) == ("running", (), 0)
    assert payroll.state == "running"


def test_what_is_missing_is_named_from_the_service_down_to_its_root(mutual: Organisation) -> None:
    claims, payroll = assess(mutual, {"db-1", "db-2"})
    assert claims.missing == ("members", "data", "db-1")
    assert payroll.missing == ("data", "db-1")


def test_hand_work_saves_its_share_of_the_loss(mutual: Organisation) -> None:
    claims, payroll = assess(mutual, {"db-1", "db-2"})
    assert (claims.state, claims.by_hand_share, claims.loss_per_hour) == ("by_hand", 0.25, 7500)
    assert (claims.form, claims.stamina_hours) == ("call-sheet", 72.0)
    assert (payroll.state, payroll.by_hand_share, payroll.loss_per_hour) == ("stopped", 0.0, 10_000)


def test_hand_work_stops_with_what_it_needs_itself(mutual: Organisation) -> None:
    claims, _ = assess(mutual, {"web", "phones"})
    assert (claims.state, claims.missing) == ("stopped", ("members", "web"))
    assert (claims.manual_missing, claims.form, claims.stamina_hours) == (("phones",), "", 0.0)
    assert claims.loss_per_hour == 10_000


def test_lost_tools_of_the_hand_work_stop_nothing_that_runs(mutual: Organisation) -> None:
    claims, _ = assess(mutual, {"phones"})
    assert (claims.state, claims.manual_missing) == ("running", ())


@pytest.mark.parametrize(
    ("arrivals", "capacity", "stamina", "pace"),
    [
        (40.0, 10.0, 72.0, Fraction(1, 4)),
        (40.0, 90.0, 72.0, Fraction(1)),
        (0.0, 0.0, 72.0, Fraction(1)),
        (40.0, 10.0, 0.0, Fraction(0)),
        (40.0, 0.0, 72.0, Fraction(0)),
    ],
)
def test_the_pace_by_hand_is_capacity_over_arrivals_at_most_all(
    operation: Callable[..., Operation],
    arrivals: float,
    capacity: float,
    stamina: float,
    pace: Fraction,
) -> None:
    manual = Manual(capacity, stamina)
    assert pace_by_hand(operation(arrivals_per_hour=arrivals, manual=manual)) == pace


def test_hand_work_that_serves_nobody_is_a_stop(operation: Callable[..., Operation]) -> None:
    idle = operation(needs="web", manual=Manual(0.0, 72.0, form="call-sheet"))
    (state,) = assess(Organisation("o", operations=(idle,)), {"web"})
    assert (state.state, state.form, state.stamina_hours) == ("stopped", "", 0.0)
