import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from endigue.desk.briefing import Briefing
from endigue.writers.briefing.legible import LONGEST, legible, legible_text


@given(st.text())
def test_nothing_steers_a_terminal_or_turns_the_direction_of_writing(text: str) -> None:
    shown = legible_text(text)
    assert len(shown) <= LONGEST
    assert not {unicodedata.category(one) for one in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    shown.encode()


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=LONGEST))
def test_what_can_be_read_stays_as_it_is(text: str) -> None:
    assert legible_text(text) == text


def test_breaks_become_spaces_and_the_rest_becomes_visible() -> None:
    assert legible_text("a\tb\r\nc\x1b[31m\u202ed") == "a b  c�[31m�d"


def test_every_text_of_a_briefing_is_cleaned_and_nothing_else(sample: Briefing) -> None:
    assert legible(sample) == sample
