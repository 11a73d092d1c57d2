"""In which order the actions of a plan are done, and what the order is worth."""

import msgspec


class Timed(msgspec.Struct, frozen=True):
    """One action in its place."""

    lever: str
    starts: float
    """Minutes from now."""
    ends: float
    avoided: float | None
    """Expected harm that it avoids given what is done before it, in cents; below 0 where it is
    only good together with a later one. None far down a long list."""


class Sequenced(msgspec.Struct, frozen=True):
    """Amounts are means over sampled worlds, in cents."""

    steps: tuple[Timed, ...]
    nothing: float
    """Expected harm if nothing is done."""
    harm: float
    """Expected harm if the actions are done in this order."""
    half_width: float
    """Of the 95 % interval of `harm`."""
    at_once: float
    """Expected harm if every action were begun at once: no order has less."""
    first_come: float
    """Expected harm if they were done as they stand in the organisation."""
    minutes: float
    """When the last action is done."""
    worlds: int
    seed: int
