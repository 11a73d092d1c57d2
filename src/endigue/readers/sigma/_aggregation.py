"""The aggregations of old Sigma rules (`selection | count(User) by Host > 5`) as correlations.

They were replaced by correlation rules in Sigma 2; rules that people have kept still hold them.
"""

import re
from dataclasses import dataclass
from typing import Any as Foreign
from typing import Literal

from endigue.readers.sigma._detection import Unknown

_COUNT = re.compile(
    r"count\s*\(\s*([\w.\-]*)\s*\)\s*(?:by\s+([\w.\-]+(?:\s*,\s*[\w.\-]+)*)\s*)?"
    r"(>=|<=|==|=|>|<)\s*(\d+)"
)

_OPERATORS: dict[str, Literal["gt", "gte", "lt", "lte", "eq"]] = {
    ">": "gt",
    ">=": "gte",
    "<": "lt",
    "<=": "lte",
    "=": "eq",
    "==": "eq",
}

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_TIMEFRAME = re.compile(r"(\d{1,9})([smhd])")

NO_TIMEFRAME = 86400
"""Seconds of the window of an aggregation that names none: a day, assumed."""


@dataclass(frozen=True, slots=True)
class Aggregation:
    """How many hits, or distinct values of a field, by which groups, within which time."""

    field: str
    group_by: tuple[str, ...]
    operator: Literal["gt", "gte", "lt", "lte", "eq"]
    bound: int
    seconds: float


def take_aggregation(document: dict[str, Foreign]) -> tuple[dict[str, Foreign], Aggregation | None]:
    """The rule without its aggregation, and the aggregation; Unknown where it is another
    than count.
    """
    detection = document.get("detection")
    condition = detection.get("condition") if isinstance(detection, dict) else None
    if not isinstance(detection, dict) or not isinstance(condition, str) or "|" not in condition:
        return document, None
    plain, _, aggregation = condition.partition("|")
    found = _COUNT.fullmatch(aggregation.strip())
    if found is None:
        raise Unknown(f"the aggregation '{aggregation.strip()[:80]}'")
    field, groups, operator, bound = found.groups()
    rest = {name: part for name, part in detection.items() if name != "timeframe"}
    return (
        {**document, "detection": {**rest, "condition": plain.strip()}},
        Aggregation(
            field=field,
            group_by=tuple(group.strip() for group in groups.split(",")) if groups else (),
            operator=_OPERATORS[operator],
            bound=int(bound),
            seconds=_seconds(detection.get("timeframe")),
        ),
    )


def _seconds(timeframe: object) -> float:
    if timeframe is None:
        return NO_TIMEFRAME
    found = _TIMEFRAME.fullmatch(str(timeframe).strip())
    if found is None:
        raise Unknown(f"the time frame '{str(timeframe)[:40]}'")
    return float(int(found[1]) * _UNITS[found[2]])
