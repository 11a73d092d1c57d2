"""How much work of hands there is, and what each lever takes of it.

A cap limits the minutes of one crew, or of all crews together. It is kept in whole seconds, so
that sums are exact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from endigue.containment.problem import ContainmentProblem
from endigue.organisation.model import Lever, Organisation

ALL = ""
"""Stands for all crews together."""


@dataclass(frozen=True, slots=True)
class Cap:
    """The levers of a plan may take `most` seconds in all, each what `seconds` says for its
    position in the problem; what the forced levers take is already off.
    """

    crew: str
    seconds: NDArray[np.int64]
    most: int


class TooFewHands(ValueError):
    """The levers that are pulled in any case take more than there is."""

    def __init__(self, crew: str, needed: float, minutes: float) -> None:
        self.crew, self.needed, self.minutes = crew, needed, minutes
        super().__init__(f"forced levers take {needed:g} min of {crew or 'all crews'}: {minutes:g}")


def caps(
    organisation: Organisation, problem: ContainmentProblem, minutes: Mapping[str, float]
) -> tuple[Cap, ...]:
    """The caps of a problem that was built with `hands=True`; `minutes` by crew, or of `ALL`.

    Raises TooFewHands, and ValueError for minutes below 0.
    """
    found = []
    for crew, most in minutes.items():
        if not most >= 0:
            raise ValueError(f"{most} minutes are less than none")
        levers = [organisation.lever_by_id[lever] for lever in problem.levers]
        used = sum(_seconds(organisation, problem.forced, crew))
        left = round(most * 60) - used
        if left < 0:
            raise TooFewHands(crew, used / 60, most)
        each = [_taken(lever, crew) for lever in levers]
        found.append(Cap(crew, np.array(each, np.int64), left))
    return tuple(found)


def _seconds(organisation: Organisation, levers: Sequence[str], crew: str) -> list[int]:
    return [_taken(organisation.lever_by_id[lever], crew) for lever in levers]


def _taken(lever: Lever, crew: str) -> int:
    return round(lever.minutes * 60) if crew in (ALL, lever.crew) else 0
