from math import exp, log, log1p

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.restoration.pace import (
    CLEAN,
    COMMON,
    INFECTED,
    PRIOR,
    SCALE,
    SHAPE,
    WORTH,
    learnt,
    paced,
    shared,
)
from endigue.restoration.schedule import STEPS

ratios = st.lists(st.floats(0.2, 5), min_size=1, max_size=30)


def test_without_work_done_nothing_is_learnt() -> None:
    assert learnt([]) == PRIOR
    assert (PRIOR.factor, PRIOR.seen) == (1.0, 0)


def test_four_tasks_at_double_time_count_as_much_as_the_prior() -> None:
    assert learnt([2.0] * 4).factor == pytest.approx(2**0.5)
    assert learnt([2.0] * 4).lean == 0.5


def test_many_tasks_outweigh_the_prior() -> None:
    believed = learnt([1.5] * 400)
    assert believed.factor == pytest.approx(1.5, rel=0.01)
    assert believed.seen == 400


@given(first=ratios, second=ratios)
def test_learning_at_once_or_one_after_the_other_is_the_same(
    first: list[float], second: list[float]
) -> None:
    """Sequential updating by the textbook's one-observation rule gives the batch result."""
    mean, worth, shape, scale = 0.0, WORTH, SHAPE, SCALE
    for ratio in (*first, *second):
        value = log(ratio)
        scale += worth * (value - mean) ** 2 / (2 * (worth + 1))
        mean = (worth * mean + value) / (worth + 1)
        worth, shape = worth + 1, shape + 0.5
    believed = learnt([*first, *second])
    assert believed.mean == pytest.approx(mean, abs=1e-9)
    assert believed.worth == worth
    assert believed.shape == pytest.approx(shape)
    assert believed.scale == pytest.approx(scale, abs=1e-9)


def test_a_slip_of_the_pen_counts_as_eight_times_at_most() -> None:
    assert learnt([1e9]) == learnt([8.0])
    assert learnt([1e-9]) == learnt([1 / 8])


def test_draws_follow_what_is_believed() -> None:
    believed = learnt([1.2, 1.6, 1.4, 1.5, 1.3] * 10)
    chance = np.random.default_rng(1)
    means, spreads = np.array([believed.drawn(chance) for _ in range(4000)]).T
    assert means.mean() == pytest.approx(believed.mean, abs=0.005)
    assert exp(believed.mean) == pytest.approx(1.38, abs=0.03)
    # The mean of an inverse gamma is scale / (shape - 1).
    assert (spreads**2).mean() == pytest.approx(believed.scale / (believed.shape - 1), rel=0.05)


def evidence(logs: list[float], around: float) -> float:
    """Logarithm of the density of what was seen of one step, up to a constant: Student's t, one
    observation after the other (the textbook's predictive distribution).
    """
    total, mean, worth, shape, scale = 0.0, around, WORTH, SHAPE, SCALE
    for value in logs:
        width = scale / shape * (1 + 1 / worth)
        total -= log(width) / 2 + (shape + 0.5) * log1p((value - mean) ** 2 / (2 * shape * width))
        scale += worth * (value - mean) ** 2 / (2 * (worth + 1))
        mean = (worth * mean + value) / (worth + 1)
        worth, shape = worth + 1, shape + 0.5
    return total


@pytest.mark.parametrize(
    "seen",
    [
        [[0.3, 0.5, 0.2]],
        [[0.1, -0.2], [0.4, 0.6, 0.5, 0.3]],
        [[0.4] * 20, [0.3, 0.1], [0.5, 0.2, 0.4]],
        [[-0.3, -0.4, 0.1, -0.2, -0.5]],
    ],
)
def test_what_all_steps_share_is_what_integration_says(seen: list[list[float]]) -> None:
    grid = np.linspace(-2, 2, 4001)
    weigh = np.array(
        [-((at / COMMON) ** 2) / 2 + sum(evidence(one, float(at)) for one in seen) for at in grid]
    )
    share = np.exp(weigh - weigh.max())
    share /= share.sum()
    mean = float((share * grid).sum())
    spread = float((share * (grid - mean) ** 2).sum()) ** 0.5
    found = shared(seen)
    assert found.mean == pytest.approx(mean, abs=1e-3)
    assert found.spread == pytest.approx(spread, abs=1e-3)


def test_a_step_that_has_not_begun_is_as_late_as_the_others() -> None:
    late = paced({"rebuild": [1.5] * 40, "preserve": [1.4] * 40}, INFECTED, CLEAN)
    assert 1.2 < late.of("verify").factor < 1.5
    assert late.of("rebuild").factor == pytest.approx(1.5, abs=0.03)
    assert late.common.spread < COMMON
    assert paced({}, INFECTED, CLEAN).of("verify") == PRIOR


def test_four_bands_in_five_hold_the_work_that_is_left() -> None:
    """Worlds drawn from the model itself: what was seen of two steps, and the mean of a third."""
    chance = np.random.default_rng(3)
    held = 0
    for _ in range(400):
        common = chance.normal(0, COMMON)
        variances = SCALE / chance.gamma(SHAPE, size=3)
        means = chance.normal(common, np.sqrt(variances / WORTH))
        seen = {
            step: list(np.exp(chance.normal(means[n], variances[n] ** 0.5, 12)))
            for n, step in enumerate(STEPS[:2])
        }
        found = paced(seen, INFECTED, CLEAN)
        believed = found.of(STEPS[2])
        draws = [
            believed.drawn(chance)[0] + believed.lean * chance.normal(0, found.common.spread)
            for _ in range(300)
        ]
        low, high = np.quantile(draws, (0.1, 0.9))
        held += low <= means[2] <= high
    assert held / 400 == pytest.approx(0.8, abs=0.06)
