"""The page as HTML: no script, no request to anybody, one file that opens from a USB key too."""

from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from endigue.communication.bulletin import Text
from endigue.communication.page import Page
from endigue.kernel.instant import format_instant
from endigue.locale.speech import Speech
from endigue.locale.typography import unbroken
from endigue.writers.status.words import ORDER, SYMBOLS, Words

TEMPLATE = "status.html.j2"
SHEET = "status.css"

NEWS = 60
"""Pieces of news that the page shows; the feed holds all."""

FEED = "feed.atom"
CALENDAR = "dates.ics"


def status_html(page: Page, language: str, other: str, draft: bool) -> bytes:
    """The page in one language; `other` is the way to the page in the other language, and a
    draft says on top that it is one.
    """
    speech = Speech(language, page.time_zone)
    words = _Printed(page, speech)

    def say(code: str, **arguments: object) -> str:
        return unbroken(speech.say(code, **arguments), language)

    services = sorted(page.services, key=lambda one: ORDER.index(one.state))
    text = _environment().get_template(TEMPLATE).render(
        page=page,
        words=words,
        say=say,
        language=language,
        other_language="en" if language == "fr" else "fr",
        other=other,
        draft=draft,
        services=services,
        worst=services[0].state if services else None,
        news=page.updates[:NEWS],
        symbols=SYMBOLS,
        feed=FEED,
        calendar=CALENDAR,
        machine=format_instant,
        # Our own file: it holds no word of the page.
        sheet=Markup(_file(SHEET)),  # noqa: S704 - markup of ours
    )  # fmt: skip
    return text.encode()


class _Printed(Words):
    """The texts as they are set in type: French keeps its signs with their words."""

    def text(self, text: Text) -> str:
        """A text of several lines."""
        return unbroken(super().text(text), self.speech.language)


def _file(name: str) -> str:
    return (files("endigue.writers") / "templates" / name).read_text("utf-8")


def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_file),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
