"""The console as people meet it: `endigue serve` as a process, and real browsers before it.

A plug-in of the suite: its fixtures are there for every test. The browser is Debian's Chromium;
where there is none, the tests say so loudly and are skipped.
"""

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from endigue.desk.respond import Given, respond
from endigue.desk.settings import Settings
from endigue.kernel.instant import parse_instant
from endigue.wiring import hands

AXE = Path(__file__).parents[1] / "data" / "axe" / "axe.min.js"
EVENING = "2026-02-06T22:40:00+01:00"
COMPUTED = parse_instant("2026-02-06T22:30:00+01:00")
PASSWORD = "correct horse battery"
STAFF = 100
QUICK = Settings(seed=5, samples=200, seconds=2.0, worlds=32, scenarios=32, restoration_orders=40)
PATIENCE = 60_000
LONG_PATIENCE = 300_000
"""Milliseconds: a slow machine is waited for, nothing is timed. The second for computations."""
READ = "domcontentloaded"
"""When a page is there: what runs in it has begun by then."""


@pytest.fixture(scope="session")
def finished_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest reference mutual, gone through the whole story once."""
    place = tmp_path_factory.mktemp("story")
    with_hands = hands(lambda: COMPUTED)
    organisation, case = str(place / "organisation"), place / "case"
    evidence = with_hands.organisations.write_example(organisation, 5, STAFF)
    given = Given(
        loaded=with_hands.organisations.read(organisation),
        files=with_hands.organisations.files(organisation),
        findings=[with_hands.imports.findings(file, {}, "auto") for file in evidence],
        likelihoods=with_hands.likelihoods(),
        link_kinds=with_hands.link_kinds(),
        lever_figures=with_hands.lever_figures(),
    )
    opened = with_hands.cases.open(str(case), "endigue")
    respond(opened, given, QUICK, lambda _stage: None)
    opened.store.close()
    return case


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
        words = ("serve", str(self.case), "--port", str(self.port), "--no-open", "--json")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "endigue", *words, "--now", EVENING],
            stdout=subprocess.PIPE,
            text=True,
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


@pytest.fixture(scope="session")
def serving(
    finished_case: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Server]]:
    """Serves a copy of the finished case; `beside` are files that are laid into it before."""
    begun: list[Server] = []

    def begin(beside: dict[str, str] | None = None) -> Server:
        case = Path(copytree(finished_case, tmp_path_factory.mktemp("served") / "case"))
        for name, text in (beside or {}).items():
            (case / name).write_text(text, "utf-8")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        begun.append(Server(case, port).begin())
        return begun[-1]

    yield begin
    for server in begun:
        if server.process.poll() is None:
            server.end()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """One browser for all, with a context of its own for each person."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield found
        found.close()


