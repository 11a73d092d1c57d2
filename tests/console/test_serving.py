"""The door as people use it: a real server, a real browser, two people at once."""

import hashlib
import json
import re
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from endigue.communication.note_facts import NoteWritten
from endigue.kernel.instant import parse_instant
from endigue.wiring import hands

AXE = Path(__file__).parents[1] / "data" / "axe" / "axe.min.js"
PAGES = (
    "/", "/logbook", "/logbook/8", "/reach", "/reach?zone=-&entity=mutual",
    "/reach/asset?asset=SRV-FILE-02", "/cut", "/going", "/back", "/tell", "/prepare", "/people",
    "/account",
    "/?at=2026-02-06T22:30:00Z",
)  # fmt: skip
EVENING = "2026-02-06T22:40:00+01:00"
PASSWORD = "correct horse battery"
PATIENCE = 60_000
"""Milliseconds: a slow machine is waited for, nothing is timed."""


@dataclass
class Server:
    """`endigue serve`, as a process that can be killed and begun again at the same address."""

    case: Path
    port: int
    process: subprocess.Popen[str] | None = None
    opening: str = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def begin(self) -> "Server":
        words = (
            "serve",
            str(self.case),
            "--port",
            str(self.port),
            "--no-open",
            "--json",
            "--now",
            EVENING,
        )
        self.process = subprocess.Popen(
            [sys.executable, "-m", "endigue", *words], stdout=subprocess.PIPE, text=True
        )
        said = json.loads(self.process.stdout.readline())
        assert said["url"] == self.url
        self.opening = said["opening"] or self.opening
        return self

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def end(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)
        self.process.stdout.close()


