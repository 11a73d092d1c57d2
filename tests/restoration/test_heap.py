import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from endigue.restoration.heap import pop, push


@given(values=st.lists(st.integers(-1, 20), max_size=40))
def test_the_smallest_value_is_the_first(values: list[int]) -> None:
    """A value of -1 drops the smallest."""
    heap, size = np.empty(40, np.int64), 0
    there: list[int] = []
    for value in values:
        if value >= 0:
            size = push(heap, size, value)
            there.append(value)
        elif there:
            size = pop(heap, size)
            there.remove(min(there))
        assert size == len(there)
        if there:
            assert heap[0] == min(there)
