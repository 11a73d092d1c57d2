from xml.etree import ElementTree

import pytest

from endigue.writers.pictures.bars import Bar, bars
from endigue.writers.pictures.svg import WIDTH


def drawn(rows: list[Bar]) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(bars(rows, (), "title", "name"))
    return [one for one in root if one.tag.endswith("rect")]


def test_lengths_are_in_proportion_and_parts_follow_one_another() -> None:
    parts = drawn([Bar("a", (30.0, 10.0, 0.0), "40"), Bar("b", (20.0, 0.0, 0.0), "20")])
    widths = [float(one.attrib["width"]) for one in parts]
    assert widths[0] == pytest.approx(3 * widths[1], rel=0.01)
    assert widths[0] == pytest.approx(1.5 * widths[3], rel=0.01)
    assert float(parts[1].attrib["x"]) == pytest.approx(
        float(parts[0].attrib["x"]) + widths[0], abs=0.2
    )


def test_the_longest_bar_leaves_room_for_its_figure() -> None:
    parts = drawn([Bar("a", (1e15, 0.0, 0.0), "a lot")])
    assert float(parts[0].attrib["x"]) + float(parts[0].attrib["width"]) < WIDTH - 50


def test_no_rows_and_no_harm_are_drawn_too() -> None:
    assert drawn([]) == []
    assert float(drawn([Bar("a", (0.0, 0.0, 0.0), "0")])[0].attrib["width"]) == 0
