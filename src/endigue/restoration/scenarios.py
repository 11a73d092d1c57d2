"""How long the work may really take: durations drawn from a seed, one scenario at a time.

Every duration is multiplied by a lognormal factor of median 1, and one fallen asset in ten
turns out to be infected again, so that its rebuild, its restore and its verification are done
twice. Both figures are those of the measurements on which the engine was designed, and are
assumed: no recovery has published its durations. The heavy tail is what published recoveries
show (HSE Ireland 2021: the last quarter of the servers took 90 of 130 days).
"""

import numpy as np
from numpy.typing import NDArray

from endigue.restoration.problem import RestorationProblem

SPREAD = 0.4
"""Standard deviation of the logarithm of a duration; assumed."""

INFECTED_AGAIN = 0.1
"""Share of the fallen assets whose cleaning has to be done twice; assumed."""

REPEATED = ("rebuild", "restore", "verify")


def durations(problem: RestorationProblem, seed: int, scenario: int) -> NDArray[np.int64]:
    """Ticks of every task in one scenario, at least 1. A scenario depends on the seed and its
    own number alone, not on how many others are drawn.
    """
    chance = np.random.default_rng([seed, scenario])
    tasks = problem.tasks
    factors = np.exp(SPREAD * chance.standard_normal((2, len(tasks.ticks))))
    again = problem.fallen & (chance.random(len(problem.items)) < INFECTED_AGAIN)
    repeated = again[tasks.item] & np.isin(tasks.steps, REPEATED)
    ticks: NDArray[np.float64] = tasks.ticks * (factors[0] + np.where(repeated, factors[1], 0.0))
    return np.maximum(np.rint(ticks), 1).astype(np.int64)
