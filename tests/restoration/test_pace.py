from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.restoration.pace import PRIOR, SCALE, SHAPE, WORTH, learnt

ratios = st.lists(st.floats(0.2, 5), min_size=1, max_size=30)


def test_without_work_done_nothing_is_learnt() -> None:
    assert learnt([]) == PRIOR
    assert (PRIOR.factor, PRIOR.seen) == (1.0, 0)


def test_two_tasks_at_double_time_count_as_much_as_the_prior() -> None:
    assert learnt([2.0, 2.0]).factor == pytest.approx(2**0.5)


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
