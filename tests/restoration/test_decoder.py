from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, Operation, Organisation, Parameters
from endigue.restoration.decoder import columns, decode, dispatch, wanted_items
from endigue.restoration.problem import RestorationProblem, build

NOON = datetime(2021, 2, 8, 12, 0, tzinfo=UTC)


def drawn(random_situation: Callable, chance: Random) -> tuple[RestorationProblem, np.ndarray]:
    case = random_situation(chance)
    problem = build(case.organisation, case.fallen, case.down, case.start)
    count = len(problem.items)
    return problem, np.array(chance.sample(range(count), count), np.int64)


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_what_nothing_waits_for_delays_nothing(random_situation: Callable, chance: Random) -> None:
    problem, ranks = drawn(random_situation, chance)
    wanted = wanted_items(columns(problem), ranks)[problem.tasks.item]
    plain = dispatch(problem, ranks, problem.tasks.ticks)
    longer = dispatch(problem, ranks, np.where(wanted, 1, 9) * problem.tasks.ticks)
    assert np.array_equal(plain.end[wanted], longer.end[wanted])


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_lean_schedule_is_that_of_the_whole(random_situation: Callable, chance: Random) -> None:
    problem, ranks = drawn(random_situation, chance)
    p = columns(problem)
    wanted = wanted_items(p, ranks)
    whole = decode(p, ranks, problem.tasks.ticks, wanted, False)
    lean = decode(p, ranks, problem.tasks.ticks, wanted, True)
    here = wanted[problem.tasks.item]
    for full, short in zip(whole, lean, strict=True):
        assert np.array_equal(full[here], short[here])
    assert (lean[0][~here] == -1).all()
    assert (whole[0] >= 0).all()


def shop(places: int = 5) -> RestorationProblem:
    """A server that an operation needs, and one that nothing needs and that takes days; the one
    system administrator is free for an hour before the first can be rebuilt.
    """
    organisation = Organisation(
        "shop",
        parameters=Parameters(clean_room_places=places),
        assets=(
            Asset("needed", "", "machine", rebuild_hours=2.0),
            Asset("spare", "", "machine", rebuild_hours=50.0),
        ),
        operations=(Operation("till", {}, "", "needed", Cents(100), 0.0, 1.0, 1e6),),
        crews=(
            Crew("forensic", "forensic", 2, "24/7", Cents(0)),
            Crew("system", "system", 1, "24/7", Cents(0)),
            Crew("network", "network", 1, "24/7", Cents(0)),
        ),
    )
    problem = build(organisation, ["needed", "spare"], [], NOON)
    # The evidence on the spare one is there at once, on the other after an hour.
    return replace(
        problem, tasks=replace(problem.tasks, ticks=np.array([4, 8, 4, 2, 1, 200, 4, 2]))
    )


def test_whoever_is_free_begins_something_long_and_the_operation_waits() -> None:
    problem, ranks = shop(), np.array([0, 1])
    free = dispatch(problem, ranks, problem.tasks.ticks, holding=False)
    held = dispatch(problem, ranks, problem.tasks.ticks)
    assert held.end[3] == 4 + 8 + 4 + 2
    assert free.end[3] == 1 + 200 + 8 + 4 + 2


def test_what_is_held_back_begins_where_somebody_is_to_spare() -> None:
    problem = shop()
    held = dispatch(problem, np.array([0, 1]), problem.tasks.ticks)
    # Of two analysts one is kept for the verification that is still to come.
    assert held.start[4] == held.end[0]
    assert held.start[5] == held.end[1]


def test_a_place_is_not_taken_from_what_is_awaited() -> None:
    problem = shop(places=1)
    problem = replace(problem, people=np.array([2, 2, 1]))
    held = dispatch(problem, np.array([0, 1]), problem.tasks.ticks)
    assert held.start[1] == held.end[0] == 4
    assert held.start[5] == held.end[2]
