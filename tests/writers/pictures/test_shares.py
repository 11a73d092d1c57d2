from xml.etree import ElementTree as ET

from endigue.writers.pictures.shares import Share, shares

STATES = ["unknown", "bad", "clean"]


def drawn(*rows: Share) -> ET.Element:
    return ET.fromstring(shares(rows, STATES, "Assets <by> state"))


def widths(picture: ET.Element) -> list[float]:
    found = [node for node in picture.iter() if node.tag.endswith("rect")]
    return [float(node.get("width", 0)) for node in found if float(node.get("height", 0)) == 20.0]


def words(picture: ET.Element) -> list[str]:
    return [node.text or "" for node in picture.iter() if node.tag.endswith("text")]


def test_every_part_has_its_number_however_small() -> None:
    picture = drawn(Share("servers", (9_999, 1, 0)), Share("desks", (0, 0, 3)))
    assert words(picture) == ["unknown", "bad", "clean", "servers", "9999", "1", "10000",
                              "desks", "3", "3"]  # fmt: skip
    assert min(widths(picture)) > 10


def test_bars_are_of_one_scale() -> None:
    long, short, half = widths(
        drawn(Share("a", (800, 0, 0)), Share("b", (200, 0, 0)), Share("c", (400, 0, 0)))
    )
    assert long > half > short
    assert abs((long - half) - 2 * (half - short)) < 0.5


def test_a_state_that_nothing_is_in_is_not_explained() -> None:
    assert "bad" not in words(drawn(Share("a", (1, 0, 1))))


def test_nothing_at_all_is_drawn_as_nothing() -> None:
    assert widths(drawn()) == []


def test_no_part_leaves_the_picture() -> None:
    picture = drawn(Share("a", (10**6, 1, 1)), Share("b", (1, 1, 1)))
    ends = [
        float(node.get("x", 0)) + float(node.get("width", 0))
        for node in picture.iter()
        if node.tag.endswith("rect")
    ]
    assert max(ends) <= 720
