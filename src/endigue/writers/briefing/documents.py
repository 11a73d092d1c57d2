"""Every document of a briefing, by file name."""

from io import StringIO

import msgspec
from rich.console import Console

from endigue.desk.briefing import Briefing
from endigue.locale.speech import Speech
from endigue.writers.briefing.page import briefing_page
from endigue.writers.briefing.print import briefing_print
from endigue.writers.briefing.text import briefing_text

WIDTH = 100
"""Columns of the text file."""


def documents(briefing: Briefing, language: str) -> dict[str, bytes]:
    """Page, print, text and data in one language and the organisation's time zone. The same
    briefing gives the same bytes.
    """
    speech = Speech(language, briefing.time_zone)
    return {
        "briefing.html": briefing_page(briefing, speech),
        "briefing.json": msgspec.json.encode(briefing, order="sorted") + b"\n",
        "briefing.pdf": briefing_print(briefing, speech),
        "briefing.txt": plain_text(briefing, speech).encode(),
    }


def plain_text(briefing: Briefing, speech: Speech, width: int = WIDTH) -> str:
    """The text without colours, and without blanks at the ends of lines."""
    written = StringIO()
    console = Console(
        file=written, width=width, color_system=None, force_terminal=False, highlight=False
    )
    briefing_text(briefing, speech, console)
    return "".join(f"{line.rstrip()}\n" for line in written.getvalue().splitlines())
