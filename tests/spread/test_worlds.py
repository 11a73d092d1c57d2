from itertools import product
from math import exp

import numpy as np
import pytest

from endigue.spread.forecast import forecast
from endigue.spread.problem import SpreadProblem
from endigue.spread.worlds import fallen_in_worlds

WORLDS = 20_000


def graph(assets, links, seeds):
    """Links are (source, target, p, mean hours); seeds are {asset: p}."""
    rows = sorted(range(len(links)), key=lambda row: links[row][0])
    columns = [np.array([links[row][place] for row in rows]) for place in range(4)]
    return SpreadProblem(
        assets=tuple(f"a{n}" for n in range(assets)),
        kinds=("any",),
        first=np.searchsorted(columns[0], np.arange(assets + 1)).astype(np.int64),
        target=columns[1].astype(np.int32),
        p=columns[2].astype(np.float64),
        mean_hours=columns[3].astype(np.float64),
        number=np.array(rows, np.int64),
        law=np.full(len(links), -1, np.int16),
        law_first=np.zeros(1, np.int64),
        quantile=np.empty(0),
        kind=np.zeros(len(links), np.int16),
        seed=np.array(sorted(seeds), np.int64),
        seed_p=np.array([seeds[asset] for asset in sorted(seeds)], np.float64),
    )


def bits(words):
    """One row a world, one column an asset, for one hour."""
    shifts = np.arange(64, dtype=np.uint64)
    flags = (words[:, None, :] >> shifts[None, :, None]) & np.uint64(1)
    return flags.reshape(-1, words.shape[-1]).astype(bool)


LINKS = [
    (0, 1, 0.5, 0.0),
    (1, 2, 0.7, 0.0),
    (0, 2, 0.2, 0.0),
    (2, 3, 0.9, 0.0),
    (3, 1, 0.4, 0.0),
    (4, 3, 0.6, 0.0),
]


def every_outcome(assets, links, seeds):
    """The exact probability of every set of fallen assets, over all worlds of links."""
    chances = [*(link[2] for link in links), *seeds.values()]
    found = {}
    for world in product((True, False), repeat=len(chances)):
        weight = 1.0
        for works, chance in zip(world, chances, strict=True):
            weight *= chance if works else 1 - chance
        fallen = {a for a, held in zip(seeds, world[len(links) :], strict=True) if held}
        for _ in range(assets):
            fallen |= {
                t for (s, t, *_), works in zip(links, world, strict=False) if works and s in fallen
            }
        key = frozenset(fallen)
        found[key] = found.get(key, 0.0) + weight
    return found


def test_what_falls_together_is_as_likely_as_the_enumeration_of_all_worlds_says():
    seeds = {0: 0.8, 4: 0.3}
    rows = bits(fallen_in_worlds(graph(5, LINKS, seeds), (1.0,), WORLDS)[0])[:WORLDS]
    seen = {}
    for row in rows:
        key = frozenset(np.flatnonzero(row).tolist())
        seen[key] = seen.get(key, 0) + 1
    exact = every_outcome(5, LINKS, seeds)
    assert set(seen) <= set(exact)
    for fallen, chance in exact.items():
        error = 5 * (chance * (1 - chance) / WORLDS) ** 0.5 + 1e-9
        assert abs(seen.get(fallen, 0) / WORLDS - chance) < error, fallen


def test_a_chain_of_exponential_links_is_erlang():
    chain = [(n, n + 1, 1.0, 2.0) for n in range(3)]
    words = fallen_in_worlds(graph(4, chain, {0: 1.0}), (6.0, 24.0), WORLDS)
    for hour, row in zip((6.0, 24.0), words, strict=True):
        pace = hour / 2.0
        share = bits(row)[:WORLDS, 3].mean()
        assert share == pytest.approx(1 - exp(-pace) * (1 + pace + pace**2 / 2), abs=0.02)


