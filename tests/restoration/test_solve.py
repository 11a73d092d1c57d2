from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, KOf, Operation, Organisation, Parameters, Zone
from endigue.restoration.bound import lower_bound
from endigue.restoration.order import by_weight
from endigue.restoration.problem import build
from endigue.restoration.solve import mean_losses, plan, planned_cost

NOON = datetime(2021, 2, 8, 12, 0, tzinfo=UTC)
chances = st.randoms(use_true_random=False)


def operation(name: str, needs, value: int, **more) -> Operation:
    figures = {"arrivals_per_hour": 0.0, "rto_hours": 1.0, "mtpd_hours": 1e6, **more}
    return Operation(name, {"fr": "", "en": ""}, "", needs, Cents(value), **figures)


def crew(skill: str, people: int = 1, hours: str = "24/7") -> Crew:
    return Crew(skill, skill, people, hours, Cents(6000))


@given(chance=chances)
@settings(max_examples=80, deadline=None)
def test_every_plan_obeys_the_definition(
    random_situation: Callable, judge: type, chance: Random
) -> None:
    case = random_situation(chance)
    problem = build(case.organisation, case.fallen, case.down, case.start)
    judge(case).check(plan(problem, seed=1, scenarios=1))


@given(chance=chances)
@settings(max_examples=40, deadline=None)
def test_a_plan_is_one_of_all_orders_and_no_order_beats_the_bound(
    random_situation: Callable, chance: Random
) -> None:
    case = random_situation(chance, assets=4)
    problem = build(case.organisation, case.fallen, case.down, case.start)
    orders = (np.array(ranks, np.int64) for ranks in permutations(range(len(problem.items))))
    cheapest = min(planned_cost(problem, ranks) for ranks in orders)
    schedule = plan(problem, seed=1, scenarios=1)
    assert schedule.bound == lower_bound(problem) <= cheapest <= schedule.cost


