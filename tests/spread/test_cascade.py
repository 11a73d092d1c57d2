from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.organisation.model import Asset, Links, Organisation
from endigue.spread.cascade import cascade
from endigue.spread.forecast import forecast
from endigue.spread.link_kinds import LinkKinds, Travel
from endigue.spread.problem import build

FAR = 4.5
"""Standard errors; see test_forecast."""

MANY = 20_000
ASSET = st.integers(0, 5)
WAY = st.tuples(ASSET, ASSET, st.sampled_from((1e-12, 0.1, 0.5, 0.9, 1.0)))


def reached(problem, samples=64, seed=0, threads=2):
    """`p` of every asset a0, a1, ..."""
    found = {one.id: one.p for one in cascade(problem, samples, seed, threads).assets}
    return np.array([found.get(name, 0.0) for name in problem.assets])


# Truth


@pytest.mark.parametrize("number", range(60))
def test_reach_is_that_of_all_worlds_enumerated(drawn, enumerated, sigmas, number):
    network = drawn(number)
    truth = np.array(enumerated(network))
    assert sigmas(reached(network.problem(), MANY, number), truth, MANY) < FAR


@pytest.mark.parametrize("number", range(3))
def test_reach_through_fifteen_uncertain_links_is_that_of_all_worlds(
    network, enumerated, sigmas, number
):
    chance = Random(number)
    ways = [(chance.randrange(6), chance.randrange(6), chance.random()) for _ in range(15)]
    graph = network(6, ways)
    truth = np.array(enumerated(graph))
    assert sigmas(reached(graph.problem(), MANY, number), truth, MANY) < FAR


def test_the_end_of_a_path_falls_with_the_product(network, sigmas):
    path = network(5, [(at, at + 1, p) for at, p in enumerate((0.9, 0.8, 1.0, 0.3))], {0: 0.5})
    truth = 0.5 * np.cumprod([1, 0.9, 0.8, 1.0, 0.3])
    assert sigmas(reached(path.problem(), MANY), truth, MANY) < FAR


def test_of_parallel_links_one_is_enough(network, sigmas):
    chances = (0.3, 0.1, 0.02, 0.3)
    parallel = network(2, [(0, 1, p) for p in chances])
    truth = np.array([1.0, 1 - np.prod([1 - p for p in chances])])
    assert sigmas(reached(parallel.problem(), MANY), truth, MANY) < FAR


def test_the_points_of_a_star_fall_each_by_itself(network):
    star = network(3, [(0, 1, 0.5), (0, 2, 0.5)])
    both = cascade(network(4, [*star.ways, (1, 3, 1.0)]).problem(), MANY)
    p = {one.id: one.p for one in both.assets}
    assert p["a3"] == p["a1"]  # a certain link follows its source in every world
    assert p["a1"] != p["a2"]


def test_certain_is_certain_and_the_all_but_impossible_never_comes(network):
    chain = network(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1e-12)])
    assert reached(chain.problem(), 5_000).tolist() == [1.0, 1.0, 1.0, 0.0]


# The other kernel


@pytest.mark.parametrize("number", range(30))
def test_without_delays_the_forecast_sees_the_same_worlds(drawn, shares, number):
    graph = drawn(number)
    times = shares(forecast(graph.problem(), (1.0,), 700, number), graph.assets)[:, 0]
    assert reached(graph.problem(), 700, number).tolist() == times.tolist()


@pytest.mark.parametrize("number", range(10))
def test_given_time_enough_the_forecast_comes_to_the_same(drawn, shares, number):
    graph = drawn(number, means=(0.0, 0.001, 0.01))
    times = shares(forecast(graph.problem(), (50.0,), 300, number), graph.assets)[:, 0]
    assert reached(graph.problem(), 300, number).tolist() == times.tolist()


@pytest.mark.parametrize("scale", [1.0, 0.6, 0.4])
def test_where_thousands_of_assets_let_others_pass_the_forecast_sees_the_same_worlds(
    network, shares, scale
):
    chance = Random(1)
    ways = [
        (
            chance.randrange(3_000),
            chance.randrange(3_000),
            chance.choice((0.05, 0.2, 0.8, 1)) * scale,
        )
        for _ in range(20_000)
    ]
    graph = network(3_000, ways)
    times = shares(forecast(graph.problem(), (1.0,), 700, 2), graph.assets)[:, 0]
    assert times.sum() > 50
    assert reached(graph.problem(), 700, 2).tolist() == times.tolist()


