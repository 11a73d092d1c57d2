from xml.etree import ElementTree

from endigue.writers.pictures.hour_axis import Tick
from endigue.writers.pictures.ranges import Band, Legend, ranges
from endigue.writers.pictures.svg import WIDTH

LEGEND = Legend("band", "publishable", "limit")


def parts(rows: list[Band], ticks: list[Tick], kind: str, style: str) -> list[dict[str, str]]:
    root = ElementTree.fromstring(ranges(rows, ticks, LEGEND, "title"))
    return [
        one.attrib for one in root.iter() if one.tag.endswith(kind) and one.get("class") == style
    ]


def test_a_band_runs_from_early_to_late_within_the_picture() -> None:
    rows = [Band("a", 10, 20, 40), Band("b", 0, 1, 2)]
    first, second = parts(rows, [Tick(48, "T+48 h")], "rect", "pale")[1:]
    assert float(second["x"]) < float(first["x"])
    assert float(first["x"]) + float(first["width"]) < WIDTH
    assert float(first["width"]) > 10 * float(second["width"])


def test_a_limit_is_drawn_where_the_axis_reaches_it() -> None:
    near = parts([Band("a", 1, 2, 40, limit=24)], [], "line", "limit")
    far = parts([Band("a", 1, 2, 40, limit=240)], [], "line", "limit")
    assert len(near) == 2 * 3, "on its row, and in the legend"
    assert far == [], "what no row has is not explained"


def test_ticks_that_would_touch_lose_their_words() -> None:
    ticks = [Tick(float(hour), f"T+{hour}") for hour in range(100)]
    root = ElementTree.fromstring(ranges([Band("a", 1, 2, 99)], ticks, LEGEND, "title"))
    said = [one for one in root.iter() if (one.text or "").startswith("T+")]
    assert 2 <= len(said) < 10


def test_a_point_in_time_can_still_be_seen() -> None:
    band = parts([Band("a", 5, 5, 5)], [], "rect", "pale")[1]
    assert float(band["width"]) >= 2
