import subprocess
import sys
from random import Random

import highspy
import pytest

from endigue.containment.hands import ALL, TooFewHands, caps
from endigue.containment.price import Simulator
from endigue.containment.problem import build
from endigue.containment.solve import Watch, solve, solver_name
from endigue.organisation.model import KOf

INSTANCES = 700


@pytest.mark.parametrize("first", range(0, INSTANCES, 50))
def test_the_plan_costs_exactly_the_least_harm_of_all_sets_of_levers(draw, first):
    for seed in range(first, first + 50):
        instance = draw(seed)
        least = instance.least_harm()
        solution = solve(build(instance.organisation, instance.seeds))
        truth = Simulator(instance.organisation).price(instance.seeds, solution.pulled).harm
        assert (solution.objective, truth) == (least, least), f"instance {seed}"
        assert solution.bound <= least
        assert solution.proven
        assert solution.gap <= 1e-10
        assert solution.bound == least or least > 10**9
        assert instance.mandatory <= set(solution.pulled)


def test_the_instances_are_worth_solving(draw):
    """Most of them have something to decide, and each feature occurs often."""
    problems = [
        (draw(seed), build(draw(seed).organisation, draw(seed).seeds)) for seed in range(INSTANCES)
    ]
    assert sum(len(problem.levers) > 1 for _, problem in problems) > INSTANCES // 3
    assert sum(len(problem.threshold_state) > 0 for _, problem in problems) > INSTANCES // 10
    assert sum(len(problem.cut_lever) > 0 for _, problem in problems) > INSTANCES // 5
    assert sum(bool(problem.forced) for _, problem in problems) > INSTANCES // 10
    zones = [
        any(instance.organisation.lever_by_id[x].target.startswith("z") for x in problem.levers)
        for instance, problem in problems
    ]
    assert sum(zones) > INSTANCES // 10


def _capped(instance, seed):
    """Minutes for all crews together, for each crew, or for one and for all."""
    rng = Random(seed)
    most = sum(lever.minutes for lever in instance.organisation.levers)
    share = rng.choice([0.0, 0.2, 0.4, 0.6, 0.8])
    return [
        {ALL: round(most * share, 2)},
        {"crew-0": most * share / 2, "crew-1": most * (1 - share) / 2},
        {ALL: most * 0.6, "crew-1": most * share},
    ][seed % 3]


@pytest.mark.parametrize("first", range(10_000, 10_400, 50))
def test_with_few_hands_the_plan_is_the_best_of_all_that_keep_to_them(draw, first):
    for seed in range(first, first + 50):
        instance = draw(seed)
        minutes = _capped(instance, seed)
        least = instance.least_harm(minutes)
        problem = build(instance.organisation, instance.seeds, hands=True)
        if least is None:
            with pytest.raises(TooFewHands):
                caps(instance.organisation, problem, minutes)
            continue
        solution = solve(problem, caps=caps(instance.organisation, problem, minutes))
        truth = Simulator(instance.organisation).price(instance.seeds, solution.pulled).harm
        assert (solution.objective, truth) == (least, least), f"instance {seed}"
        assert solution.bound <= least
        assert solution.proven


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_seen_ring_by_ring_it_is_the_same_problem(draw, first, monkeypatch):
    monkeypatch.setattr("endigue.containment.solve.least.SMALL", 0)
    monkeypatch.setattr("endigue.containment.solve.region.LEAST_GROWTH", 1)
    monkeypatch.setattr("endigue.containment.solve.region.SHARE_OF_GROWTH", 0.0)
    for seed in range(first, first + 50):
        instance = draw(seed)
        solution = solve(build(instance.organisation, instance.seeds))
        assert solution.objective == instance.least_harm(), f"instance {seed}"
        assert solution.proven


@pytest.mark.parametrize("first", range(20_000, 20_200, 50))
def test_every_plan_and_bound_on_the_way_holds(draw, first):
    """Each time they are bettered, with and without caps."""
    for seed in range(first, first + 50):
        instance = draw(seed)
        minutes = _capped(instance, seed) if seed % 2 else {}
        least = instance.least_harm(minutes)
        problem = build(instance.organisation, instance.seeds, hands=bool(minutes))
        if least is None:
            continue
        heard = []
        watch = Watch(progress=lambda harm, bound, heard=heard: heard.append((harm, bound)))
        solve(problem, caps=caps(instance.organisation, problem, minutes), watch=watch)
        assert heard
        assert all(bound <= least <= harm for harm, bound in heard), f"instance {seed}"


def test_who_stops_the_search_gets_a_plan_and_a_bound(draw):
    instance = draw(7)
    problem = build(instance.organisation, instance.seeds)
    solution = solve(problem, watch=Watch(stop=lambda: True))
    assert solution.bound <= instance.least_harm() <= solution.objective


