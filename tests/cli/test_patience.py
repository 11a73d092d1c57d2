import signal

import pytest

from endigue.cli.patience import EVERY, Seconds, waiting
from endigue.wiring import hands


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def patience(clock: Clock, seconds: float, told: list[int] | None = None) -> Seconds:
    return Seconds(clock, seconds, lambda tried, _: None if told is None else told.append(tried))


def test_the_share_that_is_spent_grows_with_the_clock_from_the_first_look() -> None:
    clock = Clock()
    waited = patience(clock, 8.0)
    clock.now += 50.0
    assert waited(0, 0.0) == 0.0
    clock.now += 2.0
    assert waited(1, 0.0) == 0.25
    clock.now += 100.0
    assert waited(2, 0.0) > 1.0


def test_no_seconds_are_spent_at_once() -> None:
    assert patience(Clock(), 0.0)(0, 0.0) == 1.0


def test_the_first_interruption_ends_the_search_and_the_second_the_program() -> None:
    waited = patience(Clock(), 8.0)
    assert waited(0, 0.0) == 0.0
    assert waited.stop()
    assert waited(1, 0.0) == 1.0
    assert not waited.stop()


def test_progress_is_told_now_and_then() -> None:
    clock, told = Clock(), []
    waited = patience(clock, 8.0, told)
    for tried in range(8):
        waited(tried, 0.0)
        clock.now += EVERY / 2
    assert told == [0, 2, 4, 6]


def test_ctrl_c_is_the_programs_own_again_afterwards(door) -> None:
    before = signal.getsignal(signal.SIGINT)
    with waiting(door, 8.0, "EUR") as waited:
        signal.raise_signal(signal.SIGINT)
        assert waited(0, 0.0) == 1.0
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


@pytest.fixture
def door():
    from endigue.cli.door import Door
    from endigue.locale.speech import Speech

    return Door(hands=hands(lambda: None), speech=Speech("en"))
