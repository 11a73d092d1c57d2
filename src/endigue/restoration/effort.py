"""How long a search may take: so many orders, or as long as somebody who has a clock allows."""

from dataclasses import dataclass
from typing import Protocol


class Patience(Protocol):
    """Says how much of a search is spent."""

    def __call__(self, tried: int, score: float) -> float:
        """The share spent after `tried` orders, from 0; the search ends at 1. `score` is that
        of the best order so far, in cents.
        """
        ...


@dataclass(frozen=True, slots=True)
class Orders:
    """Patience for so many orders: the same result on every machine."""

    most: int

    def __call__(self, tried: int, score: float) -> float:  # noqa: ARG002 - part of the protocol
        """The share of the orders that are tried."""
        return tried / self.most if self.most > 0 else 1.0


NONE = Orders(0)
"""The greedy order alone."""
