"""The states of an asset, and why a step of it does not count."""

from typing import Literal, get_args

import msgspec

State = Literal[
    "unknown",
    "suspected",
    "compromised",
    "isolated",
    "evidence_preserved",
    "cleaning",
    "verified",
    "reconnected",
    "lost",
    "scrapped",
]
"""`cleaning` is cleaning or rebuilding, until somebody has verified the asset."""

STATES: tuple[State, ...] = get_args(State)

CLEAN: frozenset[State] = frozenset({"verified", "reconnected"})
GONE: frozenset[State] = frozenset({"lost", "scrapped"})
HELD: frozenset[State] = frozenset(
    {"suspected", "compromised", "isolated", "evidence_preserved", "cleaning", "lost"}
)
"""States in which the intruder may hold the asset."""


class Objection(msgspec.Struct, frozen=True):
    """Why a fact about an asset does not count, as a code with a sentence."""

    asset: str
    code: str
    arguments: dict[str, str] = {}
