import numpy as np
import pytest

from endigue.containment.terrain import Terrain
from endigue.organisation.levers import open_links


@pytest.mark.parametrize("seed", range(8_100, 8_160))
def test_the_sole_closer_of_a_link_is_the_one_without_which_it_opens(draw, seed):
    org = draw(seed).organisation
    terrain = Terrain(org)
    pulled = [lever.id for lever in org.levers]
    rows = np.arange(len(org.links))
    whole = open_links(org, pulled)[terrain.links.row]
    opened = np.array(
        [
            open_links(org, [other for other in pulled if other != lever])[terrain.links.row]
            for lever in pulled
        ]
    )
    for row, closer in enumerate(terrain.sole_closers(pulled, rows).tolist()):
        if whole[row]:
            assert closer == -1
        else:
            openers = np.flatnonzero(opened[:, row]).tolist()
            assert openers == ([closer] if closer >= 0 else [])


def test_two_levers_on_one_thing_are_none_alone(write):
    org = write(
        {"a": ("machine", "z", 0), "b": ("machine", "", 0)},
        levers={"one": ("a", 0), "two": ("a", 0), "plug": ("z", 0), "odd": ("elsewhere", 0)},
    )
    assert Terrain(org).alone_on(["one", "two", "plug", "odd"]) == {"plug": 2}


def test_ways_out_lead_from_what_fell_to_what_did_not(write):
    org = write(
        dict.fromkeys("abc", ("machine", "", 0)), links=[("c", "a"), ("a", "b"), ("b", "c")]
    )
    terrain = Terrain(org)
    (row,) = terrain.ways_out(np.array([True, False, False]))
    assert (terrain.links.source[row], terrain.links.target[row]) == (0, 1)
    assert terrain.links.row[row] == 1
