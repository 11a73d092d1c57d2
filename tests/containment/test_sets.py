import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from endigue.containment.sets import keys_of, numbered


@given(st.lists(st.sets(st.integers(0, 6), min_size=1), min_size=1, max_size=12))
def test_keys_are_equal_exactly_where_the_sets_are(sets):
    members = np.array([member for one in sets for member in one], np.int64)
    starts = np.cumsum([0, *(len(one) for one in sets)])[:-1]
    numbers = numbered(*keys_of(starts, members).T)
    for a, left in enumerate(sets):
        for b, right in enumerate(sets):
            assert (numbers[a] == numbers[b]) == (left == right)


def test_no_sets_have_no_keys():
    assert keys_of(np.empty(0, np.int64), np.empty(0, np.int64)).shape == (0, 2)


def test_rows_are_numbered_by_all_their_columns():
    assert numbered(np.array([2, 1, 2]), np.array([7, 7, 7])).tolist() == [1, 0, 1]
