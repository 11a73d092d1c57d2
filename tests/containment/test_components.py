import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from endigue.containment.components import reachable, strong_components

GRAPHS = st.integers(1, 8).flatmap(
    lambda count: st.tuples(
        st.just(count),
        st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=20),
    )
)


def columns(links):
    table = np.array(links, dtype=np.int32).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def closure(count, links):
    """Who can reach whom, by Warshall's three loops."""
    reach = [[a == b or (a, b) in links for b in range(count)] for a in range(count)]
    for through in range(count):
        for a in range(count):
            for b in range(count):
                reach[a][b] = reach[a][b] or (reach[a][through] and reach[through][b])
    return reach


@given(GRAPHS)
def test_a_component_is_what_reaches_each_other(graph):
    count, links = graph
    reach = closure(count, set(links))
    expected = [min(b for b in range(count) if reach[a][b] and reach[b][a]) for a in range(count)]
    assert strong_components(count, *columns(links)).tolist() == expected


@given(GRAPHS, st.sets(st.integers(0, 7)))
def test_what_is_reachable_is_reachable_from_some_root(graph, roots):
    count, links = graph
    roots = {root for root in roots if root < count}
    reach = closure(count, set(links))
    expected = [any(reach[root][a] for root in roots) for a in range(count)]
    found = reachable(count, *columns(links), np.array(sorted(roots), dtype=np.int32))
    assert found.tolist() == expected


def test_a_path_of_any_length_needs_no_recursion():
    count = 20_000
    path = np.arange(count - 1, dtype=np.int32)
    assert strong_components(count, path, path + 1).tolist() == list(range(count))
