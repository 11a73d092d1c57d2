import numpy as np
import pytest

from endigue.containment.travel import barriers, helpful, open_while, passages, reach, useful_links
from endigue.organisation.levers import open_links


def positions(organisation, seeds):
    return np.array([organisation.asset_index[seed] for seed in seeds], dtype=np.int32)


@pytest.mark.parametrize("seed", range(5_000, 5_060))
def test_the_same_links_are_open_as_by_the_meaning_of_the_levers(draw, seed):
    """One lever a target, as the problem has them; every single lever, and all at once."""
    organisation = draw(seed).organisation
    levers = list({lever.target: lever.id for lever in organisation.levers}.values())
    closing = barriers(organisation, passages(organisation), levers)
    for pulled in ([], levers, *([lever] for lever in levers)):
        chosen = np.isin(levers, pulled)
        truth = open_links(organisation, pulled)
        assert open_while(organisation, closing, chosen).tolist() == truth.tolist()


def test_what_falls_surely_and_perhaps(write):
    org = write(
        dict.fromkeys("abcde", ("machine", "", 0)),
        links=[("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")],
        levers={"free": ("c", 1), "forced": ("e", 1)},
    )
    closing = barriers(org, passages(org), ["free", "forced"])
    fate = reach(
        org, closing, positions(org, "a"), np.array([False, True]), np.array([True, False])
    )
    assert fate.surely.tolist() == [True, True, False, False, False]
    assert fate.perhaps.tolist() == [True, True, True, True, False]
    links = useful_links(org, closing, fate, np.array([False, True]))
    assert links.tolist() == [False, True, True, False]


def test_the_gate_of_a_link_names_each_lever_that_closes_it_once(write):
    org = write(
        {name: ("machine", zone, 0) for name, zone in zip("abc", ("z1", "z2", "z2"), strict=True)},
        links=[("a", "b", "f"), ("b", "c"), ("a", "c")],
        flows={"f": ("z1", "z2")},
        levers={"one": ("z1", 1), "two": ("z2", 1), "flow": ("f", 1)},
    )
    closing = barriers(org, passages(org), ["one", "two", "flow"])
    assert [closing.gates[gate - 3] for gate in closing.on_link[[0, 2]]] == [(0, 1, 2), (0, 1)]
    assert closing.on_link[1] == -1
    assert barriers(org, passages(org), ["two"]).on_link.tolist() == [0, -1, 0]


def test_only_levers_that_close_a_link_help(write):
    org = write(
        dict.fromkeys("abcd", ("machine", "", 0)),
        links=[("a", "b"), ("c", "d")],
        levers={"first": ("b", 1), "second": ("d", 1)},
    )
    closing = barriers(org, passages(org), ["first", "second"])
    assert helpful(org, closing, np.array([True, False])).tolist() == [True, False]
