import re
from xml.etree import ElementTree

from endigue.console.picture import CANVAS, SHADES, _broken, cells_picture, map_picture, shade
from endigue.console.terrain import NOWHERE, terrain
from endigue.organisation.model import Asset, Entity, Organisation, Zone

HOSTILE = '"><script>alert(1)</script>&'


def test_a_larger_share_never_has_a_lighter_shade_and_the_least_and_most_have_their_own() -> None:
    shares = [0, 0.0009, *SHADES, 1]
    shades = [int(shade(share).removeprefix("heat")) for share in sorted(shares)]
    assert shades == sorted(shades)
    assert (shades[0], shades[-1]) == (0, len(SHADES))
    assert shade(0.0009) == "heat0"


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


def test_a_label_of_a_region_is_broken_between_words_and_stays_inside() -> None:
    for room in range(3, 30):
        for most in range(1, 4):
            lines = _broken("Postes de travail du siège", room, most)
            assert len(lines) <= most
            assert all(len(line) <= room for line in lines)
    assert _broken("Cœur de confiance", 10, 3) == ["Cœur de", "confiance"]
    assert _broken("Messagerie", 6, 3) == ["Messa…"]


def test_a_picture_of_cells_has_a_square_for_each_share() -> None:
    root = ElementTree.fromstring(cells_picture([1.0, 0.2, 0.0], "inside"))
    assert [one.get("class") for one in root] == ["heat5", "heat2", "heat0"]
    assert ElementTree.fromstring(cells_picture([], "nothing")) is not None
