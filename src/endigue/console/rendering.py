"""Templates and what they can say. Every word goes through the escaping of the templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from endigue.console.menu import MENU
from endigue.console.story import say_line, word
from endigue.kernel.instant import format_instant
from endigue.locale.speech import LANGUAGES
from endigue.writers.briefing.blocks import SYMBOLS, Block, Picture

if TYPE_CHECKING:
    from endigue.console.chronicle import Line
    from endigue.console.visit import Visit


def render(visit: Visit, template: str, context: Mapping[str, object]) -> str:
    """A page, or a part of one."""
    speech = visit.speech

    def say(code: str, **arguments: object) -> str:
        return speech.say(f"console.{code}", **arguments)

    def counted(code: str, count: float, **arguments: object) -> str:
        whole = round(count)
        single = whole == 1 or (whole == 0 and speech.language == "fr")
        form = "one" if single else "many"
        return say(f"{code}.{form}", count=speech.number(whole), **arguments)

    def line_said(line: Line) -> str:
        return say_line(line.told, speech, visit.called, visit.titles)

    def when(instant: datetime, *, short: bool = True) -> Markup:
        """The moment in the organisation's zone, with UTC for whoever points at it."""
        said = speech.short_moment(instant) if short else speech.moment(instant)
        utc = instant.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
        return Markup('<time datetime="{}" title="{}">{}</time>').format(
            format_instant(instant), utc, said
        )

    return (
        _environment()
        .get_template(template)
        .render(
            visit=visit,
            speech=speech,
            colon=speech.colon,
            languages=(speech.language, *(one for one in LANGUAGES if one != speech.language)),
            say=say,
            counted=counted,
            line_said=line_said,
            when=when,
            word=lambda family, value: word(speech, family, value),
            link=visit.link,
            called=visit.called,
            nonce=visit.request.state.nonce,
            menu=MENU,
            static=static_address,
            symbols=SYMBOLS,
            kind_of=_kind_of,
            drawn=_drawn,
            instant_text=format_instant,
            **context,
        )
    )


@cache
def static_file(name: str) -> bytes | None:
    """A file of `static`, by the names that there are; None for any other."""
    return _static_files().get(name)


@cache
def static_address(name: str) -> str:
    """Where a file of `static` is asked for: with its content in the address, so that a browser
    may keep it for ever.
    """
    content = _static_files()[name]
    return f"/static/{name}?v={sha256(content).hexdigest()[:16]}"


@cache
def _static_files() -> dict[str, bytes]:
    root = files("endigue.console") / "static"
    found = {each.name: each.read_bytes() for each in root.iterdir() if each.is_file()}
    vendor = root / "vendor"
    return found | {
        f"vendor/{each.name}": each.read_bytes() for each in vendor.iterdir() if each.is_file()
    }


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template(name: str) -> str:
    return (files("endigue.console") / "templates" / name).read_text("utf-8")


def _kind_of(block: Block) -> str:
    return str(block.__struct_config__.tag)


def _drawn(picture: Picture | str) -> Markup:
    svg = picture if isinstance(picture, str) else picture.svg
    return Markup(svg)  # noqa: S704 - `pictures.svg` has escaped every word in it
