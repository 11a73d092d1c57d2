import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from endigue.containment.amounts import joined, limbs, total

AMOUNTS = st.lists(st.integers(0, 2**90), max_size=50)


@given(AMOUNTS)
def test_limbs_stand_for_their_amounts(amounts):
    low, high = limbs(amounts)
    assert joined(low, high) == amounts
    assert (low < 2**32).all()


@given(AMOUNTS, st.randoms())
def test_a_sum_is_that_of_python(amounts, random):
    chosen = [random.random() < 0.5 for _ in amounts]
    expected = sum(amount for amount, on in zip(amounts, chosen, strict=True) if on)
    assert total(limbs(amounts), np.array(chosen, np.bool_)) == expected


def test_sums_of_limbs_are_joined_beyond_64_bits():
    low, high = limbs([2**62] * 1000)
    assert joined(low.sum(keepdims=True), high.sum(keepdims=True)) == [1000 * 2**62]
