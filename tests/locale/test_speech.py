from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.kernel.money import Cents
from endigue.locale.speech import Speech

ENGLISH, FRENCH = Speech("en"), Speech("fr")


@pytest.mark.parametrize(
    ("amount", "english", "french"),
    [
        (0, "€0", "0 €"),
        (95_049, "€950", "950 €"),
        (123_456, "€1.23k", "1,23 k€"),
        (1_234_567, "€12.3k", "12,3 k€"),
        (41_234_567, "€412k", "412 k€"),
        (99_960_000, "€1m", "1 M€"),
        (123_456_789, "€1.23m", "1,23 M€"),
        (250_000_000_000, "€2.5bn", "2,5 Md€"),
        (-5_000_000, "−€50k", "−50 k€"),
    ],
)
def test_an_estimate_has_three_figures(amount: int, english: str, french: str) -> None:
    assert ENGLISH.about(Cents(amount)) == english
    assert FRENCH.about(Cents(amount)).replace("\u00a0", " ") == french


def test_an_estimate_is_in_the_currency_that_is_named() -> None:
    assert ENGLISH.about(Cents(100_000_00), "USD").endswith("$100k")


@pytest.mark.parametrize(
    ("hours", "english", "french"),
    [
        (0.2, "12 min", "12 min"),
        (1, "1 h", "1 h"),
        (2.1, "2 h 06", "2 h 06"),
        (30, "30 h", "30 h"),
        (72, "72 h", "72 h"),
        (73, "3 d 1 h", "3 j 1 h"),
        (96, "4 d", "4 j"),
    ],
)
def test_a_duration_keeps_its_hours(hours: float, english: str, french: str) -> None:
    assert ENGLISH.duration(hours).replace("\u00a0", " ") == english
    assert FRENCH.duration(hours).replace("\u00a0", " ") == french


@given(st.floats(0, 10_000))
def test_no_duration_says_sixty_minutes_or_twenty_four_hours(hours: float) -> None:
    said = ENGLISH.duration(hours).replace("\u00a0", " ")
    assert said != "60 min"
    assert not said.endswith(("h 60", "d 24 h"))


def test_a_list_is_said_as_people_say_it() -> None:
    assert ENGLISH.listed(["a", "b", "c"]) == "a, b and c"
    assert FRENCH.listed(["a", "b", "c"]) == "a, b et c"
    assert FRENCH.listed([]) == ""


def test_a_moment_names_its_zone_in_winter_and_in_summer() -> None:
    assert ENGLISH.moment(datetime(2021, 2, 5, 18, tzinfo=UTC)) == "Fri 5 Feb 2021, 19:00 CET"
    assert FRENCH.moment(datetime(2021, 7, 5, 18, tzinfo=UTC)) == "lun. 5 juil. 2021, 20:00 CEST"
    assert ENGLISH.short_moment(datetime(2021, 2, 5, 18, tzinfo=UTC)) == "Fri 5 Feb, 19:00 CET"


def test_a_french_sentence_does_not_break_before_its_signs_and_what_it_is_told_is_kept() -> None:
    why = FRENCH.text("Withdrawn by {person}: {reason}", person="A", reason="a : b")
    assert "\u00a0: a : b" in why
    assert FRENCH.colon == "\u00a0:"
    assert ENGLISH.colon == ":"


@pytest.mark.parametrize(
    ("p", "digits", "said"),
    [
        (0.0, 0, "0%"),
        (0.001, 0, "<1%"),
        (0.0001, 1, "<0.1%"),
        (0.042, 1, "4.2%"),
        (0.994, 0, "99%"),
        (0.9999, 0, ">99%"),
        (1.0, 0, "100%"),
    ],
)
def test_a_probability_is_never_said_to_be_none_or_sure_unless_it_is(
    p: float, digits: int, said: str
) -> None:
    assert ENGLISH.probability(p, digits) == said
