import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.console.terrain import NOWHERE, Box, squarified, terrain
from endigue.organisation.model import Asset, Entity, Organisation, Zone
from endigue.spread.reach import AssetForecast, Forecast

CANVAS = Box(0, 0, 1000, 560)


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=60))
def test_a_treemap_fills_its_canvas_in_proportion_and_nothing_overlaps(weights) -> None:
    weights.sort(reverse=True)
    boxes = squarified(weights, CANVAS)
    areas = [box.width * box.height for box in boxes]
    assert sum(areas) == pytest.approx(CANVAS.width * CANVAS.height, rel=1e-6)
    for weight, area in zip(weights, areas, strict=True):
        assert area == pytest.approx(weight / sum(weights) * 560_000, rel=1e-6)
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
            down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
            assert across <= 1e-6 or down <= 1e-6


def organisation() -> Organisation:
    assets = [Asset(f"s{n}", f"S{n}", "machine", "lan", "co") for n in range(10)]
    assets += [Asset(f"u{n}", f"U{n}", "account", "", "co") for n in range(4)]
    assets += [Asset("other", "Other", "machine", "lan", "sister")]
    return Organisation(
        "Two companies",
        entities=(Entity("co", "Co"), Entity("sister", "Sister")),
        zones=(Zone("lan", "LAN", "co", 2),),
        assets=tuple(assets),
    )


def forecast() -> Forecast:
    rows = (
        AssetForecast("s3", (0.5, 1.0), (0.1, 0.0), 2.0, ()),
        AssetForecast("u1", (0.0, 0.25), (0.0, 0.1), 9.0, ()),
        AssetForecast("gone", (1.0, 1.0), (0.0, 0.0), 0.0, ()),
    )
    return Forecast((1.0, 24.0), 100, 0, (0.5, 1.25), rows)


def test_every_asset_stands_in_the_region_of_its_zone_and_company() -> None:
    found = terrain(organisation(), forecast(), CANVAS)
    counted = {(one.zone, one.entity): one.assets for one in found.regions}
    assert counted == {("lan", "co"): 10, (NOWHERE, "co"): 4, ("lan", "sister"): 1}
    assert sum(counted.values()) == len(organisation().assets)
    for number, one in enumerate(found.regions):
        assert (found.region_of == number).sum() == one.assets


def test_what_has_fallen_in_the_regions_adds_up_to_the_assets_that_are_there() -> None:
    found = terrain(organisation(), forecast(), CANVAS)
    assert found.fallen(0).sum() == pytest.approx(0.5)
    assert found.fallen(1).sum() == pytest.approx(1.25)
    assert [organisation().assets[place].id for place in found.hottest(1, 5)] == ["s3", "u1"]
    lan = next(n for n, one in enumerate(found.regions) if (one.zone, one.entity) == ("lan", "co"))
    assert organisation().assets[found.within(lan, 1)[0]].id == "s3"
    assert len(found.within(lan, 1)) == 10


def test_without_a_forecast_the_map_is_there_and_nothing_is_shaded() -> None:
    found = terrain(organisation(), None, CANVAS)
    assert found.hours == ()
    assert found.fallen(0).sum() == 0
    assert len(found.hottest(0, 5)) == 0


def test_the_map_is_the_same_for_everybody() -> None:
    one, other = (terrain(organisation(), forecast(), CANVAS) for _ in range(2))
    assert one.regions == other.regions
    assert np.array_equal(one.region_of, other.region_of)
