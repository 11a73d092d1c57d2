"""What this chapter writes down."""

from endigue.journal.fact import Fact


class SpreadForecast(Fact, frozen=True, tag="spread.forecast"):
    """A forecast was computed. The whole of it is kept beside the journal."""

    input: str
    """Fingerprint of the problem, with hours, samples and seed."""
    kernel: str
    """Name and version of what computed it."""
    hours: tuple[float, ...]
    samples: int
    seed: int
    pulled: tuple[str, ...]
    """Levers that were held pulled; none where nothing is done."""
    expected_fallen: tuple[float, ...]
    """Mean number of assets fallen by each hour."""
    result: str
    """SHA-256 of the `Forecast` as canonical text."""


FACTS: tuple[type[Fact], ...] = (SpreadForecast,)
