from random import Random

import numpy as np
import pytest

from endigue.eradication.line.forecast import LineProblem, line_forecast
from line_simulator import line_end

NOTHING = {"to_come": 0, "to_scan": 0, "to_reimage": 0, "to_hand_out": 0}


def problem(**changes: object) -> LineProblem:
    given: dict[str, object] = {
        **NOTHING, "arrivals_per_hour": 60.0, "scan_benches": 2, "scan_minutes": 6.0,
        "image_benches": 2, "image_minutes": 30.0, "desks": 1, "desk_minutes": 1.0,
        "spread": 0.0, "share": 0.0, "pace_known": True, **changes,
    }  # fmt: skip
    return LineProblem(**given)  # type: ignore[arg-type]


def test_without_chance_the_end_is_that_of_the_slowest_station() -> None:
    # 40 machines on 2 benches of 6 minutes: the last two are scanned after 2 h, and handed out
    # one after the other.
    found = line_forecast(problem(to_scan=40), seed=1, scenarios=3)
    assert found.ends == pytest.approx([2 + 2 / 60] * 3)
    assert found.busiest == "scan"


def test_without_chance_what_comes_in_slowly_ends_slowly() -> None:
    found = line_forecast(problem(to_come=30, arrivals_per_hour=10), seed=1, scenarios=2)
    assert found.ends == pytest.approx([3 + 7 / 60] * 2)
    assert found.busiest == "arrivals"


def test_without_chance_those_that_are_reimaged_wait_for_a_bench() -> None:
    # 4 machines scanned two by two, all with a hit, two imaging benches of half an hour.
    found = line_forecast(problem(to_scan=4, share=1.0), seed=1, scenarios=2)
    assert found.ends == pytest.approx([6 / 60 + 1.0 + 2 / 60] * 2)


def test_no_machine_left_ends_at_once() -> None:
    found = line_forecast(problem(), seed=1, scenarios=2)
    assert found.quantile(0.9) == 0.0


@pytest.mark.parametrize(
    "left",
    [
        {"to_come": 200, "to_scan": 20, "to_reimage": 10, "to_hand_out": 5},
        {"to_come": 0, "to_scan": 150, "to_reimage": 0, "to_hand_out": 30},
        {"to_come": 120, "to_scan": 0, "to_reimage": 40, "to_hand_out": 0},
    ],
)
@pytest.mark.parametrize("share", [0.1, 0.5])
def test_the_band_is_that_of_an_independent_simulation(left: dict[str, int], share: float) -> None:
    given = problem(**left, scan_benches=3, image_benches=6, spread=0.4, share=share)
    ours = line_forecast(given, seed=3, scenarios=800).ends
    chance = Random(7)
    theirs = [
        line_end(
            chance, **left, arrivals_per_hour=60.0, benches=(3, 6, 1), minutes=(6.0, 30.0, 1.0),
            spread=0.4, share=share,
        )
        for _ in range(800)
    ]  # fmt: skip
    for quantile, tolerance in ((0.1, 0.025), (0.5, 0.02), (0.9, 0.025)):
        assert np.quantile(ours, quantile) == pytest.approx(
            np.quantile(theirs, quantile), rel=tolerance
        )
    assert np.mean(ours) == pytest.approx(np.mean(theirs), rel=0.01)


def test_what_was_seen_narrows_the_band() -> None:
    left = {"to_scan": 300, "share": None, "pace_known": False, "spread": 0.4}
    before = line_forecast(problem(**left), seed=5)
    seen = {"scanned": 400, "infected": 40, "scans_expected": 400.0}
    after = line_forecast(problem(**left, **seen), seed=5)

    def width(found) -> float:
        return found.quantile(0.9) - found.quantile(0.1)

    assert width(after) < width(before) / 2


def test_a_line_that_is_slower_than_its_figures_ends_later() -> None:
    left = {"to_scan": 300, "share": 0.1, "pace_known": False, "scanned": 200}
    on_time = line_forecast(problem(**left, scans_expected=200.0), seed=5).quantile(0.5)
    slow = line_forecast(problem(**left, scans_expected=400.0), seed=5).quantile(0.5)
    assert slow == pytest.approx(on_time * 420 / 220, rel=0.02)


def test_the_curve_is_of_those_handed_out() -> None:
    found = line_forecast(problem(to_scan=100, share=0.2, spread=0.4), seed=5)
    least, middle, most = found.curve
    assert (least <= middle).all() and (middle <= most).all()
    assert (np.diff(middle) >= 0).all()
    assert most[-1] == 100


@pytest.mark.parametrize(
    "changes",
    [
        {"to_come": 1, "arrivals_per_hour": 0.0},
        {"to_scan": 1, "scan_benches": 0},
        {"to_scan": 1, "scan_minutes": float("nan")},
        {"to_reimage": 1, "image_benches": 0},
        {"to_hand_out": 1, "desks": 0},
    ],
)
def test_a_line_that_cannot_end_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"left|come"):
        line_forecast(problem(**changes), seed=1)


def test_the_same_seed_gives_the_same_forecast() -> None:
    left = {"to_scan": 50, "share": None, "spread": 0.4}
    one, other = (line_forecast(problem(**left), seed=9).ends for _ in range(2))
    assert (one == other).all()
