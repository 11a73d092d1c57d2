from xml.etree import ElementTree

from endigue.writers.pictures.gantt import Piece, Row, gantt
from endigue.writers.pictures.hour_axis import Tick

TICKS = [Tick(0.0, "Sat"), Tick(12.0, "12:00")]
LEGEND = {"rebuild": "rebuild <by> hand", "verify": "verify"}


def drawn(*rows: Row) -> ElementTree.Element:
    return ElementTree.fromstring(gantt(rows, TICKS, LEGEND, "who <works>", "g"))


def heights(picture: ElementTree.Element, words: str) -> list[float]:
    texts = [one for one in picture.iter() if one.tag.endswith("text")]
    return [float(one.attrib["y"]) for one in texts if one.text == words]


def test_the_hours_stand_above_the_first_row_and_below_the_last() -> None:
    rows = [Row(f"row {n}", (Piece("rebuild", n, n + 1),)) for n in range(30)]
    picture = drawn(*rows)
    above, below = sorted(heights(picture, "12:00"))
    assert above < heights(picture, "row 0")[0] < heights(picture, "row 29")[0] < below


def test_later_and_longer_is_drawn_further_right_and_wider() -> None:
    picture = drawn(Row("a", (Piece("rebuild", 1, 2), Piece("rebuild", 4, 8))))
    bars = [one for one in picture.iter() if one.get("class") == "accent" and one.get("y")]
    first, second = bars[-2:]
    assert float(second.attrib["x"]) > float(first.attrib["x"]) + float(first.attrib["width"])
    assert abs(float(second.attrib["width"]) - 4 * float(first.attrib["width"])) < 0.5


def test_every_step_of_the_legend_is_said_in_its_words() -> None:
    picture = drawn()
    assert heights(picture, "rebuild <by> hand") and heights(picture, "verify")
