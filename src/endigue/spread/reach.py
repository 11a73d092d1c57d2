"""The results: whether and when each asset falls, by which way, and what matters most."""

import msgspec


class Step(msgspec.Struct, frozen=True, gc=False):
    """One link of a way in."""

    source: str
    target: str
    kind: str


class AssetForecast(msgspec.Struct, frozen=True, gc=False):
    """One asset; `p` and `half_width` have one value for each hour asked."""

    id: str
    p: tuple[float, ...]
    """Probability of having fallen by then."""
    half_width: tuple[float, ...]
    """Of the 95 % interval of `p` (Wilson)."""
    median_hours: float
    """Median time among the samples in which it falls within the last hour asked, to the
    width of a bin of the histogram: that hour / 288."""
    way_in: tuple[Step, ...]
    """The most probable single way from a seed, or its last hundred steps; empty where it is
    itself the likeliest start."""


class Forecast(msgspec.Struct, frozen=True):
    """How far the intruder goes. `assets` holds those that fall in any sample, the most
    probable first.
    """

    hours: tuple[float, ...]
    samples: int
    seed: int
    expected_fallen: tuple[float, ...]
    """Mean number of assets fallen by each hour, seeds among them."""
    assets: tuple[AssetForecast, ...]


class AssetChances(msgspec.Struct, frozen=True, gc=False):
    """One asset of a forecast, without its ways in."""

    id: str
    p: tuple[float, ...]
    """Probability of having fallen by each hour."""


class Chances(msgspec.Struct, frozen=True):
    """The part of a forecast that sums are made of: the same bytes are read in a third of the
    time and a quarter of the memory.
    """

    hours: tuple[float, ...]
    expected_fallen: tuple[float, ...]
    assets: tuple[AssetChances, ...]


class AssetReach(msgspec.Struct, frozen=True):
    """One asset, however long it takes."""

    id: str
    p: float
    """Probability that it ever falls."""
    half_width: float
    """Of the 95 % interval of `p` (Wilson)."""


class Reach(msgspec.Struct, frozen=True):
    """What falls at all if nothing is done. `assets` holds those that fall in any sample, the
    most probable first.
    """

    samples: int
    seed: int
    expected_fallen: float
    """Mean number of assets fallen, seeds among them."""
    assets: tuple[AssetReach, ...]


class KeyAsset(msgspec.Struct, frozen=True):
    """What is saved, on average over the worlds, if this asset alone is isolated."""

    id: str
    p: float
    """Probability that it ever falls."""
    saves: float
    """Mean number of other assets that then never fall."""
    half_width: float
    """Of the 95 % interval of `saves`."""
    saves_cost: float
    """Mean fall cost of those others, in cents."""
    cost_half_width: float


class KeyLink(msgspec.Struct, frozen=True):
    """What is saved, on average over the worlds, if this link alone is cut."""

    source: str
    target: str
    kind: str
    saves: float
    """Mean number of assets that then never fall, the target among them."""
    half_width: float
    """Of the 95 % interval of `saves`."""
    saves_cost: float
    """Mean fall cost of those assets, in cents."""
    cost_half_width: float


class KeyPoints(msgspec.Struct, frozen=True):
    """What matters most, the first first: assets that fall in any sample, and links that are
    the only way to their target in any.
    """

    samples: int
    seed: int
    expected_fallen: float
    assets: tuple[KeyAsset, ...]
    links: tuple[KeyLink, ...]


class WayIn(msgspec.Struct, frozen=True):
    """The most probable single way to one asset."""

    asset: str
    reached: bool
    """False where no way leads to it."""
    p: float
    """Probability that this way alone succeeds, each link within the hours asked."""
    steps: tuple[Step, ...]
    """From a seed on, or the last hundred; empty where it is itself the likeliest start."""
