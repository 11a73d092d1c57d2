from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from endigue.writers.pictures.svg import (
    LEGEND_ROW,
    WIDTH,
    element,
    flowing,
    picture,
    sheet,
    shortened,
    standalone,
    text,
    wide,
)


def test_words_that_look_like_markup_stay_words() -> None:
    hostile = "<script>alert(\"1\")</script> & 'x'"
    drawn = picture(10, hostile, [text(0, 0, hostile), element("g", "", hostile)])
    root = ElementTree.fromstring(drawn)
    assert root.attrib["aria-label"] == hostile
    assert root[0].text == hostile
    assert root[1].attrib["class"] == hostile
    assert not [child for child in root.iter() if child.tag.endswith("script")]


def test_a_picture_for_print_brings_its_classes() -> None:
    alone = standalone(picture(10, "x", [text(0, 0, "a")]))
    root = ElementTree.fromstring(alone)
    assert root[0].tag.endswith("style")
    assert ".ink" in (root[0].text or "")


def test_long_words_are_cut_and_say_so() -> None:
    assert shortened("abcdef", 4) == "abc…"
    assert shortened("abcd", 4) == "abcd"


def test_a_sheet_has_its_title_on_white_paper() -> None:
    alone = sheet(picture(10, "x", [text(0, 0, "a")]), "Who <works> on what")
    root = ElementTree.fromstring(alone)
    assert root.attrib["viewBox"] == "0 -40 720 50"
    assert [child.tag.rpartition("}")[2] for child in root] == ["style", "rect", "text", "text"]
    assert root[1].attrib["fill"] == "#ffffff"
    assert root[2].text == "Who <works> on what"


@given(st.lists(st.text("abcdefgh ", min_size=1, max_size=60), max_size=9))
def test_a_legend_stays_in_the_picture_and_its_signs_apart(words: list[str]) -> None:
    places = flowing(words, 20)
    assert len(places) == len(words)
    for said, (x, _) in zip(words, places, strict=True):
        assert x + 26 + wide(said) <= WIDTH
    for (said, (x, y)), (_, (after, below)) in pairwise(zip(words, places, strict=True)):
        assert below == y + LEGEND_ROW or (below == y and after > x + 26 + wide(said))
