from itertools import pairwise
from math import exp, expm1, factorial, log, nan, sqrt
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.organisation.model import Organisation
from endigue.spread import forecast as engine
from endigue.spread.forecast import BINS, forecast
from endigue.spread.link_kinds import LinkKinds, Travel
from endigue.spread.problem import build

FAR = 4.5
"""Standard errors that a share may lie beside the truth: with fixed seeds, and a few thousand
shares compared, a right engine is not this unlucky."""

HOURS = (1.0, 4.0, 24.0)
MANY = 40_000

CHANCE = st.sampled_from((0.1, 0.5, 0.9, 1.0))
MEAN = st.sampled_from((0.0, 0.01, 1.0, 10.0))
ASSET = st.integers(0, 5)
WAY = st.tuples(ASSET, ASSET, CHANCE, MEAN)


def passed(mean, hours):
    return -expm1(-hours / mean)


# Truth by enumeration


@pytest.mark.parametrize("number", range(40))
def test_reach_is_that_of_all_worlds_enumerated(drawn, enumerated, shares, sigmas, number):
    network = drawn(number)
    truth = np.array(enumerated(network))
    samples = 20_000
    found = forecast(network.problem(), (72.0,), samples, number)
    assert sigmas(shares(found, network.assets)[:, 0], truth, samples) < FAR
    assert found.expected_fallen[0] == pytest.approx(shares(found, network.assets).sum())


def test_a_seed_of_no_link_falls_with_its_own_probability(network, shares, sigmas):
    found = forecast(network(2, [], {0: 0.3, 1: 1.0}).problem(), (1.0,), MANY, 1)
    assert sigmas(shares(found, 2)[:, 0], np.array([0.3, 1.0]), MANY) < FAR


def test_seeds_are_compromised_independently(network, shares, sigmas):
    both = network(4, [(0, 2), (1, 2), (2, 3)], {0: 0.5, 1: 0.5})
    found = forecast(both.problem(), (1.0,), MANY, 2)
    assert sigmas(shares(found, 4)[:, 0], np.array([0.5, 0.5, 0.75, 0.75]), MANY) < FAR


# Truth by closed forms


@pytest.mark.parametrize("length", [1, 2, 3, 6])
def test_the_end_of_a_path_falls_by_erlang_s_law(network, shares, sigmas, length):
    mean = 2.0
    path = network(length + 1, [(at, at + 1, 1.0, mean) for at in range(length)])
    truth = [
        1 - sum(exp(-hour / mean) * (hour / mean) ** i / factorial(i) for i in range(length))
        for hour in HOURS
    ]
    found = shares(forecast(path.problem(), HOURS, MANY, length), length + 1)
    assert sigmas(found[length], np.array(truth), MANY) < FAR


def test_of_parallel_links_the_first_to_be_passed_counts(network, shares, sigmas):
    links = [(0.9, 2.0), (0.4, 0.5), (0.05, 0.1), (1.0, 30.0)]
    parallel = network(2, [(0, 1, p, mean) for p, mean in links])
    truth = [1 - np.prod([1 - p * passed(mean, hour) for p, mean in links]) for hour in HOURS]
    found = shares(forecast(parallel.problem(), HOURS, MANY, 3), 2)
    assert sigmas(found[1], np.array(truth), MANY) < FAR


def test_the_points_of_a_star_fall_each_by_itself(network, shares, sigmas):
    points = [(0.2 * number, 0.3 * number**2) for number in range(1, 6)]
    star = network(6, [(0, at + 1, p, mean) for at, (p, mean) in enumerate(points)])
    truth = [[p * passed(mean, hour) for hour in HOURS] for p, mean in points]
    found = forecast(star.problem(), HOURS, MANY, 4)
    assert sigmas(shares(found, 6)[1:], np.array(truth), MANY) < FAR
    expected = 1 + np.array(truth).sum(axis=0)
    assert found.expected_fallen == pytest.approx(expected, abs=FAR * sqrt(5 / 4 / MANY))


