"""Whether bytes look random: the chi-square test on blocks."""

import numpy as np
from numpy.typing import NDArray

BLOCK = 4_096
SMALLEST = 256
"""Bytes below which a block says nothing."""

BOUND = 340.0
"""Chi-square with 255 degrees of freedom below which a block looks random: mean 255, standard
deviation 22.6, so an encrypted block passes with a probability of 0.9997.
"""


def chi_square(block: bytes) -> float:
    """The statistic of the counts of the 256 bytes against equal ones."""
    counts: NDArray[np.int64] = np.bincount(np.frombuffer(block, dtype=np.uint8), minlength=256)
    expected = len(block) / 256
    return float(((counts - expected) ** 2).sum() / expected)


def looks_random(block: bytes) -> bool:
    """Whether a block of at least `SMALLEST` bytes passes for the output of a cipher. Compressed
    bytes often pass too.
    """
    return len(block) >= SMALLEST and chi_square(block) < BOUND
