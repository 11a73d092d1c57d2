from dataclasses import replace

import numpy as np
import pytest

from endigue.spread.link_kinds import LinkKinds, Travel
from endigue.spread.problem import build, unknown_kinds, within

WAYS = [(2, 0, 0.5, 1.0), (0, 1, 0.9, 2.0), (2, 1, 0.4, 3.0), (0, 2, 0.9, 2.0), (1, 1, 0.2, 4.0)]


def test_the_links_out_of_an_asset_stand_together_with_what_they_are(network):
    problem = network(4, WAYS).problem()
    assert problem.first.tolist() == [0, 2, 3, 5, 5]
    assert problem.target.tolist() == [1, 2, 1, 0, 1]
    assert problem.p.tolist() == [0.9, 0.9, 0.2, 0.5, 0.4]
    assert problem.mean_hours.tolist() == [2.0, 2.0, 4.0, 1.0, 3.0]
    assert problem.number.tolist() == [1, 3, 4, 0, 2]
    kinds = [problem.kinds[kind] for kind in problem.kind]
    assert kinds == ["0.9 2.0", "0.9 2.0", "0.2 4.0", "0.5 1.0", "0.4 3.0"]


def test_links_that_a_pulled_lever_cuts_are_gone_and_the_others_keep_their_numbers(network):
    problem = network(4, WAYS).problem(pulled=[0])
    assert problem.first.tolist() == [0, 0, 1, 2, 2]
    assert problem.number.tolist() == [4, 2]


def test_seeds_stand_in_the_order_of_the_assets_without_the_impossible(network):
    problem = network(4, WAYS, {3: 0.2, 1: 1.0, 2: 0.0}).problem()
    assert problem.seed.tolist() == [1, 3]
    assert problem.seed_p.tolist() == [1.0, 0.2]


@pytest.mark.parametrize("seeds", [{9: 0.5}, {0: -0.1}, {0: 1.1}, {0: float("nan")}])
def test_what_is_no_seed_is_refused(network, seeds):
    with pytest.raises(ValueError, match=r"'a\d' with probability .* is no seed"):
        network(4, WAYS, seeds).problem()


def test_a_lever_that_does_not_exist_is_an_error(network):
    with pytest.raises(KeyError, match="l9"):
        network(4, WAYS).problem(pulled=[9])


def test_the_same_problem_has_the_same_fingerprint(network):
    fingerprint = network(4, WAYS).problem().fingerprint
    assert fingerprint == network(4, WAYS).problem().fingerprint
    assert len(fingerprint) == 64
    # What no path depends on does not count, such as a lever that cuts nothing.
    assert fingerprint == network(4, WAYS).problem(pulled=[3]).fingerprint


@pytest.mark.parametrize(
    ("assets", "ways", "seeds", "pulled"),
    [
        (5, WAYS, {0: 1.0}, []),
        (4, WAYS[:-1], {0: 1.0}, []),
        (4, [*WAYS[:-1], (1, 1, 0.2, 4.5)], {0: 1.0}, []),
        (4, [*WAYS[:-1], (1, 1, 0.3, 4.0)], {0: 1.0}, []),
        (4, [*WAYS[:-1], (1, 0, 0.2, 4.0)], {0: 1.0}, []),
        (4, [WAYS[1], WAYS[0], *WAYS[2:]], {0: 1.0}, []),
        (4, WAYS, {0: 0.9}, []),
        (4, WAYS, {1: 1.0}, []),
        (4, WAYS, {0: 1.0, 1: 1.0}, []),
        (4, WAYS, {0: 1.0}, [2]),
    ],
)
def test_another_problem_has_another_fingerprint(network, assets, ways, seeds, pulled):
    other = network(assets, ways, seeds).problem(pulled)
    assert other.fingerprint != network(4, WAYS).problem().fingerprint


def test_other_names_have_another_fingerprint(network):
    problem = network(4, WAYS).problem()
    assert replace(problem, assets=("a0", "a1", "a2a3", "")).fingerprint != problem.fingerprint
    assert replace(problem, seed_p=np.array([0.5])).fingerprint != problem.fingerprint


def test_kinds_that_the_table_does_not_know_are_named(network):
    graph = network(4, WAYS)
    assert unknown_kinds(graph.organisation, graph.table) == ()
    short = LinkKinds(Travel(0.3, 6.0, "test"), {"0.9 2.0": graph.table.kind["0.9 2.0"]})
    assert unknown_kinds(graph.organisation, short) == ("0.2 4.0", "0.4 3.0", "0.5 1.0")
    problem = build(graph.organisation, {}, short)
    assert problem.p.tolist() == [0.9, 0.9, 0.3, 0.3, 0.3]


def test_the_share_of_a_link_that_is_passed_in_time_follows_its_distribution(network):
    graph = network(4, WAYS)
    steps = (1.0, 2.0, 2.0, 6.0)
    table = LinkKinds(
        Travel(0.3, 0.0, "test"),
        {"0.9 2.0": graph.table.kind["0.9 2.0"], "0.2 4.0": (Travel(0.5, None, "t", 0, steps),)},
    )
    problem = build(graph.organisation, {"a0": 1.0}, table)
    exponential, quantiles, at_once = 0, 2, 3
    shares = {0.5: 0.0, 1.0: 0.0, 1.5: 1 / 6, 2.0: 2 / 3, 4.0: 5 / 6, 6.0: 1.0, 99.0: 1.0}
    for hours, share in shares.items():
        found = within(problem, hours)
        assert found[quantiles] == pytest.approx(share)
        assert found[exponential] == pytest.approx(1 - np.exp(-hours / 2))
        assert found[at_once] == 1.0
    other = LinkKinds(
        table.default, table.kind | {"0.2 4.0": (Travel(0.5, table.kind["0.2 4.0"][0].mean, "t"),)}
    )
    assert build(graph.organisation, {"a0": 1.0}, other).fingerprint != problem.fingerprint
