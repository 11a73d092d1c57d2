"""What each alternative is expected to cost where it is not known who is infected and which
links work.

Worlds are drawn: each suspect is infected with its probability, each link works with its own
and takes its time. An asset falls in a world if it is reached within the hours of the
situation; a world is then priced by the definition. Alternatives are laid on the same worlds,
so that their differences are those of the cuts and not of chance; none of the worlds was used
in planning. The cut is taken to be done at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from endigue.containment.expected import Expected
from endigue.containment.ownership import Ownership
from endigue.containment.plan import Alternatives
from endigue.containment.pricer import Pricer
from endigue.organisation.model import Organisation
from endigue.spread.chance import Words
from endigue.spread.link_kinds import LinkKinds
from endigue.spread.problem import build
from endigue.spread.worlds import PER_WORD, fallen_in_worlds

WORLDS = 256
RESIDUAL_HOURS = 24.0

_Z = 1.959963984540054
"""Quantile of the normal distribution for a two-sided interval of 95 %."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How worlds are drawn."""

    worlds: int = WORLDS
    residual_hours: float = RESIDUAL_HOURS
    seed: int = 0


def with_expectations(
    organisation: Organisation,
    probabilities: Mapping[str, float],
    link_kinds: LinkKinds,
    found: Alternatives,
    sampling: Sampling | None = None,
) -> Alternatives:
    """The alternatives, each with what is expected of it.

    Raises ValueError where a suspect is no asset or its probability is none.
    """
    pricer, ownership = Pricer(organisation), Ownership(organisation)
    sampling = sampling or Sampling()
    told = [
        _expected(
            pricer,
            ownership,
            _drawn(organisation, probabilities, link_kinds, pulled, sampling),
            pulled,
            sampling,
        )
        for pulled in ([action.lever for action in one.actions] for one in found.alternatives)
    ]
    return Alternatives(
        alternatives=tuple(
            one.with_expected(expected)
            for one, expected in zip(found.alternatives, told, strict=True)
        ),
        evaluated_on=found.evaluated_on,
    )


def _drawn(
    organisation: Organisation,
    probabilities: Mapping[str, float],
    link_kinds: LinkKinds,
    pulled: Sequence[str],
    sampling: Sampling,
) -> Words:
    hours = (organisation.parameters.hours, sampling.residual_hours)
    problem = build(organisation, probabilities, link_kinds, pulled)
    return fallen_in_worlds(problem, hours, sampling.worlds, sampling.seed)


def _expected(
    pricer: Pricer,
    ownership: Ownership,
    words: Words,
    pulled: Sequence[str],
    sampling: Sampling,
) -> Expected:
    harms: list[float] = []
    for block, fallen in enumerate(words[0]):
        worlds = min(PER_WORD, sampling.worlds - block * PER_WORD)
        harms += map(float, pricer.harms_of_worlds(fallen, worlds, pulled))
    by_company, counts = _fallen(ownership, words[1], sampling.worlds)
    core = _core(pricer.organisation, words[1], sampling.worlds)
    mean, half_width = _mean(np.array(harms))
    fallen_mean, fallen_half_width = _mean(counts)
    chance, core_half_width = (None, 0.0) if core is None else _share(core)
    return Expected(
        worlds=sampling.worlds,
        hours=pricer.organisation.parameters.hours,
        harm=mean,
        half_width=half_width,
        worst_tenth=_worst_tenth(harms),
        residual_hours=sampling.residual_hours,
        fallen=fallen_mean,
        fallen_half_width=fallen_half_width,
        core=chance,
        core_half_width=core_half_width,
        companies=by_company,
    )


def _fallen(
    ownership: Ownership, words: Words, worlds: int
) -> tuple[dict[str, float], NDArray[np.float64]]:
    """Expected fallen assets of each company, and the fallen assets in each world."""
    by_company = np.zeros(len(ownership.companies), np.int64)
    np.add.at(by_company, ownership.of_asset, np.bitwise_count(words).sum(axis=0, dtype=np.int64))
    return (
        {
            company: count / worlds
            for company, count in zip(ownership.companies, by_company.tolist(), strict=True)
        },
        _by_world(words, worlds).astype(np.float64),
    )


def _core(organisation: Organisation, words: Words, worlds: int) -> NDArray[np.bool_] | None:
    """In which worlds an asset of the core of trust falls; None where there is none."""
    tier_0 = {zone.id for zone in organisation.zones if zone.tier == 0}
    core = np.array([asset.zone in tier_0 for asset in organisation.assets], np.bool_)
    return _by_world(words[:, core], worlds) > 0 if core.any() else None


def _by_world(words: Words, worlds: int) -> NDArray[np.int64]:
    """How many bits are set in each world."""
    counts = [
        np.count_nonzero(block >> np.uint64(bit) & np.uint64(1))
        for block in words
        for bit in range(PER_WORD)
    ]
    return np.array(counts[:worlds], np.int64)


def _mean(values: NDArray[np.float64]) -> tuple[float, float]:
    """The mean, and half the width of its 95 % interval (normal)."""
    if len(values) < 2:
        return float(values.mean()), 0.0
    return float(values.mean()), _Z * float(values.std(ddof=1)) / sqrt(len(values))


def _share(flags: NDArray[np.bool_]) -> tuple[float, float]:
    """A probability, and half the width of its 95 % interval (Wilson 1927), which is never 0."""
    share, count = float(flags.mean()), len(flags)
    spread = sqrt(share * (1 - share) / count + (_Z / (2 * count)) ** 2)
    return share, _Z * spread / (1 + _Z**2 / count)


def _worst_tenth(values: Sequence[float]) -> float:
    """The mean of the greatest tenth, at least of one."""
    worst = sorted(values, reverse=True)[: ceil(len(values) / 10)]
    return sum(worst) / len(worst)
