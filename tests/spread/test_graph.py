import numpy as np

from endigue.spread.graph import laid_out, links_of, within_reach

WAYS = [(2, 0), (0, 1), (2, 1), (4, 2), (1, 1), (3, 0)]


def test_what_can_be_reached_comes_nearest_first(network):
    problem = network(6, WAYS, {4: 1.0, 5: 0.5}).problem()
    assert within_reach(problem).tolist() == [4, 5, 2, 0, 1]


def test_the_layout_holds_the_same_links_under_other_places(network):
    problem = network(6, WAYS, {4: 1.0, 5: 0.5}).problem()
    order = within_reach(problem)
    links = links_of(problem, order)
    graph = laid_out(problem, order, links, 0)
    found = {
        (int(order[place]), int(order[graph.target[link]]))
        for place in range(len(order))
        for link in range(graph.first[place], graph.first[place + 1])
    }
    assert found == set(WAYS[:-1])
    assert order[graph.seed].tolist() == problem.seed.tolist()
    assert len(np.unique(graph.key)) == len(graph.key)


def test_a_link_has_the_same_key_whatever_else_is_cut(network):
    whole, cut = (network(6, WAYS, {4: 1.0}).problem(pulled) for pulled in ([], [0]))
    kept = {}
    for problem in (whole, cut):
        links = links_of(problem, within_reach(problem))
        keys = laid_out(problem, within_reach(problem), links, 9).key.tolist()
        kept[len(keys)] = dict(zip(problem.number[links].tolist(), keys, strict=True))
    few, many = (kept[size] for size in sorted(kept))
    assert few.items() <= many.items()
