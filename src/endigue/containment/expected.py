"""What one alternative leads to where it is not known who is infected and which links work."""

import msgspec


class Expected(msgspec.Struct, frozen=True):
    """Figures over sampled worlds, the same worlds for every alternative. None of them was
    used in planning.
    """

    worlds: int
    hours: float
    """An asset falls in a world if it is reached within these hours; its loss counts whole."""
    harm: float
    """Mean, in cents."""
    half_width: float
    """Of the 95 % interval of `harm`."""
    worst_tenth: float
    """Mean harm of the tenth of the worlds in which it is worst, in cents."""
    residual_hours: float
    fallen: float
    """Expected fallen assets within `residual_hours`, the infected among them."""
    fallen_half_width: float
    core: float | None
    """Probability that any asset of the core of trust (a zone of tier 0) falls within
    `residual_hours`; None where there is none."""
    core_half_width: float
    companies: dict[str, float]
    """Expected fallen assets of each company within `residual_hours`."""
