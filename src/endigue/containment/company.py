"""One company of the group under one alternative."""

from typing import Literal

import msgspec

from endigue.containment.way import Way
from endigue.kernel.money import Cents

Touched = Literal["infected", "reached", "cut", "untouched"]


class Company(msgspec.Struct, frozen=True):
    """A company, or what belongs to none (`entity` is empty).

    Sums over companies are those of the alternative. An operation and an asset count where
    they belong, an asset without a company where its zone does; a lever counts where its
    target does, one on a flow where the flow begins.
    """

    entity: str
    touched: Touched
    """The gravest that holds: an asset of it is infected; one falls; an operation of it is
    down or something is done there; nothing of all this."""
    harm: Cents
    operations_loss: Cents
    fallen_loss: Cents
    levers_cost: Cents
    infected: int
    fallen: int
    operations_down: int
    by_hand: int
    actions: int
    minutes: float
    through: tuple[Way, ...] = ()
    """A shortest way from an infected asset to the first of its assets that falls."""
    crossing: Way | None = None
    """The link of that way that leads into the company; None where the attack begins in it."""
    source: str = ""
    """The company from which that link comes."""
