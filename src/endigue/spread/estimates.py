"""From counts of sampled worlds to figures that a person can read."""

import numpy as np
from numpy.typing import NDArray

_Z = 1.959963984540054
"""Quantile of the normal distribution for a two-sided interval of 95 %."""

_AT_ONCE = 4096
"""Rows of a histogram that are summed at once, to bound the memory."""


def half_widths(counts: NDArray[np.int64], samples: int) -> NDArray[np.float64]:
    """Half the width of the 95 % interval for each count among `samples` (Wilson 1927).

    It is never 0: what was seen in every sample is not certain.
    """
    share = counts / samples
    spread = np.sqrt(share * (1 - share) / samples + (_Z / (2 * samples)) ** 2)
    widths: NDArray[np.float64] = _Z * spread / (1 + _Z**2 / samples)
    return widths


def mean_half_widths(
    sums: NDArray[np.float64], squares: NDArray[np.float64], samples: int
) -> NDArray[np.float64]:
    """Half the width of the 95 % interval for each mean of `samples` numbers, from their sum and
    the sum of their squares (normal; of one sample, infinite).
    """
    if samples < 2:
        return np.full(len(sums), np.inf)
    variance = np.maximum(squares - sums * sums / samples, 0.0) / (samples - 1)
    widths: NDArray[np.float64] = _Z * np.sqrt(variance / samples)
    return widths


def medians(histogram: NDArray[np.uint32], horizon: float) -> NDArray[np.float64]:
    """The median time of each row in hours; no row may be empty.

    Column 0 counts what fell at hour 0; the others divide the hours up to the horizon into
    equal bins, inside which times are taken to be evenly spread.
    """
    parts = [
        _medians(histogram[row : row + _AT_ONCE], horizon)
        for row in range(0, len(histogram), _AT_ONCE)
    ]
    return np.concatenate(parts) if parts else np.empty(0)


def _medians(histogram: NDArray[np.uint32], horizon: float) -> NDArray[np.float64]:
    so_far = histogram.cumsum(axis=1, dtype=np.int64)
    half = so_far[:, -1] / 2
    middle = (so_far >= half[:, None]).argmax(axis=1)
    rows = np.arange(len(histogram))
    inside = histogram[rows, middle]
    passed = (half - (so_far[rows, middle] - inside)) / inside
    hours: NDArray[np.float64] = (middle - 1 + passed) * horizon / (histogram.shape[1] - 1)
    return np.where(middle > 0, hours, 0.0)
