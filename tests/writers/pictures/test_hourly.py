from itertools import pairwise
from xml.etree import ElementTree as ET

from endigue.writers.pictures.hour_axis import Tick
from endigue.writers.pictures.hourly import Hours, hourly


def drawn(*strips: Hours) -> ET.Element:
    return ET.fromstring(hourly(strips, [Tick(0.0, "8 h"), Tick(2.0, "10 h")], "Title"))


def bars(picture: ET.Element) -> list[float]:
    return [float(n.get("height", 0)) for n in picture.iter() if n.tag.endswith("rect")]


def test_bars_are_as_high_as_their_counts_over_all_strips() -> None:
    one, other = bars(drawn(Hours("in", (40, 0), "40"), Hours("scan", (10, 0), "10")))
    assert one == 4 * other


def test_the_highest_of_each_strip_and_its_sum_are_said() -> None:
    picture = drawn(Hours("in", (4, 7, 2), "thirteen"), Hours("out", (0, 0, 0), "none"))
    words = [node.text for node in picture.iter() if node.tag.endswith("text")]
    assert "7" in words and "thirteen" in words and "none" in words
    assert "0" not in words


def test_without_hours_nothing_is_drawn() -> None:
    assert bars(drawn(Hours("in", (), "0"))) == []


def test_the_hours_of_the_axis_do_not_run_into_each_other() -> None:
    ticks = [Tick(float(hour), f"Friday 5 February, {hour:02}:00") for hour in range(24)]
    picture = ET.fromstring(hourly([Hours("in", (1,) * 24, "24")], ticks, "Title"))
    places = [
        float(node.get("x", 0))
        for node in picture.iter()
        if node.tag.endswith("text") and "Friday" in (node.text or "")
    ]
    assert len(places) >= 2
    assert min(b - a for a, b in pairwise(places)) > 6.6 * len(ticks[0].said)
