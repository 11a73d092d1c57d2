"""Every file of the public page, by its path. The same page gives the same bytes."""

from pathlib import Path

from endigue.communication.bulletin import LANGUAGES
from endigue.communication.page import Page
from endigue.desk.refusal import Refusal
from endigue.locale.speech import Speech
from endigue.writers.status.dates import status_dates
from endigue.writers.status.feed import status_feed
from endigue.writers.status.html import CALENDAR, FEED, status_html
from endigue.writers.status.plain import greeting, status_lines
from endigue.writers.status.summary import api_files
from endigue.writers.status.words import Words

ROBOTS = b"User-agent: *\nAllow: /\n"

PLACE = "api/v2/summary.json"
"""By this file a folder that the public reads is known."""

HEAVIEST = 100_000
"""Bytes of a page: it is read on a telephone, with one bar, by many at once."""


def is_public(folder: str) -> bool:
    """Whether a folder holds a public page, lies in one that does."""
    place = Path(folder).resolve()
    return any((one / PLACE).exists() for one in (place, *place.parents))


def status_site(page: Page, *, draft: bool) -> dict[str, bytes]:
    """The page's own language at the root, the other in a folder of its name. Links name the
    file, so that they lead somewhere from a USB key too.

    Raises Refusal where a page would be heavier than `HEAVIEST`.
    """
    (second,) = (one for one in LANGUAGES if one != page.language)
    files = {"robots.txt": ROBOTS}
    places = ((page.language, "", f"{second}/index.html"), (second, f"{second}/", "../index.html"))
    for language, folder, other in places:
        words = Words(page, Speech(language, page.time_zone))
        made = {
            "index.html": status_html(page, language, other, draft),
            FEED: status_feed(page, words),
            CALENDAR: status_dates(page, words),
            "sms.txt": status_lines(page, words),
            "greeting.txt": greeting(page, words),
            **api_files(page, words),
        }
        if len(made["index.html"]) > HEAVIEST:
            raise Refusal(
                "communication.page_too_heavy", size=len(made["index.html"]), most=HEAVIEST
            )
        files |= {f"{folder}{name}": content for name, content in made.items()}
    return files
