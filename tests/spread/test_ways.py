from itertools import pairwise

import pytest

from endigue.spread.forecast import forecast
from endigue.spread.ways import LONGEST_WAY, Ways

HOURS = (1.0, 4.0, 24.0)


@pytest.mark.parametrize("number", range(30))
def test_the_way_in_is_open_begins_at_a_seed_and_is_the_likeliest(drawn, likeliest, number):
    graph = drawn(300 + number, means=(0.0, 1.0, 30.0))
    organisation, seeds = graph.organisation, graph.seeds
    best = likeliest(graph, HOURS[-1])
    for asset in forecast(graph.problem(), HOURS, 500, number).assets:
        ids = [step.source for step in asset.way_in] + [asset.id]
        assert all(one.target == after.source for one, after in pairwise(asset.way_in))
        assert [step.target for step in asset.way_in] == ids[1:]
        start = organisation.asset_index[ids[0]]
        chance = seeds[start]
        for step in asset.way_in:
            source, target = (organisation.asset_index[one] for one in (step.source, step.target))
            chance *= max(
                way.within(HOURS[-1])
                for way in graph.ways
                if (way.source, way.target) == (source, target)
                and step.kind == f"{way.p!r} {way.mean_hours!r}"
            )
        assert chance == pytest.approx(best[organisation.asset_index[asset.id]])


def test_the_way_in_goes_round_a_pulled_lever(network):
    graph = network(4, [(0, 1), (1, 3), (0, 2, 0.5), (2, 3, 0.5)])
    last = {one.id: one for one in forecast(graph.problem(), HOURS, 200).assets}["a3"]
    assert [step.source for step in last.way_in] == ["a0", "a1"]
    found = {one.id: one for one in forecast(graph.problem(pulled=[1]), HOURS, 200).assets}
    assert [step.source for step in found["a3"].way_in] == ["a0", "a2"]
    assert "a1" not in found


def test_of_a_very_long_way_the_last_steps_are_kept(network):
    length = LONGEST_WAY + 50
    chain = network(length + 1, [(at, at + 1) for at in range(length)])
    found = {one.id: one for one in forecast(chain.problem(), HOURS, 10).assets}
    assert len(found) == length + 1
    way = found[f"a{length}"].way_in
    assert (way[0].source, way[-1].target) == ("a50", f"a{length}")
    assert len(found[f"a{LONGEST_WAY}"].way_in) == LONGEST_WAY


@pytest.mark.parametrize("number", range(15))
def test_the_probability_of_a_way_is_the_product_along_it(drawn, likeliest, number):
    graph = drawn(300 + number, means=(0.0, 1.0, 30.0))
    ways = Ways(graph.problem(), HOURS[-1])
    best = likeliest(graph, HOURS[-1])
    assert [ways.probability(asset) for asset in range(graph.assets)] == pytest.approx(best)


def test_without_a_limit_of_hours_only_the_chances_count(network):
    ways = Ways(network(3, [(0, 1, 0.5, 9.0), (1, 2, 0.5, 0.0)]).problem(), float("inf"))
    assert [ways.probability(asset) for asset in range(3)] == pytest.approx([1.0, 0.5, 0.25])
