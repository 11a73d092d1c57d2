from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.kernel.money import MOST, Cents, format_money, parse_money, share_of, wages


@given(st.integers(-MOST, MOST))
def test_an_amount_is_read_back_as_it_was_written(cents: int) -> None:
    assert parse_money(format_money(Cents(cents))) == cents


@pytest.mark.parametrize(
    ("text", "cents"),
    [("4200", 420000), ("12.50", 1250), ("0.005", 1), ("0.0049", 0), (" 7 ", 700), ("1e3", 100000)],
)
def test_amounts_are_rounded_half_up_to_the_cent(text: str, cents: int) -> None:
    assert parse_money(text) == cents


@pytest.mark.parametrize("text", ["", "ten", "nan", "inf", "1e999", "1e999999", "12,50"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no amount"):
        parse_money(text)


@given(st.integers(0, 10**9), st.fractions(0, 1))
def test_a_share_and_its_rest_make_the_whole_to_the_cent(amount: int, share: Fraction) -> None:
    parts = share_of(Cents(amount), share) + share_of(Cents(amount), 1 - share)
    assert parts - amount in {0, 1}  # both halves of a cent are rounded up


def test_wages_are_minutes_at_an_hourly_rate() -> None:
    assert wages(Fraction(90), Cents(6000)) == int(Decimal("1.5") * 6000)
    assert wages(Fraction(1), Cents(100)) == 2
