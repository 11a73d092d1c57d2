from collections.abc import Callable
from fractions import Fraction
from math import inf, isclose

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from endigue.continuity.backlog import CAPACITY_OVER_ARRIVALS, KEYING_EFFORT, backlog
from endigue.continuity.state import OperationState
from endigue.organisation.model import Manual, Operation

STOPPED = OperationState("claims", "stopped")
rates = st.floats(0, 500, allow_subnormal=False)


def by_hand(stamina: float) -> OperationState:
    return OperationState("claims", "by_hand", stamina_hours=stamina)


@given(
    arrivals=rates,
    capacity=rates,
    hand_capacity=rates,
    stamina=st.floats(0, 60),
    back=st.none() | st.floats(0, 60),
    hours=st.integers(0, 50),
)
def test_whoever_arrived_was_served_or_waits(
    operation: Callable[..., Operation],
    arrivals: float,
    capacity: float,
    hand_capacity: float,
    stamina: float,
    back: float | None,
    hours: int,
) -> None:
    claims = operation(arrivals_per_hour=arrivals, manual=Manual(hand_capacity, stamina))
    queue = backlog(claims, by_hand(stamina), hours, back, capacity)
    assert isclose(queue.arrived, queue.served + queue.waiting[-1], abs_tol=1e-6)
    assert min(queue.waiting) >= 0
    assert min(queue.paper) >= 0
    assert queue.paper[-1] <= queue.by_hand + 1e-9 <= queue.served + 2e-9
    assert len(queue.hours) == len(queue.waiting) == len(queue.paper) == hours + 1


@given(
    arrivals=st.integers(1, 300),
    spare=st.integers(1, 300),
    hand_capacity=st.integers(0, 400),
    stamina=st.integers(0, 20),
    back=st.fractions(0, 30, max_denominator=8),
)
def test_the_queue_empties_at_what_is_owed_over_the_spare_capacity(
    operation: Callable[..., Operation],
    arrivals: int,
    spare: int,
    hand_capacity: int,
    stamina: int,
    back: Fraction,
) -> None:
    # B waits at the return and P lies on paper: the last is keyed in (B + P / 2) / (mu - lambda)
    # later. By hand nobody serves those who came after the stamina, nor more than arrive.
    lasting = min(Fraction(stamina), back)
    paper = min(arrivals, hand_capacity) * lasting
    waits = arrivals * back - paper
    empty = back + (waits + Fraction(KEYING_EFFORT) * paper) / spare
    assume(empty < 400)
    claims = operation(arrivals_per_hour=float(arrivals), manual=Manual(hand_capacity, stamina))
    queue = backlog(claims, by_hand(stamina), 400, float(back), float(arrivals + spare))
    assert queue.empty_after_hours is not None
    assert isclose(queue.empty_after_hours, empty, rel_tol=1e-9, abs_tol=1e-9)
    assert isclose(queue.by_hand, paper, rel_tol=1e-9)


def test_the_queue_grows_at_the_rate_of_arrivals_and_falls_at_the_spare_capacity(
    operation: Callable[..., Operation],
) -> None:
    queue = backlog(operation(), STOPPED, 12, back_after=2.0, capacity_per_hour=60.0)
    assert queue.waiting[:8] == (0.0, 40.0, 80.0, 60.0, 40.0, 20.0, 0.0, 0.0)
    assert queue.empty_after_hours == 6.0
    assert not queue.capacity_assumed


def test_people_are_served_before_paper_is_keyed_in(operation: Callable[..., Operation]) -> None:
    claims = operation(manual=Manual(10.0, 72.0))
    queue = backlog(claims, by_hand(72.0), 20, back_after=4.0, capacity_per_hour=70.0)
    assert queue.waiting[4:9] == (120.0, 90.0, 60.0, 30.0, 0.0)
    assert queue.paper[4:10] == (40.0, 40.0, 40.0, 40.0, 40.0, 0.0)
    assert queue.empty_after_hours == 8 + 40 * KEYING_EFFORT / 30


def test_without_a_capacity_a_quarter_more_than_arrives_is_assumed(
    operation: Callable[..., Operation],
) -> None:
    queue = backlog(operation(), STOPPED, 30, back_after=4.0)
    assert (queue.capacity_per_hour, queue.capacity_assumed) == (40 * CAPACITY_OVER_ARRIVALS, True)
    assert queue.empty_after_hours == 4 + 4 * 40 / (0.25 * 40)


def test_an_operation_that_runs_has_no_queue(operation: Callable[..., Operation]) -> None:
    queue = backlog(operation(), OperationState("claims", "running"), 5)
    assert (set(queue.waiting), queue.empty_after_hours, queue.served) == ({0.0}, 0.0, 200.0)


def test_without_a_return_the_queue_never_empties(operation: Callable[..., Operation]) -> None:
    queue = backlog(operation(), STOPPED, 5)
    assert (queue.waiting[-1], queue.empty_after_hours) == (200.0, None)


def test_paper_alone_keeps_the_queue_from_being_empty(operation: Callable[..., Operation]) -> None:
    queue = backlog(operation(manual=Manual(90.0, 72.0)), by_hand(72.0), 5)
    assert (queue.waiting[-1], queue.paper[-1], queue.empty_after_hours) == (0.0, 200.0, None)


def test_a_capacity_at_the_arrivals_never_works_a_queue_off(
    operation: Callable[..., Operation],
) -> None:
    queue = backlog(operation(), STOPPED, 50, back_after=1.0, capacity_per_hour=40.0)
    assert (queue.waiting[-1], queue.empty_after_hours) == (40.0, None)


@pytest.mark.parametrize(
    ("hours", "back", "capacity", "found"),
    [
        (-1, None, None, "hours"),
        (5, -1.0, None, "back after -1.0"),
        (5, None, -1.0, "capacity"),
        (5, None, inf, "capacity"),
    ],
)
def test_figures_that_are_none_are_refused(
    operation: Callable[..., Operation],
    hours: int,
    back: float | None,
    capacity: float | None,
    found: str,
) -> None:
    with pytest.raises(ValueError, match=found):
        backlog(operation(), STOPPED, hours, back, capacity)
