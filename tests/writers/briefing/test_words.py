from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.desk.briefing import Briefing
from endigue.locale.speech import Speech
from endigue.writers.briefing.blocks import Cell, Column
from endigue.writers.briefing.words import LIKELIHOODS, Words


def test_likelier_never_gets_a_weaker_word(words: Words) -> None:
    said = [words.likelihood(p / 1000) for p in range(1001)]
    order = [words.say(f"likelihood.{word}") for _, word in reversed(LIKELIHOODS)]
    assert [
        word for place, word in enumerate(said) if said[place - 1] != word or not place
    ] == order


@pytest.mark.parametrize(
    ("p", "said"), [(0.0, "0%"), (0.0004, "<1%"), (0.5, "50%"), (0.9999, ">99%"), (1.0, "100%")]
)
def test_only_certainty_is_said_as_certainty(words: Words, p: float, said: str) -> None:
    assert words.percent(p) == said


@pytest.mark.parametrize(
    ("hours", "said"), [(9.01, "+10"), (10.0, "+10"), (9.9999999999, "+10"), (0.2, "+1")]
)
def test_a_date_to_publish_is_rounded_up_to_the_hour(words: Words, hours: float, said: str) -> None:
    cell = words.not_before(hours)
    whole = int(said.removeprefix("+"))
    assert cell.notes == (f"{said}\u00a0h",)
    assert cell.text == words.speech.short_moment(words.briefing.at + timedelta(hours=whole))


def test_a_date_of_harm_is_rounded_down(words: Words) -> None:
    assert words.as_early_as(9.9).notes == ("+9\u00a0h",)


def test_french_says_nothing_in_the_singular(sample: Briefing) -> None:
    french, english = Words(Speech("fr"), sample), Words(Speech("en"), sample)
    assert [french.counted("assets", n) for n in (0, 1, 2)] == ["0 actif", "1 actif", "2 actifs"]
    assert [english.counted("assets", n) for n in (0, 1)] == ["0 assets", "1 asset"]


def test_a_code_that_nobody_said_yet_is_shown_as_it_is(words: Words) -> None:
    assert words.code("containment.some_new_reason") == "some new reason"


def test_an_option_is_found_by_the_names_that_it_stands_for(words: Words) -> None:
    plan = msgspec.structs.replace(words.briefing.options[3], also=("plan_bold",))
    merged = Words(words.speech, msgspec.structs.replace(words.briefing, options=(plan,)))
    assert merged.found("plan") is plan
    assert merged.found("plan_bold") is plan
    assert merged.found("do_nothing") is None


@given(st.integers(0, 60), st.integers(1, 20), st.integers(0, 500))
def test_shown_left_out_and_beyond_add_up(rows: int, shown: int, more: int) -> None:
    words = _words()
    cells = [(Cell(str(row)),) for row in range(rows)]
    table = words.table("x", [Column("y")], cells, shown=shown, in_all=rows + more)

    def figure(said: str) -> int:
        return int("".join(filter(str.isdigit, said)) or 0)

    assert table.shown + figure(table.more) == rows + more
    assert table.shown + figure(table.fold) == rows
    assert figure(table.beyond) == more


def _words() -> Words:
    # The briefing is not looked at by `table`.
    return Words(Speech("en"), object())  # type: ignore[arg-type]
