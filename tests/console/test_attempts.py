from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from endigue.console.attempts import FORGOTTEN, FREE, LONGEST, MOST, Attempts

NOW = datetime(2026, 2, 6, 21, 30, tzinfo=UTC)


def test_the_first_failures_cost_nothing_and_each_further_one_twice_as_much() -> None:
    attempts = Attempts()
    for _ in range(FREE - 1):
        assert attempts.failed("a", NOW) == 0
    assert attempts.barred(("a",), NOW) is None
    assert attempts.failed("a", NOW) == FREE
    first = attempts.barred(("a",), NOW)
    attempts.failed("a", NOW)
    second = attempts.barred(("a", "b"), NOW)
    assert first is not None and second == 2 * first
    assert attempts.barred(("b",), NOW) is None


def test_who_succeeds_begins_anew_and_time_heals() -> None:
    attempts = Attempts()
    for _ in range(FREE):
        attempts.failed("a", NOW)
    attempts.succeeded("a")
    assert attempts.barred(("a",), NOW) is None
    for _ in range(FREE):
        attempts.failed("a", NOW)
    later = NOW + FORGOTTEN + timedelta(seconds=1)
    assert attempts.failed("a", later) == 0


@given(st.integers(FREE, 60))
def test_nobody_waits_for_longer_than_the_longest(failures: int) -> None:
    attempts = Attempts()
    for _ in range(failures):
        attempts.failed("a", NOW)
    left = attempts.barred(("a",), NOW)
    assert left is not None and left <= LONGEST


def test_memory_is_bounded_whatever_is_tried() -> None:
    attempts = Attempts()
    for name in range(MOST + 500):
        attempts.failed(str(name), NOW)
    assert len(attempts._counts) <= MOST