def test_the_middle_of_a_star_falls_to_any_of_its_points(network, shares, sigmas):
    points = [(0.1 * number, 0.5, 2.0 * number) for number in range(1, 6)]
    star = network(
        6,
        [(at + 1, 0, p, mean) for at, (_, p, mean) in enumerate(points)],
        {at + 1: held for at, (held, _, _) in enumerate(points)},
    )
    truth = [
        1 - np.prod([1 - held * p * passed(mean, hour) for held, p, mean in points])
        for hour in HOURS
    ]
    found = shares(forecast(star.problem(), HOURS, MANY, 5), 6)
    assert sigmas(found[0], np.array(truth), MANY) < FAR


@pytest.mark.parametrize(("mean", "horizon"), [(1.0, 24.0), (10.0, 24.0), (200.0, 24.0)])
def test_the_median_is_that_of_the_worlds_in_which_it_falls(network, mean, horizon):
    single = network(2, [(0, 1, 0.7, mean)])
    found = forecast(single.problem(), (horizon,), MANY, 6).assets[1]
    within = passed(mean, horizon)
    median = -mean * log(1 - within / 2)
    density = exp(-median / mean) / mean / within
    error = 1 / (2 * density * sqrt(0.7 * within * MANY))
    assert found.median_hours == pytest.approx(median, abs=FAR * error + horizon / BINS)


def test_what_falls_at_once_has_a_median_of_no_hours(network):
    found = forecast(network(3, [(0, 1), (1, 2, 0.3)]).problem(), HOURS, 500)
    assert [asset.median_hours for asset in found.assets] == [0.0, 0.0, 0.0]


# Any distribution


def by_quantiles(network, rows):
    """A star whose points have these rows: p and quantiles."""
    star = network(len(rows) + 1, [(0, at + 1, 0.5, float(at)) for at in range(len(rows))])
    kinds = star.organisation.links.kinds
    table = {
        kind: (Travel(p, source="test", quantiles=quantiles),)
        for kind, (p, quantiles) in zip(kinds, rows, strict=True)
    }
    return build(star.organisation, {"a0": 1.0}, LinkKinds(star.table.default, table))


def test_times_are_those_of_the_quantile_table(network, shares, sigmas):
    rows = [
        (1.0, (0.0, 10.0)),
        (0.8, (1.0, 2.0, 4.0, 8.0, 16.0)),
        (0.5, (3.0, 3.0, 3.0)),
        (0.9, (0.0, 0.0, 30.0)),
    ]
    hours = (1.0, 3.0, 6.0, 20.0)
    truth = [[p * np.interp(hour, *_strict(quantiles)) for hour in hours] for p, quantiles in rows]
    found = shares(forecast(by_quantiles(network, rows), hours, MANY, 8), 5)
    assert sigmas(found[1:], np.array(truth), MANY) < FAR


def _strict(quantiles):
    """Hours and the share within them; of equal hours the greatest share holds."""
    share = {hour: at / (len(quantiles) - 1) for at, hour in enumerate(quantiles)}
    first = min(share)
    return [first - 1e-9, *share], [0.0, *share.values()]


def test_a_fine_table_of_an_exponential_is_the_exponential(network, shares, sigmas):
    mean, steps = 2.0, 400
    table = (*(-mean * log(1 - at / steps) for at in range(steps)), mean * 12)
    truth = np.array([[passed(mean, hour) for hour in HOURS]])
    found = shares(forecast(by_quantiles(network, [(1.0, table)]), HOURS, MANY, 9), 2)
    assert np.abs(found[1:] - truth).max() < 0.01


# Truth by another simulator: times that no formula gives


@pytest.mark.parametrize("number", range(12))
def test_a_plain_search_with_other_chances_agrees(drawn, searched, shares, number):
    network = drawn(100 + number, means=(0.0, 0.001, 0.05, 1.0, 6.0))
    few, many = 3_000, 60_000
    plain = searched(network, HOURS, few, number)
    found = shares(forecast(network.problem(), HOURS, many, number), network.assets)
    error = np.sqrt(np.maximum(found * (1 - found), 1 / few) * (1 / few + 1 / many))
    assert (np.abs(plain - found) < FAR * error).all()


