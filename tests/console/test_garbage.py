import gc
import weakref

import pytest

from endigue.console.garbage import ROUNDS, settle


class Node:
    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def collector():
    before = gc.get_threshold()
    gc.set_threshold(200_000)
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_what_is_there_is_left_out_of_later_rounds_and_what_dies_later_is_not(collector) -> None:
    dead = weakref.ref(Node())
    frozen = gc.get_freeze_count()
    settle()
    assert dead() is None, "what was dead before is not kept for ever"
    assert gc.get_freeze_count() > frozen + 1000
    assert gc.get_threshold() == ROUNDS
    later = weakref.ref(Node())
    left = [Node() for _ in range(200 * ROUNDS[0])]
    assert later() is None, "rounds are frequent"
    assert len(left) == 200 * ROUNDS[0]
