import numba
import numpy as np
import pytest

from endigue.spread import lanes
from endigue.spread.chance import digits, keys, word_keys, working, working_lanes
from endigue.spread.lanes import WORDS, all_of, count, is_any, load, store

ONE, OTHER = np.random.default_rng(1).integers(0, 2**64, (2, WORDS), np.uint64)

BY_WORD = {
    "both": lambda one, other: one & other,
    "either": lambda one, other: one | other,
    "unlike": lambda one, other: one ^ other,
    "without": lambda one, other: one & ~other,
    "plus": lambda one, other: one + other,
    "times": lambda one, other: one * other,
}


@pytest.mark.parametrize("name", BY_WORD)
def test_an_operation_is_that_of_every_word(name):
    operation = getattr(lanes, name)

    @numba.njit
    def apply(one, other, out):
        two = load(other.ctypes.data, 0)
        store(out.ctypes.data, 1, operation(load(one.ctypes.data, 0), two))

    out = np.zeros((2, WORDS), np.uint64)
    apply(ONE, OTHER, out)
    assert out[1].tolist() == BY_WORD[name](ONE, OTHER).tolist()
    assert not out[0].any()


def test_words_are_shifted_spread_counted_and_looked_through():
    @numba.njit
    def apply(one, out):
        value = load(one.ctypes.data, 0)
        store(out.ctypes.data, 0, lanes.shifted(value, all_of(np.uint64(13))))
        nothing = lanes.without(value, value)
        return count(value), is_any(value), is_any(nothing), count(nothing)

    out = np.zeros(WORDS, np.uint64)
    found = apply(ONE, out)
    assert out.tolist() == (ONE >> np.uint64(13)).tolist()
    assert found == (int(np.bitwise_count(ONE).sum()), True, False, 0)


@pytest.mark.parametrize("bit", [0, 63, 64, 300, 511])
def test_a_single_bit_is_seen_wherever_it_stands(bit):
    @numba.njit
    def seen(one):
        value = load(one.ctypes.data, 0)
        return is_any(value), count(value)

    one = np.zeros(WORDS, np.uint64)
    one[bit // 64] = np.uint64(1) << np.uint64(bit % 64)
    assert seen(one) == (True, 1)


@pytest.mark.parametrize("p", [1e-6, 0.03, 0.5, 0.7, 0.99])
def test_512_worlds_at_once_are_the_same_as_64_at_a_time(p):
    @numba.njit
    def apply(key, by_word, p, asked, out):
        word_key = load(by_word.ctypes.data, 0)
        worlds = load(asked.ctypes.data, 0)
        store(out.ctypes.data, 0, working_lanes(key, word_key, p, worlds))

    digit = digits(np.array([p]))[0]
    by_word = word_keys(512)
    for key in keys(2, np.arange(50)):
        out = np.zeros(WORDS, np.uint64)
        apply(key, by_word, digit, ONE, out)
        words = zip(by_word[0], ONE, strict=True)
        assert out.tolist() == [working(key, of, digit, asked) for of, asked in words]
