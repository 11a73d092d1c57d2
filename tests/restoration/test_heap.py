from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from endigue.restoration.heap import drop, pop, push


@given(values=st.lists(st.integers(0, 20), max_size=40), chance=st.randoms(use_true_random=False))
def test_values_come_in_order_whatever_is_dropped_between(
    values: list[int], chance: Random
) -> None:
    heap, size = np.empty(40, np.int64), 0
    there: list[int] = []
    for value in values:
        size = push(heap, size, value)
        there.append(value)
        if chance.random() < 0.3:
            at = chance.randrange(size)
            there.remove(int(heap[at]))
            size = drop(heap, size, at)
        assert size == len(there)
    came = []
    while size:
        came.append(int(heap[0]))
        size = pop(heap, size)
    assert came == sorted(there)
