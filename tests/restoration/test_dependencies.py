from collections.abc import Callable
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.kernel.money import Cents
from endigue.organisation.model import KOf, Need, Operation, Service
from endigue.organisation.needs import is_met, with_services_down
from endigue.restoration.dependencies import (
    MET,
    NEVER,
    Dependencies,
    compile_needs,
    last_awaited,
    node_times,
    returns,
)

ITEMS = {"a": 0, "b": 1, "c": 2}


def compiled(need: Need, *services: Service, lost: tuple[str, ...] = ()) -> Dependencies:
    operation = Operation("o", {}, "", need, Cents(1), 0.0, 1.0, 1.0)
    known = {service.id: service for service in services}
    return compile_needs([operation], known, ITEMS, lost, len(ITEMS))


def back(need: Need, *services: Service) -> int:
    (times,) = returns(compiled(need, *services), np.array([[10, 20, 30]]))
    return int(times[0])


def test_all_wait_for_the_last_any_for_the_first_and_k_of_n_for_the_kth() -> None:
    assert back(KOf(3, ("a", "b", "c"))) == 30
    assert back(KOf(1, ("c", "b", "a"))) == 10
    assert back(KOf(2, ("a", "b", "c"))) == 20


def test_what_is_there_all_the_time_is_not_waited_for() -> None:
    assert back(KOf(2, ("a", "printer"))) == 10
    assert back(KOf(1, ("c", "printer"))) == 0
    assert compiled("printer").roots.tolist() == [MET]


def test_a_service_stands_for_what_it_needs() -> None:
    members = Service("members", KOf(2, ("data", "a")))
    data = Service("data", KOf(1, ("b", "c")))
    assert back("members", members, data) == 20


def test_what_is_lost_for_good_leaves_only_the_alternatives() -> None:
    either = KOf(1, ("a", "gone"))
    assert returns(compiled(either, lost=("gone",)), np.array([[7, 8, 9]])).tolist() == [[7]]
    both = compiled(KOf(2, ("a", "gone")), lost=("gone",))
    assert both.roots.tolist() == [NEVER]
    with pytest.raises(ValueError, match="cannot come back"):
        returns(both, np.array([[7, 8, 9]]))


def test_the_same_thing_named_twice_counts_twice() -> None:
    assert back(KOf(2, ("a", "a", "c"))) == 10


def test_rows_are_independent_of_each_other() -> None:
    needs = compiled(KOf(2, ("a", "b", "c")))
    assert returns(needs, np.array([[1, 2, 3], [9, 5, 7]])).tolist() == [[2], [7]]


def test_what_comes_back_last_of_the_needed_is_named() -> None:
    needs = compiled(KOf(2, (KOf(1, ("a", "c")), "b")))
    times = node_times(needs, np.array([[10, 20, 30]]))[0]
    assert last_awaited(needs, times, 0) == {1}
    times = node_times(needs, np.array([[20, 20, 30]]))[0]
    assert last_awaited(needs, times, 0) == {0, 1}


def test_nothing_is_awaited_by_an_operation_that_runs() -> None:
    needs = compiled("printer")
    assert last_awaited(needs, node_times(needs, np.array([[1, 2, 3]]))[0], 0) == set()


@given(chance=st.randoms(use_true_random=False))
def test_returns_are_the_first_moment_at_which_the_needs_are_met(
    random_situation: Callable, chance: Random
) -> None:
    organisation = random_situation(chance).organisation
    names = [asset.id for asset in organisation.assets] + ["f0"]
    missed = {name: at for at, name in enumerate(n for n in names if chance.random() < 0.7)}
    services = organisation.service_by_id
    needs = compile_needs(organisation.operations, services, missed, (), len(missed))
    when = {name: chance.randint(1, 5) for name in missed}
    (times,) = returns(needs, np.array([[when[name] for name in missed]], np.int64).reshape(1, -1))
    for operation, found in zip(organisation.operations, times, strict=True):
        up = [
            moment
            for moment in range(6)
            if is_met(
                operation.needs,
                with_services_down(services, {name for name in missed if when[name] > moment}),
            )
        ]
        assert found == up[0]