# Laws that hold in every single world


@settings(deadline=None, max_examples=60)
@given(st.lists(WAY, max_size=15), WAY, st.integers(0, 2**64))
def test_one_more_link_never_lowers_a_count(network, shares, ways, one_more, seed):
    fewer, more = (
        shares(forecast(network(6, given, {0: 0.8, 1: 0.1}).problem(), HOURS, 40, seed), 6)
        for given in (ways, [*ways, one_more])
    )
    assert (more >= fewer).all()


@settings(deadline=None, max_examples=60)
@given(st.lists(WAY, max_size=20), st.sets(ASSET), ASSET, st.integers(0, 1000))
def test_one_more_pulled_lever_never_raises_a_count(network, shares, ways, pulled, more, seed):
    graph = network(6, ways, {0: 0.8, 1: 0.1})
    before, after = (
        shares(forecast(graph.problem(sorted(levers)), HOURS, 40, seed), 6)
        for levers in (pulled, pulled | {more})
    )
    assert (after <= before).all()


@settings(deadline=None, max_examples=40)
@given(st.lists(WAY, max_size=15), st.integers(0, 1000))
def test_a_likelier_seed_never_lowers_a_count(network, shares, ways, seed):
    before, after = (
        shares(forecast(network(6, ways, {0: p, 1: 0.3}).problem(), HOURS, 40, seed), 6)
        for p in (0.2, 0.6)
    )
    assert (after >= before).all()


def test_probability_never_falls_with_the_hours(drawn):
    for number in range(20):
        graph = drawn(number, means=(0.0, 1.0, 10.0))
        for asset in forecast(graph.problem(), (0.5, 1, 2, 4, 8), 200, number).assets:
            assert all(earlier <= later for earlier, later in pairwise(asset.p))


def test_a_plan_that_cuts_everything_leaves_the_seeds_alone(network):
    ways = [(a, b, 0.9, 1.0) for a in range(5) for b in range(5)]
    graph = network(5, ways, {0: 1.0, 3: 1.0})
    found = forecast(graph.problem(pulled=range(5)), HOURS, 300)
    assert {asset.id for asset in found.assets} == {"a0", "a3"}
    assert found.expected_fallen == (2.0, 2.0, 2.0)
    assert all(asset.median_hours == 0.0 and asset.way_in == () for asset in found.assets)


# What may not change the result


def test_threads_change_nothing(drawn):
    for number in range(10):
        problem = drawn(number, means=(0.0, 0.5, 5.0)).problem()
        one, two, three = (
            forecast(problem, HOURS, 101, number, threads=threads) for threads in (1, 2, 3)
        )
        assert one == two == three
    assert forecast(problem, HOURS, 1, 0, threads=3) == forecast(problem, HOURS, 1, 0, threads=1)


def test_whole_hours_are_hours(network):
    problem = network(2, [(0, 1, 0.5, 1.0)]).problem()
    assert forecast(problem, (1, 4), 200).assets == forecast(problem, (1.0, 4.0), 200).assets


def test_a_world_that_needs_more_room_gets_it(network, shares):
    # Each asset of the ladder comes in more than twice: three straight links, each quicker than
    # the last, and a way round that is quicker still.
    rungs = 1_500
    ways = [(0, at, 1.0, mean) for at in range(1, rungs) for mean in (1e4, 5e3, 2.5e3)]
    ways += [(at + 1, at, 1.0, 1.0) for at in range(1, rungs - 1)] + [(0, rungs - 1, 1.0, 0.0)]
    ladder = network(rungs, ways).problem()
    found = shares(forecast(ladder, (1e7,), 40), rungs)
    assert (found == 1.0).all()


