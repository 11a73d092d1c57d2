"""Pictures of every page of the console, wide and narrow, in both languages, light and dark.

    uv run python scripts/console_pictures.py OUT [--staff 700]

A real browser looks at every page of `console_looks.py`, and at what forms answer with, in a
rehearsal on the fictional mutual. Needs Chromium.
"""

import argparse
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser as Browsing
from playwright.sync_api import BrowserContext, Page, sync_playwright

from console_looks import ANSWERS, INSIDE, OUTSIDE, SCAN, Look, Sent
from console_rehearsal import EVENING, Browser, furnish, made, opened, served

WIDTHS = (1280, 390)

SLOWEST = 180_000
"""Milliseconds that a form may take to answer: an import is computed with."""

LANGUAGES = ("en", "fr")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def main() -> None:
    """Make the case, furnish it, look at every page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--staff", type=int, default=700)
    parser.add_argument("--case", type=Path, help="A case that was made before.")
    given = parser.parse_args()
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        raise SystemExit("no Chromium on this machine")
    given.out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        case = given.case or made(Path(folder), given.staff)
        with served(case, "--now", EVENING) as door, sync_playwright() as play:
            director = opened(door["url"], door["opening"])
            codes = furnish(director)
            browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
            seen = [
                (language, width, theme)
                for language in LANGUAGES
                for width in WIDTHS
                for theme in (("light", "dark") if width == WIDTHS[0] else ("light",))
            ]
            for each in seen:
                with reader(browser, *each) as context:
                    look(context, director, given.out, "-".join(map(str, each)))
            # What forms do changes the case, so it comes after all that is only looked at.
            for sent in ANSWERS:
                for each in seen:
                    if each[2] == "light":
                        with reader(browser, *each) as context:
                            how = "-".join(map(str, each))
                            answer(context, director, sent, codes, given.out, how)
            browser.close()


@contextmanager
def reader(browser: Browsing, language: str, width: int, theme: str) -> Iterator[BrowserContext]:
    """A browser of somebody who reads so."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        locale=language,
        color_scheme=theme,
        reduced_motion="reduce",
    )
    yield context
    context.close()


def known(context: BrowserContext, director: Browser) -> Page:
    """A page on which the director has logged in."""
    context.add_cookies(
        [{"name": name, "value": value, "url": director.url}
         for name, value in director.cookies.items()]
    )  # fmt: skip
    return context.new_page()


def look(context: BrowserContext, director: Browser, out: Path, how: str) -> None:
    """A picture of every page, the first screen and the whole."""
    stranger = context.new_page()
    for one in OUTSIDE:
        taken(stranger, director.url, one, out, how)
    stranger.close()
    page = known(context, director)
    for one in INSIDE:
        taken(page, director.url, one, out, how)
    page.close()


def taken(page: Page, url: str, one: Look, out: Path, how: str) -> None:
    """The pictures of one page."""
    page.goto(url + one.path)
    page.screenshot(path=out / f"{one.name}-{how}.png")
    whole(page, one.name, out, how)


def whole(page: Page, name: str, out: Path, how: str) -> None:
    """The whole of a page as one picture; says where it is wider than the screen."""
    page.screenshot(path=out / f"{name}-{how}-whole.png", full_page=True)
    across = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if across > 0:
        print(f"{name} {how}: {across} pixels too wide")


def answer(
    context: BrowserContext,
    director: Browser,
    sent: Sent,
    codes: list[str],
    out: Path,
    how: str,
) -> None:
    """A picture of a page that a form answers with."""
    page = known(context, director)
    send(page, director.url, sent, codes, out / "scan.xml")
    whole(page, sent.name, out, how)
    if made := page.locator(".codes code").all_inner_texts():
        codes[:] = made
    (out / "scan.xml").unlink()
    page.close()


def send(page: Page, url: str, one: Sent, codes: list[str], scan: Path) -> None:
    """Send a form as it is listed."""
    scan.write_bytes(SCAN)
    page.goto(url + one.at)
    shown = "".join(f":has([name='{name}']:not([type=hidden]))" for name in one.fields)
    form = page.locator(f"form[action='{one.action}']{shown}").first
    form.evaluate("f => { for (let d = f.closest('details'); d; d = d.parentElement.closest("
                  "'details')) d.open = true }")  # fmt: skip
    for name, text in one.fields.items():
        field = form.locator(f"[name='{name}']").first
        kind = field.evaluate("one => one.type")
        value = text.format(
            code="no-such-label", scan=str(scan), figure=codes.pop() if "{figure}" in text else ""
        )
        if kind == "file":
            field.set_input_files(value)
        elif kind == "radio":
            form.locator(f"[name='{name}'][value='{value}']").check()
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(value)
    with page.expect_navigation(timeout=SLOWEST):
        form.locator("button").first.click()


if __name__ == "__main__":
    main()
