import numpy as np
import pytest

from endigue.containment.travel import barriers, open_while, reach, useful_links
from endigue.organisation.levers import open_links


def positions(organisation, seeds):
    return np.array([organisation.asset_index[seed] for seed in seeds], dtype=np.int32)


@pytest.mark.parametrize("seed", range(5_000, 5_060))
def test_the_same_links_are_open_as_by_the_meaning_of_the_levers(draw, seed):
    """One lever a target, as the problem has them; every single lever, and all at once."""
    organisation = draw(seed).organisation
    levers = list({lever.target: lever.id for lever in organisation.levers}.values())
    lever_on = {organisation.lever_by_id[lever].target: n for n, lever in enumerate(levers)}
    closing = barriers(organisation, lever_on)
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
    closing = barriers(org, {"c": 0, "e": 1})
    fate = reach(
        org, closing, positions(org, "a"), np.array([False, True]), np.array([True, False])
    )
    assert fate.surely.tolist() == [True, True, False, False, False]
    assert fate.perhaps.tolist() == [True, True, True, True, False]
    links = useful_links(org, closing, fate, np.array([False, True]))
    assert links.tolist() == [False, True, True, False]


def test_a_link_names_each_lever_that_closes_it_once(write):
    org = write(
        {"a": ("machine", "z1", 0), "b": ("machine", "z2", 0)},
        links=[("a", "b", "f")],
        flows={"f": ("z1", "z2")},
    )
    closing = barriers(org, {"f": 2, "z1": 0, "z2": 1})
    assert closing.on_link.tolist() == [[-1, -1, 0, 1, 2]]
