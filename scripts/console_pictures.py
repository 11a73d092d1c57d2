"""Pictures of every page of the console, wide and narrow, in both languages, light and dark.

    uv run python scripts/console_pictures.py OUT [--staff 700]

A real browser looks at a rehearsal on the fictional mutual. Needs Chromium.
"""

import argparse
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import BrowserContext, sync_playwright

from console_rehearsal import EVENING, Browser, furnish, made, opened, served

PAGES = {
    "now": "/",
    "logbook": "/logbook",
    "entry": "/logbook/8",
    "reach": "/reach?hour=4",
    "zone": "/reach?zone=-&entity=mutual",
    "cut": "/cut",
    "going": "/going",
    "back": "/back",
    "tell": "/tell",
    "prepare": "/prepare",
    "people": "/people",
    "account": "/account",
    "past": "/?at=2026-02-06T22:00",
    "login": "/login",
}
WIDTHS = (1280, 390)
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
            furnish(director)
            browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
            for language in LANGUAGES:
                for width in WIDTHS:
                    for theme in ("light", "dark") if width == WIDTHS[0] else ("light",):
                        context = browser.new_context(
                            viewport={"width": width, "height": 900},
                            locale=language,
                            color_scheme=theme,
                            reduced_motion="reduce",
                        )
                        look(context, director, given.out, f"{language}-{width}-{theme}")
                        context.close()
            browser.close()


def look(context: BrowserContext, director: Browser, out: Path, how: str) -> None:
    """A picture of every page, the first screen and the whole."""
    stranger = context.new_page()
    stranger.goto(director.url + "/login")
    stranger.screenshot(path=out / f"login-{how}.png")
    context.add_cookies(
        [{"name": name, "value": value, "url": director.url}
         for name, value in director.cookies.items()]
    )  # fmt: skip
    page = context.new_page()
    for name, path in PAGES.items():
        if name == "login":
            continue
        page.goto(director.url + path)
        page.screenshot(path=out / f"{name}-{how}.png")
        page.screenshot(path=out / f"{name}-{how}-whole.png", full_page=True)
        across = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if across > 0:
            print(f"{name} {how}: {across} pixels too wide")


if __name__ == "__main__":
    main()
