"""The briefing as one page that opens anywhere, from a USB key too, and asks nothing of anybody.

No script, no request: style and pictures are inside, and the page's own policy forbids the
rest. Every word goes through the escaping of the template but the pictures, which escape
theirs (see `pictures.svg`).
"""

from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from endigue.desk.briefing import Briefing
from endigue.kernel.instant import format_instant
from endigue.locale.speech import Speech
from endigue.writers.briefing.blocks import SYMBOLS, Block, Picture
from endigue.writers.briefing.document import document

TEMPLATE = "briefing.html.j2"
SHEET = "briefing.css"


def briefing_page(briefing: Briefing, speech: Speech) -> bytes:
    """The page. The same briefing gives the same bytes."""
    page = _environment().get_template(TEMPLATE)
    text = page.render(
        document=document(briefing, speech),
        instant=format_instant(briefing.at),
        # Our own file: it holds no word of the briefing.
        sheet=Markup(template_text(SHEET)),  # noqa: S704 - markup of ours
        symbols=SYMBOLS,
        kind_of=_kind_of,
        drawn=_drawn,
    )
    return text.encode()


def template_text(name: str) -> str:
    """A file of `writers/templates`."""
    return (files("endigue.writers") / "templates" / name).read_text("utf-8")


def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(template_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _kind_of(block: Block) -> str:
    return str(block.__struct_config__.tag)


def _drawn(picture: Picture) -> Markup:
    return Markup(picture.svg)  # noqa: S704 - `pictures.svg` has escaped every word in it
