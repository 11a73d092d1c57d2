from itertools import combinations, pairwise

import pytest

from endigue.containment.consequences import Consequences
from endigue.containment.problem import build
from endigue.containment.solve.settle import settled


def harms(problem):
    """Of every set of levers, by enumeration."""
    consequences = Consequences(problem)
    places = range(len(problem.levers))
    return {
        chosen: consequences.harm(chosen)
        for size in range(len(problem.levers) + 1)
        for chosen in combinations(places, size)
    }


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_the_smaller_problem_has_the_same_least_harm_and_its_plans_cost_what_it_says(draw, first):
    for seed in range(first, first + 50):
        instance = draw(seed)
        problem = build(instance.organisation, instance.seeds)
        truth = harms(problem)
        least = min(truth.values())
        for ceiling in (None, truth[()] - problem.constant, least - problem.constant):
            smaller = settled(problem, ceiling)
            left = harms(smaller.problem)
            assert min(left.values()) == least, f"instance {seed}, ceiling {ceiling}"
            best = min(left, key=left.__getitem__)
            assert truth[tuple(smaller.plan(best))] == least, f"instance {seed}"
            assert all(truth[tuple(smaller.plan(one))] <= left[one] for one in left)


def test_isolating_costs_less_than_losing_so_nothing_is_left_to_search(write):
    names = [f"m{n}" for n in range(40)]
    org = write(
        {"pc": ("machine", "", 9), **dict.fromkeys(names, ("machine", "", 9))},
        links=[("pc", names[0]), *pairwise(names)],
        levers={f"block-{name}": (name, 3) for name in names},
    )
    problem = build(org, ["pc"])
    smaller = settled(problem)
    assert smaller.problem.levers == ()
    assert [problem.levers[lever] for lever in smaller.plan([])] == ["block-m0"]
    assert Consequences(smaller.problem).harm([]) == 9 + 3


def test_levers_side_by_side_are_one_and_are_pulled_together(write):
    """One account after the other would have to be disabled to keep the attack from the db."""
    accounts = [f"acc{n}" for n in range(5)]
    org = write(
        {
            "pc": ("machine", "", 0),
            **dict.fromkeys(accounts, ("account", "", 0)),
            "db": ("machine", "", 90),
        },
        links=[*(("pc", name) for name in accounts), *((name, "db") for name in accounts)],
        levers={f"disable-{name}": (name, 10) for name in accounts},
    )
    problem = build(org, ["pc"])
    smaller = settled(problem)
    assert sorted(smaller.plan(range(len(smaller.problem.levers)))) == list(range(5))
    assert len(smaller.problem.levers) <= 1
    assert min(harms(smaller.problem).values()) == 50


def test_of_two_levers_one_behind_the_other_the_dearer_is_spared(write):
    org = write(
        {
            "pc": ("machine", "", 0),
            "a": ("account", "", 0),
            "b": ("account", "", 0),
            "db": ("machine", "", 5),
        },
        links=[("pc", "a"), ("a", "b"), ("b", "db")],
        levers={"dear": ("a", 40), "cheap": ("b", 7)},
    )
    smaller = settled(build(org, ["pc"]))
    assert smaller.problem.levers in ((), ("cheap",))
