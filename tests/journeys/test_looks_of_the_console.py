"""Every page of the console, in a night in which something has happened: for everybody's eyes.

The pages are those of `scripts/console_looks.py`, the night is that of
`scripts/console_rehearsal.py`; pictures are taken of the same.
"""

import importlib.util
import re
import sys
from functools import cache
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest

from console_browser import PASSWORD, READ, Comings, Hand, Server, violations, words_of
from endigue.locale.sentences import sentences
from endigue.locale.speech import Speech

pytestmark = pytest.mark.browser

SCRIPTS = Path(__file__).parents[2] / "scripts"
WORDS = 4
"""English that is shorter may be a name in French too."""


@cache
def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LIST = script("console_looks")


class Night:
    """A server before a case in which a crisis cell has worked for a night."""

    def __init__(self, server: Server) -> None:
        self.server = server
        director = script("console_rehearsal").opened(server.url, server.opening)
        self.codes = script("console_rehearsal").furnish(director)
        self.cookies = [{"name": name, "value": value, "url": server.url}
                        for name, value in director.cookies.items()]  # fmt: skip

    def director(self, person: Comings, *looks: object) -> Hand:
        """The director, in a browser that looks like this."""
        page = person(*looks)
        page.context.add_cookies(self.cookies)
        return Hand(page, self.server.url, self.codes)


@pytest.fixture(scope="module")
def night(serving) -> Night:
    return Night(serving())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_a_rule_of_accessibility(night, person, tmp_path: Path, scheme: str) -> None:
    """axe-core on every page, with everything unfolded, and on what forms answer with."""
    stranger = Hand(person("en", 1280, scheme), night.server.url)
    director = night.director(person, "en", 1280, scheme)
    found = []
    for hand, looks in ((stranger, LIST.OUTSIDE), (director, LIST.INSIDE)):
        for look in looks:
            hand.at(look.path)
            unfold(hand)
            found += violations(hand.page, look.name)
    for sent in LIST.ANSWERS:
        answered(director, sent, tmp_path)
        unfold(director)
        found += violations(director.page, sent.name)
    assert found == []


def unfold(hand: Hand) -> None:
    hand.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def answered(director: Hand, sent: object, place: Path) -> None:
    """Send a form as it is listed, and be on the page that it answers with."""
    scan = place / "scan.xml"
    scan.write_bytes(LIST.SCAN)
    director.at(sent.at)
    given = {"scan": str(scan), "code": "no-such-label"}
    fields = {name: text.format(figure="" if "{figure}" not in text else director.code(), **given)
              for name, text in sent.fields.items()}  # fmt: skip
    director.send(sent.action, **fields)
    assert director.page.url.endswith(sent.action)
    if sent.name == "codes":
        # Those before are void.
        director.codes[:] = director.page.locator(".codes code").all_inner_texts()


@pytest.mark.parametrize("width", [390, 640])
def test_no_page_is_wider_than_a_telephone_or_than_a_screen_at_200_percent(
    night, person, width: int
) -> None:
    director = night.director(person, "fr", width)
    wide = []
    for look in LIST.INSIDE:
        director.at(look.path)
        across = director.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        wide += [(look.name, across)] if across > 0 else []
    assert wide == []


def english_alone() -> list[str]:
    """Sentences that French says otherwise, up to their first field, as people see them."""
    speech = Speech("fr", "Europe/Paris")
    found = []
    for code, english in sentences().items():
        begin = next(Formatter().parse(english))[0].strip()
        if len(begin.split()) >= WORDS and english != speech.text(english):
            found.append(begin)
        del code
    return found


def test_no_page_in_french_says_anything_in_english(night, person) -> None:
    director = night.director(person, "fr")
    english = english_alone()
    assert len(english) > 1000
    said = []
    for look in LIST.INSIDE:
        director.at(look.path)
        unfold(director)
        assert director.page.locator("html").get_attribute("lang") == "fr"
        words = words_of(director.page)
        said += [(look.name, one) for one in english if re.sub(r"\s+", " ", one) in words]
        assert not re.search(r"\b(console|briefing|eradication|restoration)\.[a-z_]+\.", words)
    assert said == []


