import re
from xml.etree import ElementTree

import pytest

from endigue.console.picture import CANVAS, cells_picture, map_picture, shade
from endigue.console.terrain import NOWHERE, terrain
from endigue.organisation.model import Asset, Entity, Organisation, Zone

HOSTILE = '"><script>alert(1)</script>&'


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0, "heat0"),
        (0.0009, "heat0"),
        (0.01, "heat1"),
        (0.1, "heat2"),
        (0.3, "heat3"),
        (0.6, "heat4"),
        (1, "heat5"),
    ],
)
def test_shades_are_in_the_order_of_the_shares(share: float, expected: str) -> None:
    assert shade(share) == expected


def test_the_map_is_sound_xml_whatever_things_are_called_and_leads_into_each_region() -> None:
    organisation = Organisation(
        "X",
        entities=(Entity("co", HOSTILE),),
        zones=(Zone("z", HOSTILE, "co", 1),),
        assets=(Asset("a", "A", "machine", "z", "co"), Asset("u", "U", "account", "", "co")),
    )
    svg = map_picture(
        terrain(organisation, None, CANVAS),
        0,
        HOSTILE,
        lambda _: HOSTILE,
        lambda fallen, assets: f"{fallen} of {assets} {HOSTILE}",
        lambda *_: HOSTILE,
        lambda zone, entity: f"/reach?zone={zone}&entity={entity}",
    )
    root = ElementTree.fromstring(svg)
    links = root.findall("{http://www.w3.org/2000/svg}a")
    assert {link.get("href") for link in links} == {
        "/reach?zone=z&entity=co",
        f"/reach?zone={NOWHERE}&entity=co",
    }
    assert all(link.find("{http://www.w3.org/2000/svg}title") is not None for link in links)
    assert "<script" not in svg
    assert not re.search(r"style=|onclick", svg)


def test_a_picture_of_cells_has_a_square_for_each_share() -> None:
    root = ElementTree.fromstring(cells_picture([1.0, 0.2, 0.0], "inside"))
    assert [one.get("class") for one in root] == ["heat5", "heat2", "heat0"]
    assert ElementTree.fromstring(cells_picture([], "nothing")) is not None
