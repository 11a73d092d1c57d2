from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from endigue.writers.pictures.curve import NARROW, Point, curve

GROWING = st.lists(
    st.tuples(st.floats(0, 500), st.floats(0, 1e6)), min_size=0, max_size=9, unique=True
).map(lambda rows: list(zip(*(sorted(column) for column in zip(*rows, strict=True)), strict=True)))


def drawn(points: list[Point]) -> ElementTree.Element:
    return ElementTree.fromstring(curve(points, "title"))


@given(GROWING)
def test_later_stands_further_right_and_more_stands_higher(rows: list[tuple[float, float]]) -> None:
    points = [Point(hour, value, "h", "v") for hour, value in rows]
    circles = [one for one in drawn(points).iter() if one.tag.endswith("circle")]
    assert len(circles) == len(points)
    for left, right in pairwise(circles):
        assert float(left.attrib["cx"]) <= float(right.attrib["cx"])
        assert float(left.attrib["cy"]) >= float(right.attrib["cy"])


@given(GROWING)
def test_labels_never_touch_and_the_last_is_there(rows: list[tuple[float, float]]) -> None:
    points = [Point(hour, value, "h", f"v{n}") for n, (hour, value) in enumerate(rows)]
    values = [one for one in drawn(points).iter() if one.tag.endswith("text") and one.text != "h"]
    places = [float(one.attrib["x"]) for one in values]
    assert all(right - left >= 50 for left, right in pairwise(places))
    if points:
        assert values[-1].text == f"v{len(points) - 1}"


def test_the_highest_is_labelled_before_what_stands_beside_it() -> None:
    values = [0, 80, 100, 90, 40, 0]
    points = [
        Point(float(hour), float(value), "h", str(value)) for hour, value in enumerate(values)
    ]
    narrow = ElementTree.fromstring(curve(points, "title", NARROW))
    said = [one.text for one in narrow.iter() if one.tag.endswith("text")]
    assert "100" in said
    assert float(narrow.attrib["viewBox"].split()[2]) == NARROW