@given(jobs=st.lists(st.tuples(st.integers(1, 40), st.integers(0, 10_000)), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_one_person_and_constant_losses_are_smiths_rule(jobs: list[tuple[int, int]]) -> None:
    assets = tuple(
        Asset(f"a{number}", "", "machine", rebuild_hours=quarters / 4)
        for number, (quarters, _) in enumerate(jobs)
    )
    operations = tuple(
        operation(f"o{number}", f"a{number}", 4 * value) for number, (_, value) in enumerate(jobs)
    )
    organisation = Organisation(
        "one", assets=assets, operations=operations, crews=(crew("system"),)
    )
    problem = build(organisation, [asset.id for asset in assets], [], NOON)
    # To the rebuild come an hour of evidence, one of verification and half of reconnection.
    ends, cost = 0, 0
    for quarters, value in sorted(((q + 10, v) for q, v in jobs), key=lambda job: -job[1] / job[0]):
        ends += quarters
        cost += ends * value
    assert plan(problem, seed=1, scenarios=1).cost == cost


def hospital(**more) -> Organisation:
    """Two operations on two servers each, one of them shared, and a directory in the core."""
    assets = tuple(
        Asset(name, "", "machine", zone=zone, rebuild_hours=4.0, restore_gb=50.0)
        for name, zone in (
            ("directory", "core"),
            ("storage", "servers"),
            ("pharmacy", "servers"),
            ("billing", "servers"),
        )
    )
    figures = {
        "zones": (Zone("core", "", "", 0), Zone("servers", "", "", 1)),
        "assets": assets,
        "operations": (
            operation("pay", KOf(2, ("storage", "billing")), 100),
            operation("care", KOf(2, ("storage", "pharmacy")), 10_000),
        ),
        "crews": (crew("forensic", 2), crew("system", 2), crew("network")),
        **more,
    }
    return Organisation("hospital", **figures)


EVERYTHING = ("directory", "storage", "pharmacy", "billing")


def test_the_operation_that_loses_most_returns_first() -> None:
    problem = build(hospital(), EVERYTHING, [], NOON)
    schedule = plan(problem, seed=1, scenarios=1)
    assert [each.id for each in schedule.operations] == ["care", "pay"]
    assert schedule.operations[1].waits_for == ("billing",)


def test_an_operation_can_be_put_first_whatever_it_costs() -> None:
    problem = build(hospital(crews=(crew("system"),)), EVERYTHING, [], NOON)
    chosen = plan(problem, seed=1, scenarios=1, first="pay")
    assert [each.id for each in chosen.operations] == ["pay", "care"]
    assert chosen.cost > plan(problem, seed=1, scenarios=1).cost
    assert chosen.bound == plan(problem, seed=1, scenarios=1).bound


def test_an_operation_that_runs_cannot_be_put_first() -> None:
    problem = build(hospital(), ["billing"], [], NOON)
    with pytest.raises(ValueError, match="care"):
        plan(problem, seed=1, first="care")


def test_the_core_of_trust_is_back_before_anything_else_is_rebuilt() -> None:
    schedule = plan(build(hospital(), EVERYTHING, [], NOON), seed=1, scenarios=1)
    evicted = max(task.end for task in schedule.tasks if task.asset == "directory")
    others = [task for task in schedule.tasks if task.asset != "directory"]
    assert min(task.start for task in others if task.step == "rebuild") >= evicted
    assert min(task.start for task in others) < evicted


def test_a_plan_is_never_dearer_than_weight_first() -> None:
    problem = build(hospital(), EVERYTHING, [], NOON)
    rule_of_thumb = planned_cost(problem, by_weight(problem, mean_losses(problem)))
    assert plan(problem, seed=1, scenarios=1).cost <= rule_of_thumb


def test_the_same_seed_gives_the_same_plan_and_another_seed_other_dates() -> None:
    problem = build(hospital(), EVERYTHING, [], NOON)
    once, again, other = (plan(problem, seed=seed, scenarios=20) for seed in (1, 1, 2))
    assert once == again
    assert once.tasks == other.tasks
    assert once.operations != other.operations


def test_dates_grow_with_the_share_of_scenarios_that_they_hold() -> None:
    schedule = plan(build(hospital(), EVERYTHING, [], NOON), seed=1, scenarios=200)
    for each in schedule.operations:
        assert each.planned < each.p50 < each.p80 < each.p90


def test_the_dates_of_one_asset_are_the_quantiles_of_its_distribution() -> None:
    # One task of 4,000 hours alone, of an asset that did not fall, so that it is never done
    # twice: its logarithm follows Student's t of six degrees of freedom and scale 0.4.
    organisation = Organisation(
        "one",
        assets=(Asset("partner", "", "external"),),
        operations=(operation("claims", "partner", 100),),
        crews=(crew("forensic"), crew("network")),
    )
    problem = build(organisation, [], ["partner"], NOON)
    tasks = replace(problem.tasks, ticks=np.array([16_000, 1]), exact=np.array([16_000.0, 1.0]))
    (claims,) = plan(replace(problem, tasks=tasks), seed=3, scenarios=3000).operations
    for date, z in ((claims.p50, 0.0), (claims.p80, 0.9057), (claims.p90, 1.4398)):
        assert date == pytest.approx(4000 * np.exp(0.4 * z), rel=0.04)


def test_a_restore_that_lacks_bandwidth_is_not_overtaken_for_ever() -> None:
    small = [
        Asset(f"s{n}", "", "machine", rebuild_hours=0.25 * n, restore_gb=60) for n in range(1, 9)
    ]
    large = Asset("large", "", "dataset", rebuild_hours=0.25, restore_gb=1000.0)
    organisation = Organisation(
        "one",
        parameters=Parameters(restore_gb_per_hour=400.0),
        assets=(large, *small),
        operations=(operation("claims", "large", 100),),
        crews=(crew("forensic", 9), crew("system", 9), crew("database"), crew("network")),
    )
    problem = build(organisation, [asset.id for asset in organisation.assets], [], NOON)
    restores = [t for t in plan(problem, seed=1, scenarios=1).tasks if t.step == "restore"]
    (moved,) = (task for task in restores if task.asset == "large")
    # It is ready after 1.25 hours; the one small restore that began then takes a quarter.
    assert moved.start <= 1.5
    assert moved.end == moved.start + 2.5


def test_nothing_down_is_an_empty_plan_without_cost() -> None:
    schedule = plan(build(hospital(), [], [], NOON), seed=1)
    assert (schedule.tasks, schedule.operations) == ((), ())
    assert (schedule.cost, schedule.bound, schedule.gap, schedule.makespan) == (0, 0, 0.0, 0.0)


def test_a_plan_needs_a_scenario() -> None:
    with pytest.raises(ValueError, match="scenario"):
        plan(build(hospital(), EVERYTHING, [], NOON), seed=1, scenarios=0)


def test_without_any_crew_nothing_is_planned_and_all_of_it_is_named() -> None:
    schedule = plan(build(hospital(crews=()), EVERYTHING, [], NOON), seed=1, scenarios=1)
    assert (schedule.tasks, schedule.operations) == ((), ())
    named = {(remark.subject, remark.code) for remark in schedule.unschedulable}
    assert named == {(name, "restoration.no_crew") for name in EVERYTHING} | {
        (name, "restoration.operation_cannot_return") for name in ("pay", "care")
    }


def test_of_free_crews_the_one_that_ends_first_takes_the_work() -> None:
    # At noon the day crew has half an hour left; the other works on.
    day = Crew("day", "system", 1, "mon-fri 08:00-12:30", Cents(6000))
    night = Crew("night", "system", 1, "24/7", Cents(6000))
    problem = build(hospital(crews=(day, night)), ["billing"], [], NOON)
    evidence, rebuild = plan(problem, seed=1, scenarios=1).tasks[:2]
    assert (evidence.crew, evidence.end) == ("night", 1.0)
    assert (rebuild.crew, rebuild.end) == ("night", 5.0)


def test_work_pauses_with_the_shift_and_a_copy_does_not() -> None:
    # From noon: an hour of evidence, five of the rebuild until 18:00, a copy begun at 08:00.
    day = Crew("day", "system", 1, "mon-fri 08:00-18:00", Cents(6000))
    asset = Asset("billing", "", "machine", rebuild_hours=5.0, restore_gb=400.0 * 30)
    problem = build(hospital(crews=(day,), assets=(asset,), operations=()), ["billing"], [], NOON)
    times = {task.step: (task.start, task.end) for task in plan(problem, seed=1).tasks}
    assert times["rebuild"] == (1.0, 6.0)
    assert times["restore"] == (20.0, 50.0)
    assert times["verify"] == (50.0, 51.0)
    short = replace(problem, tasks=replace(problem.tasks, ticks=np.array([4, 28, 4, 4, 2])))
    rebuild = plan(short, seed=1).tasks[1]
    assert (rebuild.start, rebuild.end) == (1.0, 22.0)
