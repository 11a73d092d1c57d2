import numpy as np

from endigue.organisation.example.chance import Chance


def test_shares_come_from_the_promised_stream_of_the_generator() -> None:
    bits = np.random.PCG64(np.random.SeedSequence([7, *b"tide"]))
    expected = [int(raw) // 2**11 / 2**53 for raw in bits.random_raw(4)]
    assert Chance(7, "tide").shares(4).tolist() == expected


def test_themes_and_seeds_have_their_own_draws() -> None:
    draws = [Chance(seed, theme).shares(3).tolist() for seed in (1, 2) for theme in ("a", "b")]
    assert len({tuple(draw) for draw in draws}) == 4


def test_picks_are_spread_evenly() -> None:
    of = np.arange(10, 15, dtype=np.int32)
    counts = np.bincount(Chance(3, "even").pick(of, 50_000), minlength=15)[10:]
    assert counts.sum() == 50_000
    assert np.abs(counts - 10_000).max() < 500


def test_some_are_different_and_all_of_them_if_there_are_no_more() -> None:
    of = np.arange(20, dtype=np.int32)
    some = Chance(3, "some").some(of, 7)
    assert len(set(some.tolist())) == 7
    assert sorted(Chance(3, "some").some(of, 99).tolist()) == list(range(20))
