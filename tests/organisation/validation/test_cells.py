"""What one text may say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.organisation.validation.cells import (
    Fault,
    Parser,
    identifier,
    money,
    number,
    one_of,
    port,
    positive,
    shifts,
    whole,
    with_decimal_comma,
    yes_or_no,
)


def code(parse: Parser[object], text: str) -> str:
    found = parse(text)
    assert isinstance(found, Fault), f"{text} was taken for {found}"
    assert found.arguments["found"] == text
    return found.code.removeprefix("organisation.")


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (number, "12.5", 12.5),
        (number, ".5", 0.5),
        (number, "+1e3", 1000.0),
        (whole, "445.0", 445),
        (whole, "0", 0),
        (positive, "0.01", 0.01),
        (port, "65535", 65_535),
        (money, "12.345", 1_235),
        (money, "4200", 420_000),
        (yes_or_no, "VRAI", True),
        (yes_or_no, "no", False),
        (identifier, "CORP\\srv$1", "CORP\\srv$1"),
        (one_of(["Machine", "account"]), "MACHINE", "Machine"),
        (shifts, "24/7", "24/7"),
    ],
)
def test_a_text_is_read_as_a_person_means_it(
    parse: Parser[object], text: str, value: object
) -> None:
    assert parse(text) == value


@pytest.mark.parametrize(
    ("parse", "text", "expected"),
    [
        (number, "twelve", "not_number"),
        (number, "1_000", "not_number"),
        (number, "1,000", "not_number"),
        (number, "１２", "not_number"),
        (number, "0x10", "not_number"),
        (number, "nan", "not_finite"),
        (number, "-Infinity", "not_finite"),
        (number, "1e999", "not_finite"),
        (number, "-1", "negative"),
        (number, "1e13", "too_large"),
        (positive, "0", "not_positive"),
        (whole, "1.5", "not_whole"),
        (port, "65536", "not_port"),
        (port, "-1", "negative"),
        (port, "443/tcp", "not_number"),
        (money, "-0.01", "negative"),
        (money, "1e999", "not_finite"),
        (money, "12 €", "not_number"),
        (yes_or_no, "perhaps", "not_yes_or_no"),
        (identifier, "srv 1", "not_identifier"),
        (one_of(["machine"]), "machin", "not_one_of"),
        (shifts, "always", "bad_shifts"),
    ],
)
def test_what_a_text_cannot_say_is_named(parse: Parser[object], text: str, expected: str) -> None:
    assert code(parse, text) == expected


def test_a_decimal_comma_is_understood_where_it_is_asked_for() -> None:
    assert with_decimal_comma(money)("12,5") == 1_250
    assert code(with_decimal_comma(number), "1,000,5") == "not_number"


@given(st.integers(0, 10**13))
def test_every_amount_in_cents_is_read_exactly(cents: int) -> None:
    assert money(f"{cents // 100}.{cents % 100:02}") == cents


@given(st.text(max_size=20) | st.from_regex(r"[+-]?\d*[.,]?\d*([eE]-?\d*)?", fullmatch=True))
def test_any_text_is_a_value_or_a_fault(text: str) -> None:
    for parse in (number, whole, positive, port, money):
        value = parse(text)
        assert isinstance(value, Fault) or 0 <= value <= 10**14
