import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from endigue.restoration.lanes import above, empty_lanes, lowest, put, take

RANKS = 200


@given(
    moves=st.lists(st.tuples(st.integers(0, 1), st.integers(0, RANKS - 1)), max_size=120),
    asked=st.integers(-1, RANKS - 1),
)
def test_lanes_hold_what_sets_would(moves: list[tuple[int, int]], asked: int) -> None:
    lanes = empty_lanes(2, RANKS)
    truth: list[set[int]] = [set(), set()]
    for lane, rank in moves:
        if rank in truth[lane]:
            take(lanes, lane, rank)
            truth[lane].remove(rank)
        else:
            put(lanes, lane, rank)
            truth[lane].add(rank)
        if truth[lane]:
            assert lowest(lanes, lane) == min(truth[lane])
        for one in (0, 1):
            assert lanes.sizes[one] == len(truth[one])
            later = [each for each in truth[one] if each > asked]
            assert above(lanes, one, asked) == min(later, default=-1)


def test_every_place_of_a_word_is_told_apart() -> None:
    lanes = empty_lanes(64, 64)
    for place in range(64):
        put(lanes, place, place)
    assert [lowest(lanes, place) for place in range(64)] == list(range(64))


def test_lanes_for_no_ranks_are_empty() -> None:
    assert np.array_equal(empty_lanes(3, 0).sizes, [0, 0, 0])
    assert above(empty_lanes(1, 0), 0, -1) == -1
