"""The materiality thresholds of DORA's classification, as dated data."""

import tomllib
from datetime import date
from typing import Annotated

import msgspec

Positive = Annotated[int, msgspec.Meta(ge=1)]


class Threshold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure that is passed by what is strictly above it; exactly one of the four is given."""

    article: str
    percent: Positive | None = None
    number: Positive | None = None
    hours: Positive | None = None
    cents: Positive | None = None


class Above(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every threshold of Art. 9."""

    clients_share: Threshold
    clients_count: Threshold
    counterparts_share: Threshold
    transactions_count_share: Threshold
    transactions_value_share: Threshold
    duration: Threshold
    downtime: Threshold
    countries: Threshold
    costs: Threshold


class ThresholdPack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The thresholds of one text."""

    title: str
    source: str
    status: str
    valid_from: date
    criteria_needed: Positive
    """Of the six criteria of Art. 9(1) to (6), beside the critical services."""
    above: Above
    valid_to: date | None = None


_UNITS = {
    "clients_share": "percent",
    "clients_count": "number",
    "counterparts_share": "percent",
    "transactions_count_share": "percent",
    "transactions_value_share": "percent",
    "duration": "hours",
    "downtime": "hours",
    "countries": "number",
    "costs": "cents",
}


def parse_thresholds(text: str) -> ThresholdPack:
    """Read the pack from TOML. ValueError with a sentence where it has another shape, or a
    threshold is not given in its one unit.
    """
    pack = msgspec.convert(tomllib.loads(text), ThresholdPack)
    for name, unit in _UNITS.items():
        threshold: Threshold = getattr(pack.above, name)
        given = [u for u in ("percent", "number", "hours", "cents") if getattr(threshold, u)]
        if given != [unit]:
            raise ValueError(f"{name} is given in {unit}")
    return pack
