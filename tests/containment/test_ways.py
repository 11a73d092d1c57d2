from itertools import pairwise

import pytest

from endigue.containment.price import Simulator
from endigue.containment.pricer import Pricer
from endigue.containment.ways import WaysBehind, named


@pytest.mark.parametrize("seed", range(6_200, 6_260))
def test_the_way_behind_a_lever_is_a_shortest_one_that_the_simulator_finds_too(draw, seed):
    instance = draw(seed)
    org, pulled = instance.organisation, [lever.id for lever in instance.organisation.levers]
    pricer, simulator = Pricer(org), Simulator(org)
    situation = pricer.price(instance.seeds, pulled)
    behind = WaysBehind(pricer.terrain, situation, pulled)
    for lever, one in pricer.without_each(instance.seeds, pulled).items():
        if not one.saves:
            continue
        way = behind.to(one.dearest, lever)
        rest = simulator.price(instance.seeds, [other for other in pulled if other != lever])
        assert way[0] in instance.seeds
        assert way[-1] == org.assets[one.dearest].id
        assert len(way) == len(rest.way(way[-1]))
        assert set(way) <= rest.fallen
        links = {
            (org.assets[a].id, org.assets[b].id)
            for a, b in zip(org.links.source.tolist(), org.links.target.tolist(), strict=True)
        }
        assert set(pairwise(way)) <= links


@pytest.mark.parametrize("seed", range(6_300, 6_340))
def test_the_ways_that_a_lever_alone_closes_are_counted_as_the_simulator_counts(draw, seed):
    instance = draw(seed)
    org, pulled = instance.organisation, [lever.id for lever in instance.organisation.levers]
    pricer, simulator = Pricer(org), Simulator(org)
    fallen = simulator.price(instance.seeds, pulled).fallen
    for lever, one in pricer.without_each(instance.seeds, pulled).items():
        rest = [other for other in pulled if other != lever]
        assert one.closes == simulator.ways_out(fallen, rest)
        told = named(pricer.terrain, one.ways)
        assert len(told) == min(one.closes, 5)
        costs = [org.assets[org.asset_index[way.target]].fall_cost for way in told]
        assert costs == sorted(costs, reverse=True)
        for way in told:
            assert way.source in fallen
            assert way.target not in fallen
