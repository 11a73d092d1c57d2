import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.kernel.probability import from_log_odds, log_odds


@given(st.floats(1e-9, 1 - 1e-9))
def test_log_odds_lead_back_to_the_probability(probability: float) -> None:
    assert from_log_odds(log_odds(probability)) == pytest.approx(probability, rel=1e-6)


@given(st.floats(-700, 700), st.floats(-700, 700))
def test_higher_odds_are_never_less_probable(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0.0 <= from_log_odds(low) <= from_log_odds(high) <= 1.0


def test_certainty_has_no_odds() -> None:
    for certain in (0.0, 1.0, -0.1, 1.1):
        with pytest.raises(ValueError, match="strictly between"):
            log_odds(certain)


def test_even_odds_are_a_half() -> None:
    assert from_log_odds(0.0) == 0.5
    assert log_odds(0.75) == pytest.approx(1.0986122886681098)  # ln 3
