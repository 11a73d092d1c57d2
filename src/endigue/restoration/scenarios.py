"""How long the work may really take: durations drawn from a seed, one scenario at a time.

In each scenario the whole recovery has a pace, every step one of its own around it, drawn from what
is believed of it (`endigue.restoration.pace`), and every task varies around that. A share of the
fallen assets, drawn too, turns out to be infected again, so that rebuild or cleaning, restore and
verification are done twice. Before any work is done all of this is assumed: no recovery has
published its durations. The heavy tail is what published recoveries show (HSE Ireland 2021: the
last quarter of the servers took 90 of 130 days).
"""

import numpy as np
from numpy.typing import NDArray

from endigue.restoration.pace import Posterior
from endigue.restoration.problem import RestorationProblem
from endigue.restoration.schedule import STEPS

REPEATED = ("rebuild", "clean", "restore", "verify")

CLEANED_WORSE = 3.0
"""Assumed: what was cleaned in place is infected again three times as often as what was rebuilt."""


def durations(problem: RestorationProblem, seed: int, scenario: int) -> NDArray[np.int64]:
    """Ticks of every task in one scenario, at least 1. A scenario depends on the seed and its
    own number alone, not on how many others are drawn.
    """
    chance = np.random.default_rng([seed, scenario])
    tasks = problem.tasks
    believed = [Posterior(*row) for row in problem.beliefs.tolist()]
    together, drift = chance.normal(0.0, (problem.common, problem.drift))
    drawn = np.array([(*each.drawn(chance), each.mean) for each in believed]).reshape(-1, 3)
    drawn[:, 0] += [each.lean * together + drift for each in believed]
    share = chance.beta(*problem.infections)
    steps, places = np.unique(np.array(tasks.steps), return_inverse=True)
    kind = np.array([STEPS.index(step) for step in steps], np.int64)[places]
    # What is foreseen holds the mean that is believed already.
    shift, spread = drawn[kind, 0] - drawn[kind, 2], drawn[kind, 1]
    noise = chance.standard_normal((2, len(tasks.ticks)))
    factors = np.exp(np.clip(shift + spread * noise, -LOGS, LOGS))
    odds = np.minimum(share * np.where(problem.cleaned, CLEANED_WORSE, 1.0), 1.0)
    again = problem.fallen & (chance.random(len(problem.items)) < odds)
    repeated = again[tasks.item] & np.isin(tasks.steps, REPEATED)
    ticks: NDArray[np.float64] = tasks.exact * (factors[0] + np.where(repeated, factors[1], 0.0))
    return np.maximum(np.rint(ticks), 1).astype(np.int64)


LOGS = 2.5
"""A task takes at most twelve times what was foreseen, and at least a twelfth; assumed: whoever
waits so long does something else."""
