from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from endigue.desk.briefing import Briefing
from endigue.locale.speech import Speech
from endigue.writers.briefing.document import document
from endigue.writers.briefing.text import briefing_text


def printed(briefing: Briefing, speech: Speech, width: int = 100) -> str:
    written = StringIO()
    console = Console(file=written, width=width, color_system=None, highlight=False)
    briefing_text(briefing, speech, console)
    return written.getvalue()


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_no_line_is_wider_than_the_console(sample: Briefing, speech: Speech, width: int) -> None:
    lines = printed(sample, speech, width).splitlines()
    assert max(map(cell_len, lines)) <= width


def test_every_section_answers_in_its_order(sample: Briefing, speech: Speech) -> None:
    text = printed(sample, speech, 400)
    said = document(sample, speech)
    places = [text.index(section.lead) for section in (said.decision, *said.sections)]
    assert places == sorted(places)


def test_what_is_cut_is_counted(sample: Briefing) -> None:
    assert "and 1,113 more" in printed(sample, Speech("en"))


def test_hostile_names_are_printed_as_they_are(hostile: Briefing, hostile_name: str) -> None:
    text = printed(hostile, Speech("en"), 2000)
    assert hostile_name in text
    assert not {one for one in text if not one.isprintable()} - {"\n", "\u00a0", "\u202f"}


def test_an_empty_briefing_is_printed(empty: Briefing, speech: Speech) -> None:
    assert "8. " in printed(empty, speech)
