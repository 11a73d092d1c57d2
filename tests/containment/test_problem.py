from itertools import combinations

import numpy as np
import pytest

from endigue.containment.consequences import Consequences
from endigue.containment.price import Simulator
from endigue.containment.problem import build
from endigue.organisation.model import KOf


@pytest.mark.parametrize("first", range(0, 120, 40))
def test_the_problem_prices_every_set_of_its_levers_as_the_simulator_does(draw, first):
    for seed in range(first, first + 40):
        instance = draw(seed)
        problem = build(instance.organisation, instance.seeds)
        consequences = Consequences(problem)
        simulator = Simulator(instance.organisation)
        for size in range(len(problem.levers) + 1):
            for chosen in combinations(range(len(problem.levers)), size):
                pulled = [*problem.forced, *(problem.levers[lever] for lever in chosen)]
                truth = simulator.price(instance.seeds, pulled).harm
                assert consequences.harm(chosen) == truth, f"instance {seed}, {pulled}"


@pytest.mark.parametrize("first", range(0, 120, 40))
def test_levers_that_are_left_out_never_help_whatever_else_is_pulled(draw, first):
    for seed in range(first, first + 40):
        instance = draw(seed)
        problem = build(instance.organisation, instance.seeds)
        simulator = Simulator(instance.organisation)
        kept = {*problem.forced, *problem.levers}
        targets = {
            instance.organisation.lever_by_id[lever].target: lever
            for lever in (*problem.levers, *problem.forced)
        }
        for plan in instance.plans():
            # A lever beside a cheaper one on the same target stands for the cheaper.
            same = {
                targets.get(instance.organisation.lever_by_id[lever].target, lever)
                for lever in plan
            }
            without = instance.mandatory | (same & kept)
            assert (
                simulator.price(instance.seeds, without).harm
                <= simulator.price(instance.seeds, plan).harm
            ), f"instance {seed}, {sorted(plan)}"


def test_levers_that_cannot_matter_are_left_out(write):
    org = write(
        {
            "pc": ("machine", "office", 1),
            "srv": ("machine", "room", 10),
            "far": ("machine", "attic", 100),
            "lost": ("machine", "office", 1_000),
        },
        links=[("pc", "srv"), ("pc", "lost"), ("far", "srv")],
        levers={
            "useful": ("srv", 1),
            "dearer": ("srv", 2),
            "far": ("far", 1),
            "attic": ("attic", 1),
        },
    )
    assert build(org, ["pc"]).levers == ("useful",)


def test_what_falls_and_costs_in_any_case_is_in_the_constant(write):
    org = write(
        {"pc": ("machine", "", 1), "next": ("machine", "", 10), "srv": ("machine", "", 100)},
        links=[("pc", "next"), ("next", "srv")],
        levers={"block": ("srv", 7), "backups": ("pause", 5)},
        operations={"desk": ("next", 1_000)},
        mandatory=["backups"],
        hours=1,
    )
    problem = build(org, ["pc"])
    # The two that fall, the operation, the mandatory lever, which acts on nothing we know.
    assert problem.constant == 1 + 10 + 1_000 + 5
    assert problem.forced == ("backups",)
    assert problem.levers == ("block",)


def test_forced_levers_cut_and_take_down_before_anything_is_chosen(write):
    org = write(
        {"pc": ("machine", "office", 0), "srv": ("machine", "room", 100)},
        links=[("pc", "srv", "smb")],
        flows={"smb": ("office", "room")},
        levers={"unplug": ("room", 3), "close": ("smb", 1), "block": ("srv", 1)},
        operations={"desk": (KOf(2, ("srv", "smb")), 1_000)},
        mandatory=["unplug"],
        hours=1,
    )
    problem = build(org, ["pc"])
    assert problem.levers == ()
    assert problem.constant == 1_003


def test_states_that_follow_from_each_other_are_one(write):
    """A ring that no lever cuts is one state, whatever its size."""
    names = [f"m{n}" for n in range(50)]
    org = write(
        {"pc": ("machine", "a", 0), **dict.fromkeys(names, ("machine", "b", 1))},
        links=[("pc", "m0"), *zip(names, [*names[1:], names[0]], strict=True)],
        levers={"unplug": ("a", 1)},
    )
    problem = build(org, ["pc"])
    assert len(problem.state_cost) == 2
    assert problem.state_cost.tolist() == [0, 50]


def test_a_mesh_costs_ways_in_proportion_to_its_assets_not_their_square(write):
    names = [f"m{n}" for n in range(30)]
    org = write(
        {"pc": ("machine", "", 0), **dict.fromkeys(names, ("machine", "", 5))},
        links=[("pc", "m0"), *((a, b) for a in names for b in names if a != b)],
        levers={f"block-{name}": (name, 1) for name in names},
    )
    problem = build(org, ["pc"])
    assert len(problem.way_source) <= 4 * len(names)
    assert Consequences(problem).harm([]) == 150


def test_costs_stay_integers(draw):
    instance = draw(4)
    problem = build(instance.organisation, instance.seeds)
    assert problem.lever_cost.dtype == problem.state_cost.dtype == np.int64
    assert isinstance(problem.constant, int)


def test_an_unknown_seed_is_refused(write):
    with pytest.raises(ValueError, match="no asset is named ghost"):
        build(write({"pc": ("machine", "", 0)}), ["ghost"])


def test_a_cost_below_nothing_is_refused(write):
    with pytest.raises(ValueError, match="pc costs less than nothing"):
        build(write({"pc": ("machine", "", -1)}), ["pc"])
