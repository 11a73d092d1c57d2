import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from endigue.desk.briefing import Briefing
from endigue.locale.speech import Speech
from endigue.writers.briefing.page import SHEET, briefing_page, template_text

VOID = {"meta", "br", "col", "link", "img", "hr", "input"}


class Page(HTMLParser):
    """The elements of a page, in order, with their attributes; fails where they do not nest."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page.decode())
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, *tags: str) -> list[tuple[str, dict[str, str]]]:
        return [(tag, attributes) for tag, attributes in self.elements if tag in tags]


@pytest.fixture(params=["sample", "empty", "hostile"])
def page(request: pytest.FixtureRequest, speech: Speech) -> Page:
    return Page(briefing_page(request.getfixturevalue(request.param), speech))


def test_a_page_runs_nothing_and_asks_nothing(page: Page) -> None:
    assert not page.all("script", "iframe", "object", "embed", "link", "base", "form", "img")
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.get("href", "#").startswith("#")
        assert not attributes.keys() & {"src", "srcset", "action", "xlink:href"}
    assert "url(" not in template_text(SHEET)
    policy = [a["content"] for _, a in page.all("meta") if "http-equiv" in a]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]


def test_headings_never_skip_a_level(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_say_what_they_are(page: Page) -> None:
    assert len(page.all("caption")) == len(page.all("table"))
    assert {a.get("scope") for _, a in page.all("th")} <= {"row", "col"}
    assert all("aria-label" in a for _, a in page.all("svg"))


def test_names_of_places_are_unique_and_links_arrive(page: Page) -> None:
    names = [a["id"] for _, a in page.elements if "id" in a]
    assert len(names) == len(set(names))
    assert {a["href"].removeprefix("#") for _, a in page.all("a")} <= set(names)
    references = {a["aria-labelledby"] for _, a in page.elements if "aria-labelledby" in a}
    assert references <= set(names)


def test_the_page_says_its_language(sample: Briefing, speech: Speech) -> None:
    page = Page(briefing_page(sample, speech))
    assert page.all("html")[0][1]["lang"] == speech.language


def test_hostile_names_are_read_as_they_are(hostile: Briefing, hostile_name: str) -> None:
    page = Page(briefing_page(hostile, Speech("en")))
    assert hostile_name in page.text
    assert page.text.count("\x1b") == 0


def test_rows_that_are_folded_are_there(sample: Briefing) -> None:
    page = Page(briefing_page(sample, Speech("en")))
    assert len(page.all("details")) >= 1
    assert all(asset.name in page.text for asset in sample.reach.threatened)


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#\w{6});", block))


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "soft", "accent", "good", "hand", "bad", "warn"])
@pytest.mark.parametrize("ground", ["ground", "raised"])
def test_every_colour_of_words_can_be_read(scheme: int, name: str, ground: str) -> None:
    found = colours(re.findall(r":root \{(.*?)\}", template_text(SHEET), re.DOTALL)[scheme])
    pair = sorted((luminance(found[name]), luminance(found[ground])))
    assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5
