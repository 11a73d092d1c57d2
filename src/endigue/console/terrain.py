"""The map of the organisation: a region for each zone, shaded by what may have fallen by then.

Regions are laid out as a squarified treemap (Bruls, Huizing and van Wijk, 2000): companies, and
in each company its zones. It depends on the organisation alone, with no chance in it, so it is
the same for everybody, at every hour and on paper. Assets are added up by zone, so 100,000 of them
cost no more to draw than 100.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from endigue.organisation.model import Organisation
from endigue.spread.reach import AssetForecast, Forecast

NOWHERE = "-"
"""Stands for assets without a place in the network, such as accounts, in the addresses of pages."""

LEAST_SHARE = 0.4
"""Added to the square root of a zone's share of the assets, so that a small one can be read."""


class Box(NamedTuple):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


class Region(NamedTuple):
    """One zone of one company."""

    zone: str
    """Identifier, or `NOWHERE`."""
    entity: str
    assets: int
    box: Box


@dataclass(frozen=True)
class Terrain:
    """The map and every asset's place on it. `p` has a row for each asset of the organisation, and
    a column for each of `hours`: the probability of having fallen by then.
    """

    regions: tuple[Region, ...]
    entities: tuple[tuple[str, Box], ...]
    region_of: NDArray[np.int32]
    """For each asset the number of its region."""
    hours: tuple[float, ...]
    p: NDArray[np.float32]
    found: dict[str, AssetForecast]
    """What is forecast of each asset that falls in any world."""

    def fallen(self, hour: int) -> NDArray[np.float64]:
        """Expected number of fallen assets of each region at an hour, by its number."""
        weights = self.p[:, hour] if self.hours else np.zeros(len(self.region_of))
        sums = np.bincount(self.region_of, weights=weights, minlength=len(self.regions))
        return sums.astype(np.float64)

    def within(self, region: int, hour: int) -> NDArray[np.int64]:
        """The assets of a region, the likeliest to have fallen first."""
        inside: NDArray[np.int64] = np.flatnonzero(self.region_of == region)
        if self.hours:
            inside = inside[np.argsort(-self.p[inside, hour], kind="stable")]
        return inside

    def hottest(self, hour: int, most: int) -> NDArray[np.int64]:
        """The assets that are likeliest to have fallen, without those that never fall."""
        if not self.hours:
            return np.empty(0, np.int64)
        order: NDArray[np.int64] = np.argsort(-self.p[:, hour], kind="stable")[:most]
        falling: NDArray[np.int64] = order[self.p[order, hour] > 0]
        return falling


def terrain(organisation: Organisation, forecast: Forecast | None, canvas: Box) -> Terrain:
    """The map on a canvas; without a forecast nothing is shaded."""
    keys = [(asset.entity, asset.zone) for asset in organisation.assets]
    counted: dict[tuple[str, str], int] = {}
    for key in keys:
        counted[key] = counted.get(key, 0) + 1
    regions, entities = _laid(counted, canvas)
    number = {(one.entity, one.zone): place for place, one in enumerate(regions)}
    region_of = np.array([number[e, z or NOWHERE] for e, z in keys], np.int32)
    hours = () if forecast is None else forecast.hours
    p = np.zeros((len(keys), len(hours)), np.float32)
    found: dict[str, AssetForecast] = {}
    for asset in () if forecast is None else forecast.assets:
        place = organisation.asset_index.get(asset.id)
        if place is not None:
            p[place] = asset.p
            found[asset.id] = asset
    return Terrain(tuple(regions), tuple(entities), region_of, hours, p, found)


def _laid(
    counted: dict[tuple[str, str], int], canvas: Box
) -> tuple[list[Region], list[tuple[str, Box]]]:
    total = sum(counted.values()) or 1
    weight = {key: LEAST_SHARE * 0.2 + sqrt(count / total) for key, count in counted.items()}
    by_entity: dict[str, list[tuple[str, str]]] = {}
    for key in sorted(counted):
        by_entity.setdefault(key[0], []).append(key)
    sums = {entity: sum(weight[key] for key in keys) for entity, keys in by_entity.items()}
    order = sorted(sums, key=lambda entity: (-sums[entity], entity))
    entities = list(zip(order, squarified([sums[one] for one in order], canvas), strict=True))
    regions: list[Region] = []
    for entity, box in entities:
        keys = sorted(by_entity[entity], key=lambda key: (-weight[key], key))
        inner = Box(box.x + 3, box.y + 22, max(box.width - 6, 1), max(box.height - 25, 1))
        for key, place in zip(keys, squarified([weight[k] for k in keys], inner), strict=True):
            regions.append(Region(key[1] or NOWHERE, entity, counted[key], place))
    return regions, entities


def squarified(weights: Sequence[float], canvas: Box) -> list[Box]:
    """Rectangles with areas in proportion to positive weights in falling order, that fill the
    canvas and are as square as the greedy rule makes them.
    """
    total = sum(weights)
    scale = canvas.width * canvas.height / total if total else 0.0
    areas = [weight * scale for weight in weights]
    boxes: list[Box] = []
    left = canvas
    start = 0
    while start < len(areas):
        end = start + 1
        side = min(left.width, left.height)
        while end < len(areas) and _worst(areas[start : end + 1], side) <= _worst(
            areas[start:end], side
        ):
            end += 1
        row, left = _row(areas[start:end], left)
        boxes += row
        start = end
    return boxes


def _worst(areas: Sequence[float], side: float) -> float:
    """The worst ratio of the sides in a row of these areas along a side."""
    total = sum(areas)
    if not (total and side):
        return float("inf")
    thick = total / side
    return max(max(thick * thick / area, area / (thick * thick)) for area in areas if area)


def _row(areas: Sequence[float], left: Box) -> tuple[list[Box], Box]:
    total = sum(areas)
    boxes, at = [], 0.0
    if left.width >= left.height:
        thick = total / left.height if left.height else 0.0
        for area in areas:
            long = area / thick if thick else 0.0
            boxes.append(Box(left.x, left.y + at, thick, long))
            at += long
        return boxes, Box(left.x + thick, left.y, max(left.width - thick, 0.0), left.height)
    thick = total / left.width if left.width else 0.0
    for area in areas:
        long = area / thick if thick else 0.0
        boxes.append(Box(left.x + at, left.y, long, thick))
        at += long
    return boxes, Box(left.x, left.y + thick, left.width, max(left.height - thick, 0.0))