# Laws that hold in every single world


@settings(deadline=None, max_examples=60)
@given(st.lists(WAY, max_size=15), WAY, st.integers(0, 2**64))
def test_one_more_link_never_lowers_a_count(network, ways, one_more, seed):
    fewer, more = (
        reached(network(6, given, {0: 0.8, 1: 0.1}).problem(), 40, seed)
        for given in (ways, [*ways, one_more])
    )
    assert (more >= fewer).all()


@settings(deadline=None, max_examples=40)
@given(st.lists(WAY, max_size=15), st.integers(0, 1000), st.integers(1, 1100))
def test_more_samples_begin_with_the_same_worlds(network, ways, seed, samples):
    graph = network(6, ways, {0: 0.5}).problem()
    some, more = (np.rint(reached(graph, count, seed) * count) for count in (samples, samples + 1))
    assert set((more - some).tolist()) <= {0.0, 1.0}


@settings(deadline=None, max_examples=40)
@given(st.permutations(range(6)), st.lists(WAY, max_size=15), st.integers(0, 1000))
def test_other_places_of_the_assets_change_nothing_if_their_seeds_are_certain(
    network, place, ways, seed
):
    moved = [(place[source], place[target], p) for source, target, p in ways]
    here = reached(network(6, ways, {0: 1.0, 3: 1.0}).problem(), 100, seed)
    there = reached(network(6, moved, {place[0]: 1.0, place[3]: 1.0}).problem(), 100, seed)
    assert here.tolist() == there[place].tolist()


# What may not change the result


@pytest.mark.parametrize("samples", [1, 63, 64, 511, 512, 513, 1500])
def test_threads_change_nothing(drawn, samples):
    problem = drawn(3).problem()
    one, two, five = (cascade(problem, samples, 7, threads) for threads in (1, 2, 5))
    assert one == two == five
    assert one.samples == samples


def test_other_seeds_give_other_worlds(network):
    graph = network(2, [(0, 1, 0.5)]).problem()
    assert len({cascade(graph, 1000, seed).expected_fallen for seed in range(-5, 5)}) > 5


# Size and form


def test_hundreds_of_thousands_of_parallel_links_are_one_certain_way():
    many = 300_000
    links = Links(
        source=np.zeros(many, np.int32),
        target=np.ones(many, np.int32),
        kind=np.zeros(many, np.int16),
        port=np.zeros(many, np.int32),
        flow=np.full(many, -1, np.int32),
        kinds=("Reach",),
    )
    assets = (Asset("a0", "", "machine"), Asset("a1", "", "machine"))
    table = LinkKinds(Travel(0.001, 1.0, "test"), {})
    problem = build(Organisation("parallel", assets=assets, links=links), {"a0": 1.0}, table)
    assert reached(problem, 100).tolist() == [1.0, 1.0]


def test_the_likeliest_come_first_and_the_mean_is_their_sum(drawn):
    for number in range(10):
        found = cascade(drawn(number).problem(), 333, number)
        p = [one.p for one in found.assets]
        assert p == sorted(p, reverse=True)
        assert found.expected_fallen == pytest.approx(sum(p))
        assert all(one.half_width > 0 for one in found.assets)


def test_without_seeds_links_or_assets_nothing_falls(network):
    empty = build(Organisation("empty"), {}, LinkKinds(Travel(1.0, 0.0, "test"), {}))
    for problem in (empty, network(3, [(0, 1)], {0: 0.0}).problem()):
        found = cascade(problem, 50)
        assert (found.assets, found.expected_fallen) == ((), 0.0)


@pytest.mark.parametrize(("samples", "threads"), [(0, 2), (-1, 2), (10, 0), (10, -2)])
def test_samples_and_threads_must_be_at_least_one(network, samples, threads):
    with pytest.raises(ValueError, match="at least one"):
        cascade(network(2, [(0, 1)]).problem(), samples, 0, threads)
