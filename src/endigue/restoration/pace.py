"""How long work takes, learnt from the work that is done: one posterior for each kind of task.

The logarithm of (actual / foreseen) of the tasks of one step is taken as normal with unknown
mean and variance. Its conjugate prior is normal-inverse-gamma (A. Gelman et al., "Bayesian Data
Analysis", 3rd ed. 2013, section 3.3): mean 0, worth `WORTH` tasks, shape `SHAPE` and scale
`SCALE`. With it a new task's logarithm follows Student's t of 2 * SHAPE degrees of freedom and
scale 0.4, which is the spread that the engine was designed on. All of it is assumed; the more
tasks are done, the less it counts. Tasks of one step share the unknown mean, so a whole plan
can be late, not only one task.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log

import numpy as np

from endigue.restoration.schedule import Step

WORTH, SHAPE, SCALE = 2.0, 3.0, 0.32
"""SCALE / SHAPE * (1 + 1 / WORTH) = 0.4 squared."""

INFECTED, CLEAN = 1.0, 9.0
"""Prior of the share of verifications that find an infection: Beta(1, 9), mean 0.1; assumed."""

SLOWEST = 8.0
"""A ratio beyond this, or below its inverse, counts as this much: a slip of the pen in one hour
written down must not move every date."""


@dataclass(frozen=True, slots=True)
class Posterior:
    """What is believed of the logarithm of (actual / foreseen) for one step."""

    mean: float = 0.0
    worth: float = WORTH
    shape: float = SHAPE
    scale: float = SCALE

    @property
    def factor(self) -> float:
        """By which foreseen durations are multiplied: the median of what is believed."""
        return exp(self.mean)

    @property
    def seen(self) -> int:
        """Tasks that it has learnt from."""
        return round(self.worth - WORTH)

    def drawn(self, chance: np.random.Generator) -> tuple[float, float]:
        """A mean and a standard deviation that may be the true ones."""
        variance = self.scale / chance.gamma(self.shape)
        return float(chance.normal(self.mean, np.sqrt(variance / self.worth))), variance**0.5


@dataclass(frozen=True, slots=True)
class Pace:
    """The posterior of every step of which some are done, and of the infections found."""

    steps: Mapping[Step, Posterior]
    infected: float = INFECTED
    clean: float = CLEAN

    def of(self, step: Step) -> Posterior:
        """What is believed of a step."""
        return self.steps.get(step, PRIOR)


PRIOR = Posterior()
UNSEEN = Pace({})
"""Before any work is done."""


def learnt(ratios: Iterable[float]) -> Posterior:
    """The posterior after these ratios of actual to foreseen durations, each above 0."""
    logs = np.array([log(min(max(ratio, 1 / SLOWEST), SLOWEST)) for ratio in ratios])
    count = len(logs)
    if not count:
        return PRIOR
    middle = float(logs.mean())
    worth = WORTH + count
    return Posterior(
        mean=count * middle / worth,
        worth=worth,
        shape=SHAPE + count / 2,
        scale=SCALE
        + float(((logs - middle) ** 2).sum()) / 2
        + WORTH * count * middle**2 / (2 * worth),
    )
