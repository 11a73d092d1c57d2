from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.restoration.chain import Chains, Link
from endigue.restoration.problem import build
from endigue.restoration.schedule import Schedule, Task
from endigue.restoration.solve import plan


def chains_of(case, *, always: bool = False) -> tuple[Schedule, Chains, frozenset[str]]:
    """The plan of a drawn situation, and its chains; `always`: every crew is there at all hours."""
    organisation = case.organisation
    if always:
        crews = tuple(replace_hours(one) for one in organisation.crews)
        organisation = replace(organisation, crews=crews)
    problem = build(organisation, case.fallen, case.down, case.start)
    schedule = plan(problem, seed=1, scenarios=4)
    core = frozenset(
        name for name, inside in zip(problem.items, problem.core, strict=True) if inside
    )
    return schedule, Chains(schedule, core), core


def replace_hours(crew):
    return type(crew)(crew.id, crew.skill, crew.people, "24/7", crew.hourly_rate)


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_a_chain_goes_back_to_the_start_and_every_link_waited_for_the_one_before(
    random_situation: Callable, chance: Random
) -> None:
    schedule, chains, core = chains_of(random_situation(chance))
    for asset in {task.asset for task in schedule.tasks}:
        chain = chains.of(asset)
        ends = [task.end for task in schedule.tasks if task.asset == asset]
        assert chain[-1].task.end == max(ends)
        for before, link in pairwise(chain):
            assert before.task.end <= link.task.start
            if link.because != "hours":
                assert before.task.end == pytest.approx(link.task.start)
            holds = {
                "step": before.task.asset == link.task.asset,
                "crew": before.task.crew == link.task.crew,
                "core": before.task.asset in core and link.task.asset not in core,
                "room": before.task.step in ("verify", "restore"),
                "urgent": before.task.asset != link.task.asset,
                "hours": True,
            }
            assert holds[link.because]


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_where_everybody_is_always_there_a_chain_has_no_gap(
    random_situation: Callable, chance: Random
) -> None:
    """The length of a critical path is the sum of the work on it: nothing on it waits."""
    schedule, chains, _ = chains_of(random_situation(chance), always=True)
    for asset in {task.asset for task in schedule.tasks}:
        chain = chains.of(asset)
        worked = sum(one.task.end - one.task.start for one in chain)
        assert worked == pytest.approx(chain[-1].task.end)
        assert chain[0] == Link(chain[0].task, "start")


def test_what_is_not_in_the_plan_has_no_chain() -> None:
    empty = Schedule((), (), 0, 0, 0.0, 0.0, 1, 1)
    assert Chains(empty).of("nobody") == ()


def test_a_night_between_two_shifts_is_waited_for() -> None:
    tasks = (
        Task("a", "rebuild", "day", 0.0, 8.0),
        Task("b", "rebuild", "day", 8.0, 10.0),
        Task("b", "verify", "late", 20.0, 21.0),
    )
    chain = Chains(Schedule(tasks, (), 0, 0, 0.0, 21.0, 1, 1)).of("b")
    assert [(one.task.asset, one.because) for one in chain] == [
        ("a", "start"), ("b", "crew"), ("b", "hours"),
    ]  # fmt: skip