def test_the_story_is_done_with_the_keyboard_alone(serving, person) -> None:
    """Log in, write, approve, carry out, tell: without a mouse, and the focus is always seen."""
    server = serving()
    keys = Keys(person(), server.url)
    keys.page.goto(f"{server.url}/open?code={server.opening}")
    keys.press("button.main")
    keys.type("#new", PASSWORD)
    keys.type("#again", PASSWORD, "Enter")
    keys.press("form[action='/account/codes'] button")
    codes = keys.page.locator(".codes code").all_inner_texts()
    keys.press("a[href='/account']")

    keys.go("l", "**/logbook")
    keys.page.keyboard.press("n")
    keys.page.keyboard.type("written without a mouse")
    keys.page.keyboard.press("Enter")
    keys.page.locator(".line", has_text="written without a mouse").wait_for()

    technical = script("console_rehearsal")
    host = technical.Browser(server.url)
    host.cookies = {one["name"]: one["value"] for one in keys.page.context.cookies()}
    technical.invited(host, "T. Moreau", "operational").send(
        "/cut/ask", option="plan", reason="it spreads"
    )
    keys.go("c", "**/cut")
    keys.type("#figure", codes.pop(), "Enter")
    keys.page.locator(".notice.good").wait_for()
    keys.press("form[action='/cut/rehearse'] button")
    keys.page.locator("#progress .progress").wait_for(state="detached")
    keys.go("c", "**/cut")
    keys.type("#carry-figure", codes.pop(), "Enter")
    keys.page.locator("#progress .progress").wait_for(state="detached")
    keys.go("c", "**/cut")
    assert keys.page.locator("#carry details[id^=work-]").count() > 10, "work orders are out"
    keys.press("#carry .results > summary")
    keys.press("#carry details[id^=work-] > summary")
    keys.type("#by-1", "N. Roux")
    keys.press("#work-1 button[value=done]")
    keys.page.locator("#carry tbody .tag.good").wait_for()

    keys.go("t", "**/tell")
    keys.press("#bulletin > summary")
    keys.type("#update-en", "We know of it.")
    keys.type("#update-fr", "Nous le savons.")
    keys.press("form[action='/tell/bulletin'] > p > button")
    keys.press("form[action='/tell/draft'] button")
    keys.page.locator("#page tbody th", has_text="1").wait_for()
    keys.go("n", f"{server.url}/")
    keys.page.keyboard.press("Tab")
    assert keys.page.evaluate("document.activeElement.className") == "skip"
    keys.page.keyboard.press("Enter")
    assert keys.page.evaluate("document.activeElement.id") == "content"


class Keys:
    """A person without a mouse."""

    def __init__(self, page: object, url: str) -> None:
        self.page, self.url = page, url

    def to(self, selector: str) -> None:
        """Go on with Tab until something has the focus, which has to be seen."""
        for _ in range(400):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                seen = self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert seen != "none", "the focus is seen"
                return
        raise AssertionError(f"{selector} is not reached by Tab")

    def type(self, selector: str, text: str, then: str = "") -> None:
        self.to(selector)
        self.page.keyboard.type(text)
        if then:
            with self.page.expect_navigation(wait_until=READ):
                self.page.keyboard.press(then)

    def press(self, selector: str) -> None:
        self.to(selector)
        if self.page.evaluate("document.activeElement.matches('summary')"):
            self.page.keyboard.press("Enter")
        else:
            with self.page.expect_navigation(wait_until=READ):
                self.page.keyboard.press("Enter")

    def go(self, letter: str, where: str) -> None:
        self.page.keyboard.press("g")
        self.page.keyboard.press(letter)
        self.page.wait_for_url(where, wait_until=READ)
