from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.writers.pictures.frontier import HEIGHT, Axes, Mark, efficient, frontier
from endigue.writers.pictures.svg import WIDTH

AXES = Axes("certain cost", "risk", "€10", "40 assets")


def drawn(*marks: Mark) -> ElementTree.Element:
    return ElementTree.fromstring(frontier(marks, AXES, "title"))


def circles(root: ElementTree.Element) -> list[tuple[float, float, str]]:
    return [
        (float(one.attrib["cx"]), float(one.attrib["cy"]), one.attrib["class"])
        for one in root
        if one.tag.endswith("circle")
    ]


def test_places_are_in_proportion_from_nought() -> None:
    nothing, middle, plug = circles(
        drawn(Mark("nothing", 0, 40), Mark("middle", 5, 20), Mark("plug", 10, 0))
    )
    assert middle[0] - nothing[0] == pytest.approx((plug[0] - nothing[0]) / 2, abs=0.1)
    assert middle[1] - nothing[1] == pytest.approx((plug[1] - nothing[1]) / 2, abs=0.1)


def test_what_another_betters_is_hollow_and_the_strong_one_a_diamond() -> None:
    root = drawn(Mark("nothing", 0, 40), Mark("worse", 8, 30), Mark("plan", 5, 2, strong=True))
    assert [look for *_, look in circles(root)] == ["accent", "hollow"]
    assert [one.attrib["class"] for one in root if one.tag.endswith("polygon")] == ["accent"]


@given(
    st.lists(
        st.builds(
            Mark, st.just("x" * 60), st.integers(0, 5).map(float), st.integers(0, 5).map(float)
        ),
        max_size=8,
    )
)
def test_the_frontier_is_what_no_other_betters(marks: list[Mark]) -> None:
    def bettered(one: Mark) -> bool:
        return any(
            other.cost <= one.cost
            and other.risk <= one.risk
            and (other.cost, other.risk) != (one.cost, one.risk)
            for other in marks
        )

    best = efficient(marks)
    assert sorted(best) == [place for place, one in enumerate(marks) if not bettered(one)]
    root = drawn(*marks)
    levels = sorted(
        float(one.attrib["y"])
        for one in root
        if one.tag.endswith("text") and (one.text or "").startswith("xxx")
    )
    assert len(levels) == len(marks)
    assert all(there - here >= 19.9 for here, there in pairwise(levels))
    assert all(0 < level < HEIGHT for level in levels)
    assert all(0 <= x <= WIDTH for x, *_ in circles(root))


def test_nothing_and_noughts_are_drawn_too() -> None:
    assert circles(drawn()) == []
    assert len(circles(drawn(Mark("a", 0, 0), Mark("b", 0, 0)))) == 2