@dataclass
class Comings:
    """People who come with a browser of their own, that may reach nothing but the door."""

    browser: Any
    contexts: list[Any] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    """What a page asked for elsewhere, and what failed in its script."""

    def __call__(self, language: str = "en", width: int = 1280, scheme: str = "light") -> Any:
        context = self.browser.new_context(
            locale=language,
            color_scheme=scheme,
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        page = context.new_page()
        page.on("request", lambda sent: self._asked(sent.url))
        page.on("pageerror", lambda error: self.strange.append(str(error)))
        return page

    def _asked(self, url: str) -> None:
        if "//127.0.0.1:" not in url and not url.startswith("data:"):
            self.strange.append(url)

    def leave(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def person(browser: Any) -> Iterator[Comings]:
    """A person with a browser of their own."""
    comings = Comings(browser)
    yield comings
    comings.leave()
    assert comings.strange == [], "a page asked for something elsewhere, or its script failed"


def come_in(page: Any, url: str, code: str) -> None:
    """With a code."""
    page.goto(f"{url}/open?code={code}", wait_until=READ)
    with page.expect_navigation(wait_until=READ):
        page.locator("button.main").click()
    page.wait_for_url("**/account/first", wait_until=READ)


def take_codes(page: Any) -> list[str]:
    """Choose a password and take the printed codes, from the first page on."""
    page.fill("#new", PASSWORD)
    page.fill("#again", PASSWORD)
    with page.expect_navigation(wait_until=READ):
        page.locator("button.main").click()
    with page.expect_navigation(wait_until=READ):
        page.locator("form[action='/account/codes'] button").click()
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    return codes


def invite(host: Any, url: str, name: str, role: str) -> str:
    """Let somebody in with a role; their code."""
    host.goto(f"{url}/people", wait_until=READ)
    host.fill("#new-person", name)
    with host.expect_navigation(wait_until=READ):
        host.locator("form[action='/people/invite']", has=host.locator("#new-person")).locator(
            "button"
        ).click()
    code = host.locator(".big code").inner_text()
    host.goto(f"{url}/people", wait_until=READ)
    row = host.locator("tr", has=host.locator("th", has_text=name))
    row.locator("summary").click()
    row.locator("select").select_option(role)
    with host.expect_navigation(wait_until=READ):
        row.locator("form[action='/people/role'] button").first.click()
    return code


def violations(page: Any, path: str) -> list[str]:
    """What axe-core objects to on a page."""
    page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{path}: {one['id']}: {one['help']}: {one['nodes'][0]['html'][:160]}"
        for one in result["violations"]
    ]


def entries(page: Any) -> list[int]:
    """The numbers of the entries that an open logbook shows."""
    return [
        int(one)
        for one in page.locator("[data-live=lines] > li").evaluate_all(
            "all => all.map(one => one.dataset.entry)"
        )
    ]


@dataclass
class Hand:
    """What one person does with the mouse, in the words of the pages' own forms."""

    page: Any
    url: str
    codes: list[str] = field(default_factory=list)

    def at(self, path: str) -> "Hand":
        """Go to a page, which has to be there."""
        answer = self.page.goto(self.url + path, wait_until=READ)
        while "refresh" in answer.headers:
            # A page stands in while the case is read.
            answer = self.page.goto(self.url + path, wait_until=READ)
        assert answer.status == 200, path
        return self

    def code(self) -> str:
        """The next printed code: each is good once."""
        return self.codes.pop()

    def form(self, action: str, button: str = "", shown: Iterable[str] = (), **holding: str) -> Any:
        """The first form that leads somewhere, by its button, the fields that it shows and the
        hidden ones that it holds; what it is folded into is opened.
        """
        wanted = [f"[name='{name}'][value='{value}']" for name, value in holding.items()]
        wanted += [f"[name='{name}']:not([type=hidden])" for name in shown]
        wanted += [f"button[value='{button}']"] if button else []
        found = self.page.locator(
            f"form[action='{action}']" + "".join(f":has({one})" for one in wanted)
        ).first
        closed = found.locator("xpath=ancestor::details[not(@open)]/summary")
        while closed.count():
            closed.first.click()
        return found

    def fill(self, form: Any, fields: dict[str, object]) -> None:
        """Fill the fields of a form by their names."""
        for name, value in fields.items():
            for each in value if isinstance(value, (list, tuple)) else [value]:
                one = form.locator(f"[name='{name}']:not([type=hidden])")
                kind = one.first.evaluate("e => e.type || e.tagName")
                if kind in ("checkbox", "radio"):
                    form.locator(f"[name='{name}'][value='{each}']").check()
                elif kind == "select-one":
                    one.first.select_option(str(each))
                elif kind == "file":
                    one.first.set_input_files(str(each))
                else:
                    one.first.fill(str(each))

    def send(
        self, action: str, button: str = "", holding: dict[str, str] | None = None, **fields: object
    ) -> "Hand":
        """Fill a form and send it; `button` is the value of the one that is pressed."""
        form = self.form(action, button, fields, **(holding or {}))
        self.fill(form, fields)
        with self.page.expect_navigation(timeout=LONG_PATIENCE, wait_until=READ):
            self._button(form, button).click()
        return self

    def refused(self, action: str, button: str = "", **fields: object) -> str:
        """Send what is refused; the sentence that says why."""
        self.send(action, button, **fields)
        return self.page.locator(".notice.bad").first.inner_text()

    def taken(self, action: str, button: str = "", **fields: object) -> bytes:
        """Send a form that answers with a file; its content."""
        form = self.form(action, button, fields)
        self.fill(form, fields)
        with self.page.expect_download(timeout=LONG_PATIENCE) as coming:
            self._button(form, button).click()
        return Path(coming.value.path()).read_bytes()

    def fetched(self, href: str) -> bytes:
        """Follow a link to a file; its content."""
        with self.page.expect_download(timeout=LONG_PATIENCE) as coming:
            self.page.locator(f"a[href^='{href}']").first.click()
        return Path(coming.value.path()).read_bytes()

    def see(self, selector: str, text: str = "", patience: int = PATIENCE) -> Any:
        """Wait until something is seen."""
        found = self.page.locator(selector, has_text=text) if text else self.page.locator(selector)
        found.first.wait_for(timeout=patience)
        return found.first

    def computed(self) -> "Hand":
        """Wait, on the page that is open, until what is being computed is done."""
        self.page.locator("#progress .progress").wait_for(state="detached", timeout=LONG_PATIENCE)
        return self

    def _button(self, form: Any, value: str) -> Any:
        return form.locator(f"button[value='{value}']" if value else "button").first


def words_of(page: Any) -> str:
    """What a page says, without what people wrote and things are called."""
    return re.sub(r"\s+", " ", page.locator("body").inner_text())
