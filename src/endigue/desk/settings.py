"""How the engines are asked: everything that a result depends on beside its input."""

import msgspec


class Settings(msgspec.Struct, frozen=True):
    """Defaults are those of the first briefing."""

    seed: int = 0
    hours: tuple[float, ...] = (1.0, 4.0, 12.0, 24.0, 72.0)
    """At which the spread is told; the last is the horizon."""
    samples: int = 1000
    """Worlds of a forecast."""
    cautions: tuple[float, ...] = (0.9, 0.5, 0.1)
    """Bold, middle, cautious: an asset at least this likely to be compromised is treated as
    infected."""
    seconds: float = 20.0
    """For each plan of containment; a plan that is proven earlier ends earlier."""
    scenarios: int = 256
    """Of the restoration's durations."""
    worlds: int = 256
    """In which the expected harm of an alternative is told."""
    restoration_orders: int = 200
    """That the search of the first plan looks at; the same on every machine."""
    residual_hours: float = 24.0
    """At which the residual spread of an alternative is told; one of `hours`."""
