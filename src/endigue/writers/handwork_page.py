"""The offline page of a desk: one HTML file that makes no request and keeps what is entered in
the browser; what it exports is a chain like any other.

What is given to the page stands in it as JSON in which no `<` occurs, so no word of a form can
end the element that holds it. The page's own policy forbids every request.
"""

import json
from importlib.resources import files

import msgspec
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from endigue.desk.handwork_ports import DeskPage
from endigue.locale.sentences.handwork_page import SENTENCES
from endigue.locale.speech import LANGUAGES, Speech

TEMPLATE = "handwork.html.j2"


def handwork_page(page: DeskPage, language: str) -> bytes:
    """The page, which speaks both languages and begins in this one."""
    given = {
        "page": page.name,
        "desk": page.desk,
        "language": language,
        "forms": msgspec.to_builtins(page.forms),
        "ranges": msgspec.to_builtins(page.ranges),
        "words": {spoken: _words(spoken) for spoken in LANGUAGES},
    }
    environment = Environment(
        loader=FunctionLoader(_text), autoescape=True, undefined=StrictUndefined
    )
    return (
        environment.get_template(TEMPLATE)
        .render(
            language=language,
            title=Speech(language).say("page.title"),
            desk=page.desk,
            organisation=page.organisation,
            given=_harmless(given),
            # Our own files: they hold no word of anybody else.
            script=Markup(_text("handwork.js")),  # noqa: S704 - markup of ours
            sheet=Markup(_text("handwork.css")),  # noqa: S704 - markup of ours
        )
        .encode()
    )


def _words(language: str) -> dict[str, str]:
    speech = Speech(language)
    return {code: speech.say(code) for code in SENTENCES}


def _harmless(given: object) -> Markup:
    text = json.dumps(given, ensure_ascii=False)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704 - no character that markup knows is left


def _text(name: str) -> str:
    return (files("endigue.writers") / "templates" / name).read_text("utf-8")
