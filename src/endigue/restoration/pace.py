"""How long work takes, learnt from the work that is done: of each kind of task, and of it all.

The logarithm of (actual / foreseen) of the tasks of one step is taken as normal with unknown
mean and variance. Its conjugate prior is normal-inverse-gamma (A. Gelman et al., "Bayesian Data
Analysis", 3rd ed. 2013, section 3.3): worth `WORTH` tasks, shape `SHAPE` and scale `SCALE`, around
a mean that all steps share: whoever foresees too short does so everywhere. That common mean is
normal around 0 with `COMMON` as its standard deviation, so that a whole plan can be late, and what
was seen of one step is told of those that have not begun (a hierarchical model; Gelman, chapter 5).
What is to come drifts as a whole by `DRIFT` from what was seen.
With all of them a new task's logarithm is spread by about 0.4 before any is done, which is what the
engine was designed on. All of it is assumed; the more tasks are done, the less it counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from endigue.restoration.schedule import Step

Reals = NDArray[np.float64]

COMMON = 0.3
"""Standard deviation of what all steps share: one recovery in ten takes half as long again as was
foreseen, or more."""

DRIFT = 0.1
"""Standard deviation by which the work to come differs as a whole from the work that was seen,
however much was seen: people tire, fall ill and learn, and the intruder is found again."""

WORTH, SHAPE, SCALE = 4.0, 3.0, 0.144
"""SCALE / SHAPE * (1 + 1 / WORTH) + COMMON squared + DRIFT squared = 0.4 squared."""

INFECTED, CLEAN = 1.0, 9.0
"""Prior of the share of verifications that find an infection: Beta(1, 9), mean 0.1; assumed."""

SLOWEST = 8.0
"""A ratio beyond this, or below its inverse, counts as this much: a slip of the pen in one hour
written down must not move every date."""

LIMIT, POINTS = 2.5, 1001
"""The grid on which what all steps share is summed: up to twelve times as long, or as short."""


@dataclass(frozen=True, slots=True)
class Posterior:
    """What is believed of the logarithm of (actual / foreseen) for one step."""

    mean: float = 0.0
    worth: float = WORTH
    shape: float = SHAPE
    scale: float = SCALE
    lean: float = 1.0
    """By how much `mean` moves with what all steps share: 1 for a step that nothing is known of."""

    @property
    def factor(self) -> float:
        """By which foreseen durations are multiplied: the median of what is believed."""
        return exp(self.mean)

    @property
    def seen(self) -> int:
        """Tasks that it has learnt from."""
        return round(self.worth - WORTH)

    def drawn(self, chance: np.random.Generator) -> tuple[float, float]:
        """A mean and a standard deviation that may be the true ones, were what all steps share
        known.
        """
        precision = np.array([chance.gamma(self.shape)])
        mean, spread = self.at(precision, chance.standard_normal(1))
        return float(mean[0]), float(spread[0])

    def at(self, precision: Reals, normal: Reals) -> tuple[Reals, Reals]:
        """The means and the standard deviations at these draws from the gamma distribution of this
        shape and from the standard normal one.
        """
        variance = self.scale / precision
        return self.mean + normal * np.sqrt(variance / self.worth), np.sqrt(variance)


@dataclass(frozen=True, slots=True)
class Common:
    """What is believed of the mean that all steps share, taken as normal."""

    mean: float = 0.0
    spread: float = COMMON


PRIOR = Posterior()


@dataclass(frozen=True, slots=True)
class Pace:
    """The posterior of every step of which some are done, of what they share, and of the
    infections found.
    """

    steps: Mapping[Step, Posterior]
    infected: float = INFECTED
    clean: float = CLEAN
    common: Common = Common()

    def of(self, step: Step) -> Posterior:
        """What is believed of a step."""
        return self.steps.get(step, Posterior(mean=self.common.mean))


UNSEEN = Pace({})
"""Before any work is done."""


def paced(ratios: Mapping[Step, Sequence[float]], infected: float, clean: float) -> Pace:
    """What is believed after these ratios of actual to foreseen durations, each above 0."""
    logs = {step: _logs(found) for step, found in ratios.items() if found}
    common = shared(logs.values()) if logs else Common()
    steps = {step: _learnt(found, common.mean) for step, found in logs.items()}
    return Pace(steps, infected, clean, common)


def learnt(ratios: Iterable[float], around: float = 0.0) -> Posterior:
    """The posterior of one step after these ratios, each above 0, where the mean that all steps
    share is `around`.
    """
    return _learnt(_logs(ratios), around)


def shared(logs: Iterable[Sequence[float]]) -> Common:
    """What is believed of the mean that all steps share, after these logarithms of one step each.

    What was seen of a step has, around each such mean, the density of the conjugate model with the
    step's own mean and variance integrated out; the product is summed on a grid, and told by its
    mean and standard deviation.
    """
    grid = np.linspace(-LIMIT, LIMIT, POINTS)
    weigh = -((grid / COMMON) ** 2) / 2
    for found in logs:
        one = _learnt(found, 0.0)
        middle = sum(found) / len(found)
        apart = WORTH * len(found) / (2 * one.worth)
        scale = one.scale + apart * ((middle - grid) ** 2 - middle**2)
        weigh -= one.shape * np.log(scale)
    share = np.exp(weigh - weigh.max())
    share /= share.sum()
    mean = float(share @ grid)
    return Common(mean, float(share @ (grid - mean) ** 2) ** 0.5)


def _logs(ratios: Iterable[float]) -> list[float]:
    return [log(min(max(ratio, 1 / SLOWEST), SLOWEST)) for ratio in ratios]


def _learnt(logs: Sequence[float], around: float) -> Posterior:
    count = len(logs)
    if not count:
        return Posterior(mean=around)
    middle = sum(logs) / count
    worth = WORTH + count
    return Posterior(
        mean=(WORTH * around + count * middle) / worth,
        worth=worth,
        shape=SHAPE + count / 2,
        scale=SCALE
        + sum((one - middle) ** 2 for one in logs) / 2
        + WORTH * count * (middle - around) ** 2 / (2 * worth),
        lean=WORTH / worth,
    )