def test_a_wider_gap_is_enough_where_it_is_asked_for(draw):
    for seed in range(50):
        instance = draw(seed)
        solution = solve(build(instance.organisation, instance.seeds), gap=0.2)
        assert solution.bound <= instance.least_harm() <= solution.objective
        assert solution.gap <= 0.2 or solution.proven


@pytest.mark.parametrize("seed", range(40))
def test_the_bound_holds_when_there_is_no_time_to_search(draw, seed):
    instance = draw(1_000 + seed)
    problem = build(instance.organisation, instance.seeds)
    solution = solve(problem, seconds=0.0)
    assert solution.bound <= instance.least_harm() <= solution.objective
    assert solution.proven == (solution.bound == solution.objective)


def test_without_time_the_plan_is_still_as_good_as_the_hint(write):
    org = write(
        {"pc": ("machine", "", 1), "srv": ("machine", "", 100), "db": ("machine", "", 10_000)},
        links=[("pc", "srv"), ("srv", "db")],
        levers={"block-srv": ("srv", 3), "block-db": ("db", 2)},
    )
    problem = build(org, ["pc"])
    assert solve(problem, seconds=0.0, hint=["block-srv"]).objective <= 4


def test_a_need_with_very_many_ways_to_be_met_is_solved_to_the_cent(write):
    """Five of ten: 252 subsets, so that it is not written one by one."""
    names = [f"m{n}" for n in range(10)]
    org = write(
        {"pc": ("machine", "", 0), **dict.fromkeys(names, ("machine", "", 7))},
        links=[("pc", name) for name in names],
        levers={f"block-{name}": (name, 2) for name in names},
        services={"farm": KOf(5, tuple(names))},
        operations={"desk": ("farm", 1_000)},
        hours=1,
    )
    # Blocking takes a machine down as surely as its fall: the farm is lost, blocking is cheaper.
    solution = solve(build(org, ["pc"]))
    assert solution.objective == 1_000 + 10 * 2
    assert solution.proven
    cut = write(
        {"pc": ("machine", "a", 0), **dict.fromkeys(names, ("machine", "b", 7))},
        links=[("pc", name, f"flow-{name}") for name in names],
        flows={f"flow-{name}": ("a", "b") for name in names},
        levers={f"close-{name}": (f"flow-{name}", 9) for name in names},
        services={"farm": KOf(5, tuple(names))},
        operations={"desk": ("farm", 1_000)},
        hours=1,
    )
    # Closing a flow costs 9 to save 7: five are worth it, for the farm.
    assert solve(build(cut, ["pc"])).objective == 5 * 9 + 5 * 7


def test_amounts_of_billions_are_proven_to_the_cent(write):
    org = write(
        {"pc": ("machine", "", 0), "a": ("machine", "", 300_000_000_001), "b": ("machine", "", 1)},
        links=[("pc", "a"), ("a", "b")],
        levers={"block-a": ("a", 300_000_000_001)},
    )
    solution = solve(build(org, ["pc"]))
    assert solution.objective == 300_000_000_001  # blocking is one cent cheaper than both falling
    assert solution.proven


def test_the_same_problem_has_the_same_plan_every_time(draw):
    for seed in range(2_000, 2_020):
        instance = draw(seed)
        problem = build(instance.organisation, instance.seeds)
        assert solve(problem) == solve(problem)


def test_it_does_not_matter_with_how_many_threads_highs_ran_before(draw):
    other = highspy.Highs()
    other.silent()
    highspy.Highs.resetGlobalScheduler(True)
    other.setOptionValue("threads", 2)
    other.minimize(other.addBinary())
    instance = draw(101)
    solution = solve(build(instance.organisation, instance.seeds))
    assert solution.objective == instance.least_harm()
    assert solution.proven


def test_nothing_is_printed():
    """Standard output belongs to whoever asked for JSON."""
    script = (
        "from endigue.organisation.model import *\n"
        "from endigue.containment.problem import build\n"
        "from endigue.containment.solve import solve\n"
        "import numpy as np\n"
        "one = np.array([0], np.int32); two = np.array([1], np.int32)\n"
        "links = Links(one, two, np.zeros(1, np.int16), one, one - 1, ('Way',))\n"
        "assets = tuple(Asset(n, n, 'machine', fall_cost=9) for n in 'ab')\n"
        "lever = Lever('cut', 'isolate_host', 'b', 1, 'us', 5)\n"
        "problem = build(Organisation('x', assets=assets, links=links, levers=(lever,)), ['a'])\n"
        "assert solve(problem).objective == 14\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_the_solver_names_itself_with_its_version():
    assert solver_name().startswith("HiGHS 1.")
