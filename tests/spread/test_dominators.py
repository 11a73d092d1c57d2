from dataclasses import replace

import numpy as np
import pytest

from endigue.organisation.model import Organisation
from endigue.spread.cascade import cascade
from endigue.spread.dominators import key_points
from endigue.spread.link_kinds import LinkKinds, Travel
from endigue.spread.problem import build

FAR = 4.5
SAMPLES = 150


def costs_of(problem):
    return np.arange(1, len(problem.assets) + 1, dtype=np.int64) ** 2 * 100


def counts(problem, seed, samples=SAMPLES):
    found = {one.id: one.p for one in cascade(problem, samples, seed).assets}
    return np.rint([found.get(name, 0.0) * samples for name in problem.assets])


def without_link(problem, link):
    """The same problem, the other links with their numbers."""
    source = np.searchsorted(problem.first, link, side="right") - 1
    kept = np.arange(len(problem.target)) != link
    columns = ("target", "p", "mean_hours", "number", "kind", "law")
    return replace(
        problem,
        first=problem.first - (np.arange(len(problem.first)) > source),
        **{name: getattr(problem, name)[kept] for name in columns},
    )


# Truth in every world: take the asset or the link away, and look what no longer falls


@pytest.mark.parametrize("number", range(120))
def test_an_asset_saves_what_no_longer_falls_in_the_same_worlds(drawn, number):
    graph = drawn(number)
    problem = graph.problem()
    costs = costs_of(problem)
    found = {one.id: one for one in key_points(problem, costs, SAMPLES, number).assets}
    before = counts(problem, number)
    assert {problem.assets[at] for at in np.flatnonzero(before)} == set(found)
    for asset, name in enumerate(problem.assets):
        saved = before - counts(graph.problem(pulled=[asset]), number)
        saved[asset] = 0
        if name in found:
            assert found[name].p * SAMPLES == pytest.approx(before[asset])
            assert found[name].saves * SAMPLES == pytest.approx(saved.sum())
            assert found[name].saves_cost * SAMPLES == pytest.approx(saved @ costs)
        else:
            assert not saved.any()


@pytest.mark.parametrize("number", range(120))
def test_a_link_saves_what_no_longer_falls_in_the_same_worlds(drawn, number):
    problem = drawn(number).problem()
    costs = costs_of(problem)
    before = counts(problem, number)
    truth: dict[tuple[str, str, str], np.ndarray] = {}
    for link in range(len(problem.target)):
        source = np.searchsorted(problem.first, link, side="right") - 1
        name = (
            problem.assets[source],
            problem.assets[problem.target[link]],
            problem.kinds[problem.kind[link]],
        )
        saved = before - counts(without_link(problem, link), number)
        if saved.any():
            truth[name] = truth.get(name, 0) + np.array([saved.sum(), saved @ costs])
    found: dict[tuple[str, str, str], np.ndarray] = {}
    for one in key_points(problem, costs, SAMPLES, number).links:
        name = (one.source, one.target, one.kind)
        found[name] = found.get(name, 0) + np.array([one.saves, one.saves_cost]) * SAMPLES
    assert set(found) == set(truth)
    for name, sums in found.items():
        assert sums == pytest.approx(truth[name])


# Truth by enumeration


@pytest.mark.parametrize("number", range(25))
def test_what_an_asset_saves_is_that_of_all_worlds_enumerated(drawn, network, enumerated, number):
    graph = drawn(number)
    found = {
        one.id: one
        for one in key_points(
            graph.problem(), np.zeros(graph.assets, np.int64), 4_000, number
        ).assets
    }
    falls = np.array(enumerated(graph))
    for asset in range(graph.assets):
        open_ways = [way for way in graph.ways if asset not in (way.source, way.target)]
        left = np.array(enumerated(network(graph.assets, open_ways, graph.seeds)))
        saved = np.delete(falls - left, asset).sum()
        if one := found.get(f"a{asset}"):
            # What no sample showed may still have happened: never less than one in a thousand.
            error = max(one.half_width / 1.96, graph.assets / 1_000)
            assert abs(one.saves - saved) < FAR * error
        else:
            assert saved < 0.02


def test_on_a_path_everything_behind_is_saved(network):
    path = network(5, [(at, at + 1) for at in range(4)])
    found = key_points(path.problem(), np.full(5, 100), 40)
    assert [(one.id, one.saves, one.saves_cost) for one in found.assets] == [
        ("a0", 4.0, 400.0),
        ("a1", 3.0, 300.0),
        ("a2", 2.0, 200.0),
        ("a3", 1.0, 100.0),
        ("a4", 0.0, 0.0),
    ]
    assert [(one.target, one.saves) for one in found.links] == [
        ("a1", 4.0),
        ("a2", 3.0),
        ("a3", 2.0),
        ("a4", 1.0),
    ]
    assert all(one.half_width == 0.0 for one in found.assets)


def test_of_two_ways_neither_saves_what_both_lead_to(network):
    diamond = network(4, [(0, 1), (0, 2), (1, 3), (2, 3)])
    found = key_points(diamond.problem(), np.ones(4, np.int64), 10)
    assert {one.id: one.saves for one in found.assets} == {"a0": 3, "a1": 0, "a2": 0, "a3": 0}
    assert {(one.source, one.target) for one in found.links} == {("a0", "a1"), ("a0", "a2")}


def test_of_parallel_links_none_alone_saves_anything(network):
    found = key_points(network(2, [(0, 1), (0, 1)]).problem(), np.ones(2, np.int64), 10)
    assert found.links == ()
    assert {one.id: one.saves for one in found.assets} == {"a0": 1, "a1": 0}


def test_a_long_chain_and_a_long_way_back_are_no_trouble(network):
    length = 3_000
    ways = [(at, at + 1) for at in range(length)] + [(at, at // 2) for at in range(1, length)]
    found = key_points(network(length + 1, ways).problem(), np.ones(length + 1, np.int64), 3)
    assert [one.saves for one in found.assets] == list(range(length, -1, -1))


# What may not change the result


@pytest.mark.parametrize("samples", [1, 32, 33, 100])
def test_threads_change_nothing(drawn, samples):
    for number in range(5):
        problem = drawn(number).problem()
        one, two, three = (
            key_points(problem, costs_of(problem), samples, number, threads)
            for threads in (1, 2, 3)
        )
        assert one == two == three


def test_without_seeds_nothing_matters(network):
    empty = build(Organisation("empty"), {}, LinkKinds(Travel(1.0, 0.0, "test"), {}))
    for problem in (empty, network(3, [(0, 1)], {0: 0.0}).problem()):
        found = key_points(problem, np.ones(len(problem.assets), np.int64), 40)
        assert (found.assets, found.links, found.expected_fallen) == ((), (), 0.0)


@pytest.mark.parametrize(("samples", "threads"), [(0, 2), (-1, 2), (10, 0)])
def test_samples_and_threads_must_be_at_least_one(network, samples, threads):
    with pytest.raises(ValueError, match="at least one"):
        key_points(network(2, [(0, 1)]).problem(), np.ones(2, np.int64), samples, 0, threads)
