from itertools import pairwise

import numpy as np
import pytest

from endigue.spread.chance import digits, even, keys, mixed, mixed_words, word_keys, working

FAR = 4.5
ALL = np.uint64(2**64 - 1)
LINKS = 2_000


def masks(p, seed=1):
    """The words of 2,000 links of this probability in one word of worlds."""
    word_key = word_keys(64).reshape(-1)[0]
    digit = digits(np.array([p]))[0]
    return np.array(
        [working(key, word_key, digit, ALL) for key in keys(seed, np.arange(LINKS))], np.uint64
    )


@pytest.mark.parametrize("p", [1e-4, 0.05, 0.3, 0.5, 0.75, 0.9, 0.999])
def test_a_link_works_in_its_share_of_the_worlds(p):
    count = int(np.bitwise_count(masks(p)).sum())
    trials = 64 * LINKS
    assert abs(count - p * trials) < FAR * np.sqrt(p * (1 - p) * trials)


def test_worlds_and_links_are_independent():
    bits = np.unpackbits(masks(0.5).view(np.uint8)).reshape(LINKS, 64)
    for columns, length in ((bits, LINKS), (bits.T, 64)):
        correlated = np.corrcoef(columns.T)
        np.fill_diagonal(correlated, 0.0)
        # The greatest of so many: by the normal law beyond 6 sigma once in 10^9.
        assert np.abs(correlated).max() < 6.5 / np.sqrt(length)


def test_a_likelier_link_works_wherever_a_less_likely_one_does():
    for lower, higher in pairwise((0.01, 0.3, 0.31, 0.5, 0.9, 1.0)):
        assert not (masks(lower) & ~masks(higher)).any()


def test_certain_is_always_and_the_least_is_kept_above_never():
    assert digits(np.array([1.0, 0.5, 1e-300, 1 - 1e-15])).tolist() == [0, 1 << 31, 1, 0]
    assert (masks(1.0) == ALL).all()
    assert not masks(1e-300).any()


def test_only_worlds_that_are_asked_for_are_given_and_each_is_as_if_asked_alone():
    key, word_key = keys(3, np.arange(1))[0], word_keys(64).reshape(-1)[0]
    digit = digits(np.array([0.4]))[0]
    whole = int(working(key, word_key, digit, ALL))
    for bit in range(64):
        alone = int(working(key, word_key, digit, np.uint64(1 << bit)))
        assert alone == whole & (1 << bit)


def test_one_is_mixed_as_many_are():
    words = np.array([0, 1, 2**63, 12345], np.uint64)
    assert [int(mixed(word)) for word in words] == mixed_words(words).tolist()
    # The first output of the published generator that starts at 0.
    assert int(mixed_words(np.array([0x9E3779B97F4A7C15], np.uint64))[0]) == 0xE220A8397B1DCDAF


def test_times_are_even_and_those_of_other_worlds_are_others():
    word_key = word_keys(64).reshape(-1)[0]
    drawn = np.array(
        [
            [even(key, word_key, np.uint64(bit)) for bit in range(8)]
            for key in keys(5, np.arange(2_000))
        ]
    )
    assert drawn.min() > 0 and drawn.max() <= 1
    assert abs(drawn.mean() - 0.5) < FAR / np.sqrt(12 * drawn.size)
    assert abs((drawn**2).mean() - 1 / 3) < FAR * np.sqrt(4 / 45 / drawn.size)
    correlated = np.corrcoef(drawn.T)
    np.fill_diagonal(correlated, 0.0)
    assert np.abs(correlated).max() < 5 / np.sqrt(2_000)


def test_seeds_of_any_size_have_keys():
    assert len({int(keys(seed, np.zeros(1, np.int64))[0]) for seed in (-1, 0, 1, 2**63)}) == 4
    assert keys(2**64 + 7, np.arange(3)).tolist() == keys(7, np.arange(3)).tolist()