def test_the_number_of_worlds_held_at_once_changes_nothing(drawn, monkeypatch):
    problem = drawn(5, means=(0.0, 0.5, 5.0)).problem()
    at_once = forecast(problem, HOURS, 101, 9)
    monkeypatch.setattr(engine, "_BLOCK", 1)
    assert forecast(problem, HOURS, 101, 9) == at_once


def test_other_seeds_give_other_worlds(network):
    graph = network(2, [(0, 1, 0.5, 1.0)]).problem()
    counts = {forecast(graph, (4.0,), 1000, seed).expected_fallen for seed in range(-5, 5)}
    assert len(counts) > 5


def test_other_names_give_the_same_forecast_to_the_letter(drawn):
    graph = drawn(7, means=(0.0, 1.0, 5.0))
    found = forecast(graph.problem(), HOURS, 300, 7)
    named = graph.organisation
    other = Organisation(
        named.name,
        assets=tuple(type(one)(f"z-{one.id}", "", "account") for one in named.assets),
        links=named.links,
    )
    seeds = {f"z-a{number}": chance for number, chance in graph.seeds.items()}
    again = forecast(build(other, seeds, graph.table), HOURS, 300, 7)
    assert [f"z-{one.id}" for one in found.assets] == [one.id for one in again.assets]
    for one, same in zip(found.assets, again.assets, strict=True):
        assert (one.p, one.half_width, one.median_hours) == (
            same.p,
            same.half_width,
            same.median_hours,
        )
        assert [step.kind for step in one.way_in] == [step.kind for step in same.way_in]


@pytest.mark.parametrize("number", range(8))
def test_another_order_of_assets_and_links_changes_only_the_draw(
    drawn, network, shares, sigmas, number
):
    """Chances go with the places of links and assets, so this holds within sampling error."""
    graph = drawn(200 + number, means=(0.0, 1.0, 5.0))
    shuffle = Random(number)
    place = list(range(graph.assets))
    shuffle.shuffle(place)
    ways = [(place[way.source], place[way.target], way.p, way.mean_hours) for way in graph.ways]
    shuffle.shuffle(ways)
    moved = network(graph.assets, ways, {place[s]: p for s, p in graph.seeds.items()})
    one, two = (
        shares(forecast(one.problem(), HOURS, MANY, number), graph.assets) for one in (graph, moved)
    )
    assert sigmas(two[place], (one + two[place]) / 2, 2 * MANY) < FAR


# Form


def test_the_likeliest_come_first_then_the_soonest(network):
    graph = network(5, [(0, 1, 0.5, 0.0), (0, 2, 0.9, 0.0), (0, 3, 1.0, 1.0), (0, 4, 1.0, 0.2)])
    found = forecast(graph.problem(), (72.0,), 400)
    assert [asset.id for asset in found.assets] == ["a0", "a4", "a3", "a2", "a1"]
    assert (found.hours, found.samples, found.seed) == ((72.0,), 400, 0)


def test_without_seeds_links_or_assets_nothing_falls(network):
    table = LinkKinds(Travel(1.0, 0.0, "test"), {})
    for problem in (
        build(Organisation("empty"), {}, table),
        network(3, [(0, 1)], {0: 0.0}).problem(),
    ):
        found = forecast(problem, HOURS, 50)
        assert found.assets == ()
        assert found.expected_fallen == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    "hours",
    [(), (0.0, 1.0), (-1.0,), (4.0, 1.0), (1.0, 1.0), (1.0, float("inf")), (nan,), (1.0, nan, 4.0)],
)
def test_hours_that_make_no_sense_are_refused(network, hours):
    with pytest.raises(ValueError, match="hours are finite"):
        forecast(network(2, [(0, 1)]).problem(), hours)


@pytest.mark.parametrize(("samples", "threads"), [(0, 2), (-1, 2), (10, 0), (10, -2)])
def test_samples_and_threads_must_be_at_least_one(network, samples, threads):
    with pytest.raises(ValueError, match="at least one"):
        forecast(network(2, [(0, 1)]).problem(), HOURS, samples, 0, threads)
