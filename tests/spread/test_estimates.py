from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.spread.estimates import half_widths, mean_half_widths, medians
from endigue.spread.forecast import forecast

Z = 1.959963984540054


@given(st.integers(1, 100_000), st.floats(0, 1))
def test_the_half_width_is_that_of_wilson_s_interval(samples, part):
    # Wilson's bounds are the shares p at which |seen - p| = z sqrt(p (1 - p) / n).
    count = round(samples * part)
    seen, z2 = count / samples, Z**2 / samples
    low, high = sorted(np.roots([1 + z2, -(2 * seen + z2), seen**2]).real)
    # A double root stands where nothing or everything was seen, so roots are good to 1e-7.
    assert half_widths(np.array([count]), samples)[0] == pytest.approx((high - low) / 2, abs=1e-7)


def test_what_never_or_always_happened_is_not_certain():
    widths = half_widths(np.array([[0, 100]]), 100)
    assert widths.shape == (1, 2)
    # Wilson's interval at 0 of n is from 0 to z^2 / (n + z^2).
    assert widths == pytest.approx(np.full((1, 2), Z**2 / (100 + Z**2) / 2))


def test_nineteen_of_twenty_intervals_hold_the_truth(network):
    problem = network(2, [(0, 1, 0.3, 0.0)]).problem()
    samples, z2 = 150, Z**2 / 150
    hold = 0
    for seed in range(400):
        asset = forecast(problem, (1.0,), samples, seed, threads=1).assets[1]
        centre = (asset.p[0] + z2 / 2) / (1 + z2)
        hold += abs(centre - 0.3) <= asset.half_width[0]
    assert abs(hold / 400 - 0.95) < 4 * sqrt(0.95 * 0.05 / 400)


def test_medians_lie_inside_their_bin_by_the_share_that_fell_before():
    histogram = np.array(
        [
            [3, 0, 0, 0],  # all at hour 0
            [0, 4, 0, 0],  # the first bin, 0 to 8 hours
            [1, 1, 4, 0],  # two before, then one of four: a quarter of the second bin
            [0, 0, 0, 1],
            [2, 0, 0, 1],
        ],
        np.uint32,
    )
    assert medians(histogram, 24.0).tolist() == [0.0, 4.0, 10.0, 20.0, 0.0]


def test_medians_of_many_rows_are_those_of_each():
    chance = np.random.default_rng(1)
    histogram = chance.integers(0, 4, (5000, 13)).astype(np.uint32) + 1
    together = medians(histogram, 12.0)
    assert len(together) == 5000
    for row in (0, 4095, 4096, 4999):
        assert together[row] == medians(histogram[row : row + 1], 12.0)[0]
    assert medians(histogram[:0], 12.0).tolist() == []


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=50))
def test_the_half_width_of_a_mean_is_that_of_its_standard_error(numbers):
    sums, squares = sum(numbers), sum(number**2 for number in numbers)
    found = mean_half_widths(np.array([sums]), np.array([squares]), len(numbers))
    error = np.std(numbers, ddof=1) / sqrt(len(numbers))
    assert found[0] == pytest.approx(Z * error, abs=1e-6)


def test_of_one_sample_nothing_is_known_but_the_sample():
    assert mean_half_widths(np.array([3.0]), np.array([9.0]), 1).tolist() == [np.inf]