def test_it_agrees_with_the_forecast():
    links = [(s, t, p, 3.0) for s, t, p, _ in LINKS]
    problem = graph(5, links, {0: 0.8, 4: 0.3})
    told = {one.id: one for one in forecast(problem, (4.0, 24.0), WORLDS).assets}
    words = fallen_in_worlds(problem, (4.0, 24.0), WORLDS)
    for column in range(2):
        shares = bits(words[column])[:WORLDS].mean(axis=0)
        for asset, share in zip(problem.assets, shares, strict=True):
            assert share == pytest.approx(told[asset].p[column], abs=0.02)


def test_without_a_link_a_world_is_the_same_world_and_nothing_more_falls():
    links = [(s, t, p, 3.0) for s, t, p, _ in LINKS]
    whole = graph(5, links, {0: 0.8, 4: 0.3})
    kept = np.array([n != 3 for n in range(len(links))])
    less = graph(5, [link for link in links if link != links[3]], {0: 0.8, 4: 0.3})
    less = SpreadProblem(**{**vars_of(less), "number": whole.number[kept]})
    here, there = (fallen_in_worlds(one, (24.0,), 500, seed=3) for one in (less, whole))
    assert not (here & ~there).any()
    assert (here != there).any()


def vars_of(problem):
    return {name: getattr(problem, name) for name in SpreadProblem.__slots__}


def test_a_link_that_is_closed_too_late_is_passed_and_one_closed_in_time_is_not():
    chain = [(n, n + 1, 1.0, 0.0) for n in range(3)]
    problem = graph(4, chain, {0: 1.0})
    for closed, fallen in ((0.0, [True, True, False, False]), (1e-6, [True] * 4)):
        shut = np.array([np.inf, closed, np.inf])
        words = fallen_in_worlds(problem, (24.0,), 64, shut=shut)
        assert (words[0, 0] != 0).tolist() == fallen


def test_the_share_that_is_through_before_the_closing_is_that_of_the_time_it_takes():
    problem = graph(2, [(0, 1, 0.8, 2.0)], {0: 1.0})
    for closed in (0.5, 2.0, 5.0):
        words = fallen_in_worlds(problem, (24.0,), WORLDS, shut=np.array([closed]))
        expected = 0.8 * (1 - exp(-closed / 2.0))
        assert bits(words[0])[:WORLDS, 1].mean() == pytest.approx(expected, abs=0.015)


def test_closing_earlier_never_lets_more_fall_in_any_world():
    links = [(s, t, p, 3.0) for s, t, p, _ in LINKS]
    problem = graph(5, links, {0: 0.8, 4: 0.3})
    before = fallen_in_worlds(problem, (24.0,), 500, shut=np.zeros(len(links)))
    for hour in (0.5, 1.0, 4.0, np.inf):
        shut = np.full(len(links), hour)
        now = fallen_in_worlds(problem, (24.0,), 500, shut=shut)
        assert not (before & ~now).any()
        before = now
    assert np.array_equal(before, fallen_in_worlds(problem, (24.0,), 500))


def test_the_number_of_threads_changes_nothing_and_the_seed_does():
    problem = graph(5, LINKS, {0: 0.5})
    one = fallen_in_worlds(problem, (1.0,), 300, seed=7, threads=1)
    assert np.array_equal(one, fallen_in_worlds(problem, (1.0,), 300, seed=7, threads=3))
    assert not np.array_equal(one, fallen_in_worlds(problem, (1.0,), 300, seed=8))


def test_bits_beyond_the_last_world_are_0():
    words = fallen_in_worlds(graph(2, [(0, 1, 1.0, 0.0)], {0: 1.0}), (1.0,), 70)
    assert words.shape == (1, 2, 2)
    assert words[0, :, 1].tolist() == [2**64 - 1, 2**6 - 1]


@pytest.mark.parametrize(
    ("hours", "worlds", "threads"),
    [((), 1, 1), ((1.0,), 0, 1), ((1.0,), 1, 0), ((-1.0,), 1, 1), ((float("inf"),), 1, 1)],
)
def test_nonsense_is_refused(hours, worlds, threads):
    with pytest.raises(ValueError, match="are"):
        fallen_in_worlds(graph(2, [(0, 1, 1.0, 0.0)], {0: 1.0}), hours, worlds, threads=threads)
