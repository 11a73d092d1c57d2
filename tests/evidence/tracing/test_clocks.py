from datetime import UTC, datetime, timedelta

import pytest

from endigue.evidence.tracing.clocks import common_clock

NOON = datetime(2026, 2, 5, 12, tzinfo=UTC)


def log(ahead: float, count: int = 20) -> list[tuple[str, datetime]]:
    return [(f"k{n}", NOON + timedelta(minutes=11 * n, seconds=ahead)) for n in range(count)]


@pytest.mark.parametrize("wrong", ["a", "b", "c"])
@pytest.mark.parametrize("ahead", [-420.0, 420.0])
def test_of_three_clocks_the_one_that_differs_is_corrected(wrong: str, ahead: float) -> None:
    logs = {name: log(ahead if name == wrong else 0.0) for name in ("a", "b", "c")}
    found = {clock.log: clock.ahead_seconds for clock in common_clock(logs)}
    assert found == {name: (ahead if name == wrong else 0.0) for name in logs}


def test_a_log_that_shares_nothing_is_left_as_it_is() -> None:
    found = common_clock({"a": log(0.0), "b": [("x", NOON)]})
    assert [(clock.log, clock.ahead_seconds, clock.pairs) for clock in found] == [
        ("a", 0.0, 0), ("b", 0.0, 0),
    ]  # fmt: skip
