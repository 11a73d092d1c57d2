"""How long the work may really take: durations drawn from a seed, one scenario at a time.

In each scenario the whole recovery has a pace, every step one of its own around it, drawn from what
is believed of it (`endigue.restoration.pace`), and every task varies around that. A share of the
fallen assets, drawn too, turns out to be infected again, so that rebuild or cleaning, restore and
verification are done twice. Before any work is done all of this is assumed: no recovery has
published its durations. The heavy tail is what published recoveries show (HSE Ireland 2021: the
last quarter of the servers took 90 of 130 days).
"""

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from endigue.restoration.pace import Posterior
from endigue.restoration.problem import RestorationProblem
from endigue.restoration.schedule import STEPS

Ticks = NDArray[np.int64]
Reals = NDArray[np.float64]

REPEATED = ("rebuild", "clean", "restore", "verify")

CLEANED_WORSE = 3.0
"""Assumed: what was cleaned in place is infected again three times as often as what was rebuilt."""

LOGS = 2.5
"""A task takes at most twelve times what was foreseen, and at least a twelfth; assumed: whoever
waits so long does something else."""

SAMPLED = 10_000
"""Draws that the quantiles of gamma and beta distributions are read from."""


def durations(problem: RestorationProblem, seed: int, scenario: int) -> Ticks:
    """Ticks of every task in one scenario, at least 1. A scenario depends on the seed and its
    own number alone, not on how many others are drawn.
    """
    chance = np.random.default_rng([seed, scenario])
    together, drift = chance.normal(0.0, (problem.common, problem.drift))
    drawn = np.array([one.drawn(chance) for one in _believed(problem)])
    share = float(chance.beta(*problem.infections))
    noise = chance.standard_normal((2, len(problem.tasks.ticks)))
    luck = chance.random(len(problem.items))
    return _ticks(problem, together, drift, drawn, share, noise, luck)


def stratified(problem: RestorationProblem, seed: int, count: int) -> Ticks:
    """Ticks of every task in so many scenarios, one row each, that stand for all of them together:
    a Latin hypercube (M. D. McKay, R. J. Beckman, W. J. Conover, "A comparison of three methods for
    selecting values of input variables", Technometrics 21, 1979).

    Whatever is left to chance takes each of `count` equally likely values once, in an order of its
    own. So nothing is longer, or infected again more often, in these scenarios than it is in all,
    and a search over them cannot learn that by heart.
    """
    chance = np.random.default_rng([seed, count])
    middles = (np.arange(count) + 0.5) / count
    normal = np.array([NormalDist().inv_cdf(middle) for middle in middles])

    def spread(values: Reals, *shape: int) -> Reals:
        rows = np.broadcast_to(values, (*shape, count))
        return np.moveaxis(chance.permuted(rows, axis=-1), -1, 0)

    together, drift = problem.common * spread(normal), problem.drift * spread(normal)
    precise = [chance.gamma(one.shape, size=SAMPLED) for one in _believed(problem)]
    infected, clean = problem.infections
    share = spread(np.quantile(chance.beta(infected, clean, size=SAMPLED), middles))
    noise = spread(normal, 2, len(problem.tasks.ticks))
    luck = spread(middles, len(problem.items))
    drawn = np.stack(
        [
            np.column_stack(one.at(spread(np.quantile(sample, middles)), spread(normal)))
            for one, sample in zip(_believed(problem), precise, strict=True)
        ],
        axis=1,
    )
    return np.array(
        [
            _ticks(problem, together[n], drift[n], drawn[n], share[n], noise[n], luck[n])
            for n in range(count)
        ],
        np.int64,
    )


def _believed(problem: RestorationProblem) -> list[Posterior]:
    return [Posterior(*row) for row in problem.beliefs.tolist()]


def _ticks(
    problem: RestorationProblem,
    together: float,
    drift: float,
    drawn: Reals,
    share: float,
    noise: Reals,
    luck: Reals,
) -> Ticks:
    """What chance has made of every task: `together` moves all steps as far as they lean on it,
    `drift` moves all of them, `drawn` has the mean and the spread of every step, `share` of what
    had fallen is infected again where `luck`, one number an item, is small, and `noise` has two
    rows, one for each time that a task is done.
    """
    tasks = problem.tasks
    steps, places = np.unique(np.array(tasks.steps), return_inverse=True)
    kind = np.array([STEPS.index(step) for step in steps], np.int64)[places]
    lean = np.array([one.lean for one in _believed(problem)])
    foreseen = np.array([one.mean for one in _believed(problem)])
    # What is foreseen holds the mean that is believed already.
    shift = (drawn[:, 0] + lean * together + drift - foreseen)[kind]
    factors = np.exp(np.clip(shift + drawn[kind, 1] * noise, -LOGS, LOGS))
    odds = np.minimum(share * np.where(problem.cleaned, CLEANED_WORSE, 1.0), 1.0)
    again = problem.fallen & (luck < odds)
    repeated = again[tasks.item] & np.isin(tasks.steps, REPEATED)
    ticks: Reals = tasks.exact * (factors[0] + np.where(repeated, factors[1], 0.0))
    return np.maximum(np.rint(ticks), 1).astype(np.int64)