@pytest.fixture
def server(case: Path) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    found = Server(case, port).begin()
    yield found
    found.end()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def person(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A person with a browser of their own, that reaches nothing but the door."""
    contexts: list[BrowserContext] = []
    strange: list[str] = []

    def come(language: str = "en", width: int = 1280, scheme: str = "light") -> Page:
        context = browser.new_context(
            locale=language, color_scheme=scheme, viewport={"width": width, "height": 900}
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "request",
            lambda sent: (
                strange.append(sent.url)
                if "//127.0.0.1:" not in sent.url and not sent.url.startswith("data:")
                else None
            ),
        )
        page.on("pageerror", lambda error: strange.append(str(error)))
        return page

    yield come
    for context in contexts:
        context.close()
    assert strange == [], "a page asked for something elsewhere, or its script failed"


def come_in(page: Page, url: str, code: str) -> None:
    page.goto(f"{url}/open?code={code}")
    with page.expect_navigation():
        page.locator("button.main").click()
    page.wait_for_url("**/account/first")


def invite(host: Page, url: str, name: str, role: str) -> str:
    host.goto(f"{url}/people")
    host.fill("#new-person", name)
    with host.expect_navigation():
        host.locator("main form button.main").last.click()
    code = host.locator(".big code").inner_text()
    host.goto(f"{url}/people")
    row = host.locator("tr", has=host.locator("th", has_text=name))
    row.locator("summary").click()
    row.locator("select").select_option(role)
    with host.expect_navigation():
        row.locator("form[action='/people/role'] button").first.click()
    return code


def entries(page: Page) -> list[int]:
    return [
        int(one)
        for one in page.locator("[data-live=lines] > li").evaluate_all(
            "all => all.map(one => one.dataset.entry)"
        )
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_story_is_gone_through_by_two_people_at_once(server, person, language: str) -> None:
    director, historian = person(language), person(language)
    come_in(director, server.url, server.opening)
    director.fill("#new", PASSWORD)
    director.fill("#again", PASSWORD)
    with director.expect_navigation():
        director.locator("button.main").click()
    with director.expect_navigation():
        director.locator("button.main").click()
    codes = director.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    code = invite(director, server.url, "A. Martin", "logbook-keeper")
    come_in(historian, server.url, code)

    # What one writes with two keys is on the other's screen without being asked for.
    director.goto(f"{server.url}/logbook")
    historian.goto(f"{server.url}/")
    historian.keyboard.press("n")
    historian.keyboard.type("le fichier <b>s’ouvre</b> & se ferme")
    with historian.expect_navigation():
        historian.keyboard.press("Enter")
    director.locator(".line", has_text="<b>s’ouvre</b> & se ferme").wait_for()

    # The historian asks; approving is refused to the historian, and possible for the director.
    historian.goto(f"{server.url}/cut")
    historian.fill("#reason", "la propagation est rapide")
    with historian.expect_navigation():
        historian.locator("form[action='/cut/ask'] button").click()
    technical = person(language)
    come_in(technical, server.url, invite(director, server.url, "T. Moreau", "operational"))
    technical.goto(f"{server.url}/cut")
    with technical.expect_navigation():
        technical.locator("form[action='/cut/approve'] button").click()
    technical.locator(".notice.bad").wait_for()
    director.goto(f"{server.url}/cut")
    director.fill("#figure", "000000")
    with director.expect_navigation():
        director.locator("form[action='/cut/approve'] button").click()
    director.locator(".notice.bad").wait_for()
    director.goto(f"{server.url}/cut")
    director.fill("#figure", codes[0])
    with director.expect_navigation():
        director.locator("form[action='/cut/approve'] button").click()
    director.locator(".notice.good").wait_for()

    # The page that the historian has open says so by itself.
    historian.locator(".notice.good").wait_for()

    # Every page of the story says something in the language, and an earlier instant is still there.
    for path in PAGES:
        answer = director.goto(server.url + path)
        assert answer.status == 200, path
        assert director.locator("html").get_attribute("lang") == language
    director.goto(f"{server.url}/cut?at=2026-02-06T22:35:00%2B01:00")
    assert director.locator(".notice.good").count() == 0
    assert director.locator("main form[method=post]").count() == 0


def test_a_server_that_is_killed_in_the_middle_loses_no_fact_and_says_what_it_lost(
    server, person
) -> None:
    director = person()
    come_in(director, server.url, server.opening)
    watching = director.context.new_page()
    watching.goto(f"{server.url}/logbook")
    first = entries(watching)

    director.goto(f"{server.url}/cut")
    with director.expect_navigation():
        director.locator("form[action='/computation'] button").click()
    director.locator("#progress .progress").wait_for()
    server.kill()

    # Others go on writing meanwhile.
    other = hands(lambda: parse_instant(EVENING)).cases.open(str(server.case), "elsewhere")
    for number in range(5):
        other.record([NoteWritten(f"written while the door was shut: {number}")], other.ledger())
    other.store.close()

    server.begin()
    watching.locator(".line", has_text="door was shut: 4").wait_for()
    watching.locator(".line", has_text="lost, for the console was stopped").wait_for()
    after = entries(watching)
    assert len(after) == len(set(after))
    assert sorted(after) == list(range(min(after), max(after) + 1)), "no fact is missed"
    assert set(first) <= set(after)

    director.goto(f"{server.url}/cut")
    assert "lost" in director.locator("#computation .notice").inner_text()
    with director.expect_navigation():
        director.locator("form[action='/computation/again'] button").click()
    director.locator("#computation .notice", has_text="finished").wait_for(timeout=180_000)


def test_a_page_is_live_however_late_a_part_of_its_script_comes(server, person) -> None:
    page = person()
    come_in(page, server.url, server.opening)

    def late(route: Route) -> None:
        page.wait_for_timeout(500)
        route.continue_()

    page.route("**/vendor/hx-sse*", late)
    with page.expect_request("**/events?after=*"):
        page.goto(f"{server.url}/logbook")


def test_a_computation_can_be_stopped(server, person) -> None:
    director = person()
    come_in(director, server.url, server.opening)
    director.goto(f"{server.url}/cut")
    director.locator("input[name=operation]").first.check()
    director.fill("#cut", "SRV-FILE-02")
    with director.expect_navigation():
        director.locator("form[action='/cut/orders'] button").click()
    director.locator("#progress button").click()
    director.locator("#computation .notice", has_text=re.compile("stopped|refused")).wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_a_rule_of_accessibility(server, person, scheme: str) -> None:
    page = person(scheme=scheme)
    page.goto(f"{server.url}/login")
    found = violations(page, "/login")
    page.goto(f"{server.url}/open?code={server.opening}")
    found += violations(page, "/open")
    with page.expect_navigation():
        page.locator("button.main").click()
    found += violations(page, "/account/first")
    page.goto(f"{server.url}/tell")
    page.locator("form[action='/tell/record'] select").first.select_option("personal-data-breach")
    with page.expect_navigation():
        page.locator("form[action='/tell/record'] button").click()
    page.goto(f"{server.url}/cut")
    page.fill("#reason", "now")
    with page.expect_navigation():
        page.locator("form[action='/cut/ask'] button").click()
    for path in PAGES:
        page.goto(server.url + path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        found += violations(page, path)
    assert found == []


def violations(page: Page, path: str) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{path}: {one['id']}: {one['help']}: {one['nodes'][0]['html'][:160]}"
        for one in result["violations"]
    ]


@pytest.mark.parametrize("width", [390, 640])
def test_no_page_is_wider_than_a_telephone_or_than_a_screen_at_200_percent(
    server, person, width: int
) -> None:
    page = person("fr", width)
    come_in(page, server.url, server.opening)
    wide = []
    for path in PAGES:
        page.goto(server.url + path)
        across = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        wide += [(path, across)] if across > 0 else []
    assert wide == []


def test_the_story_is_done_with_the_keyboard_alone(server, person) -> None:
    page = person()
    page.goto(f"{server.url}/open?code={server.opening}")
    keys = page.keyboard

    def to(selector: str) -> None:
        for _ in range(200):
            keys.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                visible = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert visible != "none", "the focus is seen"
                return
        raise AssertionError(f"{selector} is not reached by Tab")

    to("button.main")
    keys.press("Enter")
    page.wait_for_url("**/account/first")
    to("#new")
    keys.type(PASSWORD)
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    page.wait_for_url("**/account/start")
    page.goto(f"{server.url}/")
    keys.press("g")
    keys.press("l")
    page.wait_for_url("**/logbook")
    keys.press("n")
    keys.type("written without a mouse")
    keys.press("Enter")
    page.locator(".line", has_text="written without a mouse").wait_for()
    keys.press("g")
    keys.press("c")
    page.wait_for_url("**/cut")
    to("#reason")
    keys.type("asked without a mouse")
    keys.press("Enter")
    page.locator("text=asked without a mouse").wait_for()
    page.goto(f"{server.url}/")
    keys.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    keys.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_keys_can_be_turned_off(server, person) -> None:
    page = person()
    come_in(page, server.url, server.opening)
    page.goto(f"{server.url}/")
    page.locator("details.me summary").click()
    with page.expect_navigation():
        page.locator("button[name=shortcuts]").click()
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") != "quick-text"


def test_a_door_to_the_network_is_under_tls_and_not_known_by_other_names(case: Path) -> None:
    words = ("serve", str(case), "--port", "0", "--no-open", "--json", "--tls")
    with subprocess.Popen(
        [sys.executable, "-m", "endigue", *words], stdout=subprocess.PIPE, text=True
    ) as process:
        said = json.loads(process.stdout.readline())
        assert said["url"].startswith("https://127.0.0.1:")
        assert said["fingerprint"].count(":") == 31
        port = int(said["url"].rpartition(":")[2])
        shown = ssl.get_server_certificate(("127.0.0.1", port))
        digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(shown)).hexdigest().upper()
        assert digest == said["fingerprint"].replace(":", "")
        process.send_signal(signal.SIGINT)
        process.wait(20)


def test_an_address_that_is_taken_is_one_sentence(case: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        words = ("serve", str(case), "--port", str(taken.getsockname()[1]), "--no-open")
        ran = subprocess.run(
            [sys.executable, "-m", "endigue", *words],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert ran.returncode == 2
    assert "choose another with --port" in ran.stderr
    assert ran.stderr.count("\n") == 1
