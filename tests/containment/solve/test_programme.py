from itertools import product

import numpy as np
import pytest

from endigue.containment.consequences import Consequences
from endigue.containment.problem import build
from endigue.containment.solve.programme import Limits, highest_low, search, threshold_rows


def test_the_lowest_of_the_planes_is_highest_where_a_fine_grid_says(draw):
    chance = np.random.default_rng(4)
    for _ in range(20):
        heights = chance.uniform(0, 10, 5)
        slopes = chance.uniform(-3, 3, (5, 2))
        place, height = highest_low(heights, slopes, 4.0)
        grid = np.stack(np.meshgrid(*[np.linspace(0, 4, 201)] * 2), axis=-1).reshape(-1, 2)
        best = (heights[:, None] + slopes @ grid.T).min(axis=0).max()
        assert height == pytest.approx((heights + slopes @ place).min(), abs=1e-6)
        assert best - 1e-6 <= height <= best + 0.1


def test_the_rows_of_the_thresholds_of_a_state_say_when_it_holds(draw):
    for seed in range(60):
        instance = draw(seed)
        problem = build(instance.organisation, instance.seeds)
        starts = problem.threshold_start.tolist()
        parts = [
            problem.threshold_child[starts[place] : starts[place + 1]].tolist()
            for place in range(len(starts) - 1)
        ]
        counts, states = problem.threshold_count.tolist(), problem.threshold_state.tolist()
        rows = threshold_rows(problem)
        for state in set(states):
            mine = [place for place, one in enumerate(states) if one == state]
            children = sorted({child for place in mine for child in parts[place]})
            for values in product((0, 1), repeat=len(children)):
                held = dict(zip(children, values, strict=True))
                holds = any(
                    sum(held[child] for child in parts[place]) >= counts[place] for place in mine
                )
                needed = any(
                    sum(held[child] for child in row.children) - (row.count - 1) > 0
                    for row in rows
                    if row.state == state
                )
                assert needed == holds


def test_the_programme_finds_the_least_harm_with_its_bound(draw):
    for seed in range(60):
        instance = draw(seed)
        problem = build(instance.organisation, instance.seeds)
        consequences = Consequences(problem)
        at_stake = consequences.harm([]) - problem.constant
        if not problem.levers or at_stake <= 0:
            continue
        found = search(problem, at_stake, Limits(20.0))
        least = instance.least_harm()
        assert min(consequences.harm(found.levers), consequences.harm([])) == least
        assert problem.constant + found.bound <= least + 1e-6 * at_stake
