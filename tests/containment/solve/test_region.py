from itertools import pairwise

import pytest

from endigue.containment.consequences import Consequences
from endigue.containment.problem import build
from endigue.containment.solve.region import Region


def test_no_plan_costs_more_in_a_part_than_in_the_whole(draw, monkeypatch):
    monkeypatch.setattr("endigue.containment.solve.region.LEAST_GROWTH", 1)
    monkeypatch.setattr("endigue.containment.solve.region.SHARE_OF_GROWTH", 0.0)
    for seed in range(100):
        instance = draw(seed)
        problem = build(instance.organisation, instance.seeds)
        whole = Consequences(problem)
        region = Region(problem)
        plans = [[], [0], list(range(len(problem.levers)))][: 1 + 2 * bool(problem.levers)]
        before = [0] * len(plans)
        while True:
            part = Consequences(region.part())
            now = [part.harm(plan) for plan in plans]
            assert all(a <= b for a, b in zip(before, now, strict=True))
            assert all(harm <= whole.harm(plan) for harm, plan in zip(now, plans, strict=True))
            before = now
            if not region.grow(whole.states([])):
                break
        assert now[0] == whole.harm([])


@pytest.mark.parametrize("length", [3, 40])
def test_it_grows_ring_by_ring_from_where_the_attack_is(write, monkeypatch, length):
    monkeypatch.setattr("endigue.containment.solve.region.LEAST_GROWTH", 1)
    monkeypatch.setattr("endigue.containment.solve.region.SHARE_OF_GROWTH", 0.0)
    names = [f"m{n}" for n in range(length)]
    org = write(
        {"pc": ("machine", "", 0), **dict.fromkeys(names, ("machine", "", 1))},
        links=[("pc", names[0]), *pairwise(names)],
        levers={f"block-{name}": (name, 3) for name in names},
    )
    problem = build(org, ["pc"])
    region = Region(problem)
    holds = Consequences(problem).states([])
    sizes = [len(region.part().way_source)]
    while region.grow(holds):
        sizes.append(len(region.part().way_source))
    assert sizes == sorted(set(sizes))
    assert region.whole
    assert not region.grow(holds)


def test_everything_can_be_taken_in_at_once(draw):
    instance = draw(3)
    region = Region(build(instance.organisation, instance.seeds))
    region.include_all()
    assert region.whole
