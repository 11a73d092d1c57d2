from itertools import combinations

import numpy as np
import pytest

from endigue.containment.consequences import Consequences
from endigue.containment.hands import ALL, caps
from endigue.containment.problem import build
from endigue.containment.solve.capped import CappedSearch


def every_plan(problem):
    places = range(len(problem.levers))
    return [plan for size in range(len(problem.levers) + 1) for plan in combinations(places, size)]


@pytest.mark.parametrize("first", range(0, 120, 40))
def test_at_any_price_the_least_harm_less_the_worth_of_the_hands_is_a_bound(draw, first):
    for seed in range(first, first + 40):
        instance = draw(seed)
        problem = build(instance.organisation, instance.seeds, hands=True)
        if problem.forced or not problem.levers:
            continue
        (cap,) = limit = caps(instance.organisation, problem, {ALL: 20})
        search = CappedSearch(problem, limit, lambda _harm, _bound: None)
        harms = {plan: Consequences(problem).harm(plan) for plan in every_plan(problem)}
        kept = [plan for plan in harms if cap.seconds[list(plan)].sum() <= cap.most]
        least = min(harms[plan] for plan in kept)
        for price in (0.0, 0.013, 1.7, 250.0, 1e7):
            priced, worth = search._priced([price])
            dual = min(Consequences(priced).harm(plan) for plan in harms)
            assert dual - worth <= least, f"instance {seed}, {price} a second"


def test_a_plan_is_a_line_in_the_prices(write):
    org = write(
        {"pc": ("machine", "", 0), "a": ("machine", "", 900)},
        links=[("pc", "a")],
        levers={"block": ("a", 1)},
        minutes={"block": 20.0},
    )
    problem = build(org, ["pc"], hands=True)
    search = CappedSearch(problem, caps(org, problem, {ALL: 15}), lambda _harm, _bound: None)
    nothing, block = search.line([]), search.line([0])
    assert (nothing.harm, nothing.beyond, nothing.feasible) == (900, (-900,), True)
    assert (block.harm, block.beyond, block.feasible) == (1, (300,), False)


def test_what_is_left_out_between_two_plans_is_what_saves_least_for_its_minutes(write):
    names = [f"m{n}" for n in range(6)]
    org = write(
        {
            "pc": ("machine", "", 0),
            **{name: ("machine", "", 100 * 4**n) for n, name in enumerate(names)},
        },
        links=[("pc", name) for name in names],
        levers={f"block-{name}": (name, 1) for name in names},
    )
    problem = build(org, ["pc"], hands=True)
    search = CappedSearch(problem, caps(org, problem, {ALL: 30}), lambda _harm, _bound: None)
    search._between(search.line([]), search.line(range(6)))
    kept = {problem.levers[lever] for lever in search.best.levers}
    assert kept == {"block-m3", "block-m4", "block-m5"}


def test_the_next_prices_are_where_the_lowest_line_is_highest(write):
    org = write(
        {"pc": ("machine", "", 0), "a": ("machine", "", 1_000)},
        links=[("pc", "a")],
        levers={"block": ("a", 100)},
        minutes={"block": 20.0},
    )
    problem = build(org, ["pc"], hands=True)
    search = CappedSearch(problem, caps(org, problem, {ALL: 5}), lambda _harm, _bound: None)
    search.lines.append(search.line([0]))
    (price,), height = search._next_prices()
    # 1000 - 300 p meets 100 + 900 p.
    assert price == pytest.approx(0.75)
    assert height == pytest.approx(775)
    assert np.isfinite(height)
