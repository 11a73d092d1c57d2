from collections.abc import Callable
from datetime import datetime
from math import inf, isclose

import numpy as np

from endigue.continuity.backlog import backlog
from endigue.continuity.outlook import outlook
from endigue.continuity.state import OperationState
from endigue.organisation.model import Manual, Operation
from endigue.organisation.shifts import parse_shifts

FRIDAY = datetime(2021, 2, 5, 19, 0)
BY_HAND = OperationState("claims", "by_hand", by_hand_share=0.25, stamina_hours=72.0)
STOPPED = OperationState("claims", "stopped")
Make = Callable[..., Operation]


def test_without_lost_data_or_a_calendar_it_is_the_backlog_of_each_return(
    operation: Make,
) -> None:
    claims = operation(manual=Manual(10.0, 72.0))
    returns = np.array([6.0, 12.5, 30.0, 50.0, 100.0])
    found = outlook(claims, BY_HAND, returns, 900, start=FRIDAY)
    half, most = (backlog(claims, BY_HAND, 900, back) for back in (30.0, 100.0))
    assert half.empty_after_hours is not None and most.empty_after_hours is not None
    assert isclose(found.empty.p50 or 0, half.empty_after_hours)
    assert isclose(found.empty.p90 or 0, most.empty_after_hours)
    assert isclose(found.waiting.p50 or 0, max(half.waiting))
    assert isclose(found.by_hand.p90 or 0, most.by_hand)
    # Half a capacity for each sheet, in hours of the whole capacity of 50.
    assert isclose(found.reentry_hours.p50 or 0, 0.5 * half.by_hand / 50)
    assert (found.back.p50, found.back.p90, found.capacity_assumed) == (30.0, 100.0, True)


def test_the_mtpd_limits_the_return_and_the_beginning_of_hand_work(operation: Make) -> None:
    claims = operation(manual=Manual(10.0, 72.0), mtpd_hours=24.0)
    found = outlook(claims, BY_HAND, np.array([28.0]), 100, start=FRIDAY)
    assert (found.back_by, found.hand_by, found.too_late) == (32.0, 12.0, False)
    found = outlook(claims, BY_HAND, np.array([40.0]), 100, start=FRIDAY)
    assert (found.hand_by, found.too_late) == (None, True)
    found = outlook(claims, STOPPED, np.array([20.0]), 100, start=FRIDAY)
    assert (found.back_by, found.hand_by, found.too_late) == (24.0, None, False)


def test_what_is_closed_on_the_weekend_gathers_no_queue_then(operation: Make) -> None:
    week = parse_shifts("mon-fri 08:00-18:00")
    found = outlook(operation(), STOPPED, np.array([61.0]), 200, start=FRIDAY, calendar=week)
    # Monday 08:00 is 61 hours after Friday 19:00.
    assert found.waiting.p50 == 0
    assert found.empty.p50 == 61
    later = outlook(operation(), STOPPED, np.array([65.0]), 200, start=FRIDAY, calendar=week)
    assert later.waiting.p50 == 4 * 40
    half = parse_shifts("mon-fri 08:30-18:00")
    early = outlook(operation(), STOPPED, np.array([62.0]), 100, start=FRIDAY, calendar=half)
    assert early.waiting.p50 == 20


def test_lost_records_and_people_who_give_up_are_told_apart(operation: Make) -> None:
    found = outlook(
        operation(), STOPPED, np.array([10.0]), 200, start=FRIDAY, lost=100.0,
        patience_hours=4.0, capacity_per_hour=80.0,
    )  # fmt: skip
    assert found.given_up.p50 == 6 * 40
    assert isclose(found.reentry_hours.p50 or 0, 75 / 80)
    assert not found.capacity_assumed


def test_an_operation_that_runs_has_no_queue_and_no_last_hour(operation: Make) -> None:
    state = OperationState("claims", "running")
    found = outlook(operation(), state, np.array([inf]), 10, start=FRIDAY)
    assert (found.waiting.p90, found.empty.p90, found.back_by, found.too_late) == (
        0.0, 0.0, None, False,
    )  # fmt: skip


def test_what_never_returns_is_beyond_the_hours_looked_at(operation: Make) -> None:
    found = outlook(operation(), STOPPED, np.array([5.0, inf]), 10, start=FRIDAY)
    assert (found.back.p50, found.back.p90, found.empty.p90) == (5.0, None, None)
    assert found.oldest_wait.p90 == 10
