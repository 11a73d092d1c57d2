from collections.abc import Callable
from random import Random

import numpy as np

from endigue.restoration.decoder import dispatch
from endigue.restoration.dependencies import returns
from endigue.restoration.outcomes import Outcomes
from endigue.restoration.problem import build
from endigue.restoration.solve import cheapest_order, drawn_durations
from endigue.restoration.timetable import item_returns


def test_outcomes_are_those_of_each_scenario_alone(random_situation: Callable) -> None:
    for seed in range(6):
        case = random_situation(Random(seed))
        problem = build(case.organisation, case.fallen, case.down, case.start)
        worlds, ranks = drawn_durations(problem, seed, range(7)), cheapest_order(problem)
        found = Outcomes(problem, worlds)
        for world, back, cost in zip(worlds, found.returns(ranks), found.costs(ranks), strict=True):
            alone = item_returns(problem, dispatch(problem, ranks, world))
            expected = returns(problem.dependencies, alone)[0]
            assert np.array_equal(back, expected)
            assert cost == problem.losses.until(expected).sum()
        assert found.mean(ranks) == found.costs(ranks).mean()
